"""Every place of every finding."""

import csv

import pyarrow.parquet as pq
import pytest
from submissions import make

import openinnov
from openinnov.copies.cells import harmless
from openinnov.validation import validate

COUNTRIES = ["UK", "=cmd", "-1", "+1", "@x", "gb"]


def _write(tmp_path, name, samples=1):
    (tmp_path / "data").mkdir()
    rows = "".join(f"fj-demo-{i},Body,other,{country}\n" for i, country in enumerate(COUNTRIES))
    file = tmp_path / "data" / "organization.csv"
    file.write_text(f"id,name,organization_type,country\n{rows}", "utf-8")
    submission = openinnov.read(file)
    report = validate(submission, rules=[], samples=samples)
    openinnov.write_copy(submission, report, "findings", tmp_path / name)
    return tmp_path / name


def _row(row, value, suggestion="", safe=""):
    place = ["organization", "organization.csv", str(row), str(row), f"D{row}", "country"]
    return ["codelist", "error", *place, value, suggestion, safe, ""]


def test_csv_holds_each_place_and_no_formula(tmp_path):
    path = _write(tmp_path, "all.csv")

    with path.open(encoding="utf-8", newline="") as file:
        headings, *rows = csv.reader(file)
    assert headings == [
        *("rule", "severity", "table", "source", "row", "line", "cell", "field", "value"),
        *("suggestion", "safe", "detail"),
    ]
    assert rows == [
        _row(2, "UK", "GB", "true"),
        _row(3, "'=cmd"),
        _row(4, "'-1"),
        _row(5, "'+1"),
        _row(6, "'@x"),
        _row(7, "gb", "GB", "true"),
    ]


def test_parquet_holds_the_same_as_it_is(tmp_path):
    path = _write(tmp_path, "all.PARQUET", samples=100)

    rows = pq.read_table(path).to_pylist()
    assert [row["value"] for row in rows] == COUNTRIES
    assert rows[0] == {
        "rule": "codelist",
        "severity": "error",
        "table": "organization",
        "source": "organization.csv",
        "row": 2,
        "line": 2,
        "cell": "D2",
        "field": "country",
        "value": "UK",
        "suggestion": "GB",
        "safe": True,
        "detail": None,
    }


def test_a_record_has_the_line_where_it_begins(tmp_path):
    file = tmp_path / "organization.csv"
    records = ["id,name,country", 'a,"two\nlines",XX', "b,one,XX", 'c,"three\r\n\r\n",XX', "d,,XX"]
    file.write_text("\n".join(records), "utf-8", newline="")
    submission = openinnov.read(file)
    report = validate(submission, rules=[])

    openinnov.write_copy(submission, report, "findings", tmp_path / "all.parquet")

    rows = pq.read_table(tmp_path / "all.parquet").to_pylist()
    found = {(row["row"], row["line"]) for row in rows if row["rule"] == "codelist"}
    assert found == {(2, 2), (3, 4), (4, 5), (5, 8)}
    assert found == {(f.row, f.line) for f in report if f.rule == "codelist"}


def test_what_is_found_nowhere_in_particular_is_listed(tmp_path):
    submission = make({}, descriptor=None)

    openinnov.write_copy(submission, validate(submission), "findings", tmp_path / "all.csv")

    assert (tmp_path / "all.csv").read_text("utf-8").splitlines()[1] == "no-table,error,,,,,,,,,,"


def test_values_that_are_many_get_safe_suggestions_alone(tmp_path):
    rows = [{"country": each} for each in ("UK", "Bangladesch", "gb")]
    submission = make({"organization": rows})

    report = validate(submission, rules=[], samples=1)
    openinnov.write_copy(submission, report, "findings", tmp_path / "all.csv")

    lines = (tmp_path / "all.csv").read_text("utf-8").splitlines()
    found = [line.split(",")[8:11] for line in lines if line.startswith("codelist")]
    assert found == [["UK", "GB", "true"], ["Bangladesch", "", ""], ["gb", "GB", "true"]]


def test_a_protected_value_is_empty(tmp_path):
    submission = make({"feedback": [{"sex": "Female"}]})

    report = validate(submission, rules=[], samples=0)
    openinnov.write_copy(submission, report, "findings", tmp_path / "all.csv")

    assert "Female" not in (tmp_path / "all.csv").read_text("utf-8")
    assert "feedback,feedback.csv,2,,,sex,,,," in (tmp_path / "all.csv").read_text("utf-8")


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\tx", "\rx"])
def test_what_looks_like_a_formula_gets_a_mark(text):
    assert harmless(text) == f"'{text}"
