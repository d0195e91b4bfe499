import io

import pytest
from reading.hostile import THREE_TEXTS, cells, counts, findings
from reading.ods import cell, row, spreadsheet, value

from openinnov.exceptions import SubmissionError
from openinnov.reading import read, sheet_xml

HEAD = row(cell("id"), cell("name"), cell("val"))
EMPTY = "<table:table-cell/>"
ERROR = (
    '<table:table-cell office:value-type="string" calcext:value-type="error" '
    'table:formula="of:=1/0"><text:p>#DIV/0!</text:p></table:table-cell>'
)
OLD_ERROR = value("float", "0", "Err:502", 'table:formula="of:=x"')


def _read(tables, *, styles="", head="", standard=THREE_TEXTS):
    raw = spreadsheet(tables, styles, head)
    return read(io.BytesIO(raw), standard=standard, input_format="ods")


def test_values_become_the_text_of_the_standard():
    rows = [
        row(value("float", "16.10"), value("date", "2024-03-01"), value("boolean", "true")),
        row(cell("a"), value("date", "2024-03-01T10:30:00"), value("time", "PT25H30M00S")),
        row(cell("b"), value("percentage", "0.5", "50%"), cell("l1</text:p><text:p>l2")),
    ]

    submission = _read({"data": HEAD + "".join(rows)})

    assert cells(submission) == [
        (2, "16.1", "2024-03-01", "true"),
        (3, "a", "2024-03-01T10:30:00", "PT25H30M00S"),
        (4, "b", "0.5", "l1\nl2"),
    ]
    assert findings(submission) == [("number-in-text", 2, "id"), ("number-in-text", 4, "name")]


def test_rows_and_cells_that_are_repeated_have_numbers_of_their_own():
    blank = row('<table:table-cell table:number-columns-repeated="1024"/>', more=_rows(3))
    twice = row(cell("x", 'table:number-columns-repeated="2"'), more=_rows(2))
    end = row('<table:table-cell table:number-columns-repeated="16384"/>', more=_rows(1_048_000))

    submission = _read({"data": HEAD + blank + twice + end})

    assert cells(submission) == [(5, "x", "x", None), (6, "x", "x", None)]
    assert findings(submission) == [("blank-row", n, None) for n in (2, 3, 4)]
    assert counts(submission) == (5, 2, 3, 0)


def _rows(times):
    return f'table:number-rows-repeated="{times}"'


def test_failed_formulas_are_found_and_their_text_is_no_value():
    uncalculated = '<table:table-cell table:formula="of:=A1"/>'

    submission = _read({"data": HEAD + row(cell("a"), ERROR, OLD_ERROR) + row(uncalculated)})

    assert cells(submission) == [(2, "a", None, None), (3, None, None, None)]
    assert findings(submission) == [
        ("formula-error", 2, "name"),
        ("formula-error", 2, "val"),
        ("uncalculated-formula", 3, "id"),
    ]


def test_what_is_hidden_or_merged_is_said():
    hidden = 'table:visibility="collapse"'
    columns = f"<table:table-column/><table:table-column {hidden}/><table:table-column/>"
    merged = cell("m", 'table:number-columns-spanned="2" table:number-rows-spanned="1"')
    covered = "<table:covered-table-cell/>"
    more = row(EMPTY, more=f"{hidden} {_rows(1000)}")
    records = row(cell("a"), cell("b"), more=hidden) + row(merged, covered, cell("c")) + more

    assert findings(_read({"data": columns + HEAD + records})) == [
        ("hidden-content", None, "name"),
        ("hidden-content", 2, None),
        ("merged-cells", 3, "id"),
    ]


def test_a_hidden_sheet_is_read_and_said():
    styles = (
        '<style:style style:name="ta1" style:family="table"><style:table-properties '
        'table:display="true"/></style:style><style:style style:name="ta2" style:family="table">'
        '<style:table-properties table:display="false"/></style:style>'
    )
    tables = {
        'table:name="data" table:style-name="ta2"': HEAD + row(cell("a")),
        'table:name="Notes" table:style-name="ta1"': row(cell("x")),
    }

    submission = _read(tables, styles=styles)

    assert [each.name for each in submission.sources] == ["stdin.ods#data"]
    assert findings(submission) == [("hidden-content", None, None), ("unknown-table", None, None)]


MANY = 'table:number-columns-repeated="1000000000"'


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(row(cell("x"), more=_rows(2_000_000_000)), id="rows"),
        pytest.param(row(cell("x", MANY)), id="cells"),
        pytest.param(row(f"<table:table-cell {MANY}/>", cell("x")), id="cells before a value"),
        pytest.param(row(EMPTY, more=_rows(2_000_000)) + row(cell("x")), id="rows before a value"),
        pytest.param(row(EMPTY, more=_rows(2_000_000_000)), id="rows without a value"),
        pytest.param(row(cell("x" * 100_000), more=_rows(1000)), id="letters"),
    ],
)
def test_what_repeats_too_often_is_unsafe(rows):
    submission = _read({"data": HEAD + rows})

    assert findings(submission) == [("unsafe-file", None, None)]
    assert submission.columns == {}


def test_an_entity_is_unsafe():
    head = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'

    assert findings(_read({"data": HEAD}, head=head)) == [("unsafe-file", None, None)]


@pytest.mark.parametrize("rows", [row(more=_rows("x")), "</a>"], ids=["no number", "no XML"])
def test_damaged_content_is_refused(rows):
    with pytest.raises(SubmissionError, match=r"stdin\.ods: is damaged or no workbook"):
        _read({"data": rows})


def test_a_spreadsheet_without_a_sheet_is_refused():
    with pytest.raises(SubmissionError, match=r"stdin\.ods: is damaged or no workbook"):
        _read({})


@pytest.mark.parametrize(("cells", "large"), [(100_000, False), (99_999, True)])
def test_a_sheet_is_large_where_few_cells_are_filled(cells, large):
    sheet = sheet_xml.Sheet("x", hidden=False, rows=1000, columns=2000, cells=cells)

    assert sheet.is_large == large
