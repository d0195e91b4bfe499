"""The checks that fields state."""

import dataclasses

import pytest
from submissions import DESCRIPTOR, make

from openinnov import validation
from openinnov.engine.checks import LONGEST
from openinnov.report import Unevaluated
from openinnov.standard import load
from openinnov.validation import fields, validate

LONG = LONGEST + 1
#: No report holds more of a value.
CUT = "a" * 999 + "…"
ORGANIZATION = {
    "id": "bd-a2i-org-1",
    "name": "Aspire to Innovate",
    "organization_type": "public-agency",
    "country": "BD",
}
INNOVATION = {
    "id": "bd-a2i-1",
    "title": "Union digital centres",
    "summary": "One-stop centres where people use public services with the help of others.",
    "country": "BD",
    "lead_organization_id": "bd-a2i-org-1",
    "stage": "pilot",
    "status": "active",
}


def _found(**cells):
    submission = make({"organization": [ORGANIZATION], "innovation": [INNOVATION | cells]})

    findings = validate(submission, rules=[]).findings

    return [(f.rule, f.table, f.row, f.field, f.value) for f in findings]


def test_a_good_record_is_valid():
    assert _found() == []


@pytest.mark.parametrize(
    ("cells", "rule", "value"),
    [
        pytest.param({"title": ""}, "required", None, id="an empty title"),
        pytest.param({"title": "   "}, "required", "   ", id="a title of spaces"),
        pytest.param({"title": "AB"}, "min-length", "AB", id="a short title"),
        pytest.param({"title": "a" * 201}, "max-length", "a" * 201, id="a long title"),
        pytest.param({"title": "a" * LONG}, "max-length", CUT, id="a huge title"),
        pytest.param({"title": " Centres"}, "surrounding-space", " Centres", id="an edge space"),
        pytest.param({"title": "Cent\x01res"}, "control-character", "Cent\x01res", id="U+0001"),
        pytest.param({"title": "Cent\nres"}, "type", "Cent\nres", id="a line break in a string"),
        pytest.param({"country": "UK"}, "codelist", "UK", id="an alias"),
        pytest.param({"country": "bd"}, "codelist", "bd", id="a code in lower case"),
        pytest.param({"technologies": "cloud;abacus"}, "unlisted-code", "abacus", id="open list"),
        pytest.param({"policy_areas": "01;99"}, "codelist", "99", id="one code of a list"),
        pytest.param({"policy_areas": "01;;02"}, "type", "01;;02", id="an empty item"),
        pytest.param({"start_date": "2019-02-30"}, "type", "2019-02-30", id="no such day"),
        pytest.param({"website": "www.a.org"}, "type", "www.a.org", id="no web address"),
        pytest.param(
            {"lead_organization_id": "bd-a2i-org-2"}, "foreign-key", "bd-a2i-org-2", id="dangling"
        ),
        pytest.param({"id": "BD-1"}, "pattern", "BD-1", id="an id of another form"),
    ],
)
def test_a_cell_is_found(cells, rule, value):
    (field,) = cells

    assert _found(**cells) == [(rule, "innovation", 2, field, value)]


def test_a_text_of_no_stated_length_ends_at_a_mebibyte():
    assert "max-length" in {rule for rule, *_ in _found(adapted_from_id="bd-a2i-" + "1" * LONG)}


@pytest.mark.parametrize(
    ("amount", "rules"),
    [
        pytest.param("12.5", [], id="a number"),
        pytest.param("-12.5", ["minimum"], id="below the bound"),
        pytest.param("many", ["type"], id="no number: its bound is not asked"),
    ],
)
def test_a_bound_is_asked_of_numbers_alone(amount, rules):
    funding = {"id": "bd-a2i-f-1", "innovation_id": "bd-a2i-1", "amount": amount}
    tables = {"organization": [ORGANIZATION], "innovation": [INNOVATION], "funding": [funding]}

    findings = validate(make(tables), rules=[]).findings

    assert [finding.rule for finding in findings] == rules


def test_a_second_row_with_the_same_key_names_the_first():
    submission = make({"organization": [ORGANIZATION, ORGANIZATION | {"name": "Another"}]})

    findings = validate(submission, rules=[]).findings

    assert [(f.rule, f.row, f.value, f.detail) for f in findings] == [
        ("primary-key", 3, "bd-a2i-org-1", "2")
    ]


def test_a_missing_column_is_one_finding_and_not_one_for_each_row():
    row = {name: cell for name, cell in ORGANIZATION.items() if name != "country"}
    submission = make({"organization": [row, row | {"id": "bd-a2i-org-2"}]})

    findings = validate(submission, rules=[]).findings

    assert [(f.rule, f.table, f.row, f.field) for f in findings] == [
        ("missing-label", "organization", None, "country")
    ]


def test_a_package_without_organizations_lacks_a_table():
    findings = validate(make({"need": []}), rules=[]).findings

    assert ("missing-table", "organization") in [(f.rule, f.table) for f in findings]


def test_references_to_a_table_that_is_not_there_are_not_checked():
    report = validate(make({"innovation": [INNOVATION]}, descriptor=None), rules=[])

    assert report.valid
    assert report.unevaluated == (Unevaluated("foreign-key", "no-target", "organization"),)


def test_a_descriptor_that_lacks_its_date_is_found():
    submission = make({"organization": [ORGANIZATION]}, descriptor={"name": "example"})

    found = {f.field for f in validate(submission, rules=[]).findings if f.rule == "descriptor"}

    assert {"created", "licenses", "openinnov:prefix", "title"} <= found


def test_a_version_that_does_not_grow_is_found():
    later = make({}, descriptor=DESCRIPTOR | {"version": "2026.01.16"})

    found = [
        [f.detail for f in validate(now, previous=make({})).findings if f.rule == "descriptor"]
        for now in (make({}), later, make({}, descriptor=None))
    ]

    said = "version should be greater than 2026.01.15, that of the last release"
    assert found == [[said], [], []]


def test_totals_are_exact_where_samples_are_not():
    rows = [ORGANIZATION | {"id": f"bd-a2i-org-{n}", "country": "XX"} for n in range(250)]

    report = validate(make({"organization": rows}), rules=[], samples=3)

    (notice,) = report.notices
    assert (notice.total, notice.rows, notice.every_row) == (250, ("2-251",), True)
    assert [finding.row for finding in notice.samples] == [2, 3, 4]
    assert notice.values == (("XX", 250),)


def test_a_value_that_has_to_be_unique_stands_once():
    standard = load()
    table = standard.tables["organization"]
    website = dataclasses.replace(table.fields["website"], unique=True)
    fields = {**table.fields, "website": website}
    tables = {**standard.tables, "organization": dataclasses.replace(table, fields=fields)}
    rows = [
        ORGANIZATION | {"id": f"bd-a2i-org-{n}", "website": "https://example.org/"} for n in (1, 2)
    ]
    submission = make({"organization": rows}, standard=dataclasses.replace(standard, tables=tables))

    findings = validate(submission, rules=[]).findings

    assert [(f.rule, f.row, f.detail) for f in findings] == [("unique", 3, "2")]


def test_a_submission_of_many_records_is_checked_as_one_of_few(monkeypatch):
    rows = [ORGANIZATION | {"id": f"bd-a2i-org-{n}"} for n in range(1, 1_500)]
    few = validate(make({"organization": rows[:2], "innovation": [INNOVATION]}))
    monkeypatch.setattr(validation, "_SMALL", 100)
    many = validate(make({"organization": rows, "innovation": [INNOVATION]}))

    assert [notice.check.name for notice in many.notices] == [
        notice.check.name for notice in few.notices
    ]


def test_a_table_that_begins_with_bad_rows_is_checked_as_a_whole(monkeypatch):
    rows = [ORGANIZATION | {"id": text, "country": text} for text in ("bd-a2i-1", "x", "x", " ")]
    copied = validate(make({"organization": rows}))
    monkeypatch.setattr(fields, "_BEGINNING", 3)
    monkeypatch.setattr(fields, "_MOST", 3)

    assert validate(make({"organization": rows})) == copied
    assert {"pattern", "codelist", "required"} <= {each.rule for each in copied}
