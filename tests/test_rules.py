"""Each semantic rule finds what its examples say, and nothing else in them."""

import csv
import shutil
from collections import defaultdict

import pytest
from submissions import DESCRIPTOR, make

from openinnov.engine.binding import check_rules
from openinnov.engine.rules import PREVIOUS
from openinnov.exceptions import StandardError
from openinnov.standard import load
from openinnov.validation import validate

STANDARD = load()
EXAMPLES = STANDARD.root / "examples"


def _cases():
    for folder in sorted(EXAMPLES.iterdir()):
        cases = defaultdict(lambda: defaultdict(list))
        for file in sorted(folder.glob("*.csv")):
            with file.open(encoding="utf-8", newline="") as lines:
                for row in csv.DictReader(lines):
                    cases[row.pop("case")][file.stem].append(row)
        for case, tables in cases.items():
            yield pytest.param(folder.name, tables, id=f"{folder.name}: {case}")


CASES = list(_cases())


def split(tables):
    """Return the rows of the submission, of the earlier release, the descriptor, what is found."""
    now, before, descriptor, found = {}, {}, {}, []
    for name, rows in tables.items():
        for number, row in enumerate(rows, start=2):
            cells = {field: cell for field, cell in row.items() if field != "found"}
            # A record that is there no more has no row, and the descriptor is one record.
            place = None if name.startswith(PREVIOUS) else 1 if name == "descriptor" else number
            table = name.removeprefix(PREVIOUS)
            found += [(table, place, field) for field in (row["found"] or "").split()]
            if name == "descriptor":
                descriptor = {key: cell for key, cell in cells.items() if cell}
            elif name.startswith(PREVIOUS):
                before.setdefault(name.removeprefix(PREVIOUS), []).append(cells)
            else:
                now.setdefault(name, []).append(cells)
    return now, before, descriptor, found


def described(properties):
    own = {"created", "name", "title", "description", "version"}
    return DESCRIPTOR | {
        key if key in own else f"openinnov:{key}": value for key, value in properties.items()
    }


def test_every_rule_has_a_failing_and_a_mended_example():
    found = defaultdict(set)
    for case in CASES:
        rule, tables = case.values
        found[rule].add(bool(split(tables)[3]))

    assert found == {rule: {True, False} for rule in STANDARD.rules}


@pytest.mark.parametrize(("rule", "tables"), CASES)
def test_rule_finds_what_its_example_says(rule, tables):
    now, before, properties, expected = split(tables)
    submission = make(now, descriptor=described(properties))
    previous = make(before) if before else None

    report = validate(submission, previous=previous, rules=[rule])

    found = [(f.table, f.row, f.field) for f in report.findings if f.rule == rule]
    assert sorted(found, key=str) == sorted(expected, key=str)


def test_every_rule_fits_empty_tables():
    check_rules(STANDARD)


def test_a_rule_may_take_columns_without_naming_them(tmp_path):
    shutil.copytree(STANDARD.root, tmp_path / "schema")
    rule = tmp_path / "schema" / "rules" / "need-expired.sql"
    said = [line for line in rule.read_text("utf-8").splitlines() if line.startswith("--")]
    query = (
        "SELECT t, r, f, v FROM (SELECT 'need', _row, 'status', * FROM need) "
        "AS taken(t, r, f, place, source, v)"
    )
    rule.write_text("\n".join([*said, query, ""]), encoding="utf-8")
    submission = make({"need": [{"id": "bd-a2i-1"}]}, standard=load(tmp_path / "schema"))

    (found,) = validate(submission, rules=["need-expired"]).notices[-1].samples

    assert (found.row, found.field, found.value) == (2, "status", "bd-a2i-1")


def test_a_rule_of_another_standard_that_fits_no_table_is_named(tmp_path):
    shutil.copytree(STANDARD.root, tmp_path / "schema")
    rule = tmp_path / "schema" / "rules" / "need-expired.sql"
    rule.write_text(rule.read_text("utf-8").replace("FROM need", "FROM want"), encoding="utf-8")
    standard = load(tmp_path / "schema")
    submission = make({"need": [{"id": "bd-a2i-1"}]}, standard=standard)

    with pytest.raises(StandardError, match=r"rules/need-expired\.sql: does not fit the tables"):
        validate(submission)


def test_a_sound_copy_of_the_standard_validates(tmp_path):
    shutil.copytree(STANDARD.root, tmp_path / "schema")
    submission = make({"need": [{"id": "bd-a2i-1"}]}, standard=load(tmp_path / "schema"))

    assert "required" not in {finding.rule for finding in validate(submission).findings}
