"""Workbooks that are damaged, or made to do harm."""

import io
import zipfile

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from reading.hostile import findings
from reading.workbooks import MAIN, PARTS, with_xml

from openinnov.exceptions import SubmissionError
from openinnov.reading import limits, read
from openinnov.reading.sheets import inspect
from openinnov.standard import load


def test_a_workbook_that_swells_is_unsafe(monkeypatch, book):
    monkeypatch.setattr(limits, "_LARGEST", 1000)

    submission = read(book({"need": [["id"], ["a"]]}))

    assert findings(submission) == [("unsafe-file", None, None)]
    assert submission.columns == {}


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        pytest.param(b"id\n", "no workbook", id="text"),
        pytest.param(b"PK\x03\x04broken", "no workbook", id="half a zip"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1", "no workbook", id="half of an older one"),
        pytest.param(b"", "no workbook", id="nothing"),
    ],
)
def test_what_is_no_workbook_is_refused(tmp_path, raw, message):
    path = tmp_path / "need.xlsx"
    path.write_bytes(raw)

    with pytest.raises(SubmissionError, match=f"need.xlsx: .*{message}"):
        read(path)


def test_a_zip_that_is_no_workbook_is_refused(tmp_path):
    path = tmp_path / "need.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "secret")

    with pytest.raises(SubmissionError, match=r"need\.xlsx: is damaged") as caught:
        read(path)

    assert "secret" not in str(caught.value)


@given(st.integers(0, 2000), st.integers(0, 255))
def test_a_byte_that_is_changed_never_stops_the_process(tmp_path_factory, place, byte):
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as workbook:
        sheet = workbook.add_worksheet("need")
        sheet.write_row(0, 0, ["id", "title"])
        sheet.write_row(1, 0, ["a", 5])
    raw = bytearray(file.getvalue())
    raw[place * len(raw) // 2001] = byte
    path = tmp_path_factory.mktemp("books") / "need.xlsx"
    path.write_bytes(raw)

    try:
        submission = read(path)
    except SubmissionError:
        return

    assert submission.standard is load()


def test_an_address_that_is_none_is_refused(tmp_path):
    path = with_xml(
        tmp_path, "<worksheet><mergeCells><mergeCell ref='1A'/></mergeCells></worksheet>"
    )

    with pytest.raises(SubmissionError, match=r"book\.xlsx: is damaged"):
        read(path)


@pytest.mark.parametrize("largest", [0, 50_000_000], ids=["streamed", "at once"])
def test_xml_that_breaks_off_is_refused(monkeypatch, tmp_path, largest):
    monkeypatch.setattr("openinnov.reading.sheet_xml._LARGEST", largest)
    cell = '<row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c></row>'
    path = with_xml(tmp_path, f'<worksheet xmlns="{MAIN}"><sheetData>{cell}<row r="2"><c></v>')

    with pytest.raises(SubmissionError, match=r"need\.xlsx#data: is damaged"):
        read(path.rename(tmp_path / "need.xlsx"))


def test_a_workbook_that_only_looks_like_one_is_refused(tmp_path, monkeypatch):
    monkeypatch.setitem(PARTS, "[Content_Types].xml", "")
    monkeypatch.setitem(PARTS, "_rels/.rels", "")

    with pytest.raises(SubmissionError, match=r"book\.xlsx: is damaged"):
        read(with_xml(tmp_path, "<worksheet/>"))


def test_charts_and_huge_notes_are_passed_over(monkeypatch, book):
    monkeypatch.setattr("openinnov.reading.sheet_xml._LARGEST", 5)

    def more(workbook):
        chart = workbook.add_chart({"type": "line"})
        chart.add_series({"values": "=need!$A$2:$A$3"})
        workbook.add_chartsheet("Chart").set_chart(chart)

    submission = read(book({"need": [["id"], ["a"]], "Notes": [["name", "x", "y"]] * 3}, more))

    assert [each.source for each in submission.unknown] == ["book.xlsx#Notes"]


@pytest.mark.parametrize(
    ("row", "cell"),
    [
        pytest.param("4294967296", "A1", id="a row far below the last"),
        pytest.param("1", "B99999999999", id="a cell far below the last row"),
        pytest.param("1", "A1048577", id="a cell below the last row"),
        pytest.param("1", "XFE1", id="a cell beyond the last column"),
    ],
)
def test_a_place_that_no_sheet_has_is_unsafe(row, cell, tmp_path):
    path = _with_places(tmp_path, row, cell)

    assert findings(read(path)) == [("unsafe-file", None, None)]


@pytest.mark.parametrize(("row", "cell"), [("9" * 5000, "A1"), ("1", "A" + "9" * 5000)])
def test_a_place_without_end_is_no_number(row, cell, tmp_path):
    with pytest.raises(SubmissionError, match="is damaged"):
        read(_with_places(tmp_path, row, cell))


def test_a_cell_counts_where_it_says_to_stand_and_not_where_its_row_does(tmp_path):
    path = _with_places(tmp_path, "1", "XFD1048576")

    (sheet,) = inspect(path)

    assert (sheet.rows, sheet.columns, sheet.is_large) == (1_048_576, 16_384, True)
    assert read(path).rows("need") == 0


def _with_places(tmp_path, row, cell):
    """Write a sheet with a heading and, in some row, a cell that says to stand somewhere."""
    text = 't="inlineStr"><is><t>id</t></is></c>'
    path = with_xml(
        tmp_path,
        f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1" {text}</row>'
        f'<row r="{row}"><c r="{cell}" {text}</row></sheetData></worksheet>',
    )
    return path.rename(tmp_path / "need.xlsx")
