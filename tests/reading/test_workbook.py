import datetime as dt

import pytest
import xlsxwriter
from reading.hostile import cells, field, findings, standard_of

from openinnov.exceptions import RefusedError
from openinnov.protection import protect
from openinnov.reading import read
from openinnov.validation import validate


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


def test_a_property_that_is_not_read_is_noted_with_its_cell(book):
    rows = [["Welcome"], ["name", "x"], ["licence", "MIT"], ["name", "y"], ["name", "x"]]

    submission = read(book({"Start here": rows, "need": [["id"], ["n"]]}))

    assert submission.descriptor == {"name": "x"}
    found = submission.database.execute("FROM submitted._finding ORDER BY _row").fetchall()
    assert found == [
        ("extra-label", None, "book.xlsx#Start here", 3, None, "licence", "A3"),
        ("duplicate-label", None, "book.xlsx#Start here", 4, None, "name", "A4"),
    ]
    shown = {(f.rule, f.detail) for f in validate(submission).findings}
    assert shown > {("duplicate-label", "A4"), ("extra-label", "A3")}
    with pytest.raises(RefusedError, match=r"book.xlsx#Start here, A4, row 4 \(duplicate-label: 1"):
        protect(submission)


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


def test_large_sheets_are_streamed(monkeypatch, book):
    rows = [["id", "title", "budget", "needed_by"], ["a", "b", 12.5, dt.date(2024, 3, 1)]]
    path = book({"need": [*rows, [], ["c", 7]]})
    at_once = read(path)

    monkeypatch.setattr("openinnov.reading.sheet_xml._LARGEST", 1)
    streamed = read(path)

    assert cells(streamed, "need") == cells(at_once, "need")
    assert findings(streamed) == findings(at_once)


def test_many_rows_go_in_lots(book):
    path = book({"need": [["id", "title"], *([f"n{i}", "t"] for i in range(60_000))]})

    submission = read(path)

    assert submission.rows("need") == 60_000
    assert cells(submission, "need")[-1][:2] == (60_001, "n59999")


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
