"""The rows of a submission as a marked workbook."""

import datetime as dt
import json

import openpyxl
import pytest
import xlsxwriter
from golden import EXAMPLES
from python_calamine import CalamineWorkbook
from submissions import make

import openinnov
from openinnov.copies import workbook
from openinnov.copies.sheet_cells import Cells, SheetNames, put
from openinnov.exceptions import PublicationError
from openinnov.standard import Words
from openinnov.validation import validate

HEADINGS = "id,name,organization_type,country,website"
RED, YELLOW = "FFFFC7CE", "FFFFEB9C"


def _file(tmp_path, text, name="organization.csv"):
    (tmp_path / "data").mkdir(exist_ok=True)
    path = tmp_path / "data" / name
    path.write_text(text, "utf-8")
    return path


def _colour(cell):
    return cell.fill.fgColor.rgb if cell.fill.fill_type else None


def _from(submission, path, **options):
    report = validate(submission, rules=[], **options)
    openinnov.write_copy(submission, report, "workbook", path)
    return openpyxl.load_workbook(path)


def test_each_cell_stands_where_it_was_and_bad_ones_are_marked(copy, tmp_path):
    text = f"Title\n{HEADINGS},fax\nfj-demo-1, Abc ,other,UK,=1+1,007\n\nfj-demo-2,Body\n"

    path = copy("workbook", _file(tmp_path, text), "marked.xlsx")

    sheet = openpyxl.load_workbook(path)["organization"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows(max_row=5)] == [
        ["Title", None, None, None, None, None],
        [*HEADINGS.split(","), "fax"],
        ["fj-demo-1", " Abc ", "other", "UK", "=1+1", "007"],
        [None] * 6,
        ["fj-demo-2", "Body", None, None, None, None],
    ]
    assert [_colour(cell) for cell in sheet[3]] == [None, YELLOW, None, RED, RED, None]
    assert [_colour(cell) for cell in sheet[5]] == [None, None, RED, RED, RED, RED]
    assert _colour(sheet["A4"]) == YELLOW  # A blank row.
    assert _colour(sheet["F2"]) == YELLOW  # A column that nobody knows.
    assert sheet["E3"].data_type == "s"
    assert sheet["D3"].comment.text == (
        "A code is in the list of its field.\nFix: Choose a code from the list.\n"
        "Suggestion: GB (only the spelling changes)"
    )
    again = CalamineWorkbook.from_path(str(path)).get_sheet_by_name("organization").to_python()
    assert again[2] == ["fj-demo-1", " Abc ", "other", "UK", "=1+1", "007"]


def test_the_codes_of_a_column_can_be_chosen_from_a_list(copy, tmp_path):
    text = "id,organization_type,is_individual,country\nfj-demo-1,other,false,FJ\n"

    path = copy("workbook", _file(tmp_path, text), "marked.xlsx", language="fr")

    book = openpyxl.load_workbook(path)
    assert book["Lists"].sheet_state == "hidden"
    rules = {str(r.sqref): r for r in book["organization"].data_validations.dataValidation}
    kind, flag, country = (rules[f"{column}2:{column}1048576"] for column in "BCD")
    listed = {
        rule: [row[0].value for row in book["Lists"][rule.formula1.split("!")[1].replace("$", "")]]
        for rule in (kind, flag, country)
    }
    standard = make({}).standard
    assert listed[country] == list(standard.codelists["country"].valid)
    assert listed[kind] == list(standard.codelists["organization_type"].valid)
    assert listed[flag] == ["true", "false"]
    assert country.errorStyle in {None, "stop"}
    assert country.error == Words(standard, "fr").check(standard.check("codelist"), "fix")
    titles = [cell.value for cell in book["Lists"]["F"]]
    assert titles[listed[country].index("DE")] == "Allemagne"


def test_texts_that_others_list_can_be_chosen(tmp_path):
    (tmp_path / "data.csv").write_text("a,b\nx,y\n", encoding="utf-8")
    fields = [{"name": "a", "constraints": {"enum": ["x", "z"]}}, {"name": "b"}]
    submission = openinnov.read(tmp_path / "data.csv", schema={"fields": fields})

    book = _from(submission, tmp_path / "marked.xlsx")

    (rule,) = book["data"].data_validations.dataValidation
    assert (str(rule.sqref), rule.formula1) == ("A2:A1048576", "'Lists'!$A$1:$A$2")
    assert [row[0].value for row in book["Lists"]["A1:A2"]] == ["x", "z"]


def test_all_findings_are_listed_with_a_link_and_the_copy_says_what_it_is(copy, tmp_path):
    text = f"{HEADINGS}\nfj-demo-1,Body,other,Bangladesch,\n"

    path = copy("workbook", _file(tmp_path, text), "marked.xlsx")

    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Instructions", "Errors", "organization", "Lists"]
    assert book["Instructions"]["A1"].value == (
        "This copy holds your own data. It is not for publication."
    )
    rows = [[cell.value for cell in row] for row in book["Errors"].iter_rows()]
    assert rows == [
        ["File", "Cell", "Severity", "Rule", "Fix", "Suggestion"],
        [
            *("organization.csv", "organization!D2", "Error"),
            "A code is in the list of its field. (codelist)",
            *("Choose a code from the list.", "BD"),
        ],
    ]
    assert book["Errors"]["B2"].hyperlink.location == "'organization'!D2"


def test_what_is_found_in_no_cell_is_listed_without_a_link(tmp_path):
    book = _from(make({}, descriptor=None), tmp_path / "marked.xlsx")

    assert [cell.value for cell in book["Errors"][2]][:3] == [None, None, "Error"]


def test_the_same_submission_gives_the_same_bytes(copy, tmp_path):
    source = _file(tmp_path, f"{HEADINGS}\nfj-demo-1,Body,other,UK,\n")

    first = copy("workbook", source, "a.xlsx").read_bytes()

    assert copy("workbook", source, "b.xlsx").read_bytes() == first


def test_a_language_from_right_to_left_turns_our_sheets(copy, tmp_path):
    source = _file(tmp_path, f"{HEADINGS}\nfj-demo-1,Body,other,FJ,\n")

    path = copy("workbook", source, "marked.xlsx", language="ar")

    book = openpyxl.load_workbook(path)
    assert [sheet.sheet_view.rightToLeft for sheet in book] == [True, True, None, None]


def test_a_workbook_comes_back_with_its_sheets_and_types(copy, tmp_path):
    (tmp_path / "data").mkdir()
    source = tmp_path / "data" / "all.xlsx"
    book = xlsxwriter.Workbook(source)
    sheet = book.add_worksheet("organization")
    for column, name in enumerate(HEADINGS.split(",")):
        sheet.write(0, column, name)
    kinds = {"date": "yyyy-mm-dd", "moment": "yyyy-mm-dd hh:mm", "time": "hh:mm", "span": "[h]:mm"}
    form = {name: book.add_format({"num_format": text}) for name, text in kinds.items()}
    sheet.write_row(1, 0, ["fj-demo-1", "Body", "other", "UK"])
    sheet.write_row(3, 0, ["fj-demo-2", True, 1.5, 7])
    sheet.write_datetime(3, 4, dt.date(2024, 3, 1), form["date"])
    sheet.write_datetime(3, 5, dt.datetime(2024, 3, 1, 10, 30), form["moment"])
    sheet.write_datetime(3, 6, dt.time(10, 30), form["time"])
    sheet.write_datetime(3, 7, dt.timedelta(hours=30), form["span"])
    sheet.write_formula(4, 0, "=1/0", None, "#DIV/0!")
    book.add_worksheet("My notes").write(0, 0, "keep")
    hidden = book.add_worksheet("errors")
    hidden.write(0, 0, "an earlier list")
    secret = book.add_worksheet("More")
    secret.hide()
    book.close()

    path = copy("workbook", source, "marked.xlsx")

    marked = openpyxl.load_workbook(path)
    assert marked.sheetnames == [
        "Instructions",
        "Errors",
        "organization",
        "My notes",
        "More",
        "Lists",
    ]
    assert marked["More"].sheet_state == "hidden"
    assert marked["My notes"]["A1"].value == "keep"
    assert _colour(marked["organization"]["D2"]) == RED
    assert _colour(marked["organization"]["A5"]) == RED
    calamine = CalamineWorkbook.from_path
    before, after = (calamine(str(p)).get_sheet_by_name("organization") for p in (source, path))
    assert before.to_python()[:4] == after.to_python()[:4]


def test_records_without_rows_stand_below_the_names_of_their_fields(copy, tmp_path):
    records = [{"id": "fj-demo-1", "country": "UK", "x": 1}]

    path = copy("workbook", _file(tmp_path, json.dumps(records), "organization.json"), "m.xlsx")

    book = openpyxl.load_workbook(path)
    sheet = book["organization"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows(max_row=2)] == [
        ["id", "country"],
        ["fj-demo-1", "UK"],
    ]
    assert _colour(sheet["B2"]) == RED
    links = [cell.hyperlink.location for cell in book["Errors"]["B"] if cell.hyperlink]
    assert "'organization'!B2" in links


def test_a_csv_file_that_is_no_table_is_left_out(copy, tmp_path):
    _file(tmp_path, "x,y\n1,2\n", "strange.csv")
    _file(tmp_path, f"{HEADINGS}\n", "organization.csv")
    _file(tmp_path, '\xfe\xff"', "need.csv")

    path = copy("workbook", tmp_path / "data", "marked.xlsx")

    assert openpyxl.load_workbook(path).sheetnames == [
        "Instructions",
        "Errors",
        "organization",
        "Lists",
    ]


def test_bytes_lost_in_reading_do_not_stop_the_copy(copy, tmp_path):
    source = _file(tmp_path, "")
    source.write_bytes(f"{HEADINGS}\nfj-demo-1,Body,other,UK,\n".encode("utf-16") + b"x")

    path = copy("workbook", source, "marked.xlsx")

    assert openpyxl.load_workbook(path)["organization"]["D2"].value == "UK"


def test_past_a_number_of_notes_the_first_of_each_kind_has_one(monkeypatch, tmp_path):
    monkeypatch.setattr(workbook, "_MOST_NOTES", 2)
    monkeypatch.setattr(workbook, "_ROWS_A_NOTE", 4)
    monkeypatch.setattr(workbook, "_MOST_LINKS", 3)
    rows = [{"country": "UK"} for _ in range(6)]

    book = _from(make({"organization": rows}), tmp_path / "marked.xlsx", samples=1)

    sheet = book["organization"]
    cells = [cell for cell in sheet["A"] if cell.row > 2]
    assert {_colour(cell) for cell in cells} == {RED}
    assert [cell.row for cell in cells if cell.comment] == [3, 4, 8]
    listed = book["Errors"]["B"][1:]
    assert [cell.value for cell in listed if cell.value][-1] == "organization!A8"
    assert [bool(cell.hyperlink) for cell in listed][:1] != [True] * len(listed)


def test_a_list_that_is_too_long_says_so(monkeypatch, tmp_path):
    monkeypatch.setattr(workbook, "_MOST_ROWS", 3)

    book = _from(make({"organization": [{"country": "UK"}] * 6}), tmp_path / "marked.xlsx")

    assert book["Errors"].max_row == 3
    assert book["Errors"]["A3"].value == (
        "There are more places; the list of all findings has them."
    )


def test_long_texts_are_cut_and_too_many_rows_are_refused(monkeypatch, tmp_path):
    submission = make({"organization": [{"name": "x" * 40_000}]})

    sheet = _from(submission, tmp_path / "marked.xlsx")["organization"]

    assert sheet["A3"].value == "x" * 32_766 + "…"
    with pytest.raises(PublicationError, match="cannot hold"):
        put(-1)


@pytest.mark.parametrize(
    ("titles", "names"),
    [
        pytest.param(["a" * 40, "a" * 50], ["a" * 31, "a" * 29 + " 2"], id="long"),
        pytest.param(["a/b", "A?B"], ["a_b", "A_B 2"], id="signs and case"),
        pytest.param(["'x'", "''", "Errors"], ["x", "_", "Errors 2"], id="marks and ours"),
    ],
)
def test_sheets_get_names_that_a_workbook_takes(titles, names):
    sheets = SheetNames(["Errors"])

    assert [sheets.free(title) for title in titles] == names


def test_a_date_before_a_workbook_can_count_is_text(tmp_path):
    book = xlsxwriter.Workbook(tmp_path / "b.xlsx")
    sheet = book.add_worksheet()

    Cells(book).write(sheet, (0, 0), dt.date(1850, 1, 2), None)
    book.close()

    assert openpyxl.load_workbook(tmp_path / "b.xlsx").active["A1"].value == "1850-01-02"


def test_a_problem_in_a_row_that_is_not_there_is_marked():
    mark = workbook.Mark(None, "extra-cell", "error", None, None, "column 99999")
    grid = workbook.Grid("x", "x", lambda: iter(()), {})

    assert mark.column(grid) == (1 << 14) - 1


def test_the_examples_come_back_whole(copy):
    source = EXAMPLES / "rwanda-irembo" / "submission.xlsx"

    path = copy("workbook", source, "marked.xlsx")

    before, after = (CalamineWorkbook.from_path(str(p)) for p in (source, path))
    for name in before.sheet_names:
        assert before.get_sheet_by_name(name).to_python(skip_empty_area=False) == (
            after.get_sheet_by_name(name).to_python(skip_empty_area=False)
        )


def test_blank_records_are_marked_where_they_were(copy, tmp_path):
    records = [{}, {"id": "fj-demo-1"}, {}, {}]

    path = copy("workbook", _file(tmp_path, json.dumps(records), "organization.json"), "m.xlsx")

    sheet = openpyxl.load_workbook(path)["organization"]
    assert [_colour(sheet.cell(row, 1)) for row in range(1, 6)] == [
        *(None, YELLOW, None, YELLOW, YELLOW),
    ]
    assert sheet["A3"].value == "fj-demo-1"
