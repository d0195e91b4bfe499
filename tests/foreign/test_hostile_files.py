"""Each hostile file gives all the findings that its list says, from its schema to the report."""

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from reading.test_hostile_files import EXPECTED
from shared_data import shared

import openinnov

_FINDING = re.compile(r"([a-z-]+)(?:@([0-9]+(?:-[0-9]+)?))?(?::(\w+))?")


def said(name):
    """Return what the list says of a file: rule, records and field or column."""
    found = Counter()
    for text in EXPECTED[name]["findings"].split():
        rule, rows, field = _FINDING.fullmatch(text).groups()
        found[rule, rows, f"column {field}" if field and field.isdigit() else field] += 1
    return found


def found(report):
    """Return the same of a report."""
    places = Counter()
    for notice in report.notices:
        details = {each.detail for each in notice.samples}
        columns = notice.field or (details.pop() if len(details) == 1 else None)
        columns = columns if notice.field or str(columns).startswith("column") else None
        assert notice.rows_complete
        # What has no field is listed record by record, unless it goes on without a gap.
        for rows in notice.rows or [None]:
            first, _, last = (rows or "").partition("-")
            few = last and int(last) - int(first) < 10
            for each in range(int(first), int(last) + 1) if few else [rows]:
                places[notice.check.name, None if each is None else str(each), columns] += 1
        assert few_or_all(notice)
    return places


def few_or_all(notice):
    """Say whether a notice counts as many findings as it names records."""
    numbers = [rows.split("-") for rows in notice.rows]
    rows = sum(int(each[-1]) - int(each[0]) + 1 for each in numbers)
    return notice.total == max(rows, 1)


@pytest.mark.parametrize("name", [name for name in EXPECTED if not name.startswith("46")])
def test_a_file_gives_what_its_list_says(name):
    schema = shared("data/nasty/schema.json")

    report = openinnov.validate(openinnov.read(shared(f"data/nasty/{name}"), schema=schema))

    assert found(report) == said(name)
    (source,) = [each for each in report.sources if each.table]
    numbers = source.records, source.checked, source.quarantined, source.comments
    keys = ("records", "checked", "quarantined", "comments")
    assert numbers == tuple(int(EXPECTED[name][key]) for key in keys)
    assert source.sha256.startswith(EXPECTED[name]["sha256_16"])


def test_a_workbook_with_a_far_corner_gives_what_its_list_says():
    path, schema = shared("data/nasty/46_far_corner.xlsx"), shared("data/nasty/schema.json")
    code = (
        "import resource, sys\n"
        "resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))\n"
        "import openinnov\n"
        "from foreign.test_hostile_files import found, said\n"
        "report = openinnov.validate(openinnov.read(sys.argv[1], schema=sys.argv[2]))\n"
        "print(found(report) == said('46_far_corner.xlsx'))\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", code, str(path), str(schema)],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": ":".join([str(Path(__file__).parents[1]), *sys.path])},
    )

    assert done.stdout == "True\n"
