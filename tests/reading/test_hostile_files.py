"""Each hostile file gives the records and the findings that its list says."""

import ast
import csv
import hashlib
import os
import re
import resource
import subprocess
import sys
from collections import Counter

import pytest
from reading.hostile import AS_STREAM, BY_LISTS, THREE_TEXTS, cells, counts, findings, submit
from shared_data import shared

from openinnov import validate
from openinnov.reading import READERS
from openinnov.reading.intake import Intake, Part

_FINDING = re.compile(r"([a-z-]+)(?:@([0-9]+)(?:-([0-9]+))?)?(?::(\w+))?")


def expected():
    """Return what is said of each file, or nothing where the shared data are absent."""
    try:
        file = shared("data/nasty/expected.csv")
    except pytest.skip.Exception:
        return {}
    with file.open(encoding="utf-8", newline="") as lines:
        return {row["file"]: row for row in csv.DictReader(lines)}


EXPECTED = expected()
TEXTS = [name for name in EXPECTED if name.endswith(".csv")]
#: 46 stops the process that opens it without looking first.
WORKBOOKS = [name for name in EXPECTED if name.endswith(".xlsx") and not name.startswith("46")]


def _said(row):
    for text in row["findings"].split():
        rule, first, last, field = _FINDING.fullmatch(text).groups()
        place = f"column {field}" if field and field.isdigit() else field
        for number in range(int(first), int(last or first) + 1) if first else [None]:
            yield rule, number, place


def _numbers(row):
    return tuple(int(row[key]) for key in ("records", "checked", "quarantined", "comments"))


def _found(submission):
    """Return what was found without the details that say more than the list does."""
    validate(submission)
    for rule, row, place in findings(submission, "temp.found"):
        if rule == "no-table":
            continue  # Of the submission, and not of the file.
        named = place in {"id", "name", "val"} or str(place).startswith("column")
        yield rule, row, place if named else None


def _compare(submission, row):
    assert counts(submission) == _numbers(row)
    assert Counter(_found(submission)) == Counter(_said(row))


@pytest.mark.parametrize("small", [BY_LISTS, AS_STREAM], ids=["by lists", "as a stream"])
@pytest.mark.parametrize("name", TEXTS)
def test_a_text_gives_what_its_list_says(name, small):
    raw = shared(f"data/nasty/{name}").read_bytes()
    assert hashlib.sha256(raw).hexdigest()[:16] == EXPECTED[name]["sha256_16"]

    _compare(submit(raw, small=small), EXPECTED[name])


@pytest.mark.parametrize("name", WORKBOOKS)
def test_a_workbook_gives_what_its_list_says(name):
    path = shared(f"data/nasty/{name}")
    assert hashlib.sha256(path.read_bytes()).hexdigest()[:16] == EXPECTED[name]["sha256_16"]
    intake = Intake(THREE_TEXTS)

    READERS[".xlsx"].read(Part(path, ".xlsx", None if name.startswith("50") else "data"), intake)

    _compare(intake.submission(), EXPECTED[name])


#: Checks a file; prints what it holds, each rule with its first and last record, and the cost.
_CODE = """
import sys, time
from pathlib import Path
from memory import peak
from reading.hostile import THREE_TEXTS, counts
from openinnov import read, validate
submission = read(Path(sys.argv[1]), standard=THREE_TEXTS, table="data")
validate(submission)
cheap = peak() <= 300, time.process_time() <= 10
query = "SELECT rule, min(_row), max(_row), count(*), any_value(coalesce(field_name, detail)) "
query += "FROM temp.found GROUP BY rule ORDER BY rule"
print((counts(submission), submission.database.execute(query).fetchall(), cheap))
"""


def test_a_workbook_with_a_far_corner_is_checked_in_little_memory_and_time():
    path = shared("data/nasty/46_far_corner.xlsx")
    assert hashlib.sha256(path.read_bytes()).hexdigest()[:16] == EXPECTED[path.name]["sha256_16"]

    done = subprocess.run(
        [sys.executable, "-c", _CODE, str(path)],
        capture_output=True,
        text=True,
        check=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30)),
        env={"PYTHONPATH": os.pathsep.join(sys.path)},
    )

    assert ast.literal_eval(done.stdout) == (
        _numbers(EXPECTED[path.name]),
        [
            ("blank-label", 1, 1, 1, "column 16384"),
            ("blank-row", 2, 1048575, 1048574, None),
            ("required", 1048576, 1048576, 1, "id"),
        ],
        (True, True),
    )


def test_each_file_of_the_list_is_read_by_a_test():
    shared("data/nasty/expected.csv")
    generated = {"32_3MB_cell.csv", "44_big_multiline.csv", "45_big_unclosed_late.csv"}

    assert {*TEXTS, *WORKBOOKS, "46_far_corner.xlsx"} == set(EXPECTED)
    assert not generated & set(EXPECTED)


@pytest.mark.parametrize("small", [BY_LISTS, AS_STREAM], ids=["by lists", "as a stream"])
def test_a_cell_of_three_megabytes_is_read(small):
    long = "Z" * 3_000_000

    read = submit(f"id,name,val\n1,{long},x\n2,b,y\n3,c,z\n".encode(), small=small)

    assert counts(read) == (3, 3, 0, 0)
    assert cells(read)[0] == (2, "1", long, "x")


def _many(count):
    yield "id,name,val\n"
    yield from (f'{i},"l1\nl2,""q""",{i}\n' if i % 7 == 0 else f"{i},n,{i}\n" for i in count)


def test_many_cells_of_several_lines_are_read():
    raw = "".join(_many(range(400_000))).encode()

    read = submit(raw)

    assert counts(read) == (400_000, 400_000, 0, 0)
    assert findings(read) == []


def test_a_late_unclosed_quote_takes_one_line_with_it():
    after = (f"{i},n,{i}\n" for i in range(399_001, 400_000))
    raw = "".join([*_many(range(399_000)), '399000,"open quote,1\n', *after]).encode()

    read = submit(raw)

    assert counts(read) == (400_000, 399_999, 1, 0)
    assert findings(read) == [("unclosed-quote", 399_002, None)]
