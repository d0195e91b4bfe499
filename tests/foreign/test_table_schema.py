"""What a Table Schema of others may say, and what it then demands."""

import json

import pytest

import openinnov
from openinnov.report import say_expected
from openinnov.standard import Words, table_schema_standard


def standard(fields, **said):
    """Return the standard of one table, ``data``."""
    schema = {"fields": fields, **said}
    return table_schema_standard({"data": ("s.json", schema)}, name="s", version="")


def found(tmp_path, text, fields, **said):
    """Return what is wrong with a CSV text: rule, record, field and value."""
    report = validate(tmp_path, text, {"fields": fields, **said})
    return [(f.rule, f.row, f.field, f.value) for f in report.findings if f.rule != "no-time-zone"]


def validate(tmp_path, text, schema):
    """Return the report on a CSV text."""
    path = tmp_path / "data.csv"
    path.write_text(text, encoding="utf-8", newline="")
    return openinnov.validate(openinnov.read(path, schema=schema))


def of(kind, **said):
    """Return a field ``a`` of a type."""
    return {"name": "a", "type": kind, **said}


A = of("string")


@pytest.mark.parametrize(
    ("schema", "fault"),
    [
        pytest.param([], "must be an object", id="no object"),
        pytest.param({}, "fields: must be a list", id="no fields"),
        pytest.param({"fields": []}, "fields: a table has a field at least", id="an empty list"),
        pytest.param({"fields": ["a"]}, "field 1: must be an object", id="a field that is a text"),
        pytest.param({"fields": [{}]}, "field 1: name: must be a text", id="no name"),
        pytest.param({"fields": [{"name": " "}]}, "cannot be used", id="a blank name"),
        pytest.param({"fields": [{"name": "_row"}]}, "cannot be used", id="a name of ours"),
        pytest.param({"fields": [{"name": "a\x00"}]}, "cannot be used", id="a control character"),
        pytest.param({"fields": [A, A | {"name": "A"}]}, "stands twice", id="a name twice"),
        pytest.param({"fields": [A], "fieldsMatch": "all"}, "fieldsMatch: must be one of", id="m"),
        pytest.param({"fields": [A], "fieldsMatch": ["exact", "subset"]}, "must be one of", id="n"),
        pytest.param({"fields": [A], "primaryKey": "b"}, "has no field 'b'", id="a key of none"),
        pytest.param({"fields": [A], "primaryKey": ["a", "a"]}, "a field twice", id="key twice"),
        pytest.param({"fields": [A], "primaryKey": [{}]}, "a list of names", id="no names"),
        pytest.param({"fields": [A], "uniqueKeys": [[]]}, "a field at least", id="no unique key"),
        pytest.param({"fields": [A], "uniqueKeys": "a"}, "uniqueKeys: must be a list", id="text"),
        pytest.param(
            {"fields": [A], "foreignKeys": [{"fields": "a"}]},
            "foreignKeys 1: reference: must be an object",
            id="no reference",
        ),
        pytest.param(
            {"fields": [A], "foreignKeys": [{"fields": "a", "reference": {"fields": ["a", "b"]}}]},
            "needs as many fields",
            id="more fields than one",
        ),
        pytest.param(
            {"fields": [A], "foreignKeys": [{"fields": "a", "reference": {"fields": "b"}}]},
            "the table data has no field 'b'",
            id="no such target",
        ),
        pytest.param({"fields": [A], "missingValues": [1]}, "missingValues: must be", id="mv"),
    ],
)
def test_a_faulty_schema_is_refused(schema, fault):
    with pytest.raises(openinnov.StandardError, match=r"s\.json") as refused:
        table_schema_standard({"data": ("s.json", schema)}, name="s", version="")

    assert fault in str(refused.value)


@pytest.mark.parametrize(
    ("field", "fault"),
    [
        *(
            pytest.param(of(kind), f"type: '{kind}' is not supported", id=kind)
            for kind in ("object", "array", "geojson", "text")
        ),
        pytest.param(of("date", format="any"), "format: 'any' is not supported", id="any"),
        pytest.param(of("date", format="%d.%m.%Y"), "format: '%d.%m.%Y'", id="a format of dates"),
        pytest.param(of("string", format="binary"), "format: 'binary'", id="binary"),
        pytest.param(of("number", bareNumber=False), "bareNumber: is not", id="bareNumber"),
        pytest.param(of("number", groupChar=","), "groupChar: is not", id="groupChar"),
        pytest.param(of("number", decimalChar=","), "decimalChar: is not", id="decimalChar"),
        pytest.param(of(1), "type: must be a text", id="a type that is no text"),
        pytest.param(of("list", delimiter=""), "delimiter: must be one", id="no delimiter"),
        pytest.param(of("list", itemType="list"), "itemType: must be one of", id="itemType"),
        pytest.param(of("boolean", trueValues=[1]), "trueValues: must be a list", id="true"),
        pytest.param(of("boolean", falseValues=[]), "falseValues: must be a list", id="false"),
        pytest.param(of("string", constraints=[]), "constraints: must be an object", id="list"),
        pytest.param(
            of("string", constraints={"jsonSchema": {}}), "jsonSchema: is not", id="jsonSchema"
        ),
        pytest.param(of("string", constraints={"minimum": 1}), "minimum: is not", id="minimum"),
        pytest.param(of("date", constraints={"pattern": "a"}), "pattern: is not", id="pattern"),
        pytest.param(of("list", constraints={"enum": ["a"]}), "enum: is not", id="enum"),
        pytest.param(of("string", constraints={"required": 1}), "true or false", id="required"),
        pytest.param(of("string", constraints={"maxLength": -1}), "whole number", id="maxLength"),
        pytest.param(of("string", constraints={"minLength": True}), "whole number", id="bool"),
        pytest.param(
            of("date", constraints={"minimum": "2020-02-30"}), "not of the type", id="bound"
        ),
        pytest.param(of("integer", constraints={"enum": ["x"]}), "not of the type", id="a value"),
        pytest.param(of("integer", constraints={"enum": [None]}), "not of the type", id="null"),
        pytest.param(of("string", constraints={"enum": []}), "a value at least", id="no value"),
        pytest.param(of("list", categories=["a"]), "a value at least", id="categories"),
        pytest.param(of("string", categoriesOrdered=True), "needs categories", id="ordered"),
        pytest.param(of("string") | {"openinnov:privacy": "secret"}, "must be one of", id="class"),
    ],
)
def test_what_is_not_checked_is_refused_with_its_place(field, fault):
    with pytest.raises(openinnov.StandardError, match=r"^s\.json: field a: ") as refused:
        standard([field])

    assert fault in str(refused.value)


@pytest.mark.parametrize(
    ("field", "good", "bad", "rule"),
    [
        pytest.param(of("any"), "x", "a\x01", "control-character", id="any"),
        pytest.param({"name": "a"}, "x", "a\x01", "control-character", id="no type"),
        pytest.param(of("date", format="%Y-%m-%d"), "2020-01-31", "31.1.2020", "type", id="spelt"),
        pytest.param(of("boolean"), "TRUE", "yes", "type", id="a boolean"),
        pytest.param(
            of("boolean", trueValues=["ja"], falseValues=["nee"], constraints={"enum": [True]}),
            "ja",
            "nee",
            "enum",
            id="an enum of booleans",
        ),
        pytest.param(of("list"), '"a,b"', "a\x01b", "control-character", id="a list of texts"),
        pytest.param(
            of("list", itemType="boolean", delimiter=";"), "true;0", "true;x", "type", id="a list"
        ),
        pytest.param(
            of("list", constraints={"maxLength": 2}), '"a,b"', '"a,b,c"', "max-length", id="items"
        ),
        pytest.param(of("integer", constraints={"minimum": 5}), "05", "4", "minimum", id="least"),
        pytest.param(
            of("integer", constraints={"maximum": "5"}), "5", "6", "maximum", id="greatest"
        ),
        pytest.param(
            of("number", constraints={"exclusiveMinimum": 0.5}),
            "0.6",
            "0.5",
            "exclusive-minimum",
            id="more than",
        ),
        pytest.param(
            of("year", constraints={"exclusiveMaximum": 2020}),
            "2019",
            "2020",
            "exclusive-maximum",
            id="less than",
        ),
        pytest.param(
            of("date", constraints={"minimum": "2020-01-01"}),
            "2020-01-01",
            "2019-12-31",
            "minimum",
            id="from a day on",
        ),
        pytest.param(
            of("datetime", constraints={"maximum": "2020-01-01T00:00:00Z"}),
            "2020-01-01T00:30:00+01:00",
            "2020-01-01T00:30:00Z",
            "maximum",
            id="up to a moment",
        ),
        pytest.param(
            of("time", constraints={"minimum": "12:00:00"}),
            "12:00:00",
            "11:59:59",
            "minimum",
            id="t",
        ),
        pytest.param(of("integer", constraints={"enum": [1, "7"]}), "007", "8", "enum", id="enum"),
        pytest.param(
            of("string", categories=["a", {"value": "b", "label": "B"}], categoriesOrdered=True),
            "b",
            "B",
            "enum",
            id="categories",
        ),
        pytest.param(
            of("string", constraints={"pattern": r"^\d{2}[\dX]$"}), "12X", "123४", "pattern", id="p"
        ),
        pytest.param(
            of("string", constraints={"pattern": "(a|b)+"}), "abba", "abc", "pattern", id="bar"
        ),
        pytest.param(
            of("string", constraints={"minLength": 2}), "🇧🇩", "a", "min-length", id="characters"
        ),
        pytest.param(of("string", format="email"), "a@b.co", "a@b", "type", id="email"),
        pytest.param(
            of("string", format="uri", constraints={"maxLength": 14}),
            "https://a.co/x",
            "https://a.co/xy",
            "max-length",
            id="uri",
        ),
        pytest.param(of("duration"), "P1D", "1D", "type", id="duration"),
        pytest.param(of("integer", constraints={"required": True}), "1", " ", "type", id="blank"),
    ],
)
def test_a_field_demands(field, good, bad, rule, tmp_path):
    fields = [field, {"name": "b", "type": "string"}]

    assert found(tmp_path, f"a,b\n{good},x\n", fields) == []
    assert found(tmp_path, f"a,b\n{bad},x\n", fields) == [(rule, 2, "a", bad.strip('"'))]


@pytest.mark.parametrize(
    "pattern",
    [
        pytest.param("^a|b$", id="a choice that the anchors part"),
        pytest.param(r"\w+", id="letters of some languages"),
        pytest.param("(?=a).", id="looking ahead"),
        pytest.param("[", id="no pattern"),
    ],
)
def test_a_pattern_that_programs_read_differently_is_said_not_to_be_checked(pattern, tmp_path):
    schema = {"fields": [of("string", constraints={"pattern": pattern})]}

    report = validate(tmp_path, "a\nzzz\n", schema)

    assert report.valid
    (lost,) = report.unevaluated
    assert (lost.rule, lost.table, lost.field) == ("pattern", "data", "a")
    assert "programs differ in how they read the pattern of data.a: pattern" in str(report)


def test_a_pattern_that_is_too_large_is_refused(tmp_path):
    schema = {"fields": [of("string", constraints={"pattern": "(a{900}){900}"})]}

    with pytest.raises(openinnov.StandardError, match="data: field a: pattern: is too large"):
        validate(tmp_path, "a\nzzz\n", schema)


def test_what_stands_for_a_missing_value_is_missing(tmp_path):
    fields = [
        of("integer", constraints={"required": True}),
        {"name": "b", "type": "integer", "missingValues": [{"value": "-1", "label": "refused"}]},
    ]

    text = "a,b\nNA,1\n1,-1\n2,NA\n-,-1\n"
    report = found(tmp_path, text, fields, missingValues=["NA", "-"])

    assert report == [
        ("required", 2, "a", None),
        ("type", 4, "b", "NA"),
        ("blank-row", 5, None, None),
    ]


def test_a_short_record_of_marks_is_blank_and_accounted_for(tmp_path):
    schema = {"fields": [A, {"name": "b"}], "missingValues": ["-"]}

    report = validate(tmp_path, "a,b\n-\n1,2\n-,-,-\n", schema)

    assert [(f.rule, f.row) for f in report.findings] == [("extra-cell", 4), ("blank-row", 2)]
    (source,) = report.sources
    assert (source.records, source.checked, source.quarantined) == (3, 1, 2)


def test_a_column_that_is_not_read_keeps_a_record_of_marks(tmp_path):
    schema = {"fields": [A], "missingValues": ["-"], "fieldsMatch": "subset"}

    report = validate(tmp_path, "a,c\n-,x\n1,y\n", schema)

    assert [(f.rule, f.row) for f in report.findings] == []
    assert report.sources[0].checked == 2


@pytest.mark.parametrize(
    ("match", "text", "expected"),
    [
        pytest.param("exact", "a,b\n1,2\n", [], id="exact, as agreed"),
        pytest.param("exact", "b,a\n1,2\n", [("label-order", None)], id="exact, another order"),
        pytest.param("exact", "a\n1\n", [("missing-label", "b")], id="exact, one less"),
        pytest.param("exact", "a,b,c\n1,2,3\n", [("extra-label", None)], id="exact, one more"),
        pytest.param("equal", "b,a\n1,2\n", [], id="equal, another order"),
        pytest.param("equal", "a\n1\n", [("missing-label", "b")], id="equal, one less"),
        pytest.param("equal", "a,b,c\n1,2,3\n", [("extra-label", None)], id="equal, one more"),
        pytest.param("subset", "c,b,a\n1,2,3\n", [], id="subset, one more"),
        pytest.param("subset", "b\n1\n", [("missing-label", "a")], id="subset, one less"),
        pytest.param("superset", "b\n1\n", [], id="superset, one less"),
        pytest.param("superset", "b,c\n1,2\n", [("extra-label", None)], id="superset, one more"),
        pytest.param("partial", "b,c\n1,2\n", [], id="partial, one in common"),
        pytest.param(["subset"], "c,b,a\n1,2,3\n", [], id="a list of one word"),
        pytest.param("partial", "c,d\n1,2\n", [("unmatched-header", None)], id="partial, none"),
    ],
)
def test_columns_and_fields_agree_as_the_schema_says(match, text, expected, tmp_path):
    schema = {"fields": [A, {"name": "b"}], "fieldsMatch": match}

    report = validate(tmp_path, text, schema)

    assert [(f.rule, f.field) for f in report.findings] == expected
    assert report.valid is not bool(expected)


def test_a_required_field_needs_its_column_whatever_may_be_missing(tmp_path):
    fields = [of("string", constraints={"required": True}), {"name": "b"}]

    assert found(tmp_path, "b\n1\n", fields, fieldsMatch="partial") == [
        ("missing-label", None, "a", None)
    ]


def test_keys_compare_values_and_name_the_first_row(tmp_path):
    fields = [of("integer"), {"name": "b", "type": "number", "constraints": {"unique": True}}]

    report = validate(
        tmp_path, "a,b\n1,1\n01,2\n+1,1.0\nx,x\nx,x\n", {"fields": fields, "primaryKey": "a"}
    )

    keys = [(f.rule, f.row, f.value, f.detail) for f in report.findings if f.rule != "type"]
    assert keys == [
        ("primary-key", 3, "01", "2"),
        ("primary-key", 4, "+1", "3"),
        ("unique", 4, "1.0", "2"),
    ]


def test_an_empty_part_of_a_key_is_a_part(tmp_path):
    fields = [A, {"name": "b"}]

    report = found(tmp_path, "a,b\n1,\n1,\n2,\n", fields, primaryKey=["a", "b"])

    assert report == [
        ("primary-key", 3, "a", "1"),
        *(("required", row, "b", None) for row in (2, 3, 4)),
    ]


def test_a_unique_key_passes_over_what_is_missing(tmp_path):
    fields = [A, {"name": "b"}, {"name": "c"}]
    text = "a,b,c\n1,,x\n1,,x\n1,2,y\n1,2,y\n"

    report = found(tmp_path, text, fields, uniqueKeys=[["a", "b"], "c"], primaryKey="c")

    assert [each for each in report if each[0] == "unique-key"] == [("unique-key", 5, "a", "1/2")]


def test_a_table_may_refer_to_itself_by_several_fields(tmp_path):
    fields = [A, {"name": "b"}, {"name": "c"}, {"name": "d"}]
    keys = [{"fields": ["c", "d"], "reference": {"resource": "", "fields": ["a", "b"]}}]
    text = "a,b,c,d\n1,1,,\n1,2,1,1\n2,,1,2\n3,3,2,\n4,4,,9\n"

    report = found(tmp_path, text, fields, foreignKeys=keys)

    assert report == [("foreign-key", 6, "c", "9")]


def test_references_to_a_column_that_is_missing_are_not_checked(tmp_path):
    fields = [A, {"name": "b"}]
    keys = [{"fields": "a", "reference": {"fields": "b"}}]
    schema = {"fields": fields, "foreignKeys": keys, "fieldsMatch": "superset"}

    report = validate(tmp_path, "a\n1\n", schema)

    assert report.valid
    assert [(e.rule, e.reason, e.table) for e in report.unevaluated] == [
        ("foreign-key", "no-target-column", "data")
    ]


def test_values_are_shown_but_of_fields_that_say_otherwise(tmp_path):
    secret = {"name": "b", "type": "integer", "openinnov:privacy": "sensitive"}

    report = found(tmp_path, "a,b\nx,x\n", [of("integer"), secret])

    assert report == [("type", 2, "a", "x"), ("type", 2, "b", None)]


@pytest.mark.parametrize(
    ("field", "bad", "expected"),
    [
        pytest.param(
            of("boolean"), "x", "one of true, True, TRUE, 1, false, False, FALSE, 0", id="b"
        ),
        pytest.param(of("list", itemType="integer"), "x", "with , between them", id="list"),
        pytest.param(of("time"), "x", "a time with its time zone", id="time"),
        pytest.param(
            of("integer", constraints={"exclusiveMaximum": 5}), "5", "less than 5", id="m"
        ),
        pytest.param(of("integer", constraints={"minimum": 5}), "4", "5 or more", id="minimum"),
        pytest.param(of("string", constraints={"enum": ["a", "b"]}), "c", "one of a, b", id="enum"),
        pytest.param(
            of("integer", constraints={"enum": list(range(9))}),
            "9",
            "the list has 9 values",
            id="9",
        ),
        pytest.param(of("string", constraints={"maxLength": 1}), "ab", "at most 1", id="length"),
    ],
)
def test_a_report_says_what_is_expected(field, bad, expected, tmp_path):
    report = validate(tmp_path, f"a\n{bad}\n", {"fields": [field]})

    notice = report.notices[0]
    assert expected in say_expected(Words(report.standard), notice)


def test_each_type_has_words_for_what_is_expected():
    from openinnov.standard.guards import GUARDS

    words = Words(standard([A]))

    assert [k for k in (*GUARDS, "flag", "items") if not words.knows(f"expected/type/{k}")] == []


def test_the_report_tells_the_schema_from_the_standard(tmp_path):
    report = validate(tmp_path, "a\n1\n", {"fields": [A], "name": "example"})
    other = validate(tmp_path, "a\n1\n", {"fields": [A], "name": "example", "title": "Else"})

    document = json.loads(json.dumps(report.document()))

    assert document["standard"]["name"] == "example"
    assert document["standard"]["sha256"] != other.document()["standard"]["sha256"]
    assert Words(report.standard, "fr").table("data") == "data"
    assert Words(report.standard, "fr").field("data", "a") == "a"
