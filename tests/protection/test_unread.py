"""What was not read is neither lost in silence nor left out of the search for persons."""

import re

import pytest
from reading.workbooks import MAIN, with_xml

import openinnov
from openinnov.exceptions import RefusedError
from openinnov.protection import protect
from openinnov.standard import PROFILES

INNOVATION = "id,title,summary\nbd-a2i-1,Union digital centres,Ask Zainab Karim.\n"


@pytest.fixture
def read(tmp_path):
    """Return a function that reads files of these contents beside a table of innovations."""

    def read(**files):
        for name, content in {"innovation.csv": INNOVATION, **files}.items():
            data = content if isinstance(content, bytes) else content.encode()
            (tmp_path / name).write_bytes(data)
        return openinnov.read(tmp_path)

    return read


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        pytest.param(
            "contact.csv",
            "foo,bar\nZainab Karim,1\n",
            r"contact.csv, table contact \(unmatched-header: 1\): A table has a row of headings",
            id="headings nobody knows",
        ),
        pytest.param(
            "contact.csv",
            "",
            r"contact.csv, table contact \(empty-file: 1\): A file is not empty\. ",
            id="empty file",
        ),
        pytest.param(
            "contact.csv",
            "id,name,name\nbd-a2i-p-1,,Zainab Karim\n",
            r"contact.csv, table contact, column 3, row 1 \(duplicate-label: 1\): A heading ",
            id="second column of a field",
        ),
        pytest.param(
            "contact.csv",
            "id,name\nbd-a2i-p-1,Zainab,Karim\n",
            r"contact.csv, table contact, row 2 \(extra-cell: 1\): A row has no more cells ",
            id="record too wide",
        ),
        pytest.param(
            "service.csv",
            b"id,name\nbd-a2i-s-1,Caf\xe9\n",
            r"service.csv, table service, field name, row 2 \(encoding-error: 1\): A text is ",
            id="code page of Windows",
        ),
    ],
)
def test_what_was_not_read_is_said_with_its_place_and_what_to_do(read, name, content, said):
    submission = read(**{name: content})

    for profile in PROFILES:
        with pytest.raises(RefusedError, match=rf"(?s)^something that .*:\n  {said}") as error:
            protect(submission, profile=profile, drop_unknown=True)
        assert not re.search(r"Zainab|Caf", str(error.value))


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        pytest.param('t="e"><v>#DIV/0!</v>', r"formula-error: 1\): A formula in", id="failed"),
        pytest.param(
            "><f>1+1</f>", r"uncalculated-formula: 1\): A formula in", id="never worked out"
        ),
    ],
)
def test_cells_of_a_workbook_without_a_value_are_named(tmp_path, cell, said):
    texts = [
        f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'
        for place, text in (("A1", "id"), ("B1", "title"), ("A2", "bd-a2i-1"))
    ]
    xml = (
        f'<worksheet xmlns="{MAIN}"><sheetData><row r="1">{texts[0]}{texts[1]}</row>'
        f'<row r="2">{texts[2]}<c r="B2" {cell}</c></row></sheetData></worksheet>'
    )
    path = with_xml(tmp_path, xml).rename(tmp_path / "innovation.xlsx")

    with pytest.raises(
        RefusedError,
        match=rf"innovation.xlsx#data, table innovation, field title, row 2 \({said}",
    ):
        protect(openinnov.read(path))


def test_what_was_read_as_another_type_is_sought_as_well(read, rows):
    submission = read(**{"contact.json": '[{"id": "bd-a2i-p-1", "name": ["Zainab", "Karim"]}]'})

    (row,) = rows(protect(submission), "innovation")

    assert row["summary"] == "Ask [known-name]."


def test_many_faults_are_counted_and_the_first_named(submit):
    submission = submit({"innovation": [{"id": "bd-a2i-1"}]})
    submission.database.executemany(
        "INSERT INTO submitted._noted VALUES ('extra-cell', ?, 'x.csv', ?, ?, 'secret', '')",
        [("innovation", row, "title") for row in range(12, 1, -1)]
        + [("innovation", None, f"field{n:02}") for n in range(11)],
    )

    with pytest.raises(RefusedError) as error:
        protect(submission)

    lines = str(error.value).splitlines()
    assert len(lines) == 12
    assert lines[10].startswith("  x.csv, table innovation, field field09 (extra-cell: 1): ")
    assert lines[11] == "  and 2 more"
    assert "secret" not in str(error.value)


def test_of_many_rows_the_first_are_named(submit):
    submission = submit({"innovation": [{"id": "bd-a2i-1"}]})
    submission.database.executemany(
        "INSERT INTO submitted._noted VALUES ('extra-cell', NULL, 'x.csv', ?, NULL, NULL, NULL)",
        [(row,) for row in range(12, 1, -1)],
    )

    with pytest.raises(
        RefusedError, match=r"x.csv, row 2, 3, 4, 5, 6, 7, 8, 9, … \(extra-cell: 11\)"
    ):
        protect(submission)


def test_a_blank_row_holds_nothing_that_could_be_lost(read, rows):
    submission = read(**{"innovation.csv": INNOVATION + "\nbd-a2i-2,Second,Second one\n"})

    assert [row["id"] for row in rows(protect(submission), "innovation")] == [
        "bd-a2i-1",
        "bd-a2i-2",
    ]


def test_a_column_without_a_heading_is_one_that_nobody_knows(read, rows):
    submission = read(**{"innovation.csv": "id,\nbd-a2i-1,note\n"})

    with pytest.raises(RefusedError, match=r"know column 2 of innovation.csv, without a heading:"):
        protect(submission)
    assert rows(protect(submission, drop_unknown=True), "innovation") == [{"id": "bd-a2i-1"}]
