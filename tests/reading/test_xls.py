"""Workbooks of the older Excel format."""

import datetime as dt
import io
import struct

import pytest
import xlwt
from reading.hostile import THREE_TEXTS, cells, findings

from openinnov.exceptions import SubmissionError
from openinnov.reading import biff, read

DAY = xlwt.easyxf(num_format_str="yyyy-mm-dd")
HEAD = ["id", "name", "val"]


def _book(rows, change=None, name="data"):
    book, file = xlwt.Workbook(), io.BytesIO()
    sheet = book.add_sheet(name)
    for i, row in enumerate(rows):
        for j, cell in enumerate(row):
            if cell is not None:
                sheet.write(i, j, cell, *[DAY] if isinstance(cell, dt.date) else [])
    if change is not None:
        change(book, sheet)
    book.save(file)
    return file.getvalue()


def _read(raw):
    return read(io.BytesIO(raw), standard=THREE_TEXTS)


def test_values_become_the_text_of_the_standard():
    rows = [HEAD, [], ["a", 12.5, dt.date(2024, 3, 1)], ["é", True, 7], [" ", None, "\u0416"]]

    submission = _read(_book(rows))

    assert [source.name for source in submission.sources] == ["stdin.xls#data"]
    assert cells(submission) == [
        (3, "a", "12.5", "2024-03-01"),
        (4, "é", "true", "7"),
        (5, " ", None, "\u0416"),
    ]
    assert findings(submission) == [
        ("blank-row", 2, None),
        ("number-in-text", 3, "name"),
        ("number-in-text", 4, "val"),
    ]


def test_errors_are_found_and_what_is_hidden_or_merged_is_said():
    def change(book, sheet):
        sheet.row(1).set_cell_error(1, "#DIV/0!")
        sheet.row(2).hidden = True
        sheet.row(2).height_mismatch = True
        sheet.col(2).hidden = True
        sheet.col(9).hidden = True
        sheet.write_merge(3, 4, 0, 0, "m")
        book.add_sheet("need").visibility = 1

    submission = _read(_book([HEAD, ["a"], ["b"]], change))

    assert findings(submission) == [
        ("hidden-content", None, "val"),
        ("hidden-content", None, None),
        ("unknown-table", None, None),
        ("formula-error", 2, "name"),
        ("hidden-content", 3, None),
        ("merged-cells", 4, "id"),
    ]


def _records(raw, kind):
    """Yield where each record of a kind begins."""
    start = raw.index(b"\x09\x08\x10\x00")  # The first record of the stream.
    at = start
    while at < len(raw) - 4:
        found, length = struct.unpack_from("<HH", raw, at)
        if found == 0 and length == 0:
            return
        if found == kind:
            yield at
        at += 4 + length


def _changed(raw, kind, offset, data):
    changed = bytearray(raw)
    for at in _records(raw, kind):
        changed[at + 4 + offset : at + 4 + offset + len(data)] = data
    assert changed != raw
    return bytes(changed)


FORMULA = _book([HEAD, ["a", xlwt.Formula("1/0")]])


def test_a_formula_that_failed_is_found():
    failed = _changed(FORMULA, 0x6, 6, b"\x02\0\x07\0\0\0\xff\xff")

    assert findings(_read(failed)) == [("formula-error", 2, "name")]


def test_numbers_in_a_row_are_one_record():
    data = struct.pack("<HHHIHIH", 1, 0, 15, 30, 15, 46, 1)
    record = struct.pack("<HH", 0xBD, len(data)) + data
    sheet = biff.Sheet("x", hidden=False)
    records = biff._Records(record)  # noqa: SLF001
    records._sheet = sheet  # noqa: SLF001
    records.sheets()

    assert (sheet.rows, sheet.columns, sheet.cells) == (2, 2, 2)


@pytest.mark.parametrize(
    ("kind", "offset", "data"),
    [
        pytest.param(0x200, 4, b"\xff\xff\xff\x7f", id="rows"),
        pytest.param(0x200, 10, b"\xff\xff", id="columns"),
        pytest.param(0x200, 0, b"\xff\xff\x00\x00", id="turned round"),
        pytest.param(0xFD, 2, b"\xff\xff", id="a cell far away"),
        pytest.param(0xFD, 0, b"\xff\xff\xff\x00", id="a cell in the corner"),
    ],
)
def test_a_sheet_that_is_said_to_be_huge_is_unsafe(kind, offset, data):
    assert findings(_read(_changed(_book([HEAD, ["a"]]), kind, offset, data))) == [
        ("unsafe-file", None, None)
    ]


def test_a_large_file_is_unsafe(monkeypatch):
    monkeypatch.setattr("openinnov.reading.sheets._LARGEST", 100)

    assert findings(_read(_book([HEAD]))) == [("unsafe-file", None, None)]


def test_a_locked_workbook_is_refused():
    locked = _changed(_book([HEAD]), 0x42, -4, struct.pack("<HHH", 0x2F, 2, 0))

    with pytest.raises(SubmissionError, match=r"stdin\.xls: is locked by a password"):
        _read(locked)


def test_another_file_of_that_kind_is_refused():
    raw = _book([HEAD]).replace("Workbook".encode("utf-16-le"), "Wordbook".encode("utf-16-le"))

    with pytest.raises(SubmissionError, match=r"stdin\.xls: is locked by a password, or no workb"):
        _read(raw)


@pytest.mark.parametrize("size", [8, 100, 600, 3000])
def test_a_workbook_that_is_cut_off_is_refused(size):
    with pytest.raises(SubmissionError, match=r"stdin\.xls: is damaged or no workbook"):
        _read(_book([HEAD])[:size])


def test_a_chain_of_sectors_that_leads_to_itself_is_refused():
    raw = bytearray(_book([HEAD]))
    (table,) = struct.unpack_from("<I", raw, 76)
    at = (table + 1) * 512
    for i in range(8):
        struct.pack_into("<I", raw, at + 4 * i, i)

    with pytest.raises(SubmissionError, match=r"stdin\.xls: is damaged or no workbook"):
        _read(bytes(raw))
