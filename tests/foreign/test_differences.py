"""The deliberate differences from frictionless, one by one, with what each of the two finds."""

import pytest
from foreign.oracle import ours, package, theirs

import openinnov

THREE = {"fields": [{"name": name, "type": "string"} for name in ("id", "name", "val")]}
NUMBERED = {"fields": [{"name": "id", "type": "integer"}, *THREE["fields"][1:]]}


def schema(kind="string", /, *, key=(), required=False, **said):
    """Return a schema of the field ``a``, and of ``b``, which keeps records from being blank."""
    field = {"name": "a", "type": kind, **said}
    if required:
        field = field | {"constraints": {"required": True} | field.get("constraints", {})}
    return {"fields": [field, {"name": "b", "type": "string"}], "primaryKey": list(key)}


def both(folder, tables, **options):
    """Return what this tool finds in tables, and what frictionless does, each in order."""
    package(folder, tables)
    found = ours(folder, noted=True), theirs(folder, **options)
    return tuple(sorted(each.elements(), key=str) for each in found)


def cells(*values):
    """Return a CSV text with these values in its first column."""
    quoted = (value.replace('"', '""') for value in values)
    return "a,b\n" + "".join(f'"{value}",x\n' for value in quoted)


@pytest.mark.parametrize(
    ("said", "value", "rule"),
    [
        pytest.param(schema(constraints={"pattern": "a|b"}), "axxx", "pattern", id="1 a choice"),
        pytest.param(schema(constraints={"pattern": "a"}), "a\n", "pattern", id="1 a line feed"),
        *(
            pytest.param(schema("integer"), value, "type", id=f"9 integer {value}")
            for value in ("1_000", "१२", "１２", " 12 ", "1234567890123456789")
        ),
        *(
            pytest.param(schema("number"), value, "type", id=f"10 number {value}")
            for value in ("1_000.5", "१.२", "NaN", "INF", "sNaN", "1e400", " 1.5")
        ),
        pytest.param(schema("date"), "2020-1-1", "type", id="12 a day of one digit"),
        *(
            pytest.param(schema("datetime"), value, "type", id=f"14 datetime {value}")
            for value in ("2020-01-01 00:00:00", "2020-01-01T24:00:00", "2020-01-01T00:00:00,5Z")
        ),
        pytest.param(
            schema("datetime"), "2020-01-01T00:00:00", "no-time-zone", id="15 without a time zone"
        ),
        *(
            pytest.param(schema("year"), value, "type", id=f"16 year {value}")
            for value in ("+202", "1_99", "２０２０")
        ),
        *(
            pytest.param(schema("yearmonth"), value, "type", id=f"16 yearmonth {value}")
            for value in ("2020-1", "1-1")
        ),
        *(
            pytest.param(schema("duration"), value, "type", id=f"17 duration {value}")
            for value in ("PT", "P1W", "P1.5D")
        ),
        *(
            pytest.param(schema(format="uri"), value, "type", id=f"18 uri {value}")
            for value in ("x:", "http://", "http:// a", "urn:x", "https://u:p@a.co/")
        ),
        pytest.param(schema(required=True), "   ", "required", id="20 a required text of spaces"),
        *(
            pytest.param(schema(), f"a{sign}b", "control-character", id=f"23 {ord(sign):02x}")
            for sign in ("\x00", "\x0b", "\x1a")
        ),
        pytest.param(
            schema(categories=["x", {"value": "y", "label": "Y"}]), "z", "enum", id="8 categories"
        ),
    ],
)
def test_what_frictionless_takes(said, value, rule, tmp_path):
    found, other = both(tmp_path, {"data": (said, cells(value))})

    assert found == [(rule, 2, "a")]
    assert other == []


@pytest.mark.parametrize(
    ("text", "found", "other"),
    [
        pytest.param(
            "id,name,val\n1,a,x,4,5,6\n2,b,y,4,5,6\n",
            [("extra-cell", row, place) for row in (2, 3) for place in (4, 5, 6)],
            [("extra-cell", row, place) for row in (2, 3) for place in (4, 5, 6)],
            id="2 told where the header is, both read it there",
        ),
        pytest.param(
            'id,name,val\n1,a,x\n2,"b,y\n3,c,z\n',
            [("unclosed-quote", 3, None)],
            [("missing-cell", 3, "val")],
            id="3 an unclosed quote",
        ),
        pytest.param(
            'id,name,val\n1,"a"b,x\n',
            [("text-after-quote", 2, None)],
            [],
            id="4 text after a quote",
        ),
        pytest.param(
            'id,name,val\n1, "a,b",x\n',
            [
                ("bare-quote", 2, None),
                ("extra-cell", 2, 4),
                ("surrounding-space", 2, "name"),
            ],
            [("extra-cell", 2, 4)],
            id="7 told not to skip the space, both find one cell too many",
        ),
        pytest.param(
            "id,name,val\n1,a,x\n   \n",
            [("blank-row", 3, None)],
            [("missing-cell", 3, "name"), ("missing-cell", 3, "val")],
            id="21 a line of spaces",
        ),
        pytest.param(
            "id,name,val\n1,a,x\n,,,x\n",
            [("extra-cell", 3, 4)],
            [("blank-row", 3, None)],
            id="22 a value behind a blank record",
        ),
        pytest.param("id,name,val\n", [("empty-table", None, None)], [], id="27 a header alone"),
    ],
)
def test_how_records_are_read(text, found, other, tmp_path):
    assert both(tmp_path, {"data": (THREE, text)}) == (found, other)


def test_5_a_file_of_semicolons_is_read_and_said_so(tmp_path):
    found, other = both(tmp_path, {"data": (THREE, "id;name;val\n1;a;x\n")})

    assert found == [("dialect-mismatch", None, None)]
    # Told the delimiter, frictionless finds one column of another name.
    assert {rule for rule, _, _ in other} >= {"missing-label"}


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        pytest.param(
            "id,name\n1,a,x,4,5,6\n2,b,y,4,5,6\n", {"extra-cell"}, id="2 a header that is short"
        ),
        pytest.param("id;name;val\n1;a;x\n", {"dialect-mismatch"}, id="5 semicolons"),
        pytest.param(
            'id,name,val\n1, "a,b",x\n', {"extra-cell", "bare-quote"}, id="7 a space before a quote"
        ),
    ],
)
def test_what_frictionless_guesses_away(text, rules, tmp_path):
    from frictionless import Resource

    said = {"fields": THREE["fields"][: 2 if "extra-cell" in rules and "6" in text else 3]}
    package(tmp_path, {"data": (said, text)})
    resource = {"name": "data", "path": "data.csv", "schema": said}

    guessed = Resource.from_descriptor(resource, basepath=str(tmp_path)).validate()

    assert {rule for rule, _, _ in ours(tmp_path)} == rules
    assert "extra-cell" not in {error.type for task in guessed.tasks for error in task.errors}


def test_6_undeclared_bytes_are_found_where_they_stand(tmp_path):
    from frictionless import Resource

    raw = "id,name,val\n1,café,x\n2,b,y\n3,naïve,z\n".encode("cp1252")
    package(tmp_path, {"data": (THREE, raw)})
    resource = {"name": "data", "path": "data.csv", "schema": THREE}

    found = sorted(ours(tmp_path).elements())

    assert found == [("encoding-error", 2, "name"), ("encoding-error", 4, "name")]
    assert Resource.from_descriptor(resource, basepath=str(tmp_path)).validate().valid


def test_8_unique_keys_are_enforced(tmp_path):
    said = schema() | {"uniqueKeys": [["a", "b"]]}

    found, other = both(tmp_path, {"data": (said, cells("1", "1"))})

    assert (found, other) == ([("unique-key", 3, "a")], [])


@pytest.mark.parametrize(
    ("said", "key"),
    [
        pytest.param(schema("number", decimalChar=",", groupChar="."), "decimalChar", id="11"),
        pytest.param(schema("date", format="any"), "format", id="13"),
    ],
)
def test_what_is_refused_when_the_schema_is_read(said, key, tmp_path):
    value = "1234.56" if key == "decimalChar" else "monday"
    package(tmp_path, {"data": (said, cells(value))})

    assert theirs(tmp_path) == {}
    with pytest.raises(openinnov.StandardError, match=f"field a: {key}: "):
        openinnov.read(tmp_path / "datapackage.json")


def test_19_a_missing_part_of_a_key_is_required(tmp_path):
    said = {"fields": THREE["fields"], "primaryKey": ["id", "name"]}

    found, other = both(tmp_path, {"data": (said, "id,name,val\n1,,x\n")})

    assert (found, other) == ([("required", 2, "name")], [])


def test_24_a_key_that_is_also_unique_is_blamed_once(tmp_path):
    said = schema(constraints={"unique": True}, key=["a"])

    found, other = both(tmp_path, {"data": (said, cells("1", "1"))})

    assert found == [("primary-key", 3, None)]
    assert other == [("primary-key", 3, None), ("unique", 3, "a")]


@pytest.mark.parametrize(
    ("value", "rule"),
    [pytest.param("", "required", id="missing"), pytest.param("x", "type", id="of another type")],
)
def test_25_a_key_that_is_none_is_blamed_once(value, rule, tmp_path):
    said = schema("integer", key=["a"], required=True)

    found, other = both(tmp_path, {"data": (said, cells(value))})

    assert found == [(rule, 2, "a")]
    assert other == [("primary-key", 2, None), (rule, 2, "a")]


def test_26_a_blank_record_has_no_key_to_miss(tmp_path):
    found, other = both(tmp_path, {"data": (schema(key=["a"]), "a,b\n1,x\n,\n")})

    assert found == [("blank-row", 3, None)]
    assert other == [("blank-row", 3, None), ("primary-key", 3, None)]


def test_27_of_two_columns_of_one_name_the_first_is_read(tmp_path):
    from frictionless import FrictionlessException, Package

    said = NUMBERED | {"fieldsMatch": "superset"}
    descriptor = package(tmp_path, {"data": (said, "id,name,name\nx,a,b\n")})

    found = sorted(ours(tmp_path).elements())

    assert found == [("duplicate-label", 1, 3), ("type", 2, "id")]
    try:
        report = Package.from_descriptor(descriptor, basepath=str(tmp_path)).validate()
    except FrictionlessException:
        return
    assert "type-error" not in {error.type for task in report.tasks for error in task.errors}


def test_28_references_to_what_is_not_there_are_not_checked(tmp_path):
    said = schema() | {
        "foreignKeys": [{"fields": ["a"], "reference": {"resource": "parents", "fields": ["a"]}}]
    }
    package(tmp_path, {"data": (said, cells("1", "2")), "parents": (schema(), "")})

    report = openinnov.validate(openinnov.read(tmp_path))

    assert {finding.rule for finding in report.findings} == {"empty-file"}
    assert [(each.rule, each.reason, each.table) for each in report.unevaluated] == [
        ("foreign-key", "no-target", "parents")
    ]
    assert ("foreign-key", 2, None) in theirs(tmp_path)


def test_29_keys_of_different_types_are_compared_as_texts(tmp_path):
    said = schema("integer") | {
        "foreignKeys": [{"fields": ["a"], "reference": {"resource": "parents", "fields": ["a"]}}]
    }

    found, other = both(
        tmp_path, {"data": (said, cells("1", "2")), "parents": (schema(), cells("1"))}
    )

    assert found == [("foreign-key", 3, None)]
    assert other == [("foreign-key", 2, None), ("foreign-key", 3, None)]


def test_30_an_empty_cell_is_missing_whatever_stands_for_it(tmp_path):
    said = schema("integer", missingValues=["NA"])

    found, other = both(tmp_path, {"data": (said, "a,b\nNA,x\n,x\n")})

    assert (found, other) == ([], [("type", 3, "a")])


def test_31_a_heading_in_another_spelling_is_known(tmp_path):
    found, other = both(tmp_path, {"data": (schema(), "A,b\n1,x\n")})

    assert found == [("renamed-label", 1, "a")]
    assert other != []
