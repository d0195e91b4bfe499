"""The submission again, mended."""

import csv
import json
import shutil
import zipfile

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from golden import EXAMPLES
from reading.workbooks import with_xml
from submissions import make

import openinnov
from openinnov.exceptions import PublicationError
from openinnov.validation import validate

HEADINGS = "id,name,organization_type,country,website"
ROW = "fj-demo-org-1,Ministry,national-government,FJ,"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def _organizations(tmp_path, content, name="organization.csv"):
    (tmp_path / "data").mkdir(exist_ok=True)
    path = tmp_path / "data" / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_a_csv_file_is_mended_in_place_and_each_change_is_listed(copy, changes, tmp_path):
    text = f"{HEADINGS},fax\nfj-demo-org-1, Ministry ,Local government,UK,www.x.org, 12 \n"
    source = _organizations(tmp_path, text)

    path = copy("fixed", source, "organization.csv")

    assert path.read_text("utf-8") == (
        f"{HEADINGS},fax\nfj-demo-org-1,Ministry,local-government,GB,www.x.org, 12 \n"
    )
    assert source.read_text("utf-8") == text
    file = "organization.csv"
    assert changes() == [
        [file, "2", "D2", "country", "codelist", "UK", "GB", "mended"],
        [file, "2", "B2", "name", "surrounding-space", " Ministry ", "Ministry", "mended"],
        [
            *(file, "2", "C2", "organization_type", "codelist"),
            *("Local government", "local-government", "mended"),
        ],
    ]


def test_encoding_and_delimiter_become_the_usual_ones(copy, changes, tmp_path):
    text = f"{HEADINGS}\n{ROW}\n".replace(",", ";").replace("Ministry", 'Ministère "a, b"')
    source = _organizations(
        tmp_path,
        text.replace('"', '""')
        .replace("Minist", '"Minist')
        .replace('b"";', 'b""";')
        .encode("utf-16"),
    )

    path = copy("fixed", source, "organization.csv")

    assert path.read_bytes() == (
        f'{HEADINGS}\nfj-demo-org-1,"Ministère ""a, b""",national-government,FJ,\n'.encode()
    )
    assert changes() == [
        ["organization.csv", "", "", "", "dialect-mismatch", ";", "", "mended"],
        ["organization.csv", "", "", "", "transcoded", "utf-16-le", "", "mended"],
    ]


def test_a_file_with_tabs_keeps_them(copy, tmp_path):
    text = f"{HEADINGS}\n{ROW}\n".replace(",", "\t").replace("FJ", "fj")
    source = _organizations(tmp_path, text, "organization.tsv")

    path = copy("fixed", source, "organization.tsv")

    assert path.read_text("utf-8") == text.replace("fj\t", "FJ\t")


def test_titles_blank_lines_and_records_of_another_width_stay(copy, tmp_path):
    text = f"A title\n\n{HEADINGS}\n\n{ROW},more\nfj-demo-org-2,B\n,,,,\n"
    text += f"{ROW.replace('FJ', 'fj')}\n"
    source = _organizations(tmp_path, text)

    path = copy("fixed", source, "organization.csv")

    assert path.read_text("utf-8") == text.replace("fj,", "FJ,")


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_a_record_that_can_be_read_in_two_ways_stays_with_its_delimiter(delimiter, copy, tmp_path):
    lines = [
        HEADINGS,
        'fj-demo-org-1,"A,other,FJ',
        'fj-demo-org-2,"B"C,other,FJ,',
        "fj-demo-org-3,D,other,fj,",
    ]
    text = ("\r\n".join(lines) + "\r\n").replace(",", delimiter)
    source = _organizations(tmp_path, text)

    path = copy("fixed", source, "organization.csv")

    assert path.read_text("utf-8") == text.replace("\r\n", "\n").replace(
        f"fj{delimiter}\n", f"FJ{delimiter}\n"
    )


def test_bytes_of_unknown_meaning_stay(copy, tmp_path):
    text = f"{HEADINGS}\n{ROW.replace('FJ', 'fj')}\n".replace("Ministry", "Minist\xe8re")
    source = _organizations(tmp_path, text.encode("latin-1"))

    path = copy("fixed", source, "organization.csv")

    assert path.read_bytes() == text.replace("fj,", "FJ,").encode("latin-1")


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(
            b"\xff\xfe" + f"{HEADINGS}\n{ROW}\n".encode("utf-16-le") + b"\x00", id="UTF-16"
        ),
        pytest.param(b"x,y\n1,2\n", id="headings of nothing"),
        pytest.param(b"", id="empty"),
    ],
)
def test_a_file_that_cannot_be_read_whole_stays_as_it_is(content, copy, tmp_path):
    path = copy("fixed", _organizations(tmp_path, content), "organization.csv")

    assert path.read_bytes() == content


def test_a_folder_comes_with_all_its_files(copy, changes, tmp_path):
    _organizations(tmp_path, f"{HEADINGS}\n{ROW.replace('FJ', 'fj')}\n")
    for name in ("strange.csv", "README.md", "datapackage.json"):
        _organizations(tmp_path, '{"name": "x"}', name)
    (tmp_path / "data" / "deep").mkdir()

    path = copy("fixed", tmp_path / "data", "again")

    assert sorted(each.name for each in path.iterdir()) == [
        *("README.md", "datapackage.json", "organization.csv", "strange.csv"),
    ]
    assert (path / "strange.csv").read_text() == '{"name": "x"}'
    assert [line[6] for line in changes()] == ["FJ"]


@pytest.mark.parametrize("name", ["data", "data/datapackage.json"])
def test_a_package_says_no_more_what_is_no_longer_so(name, copy, tmp_path):
    _organizations(tmp_path, f"{HEADINGS}\n{ROW.replace('FJ', 'fj')}\n".replace(",", ";"), "o.csv")
    (tmp_path / "data" / "deep").mkdir()
    _organizations(tmp_path, "aside", "deep/notes.txt")
    _organizations(tmp_path, '"a"b', "deep/need.csv")
    said = {"bytes": 1, "hash": "x", "encoding": "utf-8", "dialect": {"delimiter": ";"}}
    resources = [
        {"name": "organization", "path": "o.csv", "title": "T"} | said,
        {"name": "need", "path": "deep/need.csv"} | said,
    ]
    _organizations(tmp_path, json.dumps({"resources": resources}), "datapackage.json")

    path = copy("fixed", tmp_path / name, "again")

    assert json.loads((path / "datapackage.json").read_text()) == {
        "resources": [
            {"name": "organization", "path": "o.csv", "title": "T"},
            {"name": "need", "path": "deep/need.csv", "encoding": "utf-8"}
            | {"dialect": {"delimiter": ";"}},
        ]
    }
    assert (path / "o.csv").read_text() == f"{HEADINGS}\n{ROW}\n"
    assert (path / "deep" / "need.csv").read_text() == '"a"b'
    assert (path / "deep" / "notes.txt").read_text() == "aside"


def test_a_protected_value_changes_and_is_not_listed(copy, changes, tmp_path):
    (tmp_path / "data").mkdir()
    source = tmp_path / "data" / "feedback.csv"
    source.write_text("id,sex\nfj-demo-1,Female\n")

    path = copy("fixed", source, "feedback.csv")

    assert path.read_text() == "id,sex\nfj-demo-1,F\n"
    assert changes() == [["feedback.csv", "2", "B2", "sex", "codelist", "", "", "mended"]]


@pytest.mark.parametrize(
    ("ids", "mended"),
    [
        pytest.param(["fj-demo-1 "], ["fj-demo-1"], id="alone"),
        pytest.param(
            ["fj-demo-1 ", "fj-demo-1"], ["fj-demo-1 ", "fj-demo-1"], id="beside what it would be"
        ),
        pytest.param(
            ["fj-demo-1 ", " fj-demo-1"], ["fj-demo-1 ", " fj-demo-1"], id="two that would be one"
        ),
    ],
)
def test_no_two_rows_get_one_key(ids, mended, copy, tmp_path):
    rows = "".join(f"{each},A,other,FJ,\n" for each in ids)

    path = copy("fixed", _organizations(tmp_path, f"{HEADINGS}\n{rows}"), "organization.csv")

    with path.open(newline="") as file:
        assert [row["id"] for row in csv.DictReader(file)] == (mended or ids)


@pytest.mark.parametrize(
    ("key", "other", "mended"),
    [
        pytest.param("fj-demo-1 ", "fj-demo-1", ("fj-demo-1", "fj-demo-1"), id="found afterwards"),
        pytest.param("fj-demo-1 ", "fj-demo-1 ", ("fj-demo-1 ", "fj-demo-1 "), id="both stay"),
        pytest.param(
            "fj-demo-1", "fj-demo-1 ", ("fj-demo-1", "fj-demo-1"), id="the reference alone"
        ),
    ],
)
def test_references_find_their_records_as_before(key, other, mended, copy, tmp_path):
    _organizations(tmp_path, f"id,parent_id\n{key},\n", "organization.csv")
    _organizations(tmp_path, f"id,lead_organization_id\nfj-demo-9,{other}\n", "innovation.csv")

    path = copy("fixed", tmp_path / "data", "again")

    keys = (path / "organization.csv").read_text().splitlines()[1].split(",")[0]
    others = (path / "innovation.csv").read_text().splitlines()[1].split(",")[1]
    assert (keys, others) == mended


def test_a_key_to_which_a_text_refers_that_stays_is_kept(copy, tmp_path):
    # Two rows would have the key, so it stays, and so does what refers to it.
    _organizations(tmp_path, "id\nfj-demo-1 \nfj-demo-1\n", "organization.csv")
    _organizations(tmp_path, "id,lead_organization_id\nfj-demo-9,fj-demo-1 \n", "innovation.csv")

    path = copy("fixed", tmp_path / "data", "again")

    assert (
        path / "innovation.csv"
    ).read_text() == "id,lead_organization_id\nfj-demo-9,fj-demo-1 \n"


def test_a_workbook_changes_in_its_cells_alone(copy, changes, tmp_path):
    cells = (
        '<c r="A2" t="inlineStr"><is><t>fj-demo-org-1</t></is></c><c r="B2"/>'
        '<c r="C2" s="0" t="inlineStr"><is><t>fj</t></is></c>'
        '<c r="D2" t="str"><f>LOWER("OTHER ")</f><v>Other </v></c>'
    )
    heads = "".join(
        f'<c t="inlineStr"><is><t>{name}</t></is></c>'
        for name in ("id", "name", "country", "organization_type")
    )
    more = '<row/><row><c><v>1</v></c><c/><c t="inlineStr"><is><t>uk</t></is></c></row>'
    xml = (
        f'<worksheet {MAIN}><sheetData><row r="1">{heads}</row><row r="2">{cells}</row>{more}'
        "</sheetData></worksheet>"
    )
    (tmp_path / "data").mkdir()
    source = with_xml(tmp_path, xml).rename(tmp_path / "data" / "organization.xlsx")

    path = copy("fixed", source, "organization.xlsx")

    with zipfile.ZipFile(path) as archive, zipfile.ZipFile(source) as before:
        assert archive.namelist() == before.namelist()
        mended = archive.read("xl/worksheets/sheet1.xml").decode()
    text = '<is><t xml:space="preserve">{}</t></is></c>'
    expected = xml.replace("<is><t>fj</t></is></c>", text.format("FJ")).replace(
        '<c t="inlineStr"><is><t>uk</t></is></c>', '<c r="C4" t="inlineStr">' + text.format("GB")
    )
    assert mended == expected
    assert [line[:4] + line[6:] for line in changes()] == [
        ["organization.xlsx#data", "2", "C2", "country", "FJ", "mended"],
        ["organization.xlsx#data", "4", "C4", "country", "GB", "mended"],
    ]
    assert copy("fixed", path, "twice/organization.xlsx").read_bytes() == path.read_bytes()


def test_a_workbook_whose_elements_have_a_prefix_is_mended(copy, tmp_path):
    cell = '<x:c r="A{}" t="inlineStr"><x:is><x:t>{}</x:t></x:is></x:c>'
    rows = "".join(
        f'<x:row r="{i}">{cell.format(i, text)}</x:row>' for i, text in ((1, "country"), (2, "fj"))
    )
    namespace = MAIN.replace("xmlns", "xmlns:x")
    xml = f"<x:worksheet {namespace}><x:sheetData>{rows}</x:sheetData></x:worksheet>"
    (tmp_path / "data").mkdir()
    source = with_xml(tmp_path, xml).rename(tmp_path / "data" / "organization.xlsx")

    path = copy("fixed", source, "organization.xlsx")

    submission = openinnov.read(path)
    assert submission.connection.execute(
        "SELECT country FROM submitted.organization"
    ).fetchall() == [("FJ",)]


RECORDS = (
    '[{"id": "fj-demo-1", "country": "uk", "extra": {"a": [1.50, null, true]}, "country": "gb"},\n'
    ' {"id": 7, "technologies": ["Web portal", "chatbot"], "x": "\\ud800"}, {}]'
)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("innovation.json", RECORDS, id="the records of a table"),
        pytest.param(
            "all.json",
            f'{{"innovation": {RECORDS}, "need": [], "descriptor": {{"name": "x"}}}}',
            id="tables by their names",
        ),
        pytest.param("all.json", "{}", id="nothing"),
    ],
)
def test_json_keeps_all_but_what_is_mended(name, text, copy, tmp_path):
    path = copy("fixed", _organizations(tmp_path, text, name), name)

    mended = text.replace('"uk"', '"GB"').replace("Web portal", "web-portal")
    assert json.loads(path.read_text("utf-8"), object_pairs_hook=list) == json.loads(
        mended, object_pairs_hook=list
    )
    assert ("1.50" in path.read_text("utf-8")) == ("1.50" in text)


def test_json_keeps_bytes_of_unknown_meaning(copy, tmp_path):
    text = '[\n{"country": "fj", "name": "\xe8"}\n]\n'.encode("latin-1")

    path = copy("fixed", _organizations(tmp_path, text, "organization.json"), "organization.json")

    assert path.read_bytes() == text.replace(b"fj", b"FJ")


def test_json_in_another_encoding_with_lost_bytes_stays(copy, tmp_path):
    text = '[{"country": "fj", "name": "?"}]'.encode("utf-16").replace(b"?\0", b"\0\xd8")

    path = copy("fixed", _organizations(tmp_path, text, "organization.json"), "organization.json")

    assert path.read_bytes() == text


def test_parquet_keeps_the_types_of_what_is_not_mended(copy, tmp_path):
    (tmp_path / "data").mkdir()
    source = tmp_path / "data" / "organization.parquet"
    table = pa.table({"id": ["fj-demo-1", "fj-demo-2"], "country": ["fj", None], "x": [1, 2]})
    pq.write_table(table, source)

    path = copy("fixed", source, "organization.parquet")

    assert pq.read_table(path).equals(
        pa.table({"id": ["fj-demo-1", "fj-demo-2"], "country": ["FJ", None], "x": [1, 2]})
    )
    assert copy("fixed", path, "twice/organization.parquet").read_bytes() == path.read_bytes()


def test_parquet_of_another_table_stays(copy, tmp_path):
    (tmp_path / "data").mkdir()
    pq.write_table(pa.table({"x": [1]}), tmp_path / "data" / "strange.parquet")
    _organizations(tmp_path, f"{HEADINGS}\n{ROW}\n")

    path = copy("fixed", tmp_path / "data", "again")

    assert pq.read_table(path / "strange.parquet").to_pydict() == {"x": [1]}


def test_what_comes_from_no_file_is_written_as_tables(tmp_path, changes):
    rows = {
        "organization": [{"id": "fj-demo-1", "name": " Abc ", "country": "BD"}, {"id": "fj-demo-2"}]
    }
    submission = make(rows)

    report = validate(submission, rules=[])
    openinnov.write_copy(submission, report, "fixed", tmp_path / "out" / "again")

    folder = tmp_path / "out" / "again"
    assert (
        folder / "organization.csv"
    ).read_text() == "id,name,country\nfj-demo-1,Abc,BD\nfj-demo-2,,\n"
    assert json.loads((folder / "datapackage.json").read_text())["name"] == "example"
    assert changes() == [
        ["organization.csv", "2", "", "name", "surrounding-space", " Abc ", "Abc", "mended"]
    ]


def test_what_is_lost_without_the_files_is_said(copy, changes, tmp_path):
    record = {"id": "fj-demo-1", "fax": "1"}
    descriptor = {"resources": [{"name": "organization", "data": [record]}]}
    source = _organizations(tmp_path, json.dumps(descriptor), "datapackage.json")

    path = copy("fixed", source, "again")

    assert (path / "organization.csv").read_text() == "id\nfj-demo-1\n"
    assert [line[0:1] + line[4:] for line in changes()] == [
        ["datapackage.json#organization", "extra-label", "fax", "", "left out"]
    ]
    assert not (path / "datapackage.json").exists()


def test_a_source_that_is_gone_is_written_as_tables(tmp_path):
    source = _organizations(tmp_path, f"{HEADINGS}\n{ROW}\n")
    submission = openinnov.read(source)
    report = validate(submission)
    source.unlink()

    openinnov.write_copy(submission, report, "fixed", tmp_path / "out" / "again")

    assert (tmp_path / "out" / "again" / "organization.csv").read_text() == (f"{HEADINGS}\n{ROW}\n")


def test_a_source_that_has_changed_is_refused(tmp_path):
    source = _organizations(tmp_path, f"{HEADINGS}\n{ROW}\n")
    submission = openinnov.read(source)
    report = validate(submission)
    source.write_text(f"{HEADINGS}\n")

    with pytest.raises(PublicationError, match="has changed since"):
        openinnov.write_copy(submission, report, "fixed", tmp_path / "out" / "organization.csv")
    assert not (tmp_path / "out").exists()


def test_a_copy_ends_as_the_submission_does(copy, tmp_path):
    source = _organizations(tmp_path, f"{HEADINGS}\n{ROW}\n")

    with pytest.raises(PublicationError, match=r"should end in \.csv"):
        copy("fixed", source, "organization.xlsx")


def test_the_example_of_mistakes_is_mended_as_far_as_is_safe(copy, changes, tmp_path):
    shutil.copytree(EXAMPLES / "mistakes" / "submission", tmp_path / "data")

    path = copy("fixed", tmp_path / "data", "again")

    assert sorted(p.name for p in path.iterdir()) == sorted(
        p.name for p in (tmp_path / "data").iterdir()
    )
    assert [(line[3], line[6]) for line in changes()] == [
        ("beneficiary_group", "women"),
        ("is_targeted", "true"),
        ("sex", ""),
        ("bribe_asked", ""),
        ("unit", "day"),
        ("language", "en"),
        ("country", "GB"),
        ("organization_type", "local-government"),
        ("name", "Invented Outer Islands Council"),
        ("point", "actual"),
    ]


def test_a_workbook_with_nothing_to_mend_keeps_its_bytes(copy, tmp_path):
    xml = f'<worksheet {MAIN}><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'
    (tmp_path / "data").mkdir()
    source = with_xml(tmp_path, xml + "</worksheet>").rename(tmp_path / "data" / "need.xlsx")

    path = copy("fixed", source, "need.xlsx")

    with zipfile.ZipFile(path) as archive:
        assert archive.read("xl/worksheets/sheet1.xml").decode() == xml + "</worksheet>"


def test_a_quoted_cell_that_is_empty_is_no_blank_line(copy, tmp_path):
    source = _organizations(tmp_path, 'country\n""\nfj\n')

    assert copy("fixed", source, "organization.csv").read_text() == 'country\n""\nFJ\n'


def test_keys_in_the_schemas_of_others_stay(tmp_path):
    fields = [
        {"name": "number", "type": "integer"},
        {"name": "other", "type": "integer", "constraints": {"unique": True}},
        {"name": "size", "type": "integer"},
    ]
    schema = {"fields": fields, "primaryKey": ["number"]}
    (tmp_path / "data").mkdir()
    source = tmp_path / "data" / "things.csv"
    source.write_text("number,other,size\n 1, 2, 3\n01,2,4\n")
    submission = openinnov.read(source, schema=schema)
    report = validate(submission)

    openinnov.write_copy(submission, report, "fixed", tmp_path / "out" / "things.csv")

    path = tmp_path / "out" / "things.csv"
    assert path.read_text() == "number,other,size\n 1, 2,3\n01,2,4\n"
    again = validate(openinnov.read(path, schema=schema))
    assert len(again) == len(report) - 1
