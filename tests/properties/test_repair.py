"""The laws of repair: nothing new, nothing twice, nothing in doubt, nothing lost."""

import csv
import io
import tempfile
from collections import Counter
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

import openinnov

ORGANIZATION = ("id", "name", "organization_type", "country", "website", "note to self")
DEPLOYMENT = ("id", "innovation_id", "start_date", "people_reached", "country", "stage")
SDG = ("innovation_id", "sdg", "target_note", "is_primary")
_ID = ("fj-demo-1", " fj-demo-1", "fj-demo-1 ", "FJ-DEMO-1", "fj-demo-2", "")
CELLS = {
    "id": _ID,
    "innovation_id": _ID,
    "name": ("Ministry", " Ministry ", '=1+1"x', "a\nb", "a,b;c\td", "a\u2028b", "é"),
    "organization_type": ("Local government", "local-government", "LOCAL-GOVERNMENT", "ngo?"),
    "country": ("UK", "gb", "Bangladesh", "Bangladesch", "Fidji", "FJ ", "Fiji [FJ]", "??"),
    "website": ("www.x.org", "HTTPS://x.org", "https://x.org", " https://x.org"),
    "start_date": ("31/12/2019", "12/31/2019", "03/04/2020", "2020-1-1", "45352", "2020"),
    "people_reached": ("1,5", "12,000", "1 200", "007", "1.000", "12,0", "-5", "many", "১২"),
    "stage": ("Pilot", "pilot", "live"),
    "sdg": ("16", "16.10", "16.1", " 16", "SDG 16"),
    "is_primary": ("yes", "TRUE", "oui", "maybe", "false"),
}


def _record(names):
    cells = [st.sampled_from(("", *CELLS.get(name, ("x", " y ")))) for name in names]
    return st.tuples(*cells).map(list)


def _shape(record):
    """Lose or add a cell now and then."""
    return st.sampled_from([record, record, record, record, record[:-1], [*record, "more"], []])


def _table(names):
    return st.lists(_record(names).flatmap(_shape), max_size=5).map(lambda rows: [names, *rows])


def _text(rows, delimiter):
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return file.getvalue()


@st.composite
def submissions(draw):
    """Return the bytes of a few files."""
    files = {}
    tables = {"organization": ORGANIZATION, "deployment": DEPLOYMENT, "innovation_sdg": SDG}
    for name, headings in tables.items():
        rows = draw(_table(headings))
        if draw(st.booleans()):
            rows = [["A title"], *rows]
        text = _text(rows, draw(st.sampled_from(",;\t")))
        text += draw(st.sampled_from(["", '1,"b,y\n', '"a"b,c\n', 'a"b,c,d\n']))
        encoding = draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]))
        files[f"{name}.csv"] = text.encode(encoding, "ignore")
    files["notes.txt"] = b"\xff\x00 nothing to read"
    return files


def _fixed(folder, target):
    submission = openinnov.read(folder)
    report = openinnov.validate(submission, rules=[], samples=10_000)
    openinnov.write_copy(submission, report, "fixed", target)
    return submission, report


def _findings(report):
    return Counter((f.rule, f.table, f.row, f.field) for f in report)


@settings(max_examples=25)
@given(files=submissions())
def test_a_mended_submission_has_the_old_findings_but_those_mended(files):
    with tempfile.TemporaryDirectory() as name:
        folder, once, twice = (Path(name) / each / "data" for each in "abc")
        folder.mkdir(parents=True)
        for file, content in files.items():
            (folder / file).write_bytes(content)

        submission, before = _fixed(folder, once)
        cells = submission.connection.execute(
            "SELECT table_name, _row, field_name, before, after FROM temp.repaired"
        ).fetchall()
        mended, after = _fixed(once, twice)

        # None new: neither in what was mended, nor elsewhere.
        assert _findings(after) - _findings(before) == Counter()
        # Those that are gone are about cells that were mended, or about how a file is written.
        whole = {"dialect-mismatch", "transcoded", "bare-quote"}
        places = {(table, row, field) for table, row, field, _, _ in cells}
        keys = {"foreign-key", "primary-key", "unique"}
        for rule, table, row, field in _findings(before) - _findings(after):
            assert rule in whole | keys or (table, row, field) in places
        # Each cell that was mended has no finding of its own left.
        own = {"type", "codelist", "pattern", "unlisted-code", "surrounding-space"}
        left = {(t, row, field) for rule, t, row, field in _findings(after) if rule in own}
        assert places & left == set()
        # No record, column or cell is lost, and no other cell has changed.
        assert sorted(p.name for p in once.iterdir()) == sorted(files)
        assert mended.columns == submission.columns
        assert [(s.records, s.checked, s.quarantined, s.comments) for s in mended.sources] == [
            (s.records, s.checked, s.quarantined, s.comments) for s in submission.sources
        ]
        new = {(table, row, field): text for table, row, field, _, text in cells}
        for table in submission.columns:
            names = ("_row", *submission.columns[table])
            query = f"SELECT {', '.join(names)} FROM submitted.{table} ORDER BY _row"
            rows = submission.connection.execute(query).fetchall()
            expected = [
                tuple(
                    new.get((table, row[0], field), cell)
                    for field, cell in zip(names, row, strict=True)
                )
                for row in rows
            ]
            assert mended.connection.execute(query).fetchall() == expected
        # Once is enough.
        assert {p.name: p.read_bytes() for p in once.iterdir()} == {
            p.name: p.read_bytes() for p in twice.iterdir()
        }
        # What has two readings stays.
        assert {"12,000", "1.000"} & {text for *_, text, _ in cells} == set()
