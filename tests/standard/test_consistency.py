"""A standard that contradicts itself is refused, with the file and the place of the fault."""

import json
import shutil

import pytest

from openinnov.exceptions import StandardError
from openinnov.standard import load, loading
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
        pytest.param("need", _drop("title"), "needs title", id="table without title"),
        pytest.param("need", _drop("primaryKey"), "needs primaryKey", id="table without key"),
        pytest.param(
            "need",
            _drop("openinnov:class"),
            "needs openinnov:class",
            id="table without class",
        ),
        pytest.param(
            "need",
            _drop("openinnov:kind"),
            "needs openinnov:kind: one of register, aggregate, microdata, personal, intake, "
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
            "field budget: needs openinnov:privacy: one of public, "
            "quasi-identifier, sensitive, direct-identifier, restricted",
            id="field without privacy class",
        ),
        pytest.param(
            "need",
            _set_in("budget", "openinnov:privacy", "secret"),
            "field budget: openinnov:privacy: must be one of public, "
            "quasi-identifier, sensitive, direct-identifier, restricted",
            id="unknown privacy class",
        ),
        pytest.param(
            "need",
            _set_in("budget", "openinnov:type", "money"),
            "field budget: openinnov:type: must be one of string, text, code, list, language, "
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
            "measurement",
            _set("openinnov:observed", ["indicator"]),
            "openinnov:observed: the table has no field indicator",
            id="what is counted without field",
        ),
        pytest.param(
            "measurement",
            lambda table: table["openinnov:cube"]["dimensions"].append("place"),
            "openinnov:cube: the table has no field place",
            id="dimension without field",
        ),
        pytest.param(
            "measurement",
            lambda table: table["openinnov:cube"].update(structure="no:Structure"),
            "openinnov:cube: the prefix of no:Structure is not declared in datapackage.json",
            id="structure without prefix",
        ),
        pytest.param(
            "measurement",
            lambda table: table["fields"][4].pop("openinnov:property"),
            "openinnov:cube: the field point has no openinnov:property",
            id="dimension without property",
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
            _set_in("budget", "openinnov:property", ["oi:the/budget"]),
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
        pytest.param(
            "contact",
            _set_in("phone", "example", "020 7946 0000"),
            "field phone: the example 020 7946 0000 does not match the pattern",
            id="example of another form",
        ),
        pytest.param(
            "contact",
            lambda table: table["openinnov:consent"].update(stauts="status"),
            "openinnov:consent: unknown key stauts",
            id="misspelt key of consent",
        ),
        pytest.param(
            "contact",
            lambda table: table["openinnov:consent"].pop("status"),
            "openinnov:consent: needs status",
            id="consent without status",
        ),
        pytest.param(
            "organization",
            lambda table: table["openinnov:individual"].pop("when"),
            "openinnov:individual: needs when",
            id="mark of a person without its condition",
        ),
        pytest.param(
            "organization",
            lambda table: table["openinnov:individual"].update(fields=[]),
            "openinnov:individual: fields: must have 1 item at least",
            id="mark of a person without its fields",
        ),
        pytest.param(
            "need",
            _set_in("budget", "constraints", {"minimum": "none"}),
            "field budget: constraints: minimum: must be a number",
            id="bound that is no number",
        ),
        pytest.param(
            "need",
            _set_in("budget", "constraints", {"minimum": True}),
            "field budget: constraints: minimum: must be a number",
            id="bound that is true",
        ),
        pytest.param(
            "need",
            _set_in("title", "constraints", {"maxLength": -1}),
            "field title: constraints: maxLength: must be 0 at least",
            id="length below nought",
        ),
        pytest.param(
            "need",
            _set_in("budget", "openinnov:property", 7),
            "field budget: openinnov:property: must be a text or a list",
            id="property that is a number",
        ),
        pytest.param(
            "need",
            _set_in("budget", "openinnov:property", ["oi:budget", 7]),
            "field budget: openinnov:property: 2: must be a text",
            id="second property that is a number",
        ),
        pytest.param(
            "need",
            _set_in("budget", "openinnov:count", "heads"),
            "field budget: openinnov:count: must be persons",
            id="count of something else",
        ),
        pytest.param(
            "need",
            _set_in("budget", "name", "Budget"),
            "field Budget: name: must look like ^[a-z][a-z0-9_]*$",
            id="name in capitals",
        ),
        pytest.param(
            "need",
            lambda table: table["fields"].append(table["fields"][1]),
            "organization_id stands there twice",
            id="field that stands twice",
        ),
        pytest.param(
            "need",
            lambda table: table["fields"].append("budget"),
            "field 16: must be an object",
            id="field that is a text",
        ),
        pytest.param("need", _set("fields", {}), "fields: must be a list", id="no list of fields"),
        pytest.param(
            "need",
            lambda table: table["foreignKeys"][0].update(fields=["owner_id"]),
            "foreignKeys: the table has no field owner_id",
            id="foreign key without field",
        ),
        pytest.param(
            "need",
            lambda table: table["foreignKeys"][0].update(fields=["id", "title"]),
            "foreignKeys: 1: fields: must have 1 item at most",
            id="foreign key of two fields",
        ),
        pytest.param(
            "need",
            _set(
                "openinnov:shortcut",
                {"subject": "id", "property": "goods:of", "object": "title"},
            ),
            "openinnov:shortcut: the prefix of goods:of is not declared in datapackage.json",
            id="shortcut with unknown prefix",
        ),
        pytest.param(
            "need",
            _set("name", "needs"),
            "name: datapackage.json calls the table need",
            id="table of another name",
        ),
    ],
)
def test_fault_in_a_table_is_named_with_file_and_place(copy, table, change, message):
    _edit(copy / f"{table}.json", change)

    assert _message(copy) == f"{table}.json: {message}"


def test_codelist_without_file_is_named(copy):
    (copy / "codelists" / "need_status.csv").unlink()

    assert _message(copy) == "need.json: field status: there is no file codelists/need_status.csv"


HEADER = "code,title,definition,status,valid_from,valid_to,replaced_by,iri,source\n"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param(HEADER, "a codelist has a code at least", id="no code"),
        pytest.param("code,title\n", f"line 1 must begin with {HEADER[:-8]}", id="no columns"),
        pytest.param("", f"line 1 must begin with {HEADER[:-8]}", id="nothing"),
        pytest.param(
            f"{HEADER}a,A,,active,,,,,\nb,B,,active\n", "line 3 has 4 cells, not 9", id="short row"
        ),
        pytest.param(
            f'{HEADER}a,"A',
            "line 2 is no CSV: unexpected end of data",
            id="quote without end",
        ),
        pytest.param(
            f"{HEADER}a,A,,active,,,,,\na,B,,active,,,,,\n", "a stands there twice", id="twice"
        ),
        pytest.param(
            f"{HEADER}a,A,,old,,,,,\n",
            "a: status must be one of active, withdrawn, alias",
            id="unknown status",
        ),
        pytest.param(
            f"{HEADER}a,A,,alias,,,b,,\n",
            "a: it is replaced by b, which is no code",
            id="replaced by nothing",
        ),
    ],
)
def test_fault_in_a_codelist_is_named_with_file_and_place(copy, content, message):
    (copy / "codelists" / "stage.csv").write_text(content, "utf-8")
    for file in (copy / "translations").iterdir():
        file.unlink()

    assert _message(copy) == f"codelists/stage.csv: {message}"


@pytest.mark.parametrize(
    ("path", "message"),
    [
        pytest.param("checks.csv", "cannot be read: No such file or directory", id="checks"),
        pytest.param("codelists.csv", "cannot be read: No such file or directory", id="codelists"),
        pytest.param("policy.toml", "there is no such file", id="policy"),
        pytest.param("rules", "there is no such folder", id="rules"),
    ],
)
def test_what_a_standard_lacks_is_named(copy, path, message):
    shutil.move(copy / path, copy.parent)

    assert _message(copy) == f"{path}: {message}"


def test_standard_without_translations_speaks_english(copy):
    shutil.move(copy / "translations", copy.parent)

    assert load(copy).languages == ("en",)


def test_stray_file_among_the_rules_is_named(copy):
    (copy / "rules" / ".DS_Store").write_bytes(b"\x00\x01")

    assert _message(copy) == "rules/.DS_Store: is no rule: its name does not end with .sql"


def test_rule_that_is_not_utf8_is_named(copy):
    (copy / "rules" / "a-rule.sql").write_bytes(b"-- Gr\xf6\xdfe.\n")

    assert _message(copy) == "rules/a-rule.sql: byte 5 is not UTF-8"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        pytest.param(
            ",fix,",
            ",mend,",
            "line 1 must begin with check,severity,card,sentence,why,fix,quarantines",
            id="missing column",
        ),
        pytest.param(
            "type,error,",
            "type,fatal,",
            "type: severity must be one of error, warning, info",
            id="unknown severity",
        ),
        pytest.param(
            "type,error,validity",
            "type,error,beauty",
            "type: card must be one of validity, accuracy, usefulness, privacy",
            id="unknown card",
        ),
        pytest.param("\ntype,", "\nrequired,", "required stands there twice", id="twice"),
        pytest.param("\ntype,", "\ntypo,", "the check type is missing", id="missing check"),
    ],
)
def test_fault_in_the_checks_is_named_with_its_place(copy, old, new, message):
    file = copy / "checks.csv"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")
    for translation in (copy / "translations").iterdir():
        translation.unlink()

    assert _message(copy) == f"checks.csv: {message}"


@pytest.mark.parametrize(
    ("row", "message"),
    [
        pytest.param(
            "field/need/colour/title,Farbe",
            "field/need/colour/title is the key of nothing in the standard",
            id="of nothing",
        ),
        pytest.param("table/need/title,Bedarf", "table/need/title stands there twice", id="twice"),
        pytest.param("table/need/title", "line 3 has 1 cells, not 2", id="no text"),
    ],
)
def test_fault_in_a_translation_is_named_with_its_place(copy, row, message):
    text = f"key,text\ntable/need/title,Bedarfe\n{row}\n"
    (copy / "translations" / "de.csv").write_text(text, "utf-8")

    assert _message(copy) == f"translations/de.csv: {message}"


def test_fault_in_the_standard_that_ships_is_named_too(copy, monkeypatch):
    monkeypatch.setattr(loading, "_shipped", lambda: copy)
    _edit(copy / "need.json", _drop_in("budget", "openinnov:privacy"))

    with pytest.raises(StandardError, match=r"need\.json: field budget: needs openinnov:privacy"):
        load.__wrapped__()  # What `load` keeps is left as it is.


def test_broken_json_is_named_with_its_line(copy):
    (copy / "need.json").write_text('{\n  "name": need\n}', "utf-8")

    assert _message(copy) == "need.json: line 2 is no JSON: Expecting value"


def test_file_that_is_not_utf8_is_named(copy):
    (copy / "need.json").write_bytes(b'{"title": "Besch\xf6rde"}')

    assert _message(copy) == "need.json: byte 16 is not UTF-8"


def test_missing_file_of_a_table_is_named(copy):
    (copy / "need.json").unlink()

    assert _message(copy) == "need.json: cannot be read: No such file or directory"


@pytest.mark.parametrize("key", ["name", "version", "openinnov:namespace", "openinnov:prefixes"])
def test_missing_property_of_the_package_is_named(copy, key):
    _edit(copy / "datapackage.json", _drop(key))

    assert _message(copy) == f"datapackage.json: needs {key}"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        pytest.param(_set("openinnov:prefixes", []), "openinnov:prefixes: must be an object"),
        pytest.param(
            lambda package: package["openinnov:prefixes"].update(oi=1),
            "openinnov:prefixes: oi: must be a text",
        ),
        pytest.param(
            lambda package: package["resources"][0].pop("schema"),
            "resources: organization: needs schema",
        ),
        pytest.param(
            lambda package: package["resources"].append(package["resources"][0]),
            "organization stands there twice",
        ),
    ],
)
def test_fault_in_the_package_is_named_with_its_place(copy, change, message):
    _edit(copy / "datapackage.json", change)

    assert _message(copy) == f"datapackage.json: {message}"


def test_package_that_is_a_list_is_named(copy):
    (copy / "datapackage.json").write_text("[]", "utf-8")

    assert _message(copy) == "datapackage.json: must be an object"


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
