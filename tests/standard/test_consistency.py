"""A standard that contradicts itself is refused, with the file and the place of the fault."""

import json
import shutil

import pytest

from openinnov.exceptions import StandardError
from openinnov.standard import load
from openinnov.standard.consistency import portable

SHIPPED = load().root


@pytest.fixture
def copy(tmp_path):
    """Return a copy of the standard, without the examples, which loading does not read."""
    return shutil.copytree(SHIPPED, tmp_path / "schema", ignore=shutil.ignore_patterns("examples"))


def _edit(file, change):
    document = json.loads(file.read_text("utf-8"))
    change(document)
    file.write_text(json.dumps(document), "utf-8")


def _message(root):
    with pytest.raises(StandardError) as caught:
        load(root)
    return str(caught.value)


def _field(table, name):
    return next(field for field in table["fields"] if field["name"] == name)


def _set(key, value):
    return lambda table: table.update({key: value})


def _drop(key):
    return lambda table: table.pop(key)


def _set_in(name, key, value):
    return lambda table: _field(table, name).update({key: value})


def _drop_in(name, key):
    return lambda table: _field(table, name).pop(key)


def test_copy_without_a_fault_is_loaded(copy):
    assert list(load(copy).tables) == list(load().tables)


@pytest.mark.parametrize(
    ("table", "change", "message"),
    [
        pytest.param("need", _set("colour", 1), "unknown key colour", id="unknown key of a table"),
        pytest.param("need", _drop("title"), "the table needs title", id="table without title"),
        pytest.param(
            "need", _drop("primaryKey"), "the table needs primaryKey", id="table without key"
        ),
        pytest.param(
            "need",
            _drop("openinnov:class"),
            "the table needs openinnov:class",
            id="table without class",
        ),
        pytest.param(
            "need",
            _drop("openinnov:kind"),
            "openinnov:kind must be one of register, aggregate, microdata, personal, intake, "
            "annotation",
            id="table without kind",
        ),
        pytest.param(
            "need",
            _set_in("budget", "colour", 1),
            "field budget: unknown key colour",
            id="unknown key of a field",
        ),
        pytest.param(
            "need",
            _drop_in("budget", "title"),
            "field budget: needs title",
            id="field without title",
        ),
        pytest.param(
            "need",
            _drop_in("budget", "openinnov:privacy"),
            "field budget: say in openinnov:privacy who may see it: one of public, "
            "quasi-identifier, sensitive, direct-identifier, restricted",
            id="field without privacy class",
        ),
        pytest.param(
            "need",
            _set_in("budget", "openinnov:privacy", "secret"),
            "field budget: say in openinnov:privacy who may see it: one of public, "
            "quasi-identifier, sensitive, direct-identifier, restricted",
            id="unknown privacy class",
        ),
        pytest.param(
            "need",
            _set_in("budget", "openinnov:type", "money"),
            "field budget: openinnov:type must be one of string, text, code, list, language, "
            "email, uri, integer, decimal, year, boolean, date, partial_date",
            id="unknown type",
        ),
        pytest.param(
            "need",
            _set_in("budget", "type", "string"),
            "field budget: openinnov:type decimal goes with type number",
            id="two types that do not go together",
        ),
        pytest.param(
            "need",
            _set("primaryKey", ["idd"]),
            "primaryKey: the table has no field idd",
            id="key without field",
        ),
        pytest.param(
            "need",
            _set("openinnov:subject", "{base}/need/{idd}"),
            "openinnov:subject: the table has no field idd",
            id="subject without field",
        ),
        pytest.param(
            "contact",
            lambda table: table["openinnov:consent"].update(status="consent"),
            "openinnov:consent: the table has no field consent",
            id="consent without field",
        ),
        pytest.param(
            "organization",
            lambda table: table["openinnov:individual"].update(when="individual"),
            "openinnov:individual: the table has no field individual",
            id="mark of a person without field",
        ),
        pytest.param(
            "organization",
            lambda table: table["openinnov:individual"]["fields"].append("nmae"),
            "openinnov:individual: the table has no field nmae",
            id="name of a person without field",
        ),
        pytest.param(
            "need",
            _set("openinnov:language", "tongue"),
            "openinnov:language: the table has no field tongue",
            id="language without field",
        ),
        pytest.param(
            "need",
            _set(
                "openinnov:shortcut",
                {"subject": "id", "property": "dcterms:subject", "object": "goal"},
            ),
            "openinnov:shortcut: the table has no field goal",
            id="shortcut without field",
        ),
        pytest.param(
            "need",
            _set("openinnov:class", "goods:Need"),
            "openinnov:class: the prefix of goods:Need is not declared in datapackage.json",
            id="class with unknown prefix",
        ),
        pytest.param(
            "need",
            _set_in("budget", "openinnov:property", "goods:budget"),
            "field budget: the property goods:budget is no compact IRI with a prefix of "
            "datapackage.json",
            id="property with unknown prefix",
        ),
        pytest.param(
            "need",
            _set_in("budget", "openinnov:property", "oi:the/budget"),
            "field budget: the property oi:the/budget is no compact IRI with a prefix of "
            "datapackage.json",
            id="property that is no name",
        ),
        pytest.param(
            "need",
            _set_in("status", "openinnov:codelist", {"list": "need_state", "open": False}),
            "field status: the codelist need_state is not listed in codelists.csv",
            id="codelist that is not listed",
        ),
        pytest.param(
            "need",
            lambda table: table["foreignKeys"][0]["reference"].update(fields=["idd"]),
            "field organization_id: it refers to organization.idd, which does not exist",
            id="reference without field",
        ),
        pytest.param(
            "need",
            lambda table: table["foreignKeys"][0]["reference"].update(resource="organisation"),
            "field organization_id: it refers to organisation.id, which does not exist",
            id="reference without table",
        ),
        pytest.param(
            "cooperation",
            _set_in("need_id", "openinnov:external", "demand.id"),
            "field need_id: it refers to demand.id, which does not exist",
            id="external reference without table",
        ),
        pytest.param(
            "feedback",
            _set_in("age", "openinnov:hierarchy", "ages"),
            "field age: there is no file hierarchies/ages.csv",
            id="hierarchy without file",
        ),
        pytest.param(
            "contact",
            lambda table: _field(table, "phone")["constraints"].update(pattern=r"\d+"),
            r"field phone: the pattern \d+ means different things to different engines",
            id="pattern that is not portable",
        ),
    ],
)
def test_fault_in_a_table_is_named_with_file_and_place(copy, table, change, message):
    _edit(copy / f"{table}.json", change)

    assert _message(copy) == f"{table}.json: {message}"


def test_codelist_without_file_is_named(copy):
    (copy / "codelists" / "need_status.csv").unlink()

    assert _message(copy) == "need.json: field status: there is no file codelists/need_status.csv"


def test_codelist_without_a_code_is_named(copy):
    file = copy / "codelists" / "stage.csv"
    file.write_text(file.read_text("utf-8").partition("\n")[0] + "\n", "utf-8")
    standard = load(copy)

    with pytest.raises(StandardError, match=r"codelists/stage\.csv: a codelist has a code"):
        standard.codelists["stage"]


def test_broken_json_is_named_with_its_line(copy):
    (copy / "need.json").write_text('{\n  "name": need\n}', "utf-8")

    assert _message(copy) == "need.json: line 2 is no JSON: Expecting value"


def test_file_that_is_not_utf8_is_named(copy):
    (copy / "need.json").write_bytes(b'{"title": "Besch\xf6rde"}')

    assert _message(copy).startswith("need.json: cannot be read as UTF-8: ")


def test_missing_file_of_a_table_is_named(copy):
    (copy / "need.json").unlink()

    assert _message(copy).startswith("need.json: cannot be read as UTF-8: ")


@pytest.mark.parametrize("key", ["name", "version", "openinnov:namespace", "openinnov:prefixes"])
def test_missing_property_of_the_package_is_named(copy, key):
    _edit(copy / "datapackage.json", _drop(key))

    assert _message(copy) == f"datapackage.json: the property '{key}' is missing"


@pytest.mark.parametrize(
    "header",
    [
        pytest.param("", id="no header"),
        pytest.param("-- No end\n--\n-- why: W.\n-- card: validity\n", id="no full stop"),
        pytest.param(
            "-- A rule.\n--\n-- card: validity\n-- severity: error\n-- fix: Mend it.\n",
            id="no reason",
        ),
        pytest.param(
            "-- A rule.\n--\n-- why: W.\n-- card: validity\n-- severity: fatal\n-- fix: Mend it.\n",
            id="unknown severity",
        ),
        pytest.param(
            "-- A rule.\n--\n-- why: W.\n-- card: beauty\n-- severity: error\n-- fix: Mend it.\n",
            id="unknown card",
        ),
        pytest.param(
            "-- A rule.\n--\n-- why: W.\n-- severity: error\n-- card: validity\n-- fix: Mend it.\n",
            id="wrong order",
        ),
        pytest.param(
            "-- A rule.\n--\n-- why: W.\n-- card: validity\n-- severity: error\n", id="no fix"
        ),
    ],
)
def test_rule_without_its_header_is_named(copy, header):
    (copy / "rules" / "a-rule.sql").write_text(f"{header}SELECT 1\n", "utf-8")

    assert _message(copy) == (
        "rules/a-rule.sql: the header needs a sentence, why, card, severity and fix, in order"
    )


@pytest.mark.parametrize(
    ("pattern", "means_the_same"),
    [
        pytest.param("[a-z]{2,3}(-[0-9]+)*", True, id="classes and repetitions"),
        pytest.param(r"\+[1-9]|a\.b", True, id="escaped punctuation"),
        pytest.param("[$^]", True, id="anchors as characters"),
        pytest.param("(?:ab)?", True, id="group that is not kept"),
        pytest.param("a{999}", True, id="many repetitions"),
        pytest.param("a{1001}", False, id="more repetitions"),
        pytest.param("a{2,20000}", False, id="far more repetitions"),
        pytest.param(r"\d", False, id="class of digits"),
        pytest.param(r"\bword", False, id="edge of a word"),
        pytest.param(r"(a)\1", False, id="back-reference"),
        pytest.param("(?=a)a", False, id="look-ahead"),
        pytest.param("(?<!a)b", False, id="look-behind"),
        pytest.param("(?i)a", False, id="flag"),
        pytest.param("(?>a)", False, id="atomic group"),
        pytest.param("a++", False, id="possessive repetition"),
        pytest.param("^a", False, id="beginning"),
        pytest.param("a$", False, id="end"),
        pytest.param("(a", False, id="no pattern at all"),
    ],
)
def test_pattern_is_portable(pattern, means_the_same):
    assert portable(pattern) == means_the_same
