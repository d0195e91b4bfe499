"""What is found by patterns in the XML of a sheet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading.hostile import cells, findings
from reading.workbooks import MAIN, with_xml

from openinnov.reading import read
from openinnov.reading.sheet_xml import Look, Sheet, UnsafeError


def test_a_record_of_which_only_a_formula_is_left_is_kept(tmp_path):
    path = with_xml(
        tmp_path,
        f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>id</t>'
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


def test_a_row_without_end_is_unsafe(monkeypatch):
    monkeypatch.setattr("openinnov.reading.sheet_xml._LONGEST_ROW", 100)

    with pytest.raises(UnsafeError):
        Look(Sheet("data", hidden=False)).over(iter([b"<worksheet><row r='1'>", b"<c/>" * 99]))
