"""Tools that read reports of frictionless understand this one."""

import json
import re

import frictionless as peer
import pytest
from made_reports import STANDARD, finding, notice, report, typical, wide

from openinnov.reporting import frictionless
from openinnov.standard import Words, load

WORDS = Words(STANDARD)
CELLS = {"row": 3, "field": "country"}
RECORD = {"row": 3, "field": None}
WHOLE = {"row": None, "field": None}

#: Something for each place that a message about what is right may have.
PARAMS = {
    place: "x"
    for key, text in STANDARD.texts("en").items()
    if key.startswith("message/expected/")
    for place in re.findall("{(.+?)}", text)
} | {"table": "organization", "field": "id", "type": "date"}


def _read(made):
    return peer.Report.from_descriptor(json.loads(frictionless.render(made, WORDS)))


@pytest.mark.parametrize("make", [typical, wide, report])
def test_frictionless_reads_the_report(make):
    made = make()

    read = _read(made)

    assert read.valid == made.valid
    assert read.stats["errors"] == made.totals["error"]


@pytest.mark.parametrize("name", load().checks)
@pytest.mark.parametrize("place", [CELLS, RECORD, WHOLE, WHOLE | {"field": "country"}])
def test_frictionless_reads_each_check_at_each_place(name, place):
    if name == "foreign-key" and place["field"] is None:
        place = CELLS
    if name == "descriptor":
        place = place | {"field": "version"}

    _read(report(notice(name, [finding(name, **place, cell=None)], params=PARAMS)))


@pytest.mark.parametrize(
    ("rule", "place", "expected"),
    [
        ("type", CELLS, "type-error"),
        ("codelist", CELLS, "constraint-error"),
        ("primary-key", CELLS, "primary-key"),
        ("foreign-key", CELLS, "foreign-key"),
        ("end-before-start", CELLS, "row-constraint"),
        ("extra-cell", RECORD, "row-constraint"),
        ("missing-label", WHOLE | {"field": "country"}, "missing-label"),
        ("empty-file", WHOLE, "table-error"),
    ],
)
def test_a_check_has_the_type_that_frictionless_knows(rule, place, expected):
    read = _read(report(notice(rule, [finding(rule, **place)])))

    (task,) = read.tasks
    assert [error.type for error in task.errors] == [expected]


def test_an_error_names_its_place_and_no_other_cell():
    (task,) = _read(report(notice())).tasks

    (error,) = task.errors
    place = (error.row_number, error.field_name, error.field_number, error.cell, error.cells)
    assert place == (3, "country", 3, "UK", [])
    assert error.note.startswith("A code is in the list of its field. one of AD, AE, AF ")
    assert error.to_descriptor()["rule"] == "codelist"


def test_what_is_no_error_is_a_warning():
    read = _read(report(notice("surrounding-space", total=3)))

    (task,) = read.tasks
    assert (read.valid, task.valid, task.errors) == (True, True, [])
    (warning,) = task.warnings
    assert warning.startswith("Warning: ")
    assert warning.endswith(
        '(surrounding-space) organization.csv; column "country"; rows 3; total: 3'
    )


def test_a_warning_says_that_more_was_found_than_is_named():
    (task,) = _read(report(notice(total=3))).tasks

    assert (task.stats["errors"], len(task.errors), task.valid) == (3, 1, False)
    assert [warning.rpartition("; ")[2] for warning in task.warnings] == ["total: 3"]


def test_a_table_of_any_name_is_a_task():
    (known,) = report().sources
    parts = [getattr(known, name) for name in known.__slots__[2:]]

    read = _read(report(sources=(type(known)("Häuser.csv", "Häuser A", *parts),)))

    assert [task.name for task in read.tasks] == ["h-user-a"]


def test_what_is_in_no_table_stands_at_the_report():
    lost = finding("missing-table", table="innovation", source=None, **WHOLE)
    (known,) = report().sources
    parts = [getattr(known, name) for name in known.__slots__[2:]]
    unknown = type(known)("notes.csv", None, *parts)

    read = _read(report(notice("missing-table", [lost]), sources=(known, unknown)))

    assert [error.to_descriptor()["rule"] for error in read.errors] == ["missing-table"]
    assert [task.name for task in read.tasks] == ["organization"]
