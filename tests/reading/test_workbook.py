import datetime as dt
import io
import zipfile

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from reading.hostile import cells, field, findings, standard_of

from openinnov.exceptions import SubmissionError
from openinnov.reading import read, sheets
from openinnov.reading.sheet_xml import Look, Sheet, UnsafeError
from openinnov.standard import load

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    f'content-types"><Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>'
    '<Default Extension="rels" ContentType='
    '"application/vnd.openxmlformats-package.relationships+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" '
    f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
    '<sheet name="data" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" '
    f'Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}


@pytest.fixture
def book(tmp_path):
    """Return a function that writes sheets of rows into a workbook; a function formats more."""

    def write(content, more=None):
        path = tmp_path / "book.xlsx"
        with xlsxwriter.Workbook(path) as workbook:
            day = workbook.add_format({"num_format": "yyyy-mm-dd"})
            for name, rows in content.items():
                sheet = workbook.add_worksheet(name)
                for i, row in enumerate(rows):
                    for j, value in enumerate(row):
                        kind = day if isinstance(value, dt.date) else None
                        sheet.write(i, j, value, *[kind] if kind else [])
            if more is not None:
                more(workbook)
        return path

    return write


def _xml(tmp_path, rows):
    """Write a workbook of one sheet whose XML is given."""
    path = tmp_path / "book.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in _PARTS.items():
            archive.writestr(name, text)
        archive.writestr("xl/worksheets/sheet1.xml", rows)
    return path


def test_sheets_are_found_by_name_and_by_title(book):
    path = book({"Public services": [["Id", "Nom"], ["a", "b"]], "need": [["id"], ["n"]]})

    submission = read(path)

    assert submission.columns == {"service": ("id", "name"), "need": ("id",)}
    assert [source.name for source in submission.sources] == [
        "book.xlsx#Public services",
        "book.xlsx#need",
    ]
    assert submission.sources[0].headings == {"id": "Id", "name": "Nom"}


def test_the_only_sheet_may_take_its_name_from_the_file(book, tmp_path):
    path = book({"Sheet1": [["id"], ["n"]]}).rename(tmp_path / "need.xlsx")

    assert read(path).columns == {"need": ("id",)}


def test_other_sheets_are_named_and_those_of_the_template_passed_over(book):
    path = book({"need": [["id"], ["n"]], "Notes": [["x"]], "Lists": [["y"]], "Example": [["z"]]})

    submission = read(path)

    assert [each.source for each in submission.unknown] == ["book.xlsx#Notes"]
    assert findings(submission) == [("unknown-table", None, None)]


@pytest.mark.parametrize("name", ["Start here", "Commencer ici"])
def test_a_sheet_describes_the_package(book, name):
    rows = [["Welcome"], ["name", "x"], ["openinnov:prefix", "bd-a2i"], ["version", "2026.01.15"]]
    rows += [["licenses", "CC-BY-4.0"], ["keywords", "a; b"], ["created", dt.date(2026, 1, 15)]]

    submission = read(book({name: rows, "need": [["id"], ["n"]]}))

    assert submission.descriptor == {
        "name": "x",
        "openinnov:prefix": "bd-a2i",
        "version": "2026.01.15",
        "licenses": [{"name": "CC-BY-4.0"}],
        "keywords": ["a", "b"],
        "created": "2026-01-15",
    }


def test_values_become_the_text_of_the_standard(book):
    row = ["a", dt.date(2024, 3, 1), True, 12.5, 7, 1e-7]
    labels = ["id", "title", "description", "budget", "needed_by", "wanted"]

    submission = read(book({"need": [labels, row]}))

    query = "SELECT id, title, description, budget, needed_by, wanted FROM submitted.need"
    assert submission.database.execute(query).fetchall() == [
        ("a", "2024-03-01", "true", "12.5", "7", "0.0000001")
    ]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param(16.1, ["ambiguous-number"], id="two targets have the value"),
        pytest.param(16, [], id="one code has it, and nothing is lost"),
        pytest.param(99, ["number-in-text"], id="no code has it"),
    ],
)
def test_a_number_in_a_field_of_codes(book, value, expected):
    submission = read(book({"innovation_sdg": [["innovation_id", "sdg"], ["a", value]]}))

    assert [rule for rule, _, _ in findings(submission)] == expected


def test_the_number_of_a_protected_field_is_not_kept(book):
    submission = read(book({"contact": [["id", "phone"], ["a", 88012345678901234.0]]}))

    query = "SELECT rule, field_name, value, detail FROM submitted._finding ORDER BY rule"
    assert submission.database.execute(query).fetchall() == [
        ("number-in-text", "phone", None, "B2"),
        ("precision-lost", "phone", None, "B2"),
    ]


def test_what_is_hidden_or_merged_is_said(book):
    def more(workbook):
        sheet = workbook.get_worksheet_by_name("need")
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_column("B:B", None, None, {"hidden": True})
        sheet.merge_range("A4:A5", "m")

    rows = [["id", "title"], ["a", "b"], ["c", "d"], ["m", "e"], ["", "f"]]

    assert findings(read(book({"need": rows}, more))) == [
        ("hidden-content", None, "title"),
        ("hidden-content", 3, None),
        ("merged-cells", 4, "id"),
    ]


def test_a_hidden_table_is_read_and_said(book):
    path = book(
        {"service": [["id"], ["s"]], "need": [["id"], ["n"]]},
        lambda workbook: workbook.get_worksheet_by_name("need").hide(),
    )

    submission = read(path)

    assert submission.columns == {"service": ("id",), "need": ("id",)}
    assert findings(submission) == [("hidden-content", None, None)]


def test_a_table_below_a_banner_is_found(book):
    submission = read(book({"need": [["Register of needs"], [], ["id", "title"], ["a", "b"]]}))

    assert findings(submission) == [("misplaced-header", 3, None)]
    assert cells(submission, "need")[0][:2] == (4, "a")


def test_a_sheet_without_headings_is_refused_and_an_empty_one_noted(book):
    submission = read(book({"need": [["x", "y"], ["a", "b"]], "service": []}))

    found = submission.database.execute("SELECT rule, table_name FROM submitted._finding")
    assert sorted(found.fetchall()) == [("empty-table", "service"), ("unmatched-header", "need")]


def test_a_record_of_which_only_a_formula_is_left_is_kept(tmp_path):
    path = _xml(
        tmp_path,
        f'<worksheet xmlns="{_MAIN}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>id</t>'
        '</is></c></row><row r="4"><c r="A4" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
        "</sheetData></worksheet>",
    )

    submission = read(path.rename(tmp_path / "need.xlsx"))

    assert [row[:2] for row in cells(submission, "need")] == [(4, None)]
    assert findings(submission) == [
        ("blank-row", 2, None),
        ("blank-row", 3, None),
        ("formula-error", 4, "id"),
    ]


@pytest.mark.parametrize(
    ("cell", "rule"),
    [
        pytest.param('<c r="A2"><f>B1</f></c>', "uncalculated", id="no value"),
        pytest.param('<c r="A2"><f>B1</f><v/></c>', "uncalculated", id="empty element"),
        pytest.param('<c r="A2"><f>B1</f><v></v></c>', "uncalculated", id="empty value"),
        pytest.param('<c r="A2" t="str"><f>B1</f><v></v></c>', None, id="empty text"),
        pytest.param('<c r="A2"><f>B1</f><v>3</v></c>', None, id="value"),
        pytest.param('<c r="A2"><f t="shared" si="0"/></c>', "uncalculated", id="shared"),
        pytest.param("<c t='e' r='A2'><v>#N/A</v></c>", "errors", id="single quotes, other order"),
        pytest.param("<c t='e'><v>#N/A</v></c>", "errors", id="no address"),
    ],
)
@pytest.mark.parametrize("prefix", ["", "x:"])
def test_formulas_without_a_result_are_seen(cell, rule, prefix):
    xml = f"<worksheet><sheetData><row r='1'><c r='A1'/></row><row>{cell}</row></sheetData>"
    xml = xml.replace("</", "\0").replace("<", f"<{prefix}").replace("\0", f"</{prefix}")
    sheet = Sheet("data", hidden=False)

    Look(sheet).over(iter([xml.encode()]))

    found = {"errors": sheet.errors, "uncalculated": sheet.uncalculated}
    assert (sheet.rows, sheet.columns) == (2, 1)
    assert found == {name: [(2, 0)] if name == rule else [] for name in found}


ROWS = st.lists(st.lists(st.sampled_from(["", "v", "e", "f", "h"]), max_size=4), max_size=6)


@given(ROWS, st.booleans(), st.integers(1, 300))
def test_pieces_and_addresses_do_not_matter(rows, named, size):
    plain, other = Sheet("data", hidden=False), Sheet("data", hidden=False)

    Look(plain).over(iter([_sheet(rows, named=True)]))
    raw = _sheet(rows, named=named)
    Look(other).over(iter([raw[i : i + size] for i in range(0, len(raw), size)]))

    assert plain == other


def _sheet(rows, *, named):
    kinds = {
        "": "<c{}/>",
        "v": "<c{}><v>1</v></c>",
        "e": '<c{} t="e"><v>#N/A</v></c>',
        "f": "<c{}><f>A1</f></c>",
        "h": '<c{} t="str"><f>A1</f><v></v></c>',
    }
    text = (
        '<worksheet><cols><col min="1" max="1"/><col min="2" max="2" hidden="1"/></cols><sheetData>'
    )
    for i, row in enumerate(rows, start=1):
        text += f'<row r="{i}">' if named else "<row>"
        for j, kind in enumerate(row):
            text += kinds[kind].format(f' r="{"ABCD"[j]}{i}"' if named else "")
        text += "</row>"
    return f'{text}</sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells>'.encode()


def test_large_sheets_are_streamed(monkeypatch, book):
    rows = [["id", "title", "budget", "needed_by"], ["a", "b", 12.5, dt.date(2024, 3, 1)]]
    path = book({"need": [*rows, [], ["c", 7]]})
    at_once = read(path)

    monkeypatch.setattr("openinnov.reading.workbook._LARGEST", 1)
    streamed = read(path)

    assert cells(streamed, "need") == cells(at_once, "need")
    assert findings(streamed) == findings(at_once)


def test_many_rows_go_in_lots(book):
    path = book({"need": [["id", "title"], *([f"n{i}", "t"] for i in range(60_000))]})

    submission = read(path)

    assert submission.rows("need") == 60_000
    assert cells(submission, "need")[-1][:2] == (60_001, "n59999")


def test_a_workbook_that_swells_is_unsafe(monkeypatch, book):
    monkeypatch.setattr(sheets, "_LARGEST", 1000)

    submission = read(book({"need": [["id"], ["a"]]}))

    assert findings(submission) == [("unsafe-file", None, None)]
    assert submission.columns == {}


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        pytest.param(b"id\n", "no XLSX workbook", id="text"),
        pytest.param(b"PK\x03\x04broken", "no XLSX workbook", id="half a zip"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1", "locked by a password", id="older format"),
        pytest.param(b"", "no XLSX workbook", id="nothing"),
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


def test_dates_of_another_system_and_durations(tmp_path):
    path = tmp_path / "data.xlsx"
    with xlsxwriter.Workbook(path, {"date_1904": True}) as workbook:
        sheet = workbook.add_worksheet("data")
        hours = workbook.add_format({"num_format": "[h]:mm"})
        moment = workbook.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        sheet.write_row(0, 0, ["id", "at"])
        sheet.write_number(1, 0, 1.5, hours)
        sheet.write_datetime(1, 1, dt.datetime(2024, 3, 1, 10, 30), moment)

    submission = read(path, standard=standard_of(field("id"), field("at")))

    assert cells(submission) == [(2, "PT36H0M0S", "2024-03-01T10:30:00")]


def test_a_row_without_end_is_unsafe(monkeypatch):
    monkeypatch.setattr("openinnov.reading.sheet_xml._LONGEST_ROW", 100)

    with pytest.raises(UnsafeError):
        Look(Sheet("data", hidden=False)).over(iter([b"<worksheet><row r='1'>", b"<c/>" * 99]))


def test_an_address_that_is_none_is_refused(tmp_path):
    path = _xml(tmp_path, "<worksheet><mergeCells><mergeCell ref='1A'/></mergeCells></worksheet>")

    with pytest.raises(SubmissionError, match=r"book\.xlsx: is damaged"):
        read(path)


@pytest.mark.parametrize("largest", [0, 50_000_000], ids=["streamed", "at once"])
def test_xml_that_breaks_off_is_refused(monkeypatch, tmp_path, largest):
    monkeypatch.setattr("openinnov.reading.workbook._LARGEST", largest)
    cell = '<row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c></row>'
    path = _xml(tmp_path, f'<worksheet xmlns="{_MAIN}"><sheetData>{cell}<row r="2"><c></v>')

    with pytest.raises(SubmissionError, match=r"need\.xlsx#data: is damaged"):
        read(path.rename(tmp_path / "need.xlsx"))


def test_a_workbook_that_only_looks_like_one_is_refused(tmp_path, monkeypatch):
    monkeypatch.setitem(_PARTS, "[Content_Types].xml", "")
    monkeypatch.setitem(_PARTS, "_rels/.rels", "")

    with pytest.raises(SubmissionError, match=r"book\.xlsx: is damaged"):
        read(_xml(tmp_path, "<worksheet/>"))


def test_a_long_number_in_a_number_field_has_lost_digits(book):
    submission = read(book({"need": [["id", "budget"], ["a", 12345678901234567.0], ["b"]]}))

    assert findings(submission) == [("precision-lost", 2, "budget")]


def test_what_is_hidden_or_merged_outside_the_records_is_no_finding(book):
    def more(workbook):
        sheet = workbook.get_worksheet_by_name("need")
        sheet.set_row(0, None, None, {"hidden": True})
        sheet.set_row(8, None, None, {"hidden": True})
        sheet.set_column("H:H", None, None, {"hidden": True})
        sheet.merge_range("A8:A9", "")

    assert findings(read(book({"need": [["id"], ["a"]]}, more))) == []


def test_charts_and_huge_notes_are_passed_over(monkeypatch, book):
    monkeypatch.setattr("openinnov.reading.workbook._LARGEST", 5)

    def more(workbook):
        chart = workbook.add_chart({"type": "line"})
        chart.add_series({"values": "=need!$A$2:$A$3"})
        workbook.add_chartsheet("Chart").set_chart(chart)

    submission = read(book({"need": [["id"], ["a"]], "Notes": [["name", "x", "y"]] * 3}, more))

    assert [each.source for each in submission.unknown] == ["book.xlsx#Notes"]
