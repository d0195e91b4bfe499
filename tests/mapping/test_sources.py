import io
import json
import zipfile
from datetime import date

import pytest
import xlsxwriter

from openinnov.exceptions import MappingError, SubmissionError
from openinnov.mapping import apply

ID = 'id = { number = "Nr" }\n'
FIELDS = ID + 'title = "Title"\nwebsite = "Web"'


def _workbook(*table, sheet="Cases"):
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "remove_timezone": True}) as book:
        page = book.add_worksheet(sheet)
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for number, cells in enumerate(table):
            for place, cell in enumerate(cells):
                if isinstance(cell, date):
                    page.write_datetime(number, place, cell, day)
                else:
                    page.write(number, place, cell)
    return stream.getvalue()


def _parquet(**columns):
    import pyarrow as pa
    from pyarrow import parquet

    stream = io.BytesIO()
    parquet.write_table(pa.table(columns), stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "options"),
    [
        pytest.param("Nr,Title,Web\n07,Québec,\n", "", id="UTF-8"),
        pytest.param("\ufeffNr,Title,Web\r\n07,Québec,\r\n", "", id="byte order mark"),
        pytest.param(
            "Nr;Title;Web\n07;Québec;\n".encode("cp1252"),
            'encoding = "windows-1252"\ndelimiter = ";"',
            id="declared encoding and delimiter",
        ),
        pytest.param("Nr,Title,Web\n07,Québec,\n".encode("utf-16"), "", id="UTF-16 by its mark"),
        pytest.param("Register,,\n,,\nNr,Title,Web\n07,Québec,\n", "header = 3", id="third row"),
    ],
)
def test_a_csv_file_is_read_as_it_is_declared(demo, texts, rows, content, options):
    demo.write({"cases.csv": content})
    body = f"{texts.source}{options}\n[table.innovation]\nfrom = 'cases'\n"

    mapped = demo.map(body + f"[table.innovation.fields]\n{FIELDS}")

    assert rows(mapped, "innovation", "id", "title", "website") == [
        ("ca-demo-07", "Québec", None),
    ]


@pytest.mark.parametrize(
    ("name", "kind", "content"),
    [
        pytest.param(
            "cases.xlsx",
            'format = "workbook"',
            _workbook(["Nr", "Title", "Web"], [7, date(2020, 5, 1), 12.5]),
            id="workbook",
        ),
        pytest.param(
            "cases.xlsx",
            'format = "workbook"\nsheet = "Other"',
            _workbook(["Nr", "Title", "Web"], [7, date(2020, 5, 1), 12.5], sheet="Other"),
            id="named sheet",
        ),
        pytest.param(
            "cases.json",
            'format = "json"',
            json.dumps([{"Nr": 7, "Title": "2020-05-01", "Web": 12.5, "Empty": None}]),
            id="JSON",
        ),
        pytest.param(
            "cases.parquet",
            'format = "parquet"',
            _parquet(Nr=[7], Title=[date(2020, 5, 1)], Web=[12.5]),
            id="Parquet",
        ),
    ],
)
def test_every_format_gives_the_same_texts(demo, rows, name, kind, content):
    demo.write({name: content})
    source = f'[[source]]\nname = "cases"\nfiles = "cases.*"\nmain = "innovation"\n{kind}\n'

    mapped = demo.map(
        f"{source}[table.innovation]\nfrom = 'cases'\n[table.innovation.fields]\n{FIELDS}"
    )

    assert rows(mapped, "innovation", "id", "title", "website") == [
        ("ca-demo-7", "2020-05-01", "12.5")
    ]


def test_a_list_in_json_is_the_text_of_a_list(demo, column):
    demo.write({"cases.json": '[{"Nr": "7", "Tags": ["b", "a"]}]'})
    source = '[[source]]\nname = "c"\nfiles = "*"\nmain = "innovation"\nformat = "json"\n'

    mapped = demo.map(
        f"{source}[table.innovation]\nfrom = 'c'\nfields = {{ {ID.strip()}, keywords = 'Tags' }}"
    )

    assert column(mapped, "keywords") == ["b;a"]


@pytest.mark.parametrize(
    ("name", "content", "kind", "said"),
    [
        pytest.param("c.csv", b"Nr\n\x81\n", "csv", "not all bytes are utf-8; say", id="bytes"),
        pytest.param(
            "c.csv", b"Nr\n\xe9\n", "csv", "they look like windows-1252; say", id="a guess"
        ),
        pytest.param("c.csv", "Nr,Nr\n1,2\n", "csv", "a name of its own", id="a heading twice"),
        pytest.param("c.csv", "Nr,\n1,2\n", "csv", "a name of its own", id="an empty heading"),
        pytest.param("c.csv", "", "csv", "there is no record 1", id="an empty file"),
        pytest.param("c.json", "[1]", "json", "record 1 should be an object", id="no object"),
        pytest.param("c.json", '{"a": 1}', "json", "is no JSON", id="no list"),
        pytest.param("c.json", '[{"Nr": {"x": 1}}]', "json", "holds a table", id="nested"),
        pytest.param("c.json", '[{"Nr": 1, "Nr": 2}]', "json", "each key once", id="a key twice"),
        pytest.param("c.json", b'["\xff"]', "json", "windows-1252; say", id="bytes of JSON"),
        pytest.param("c.parquet", "PAR1", "parquet", "no Parquet file", id="no Parquet"),
        pytest.param(
            "c.parquet",
            _parquet(Nr=[{"x": 1}]),
            "parquet",
            "Nr holds what is no",
            id="nested Parquet",
        ),
        pytest.param("c.xlsx", "PK", "workbook", "no workbook", id="no workbook"),
        pytest.param(
            "c.xlsx", _workbook(["Nr"], [1]), 'workbook"\nsheet = "No', "no sheet No", id="no sheet"
        ),
    ],
)
def test_a_file_that_cannot_be_read_stops_the_mapping(demo, name, content, kind, said):
    demo.write({name: content})
    source = f'[[source]]\nname = "c"\nfiles = "c.*"\nmain = "innovation"\nformat = "{kind}"\n'

    with pytest.raises(SubmissionError, match=said) as caught:
        demo.map(f"{source}[table.innovation]\nfrom = 'c'\nfields = {{ {ID.strip()} }}")

    assert str(caught.value).startswith(f"{name}: ")


def test_a_file_that_cannot_be_opened_stops_the_mapping(demo, monkeypatch):
    demo.write({"cases.csv": "Nr\n1\n"})

    def broken(path):
        raise OSError(5, "Input/output error")

    source = '[[source]]\nname = "c"\nfiles = "*"\nmain = "innovation"\nformat = "csv"\n'
    demo.file.write_text("", "utf-8")
    read_bytes = type(demo.file).read_bytes
    monkeypatch.setattr(
        type(demo.file),
        "read_bytes",
        lambda path: read_bytes(path) if path == demo.file else broken(path),
    )

    with pytest.raises(SubmissionError, match=r"cases\.csv: the file cannot be read"):
        demo.map(f"{source}[table.innovation]\nfrom = 'c'\nfields = {{ {ID.strip()} }}")


def test_a_workbook_that_would_end_the_process_is_refused(demo):
    source = '[[source]]\nname = "c"\nfiles = "*"\nmain = "innovation"\nformat = "workbook"\n'
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        page = book.add_worksheet("Cases")
        page.write(0, 0, "Nr")
        page.write(1048575, 16383, "far")
    demo.write({"c.xlsx": stream.getvalue()})

    with pytest.raises(SubmissionError, match=r"c\.xlsx: the sheet is too large"):
        demo.map(f"{source}[table.innovation]\nfrom = 'c'\nfields = {{ {ID.strip()} }}")


def test_a_workbook_that_unpacks_to_too_much_is_refused(demo, monkeypatch):
    source = '[[source]]\nname = "c"\nfiles = "*"\nmain = "innovation"\nformat = "workbook"\n'
    demo.write({"c.xlsx": _workbook(["Nr"], [1])})
    monkeypatch.setattr("openinnov.reading.limits._LARGEST", 10)

    with pytest.raises(SubmissionError, match=r"c\.xlsx: the workbook is too large"):
        demo.map(f"{source}[table.innovation]\nfrom = 'c'\nfields = {{ {ID.strip()} }}")


def test_a_damaged_workbook_is_refused(demo):
    source = '[[source]]\nname = "c"\nfiles = "*"\nmain = "innovation"\nformat = "workbook"\n'
    whole = zipfile.ZipFile(io.BytesIO(_workbook(["Nr"], [1])))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as damaged:
        for name in whole.namelist():
            content = whole.read(name)
            is_sheet = name.endswith("sheet1.xml")
            damaged.writestr(name, content.replace(b"</sheetData>", b"<") if is_sheet else content)
    demo.write({"c.xlsx": stream.getvalue()})

    with pytest.raises(SubmissionError, match=r"c\.xlsx: the workbook is damaged"):
        demo.map(f"{source}[table.innovation]\nfrom = 'c'\nfields = {{ {ID.strip()} }}")


def test_a_formula_without_a_result_quarantines_its_record(demo, column, kept_out):
    source = '[[source]]\nname = "c"\nfiles = "*"\nmain = "innovation"\nformat = "workbook"\n'
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        page = book.add_worksheet("Cases")
        page.write_row(0, 0, ["Nr", "Title"])
        page.write_row(1, 0, [1, "fine"])
        page.write(2, 0, 2)
        page.write_formula(2, 1, "=1/0", None, "#DIV/0!")
    demo.write({"c.xlsx": stream.getvalue()})

    mapped = demo.map(
        f"{source}[table.innovation]\nfrom = 'c'\nfields = {{ {ID.strip()}, title = 'Title' }}"
    )

    assert column(mapped, "title") == ["fine"]
    assert [each[1:3] for each in kept_out(mapped)] == [(3, "quarantined")]


def test_many_records_are_read_a_part_at_a_time(demo, column):
    numbers = range(1, 5001)
    text = "Nr,Title\n" + "".join(f"{number}, {number}\n" for number in numbers)

    mapped = demo.cases(text, ID + "title = { column = 'Title', repair = ['trim'] }")

    assert column(mapped, "title") == [str(number) for number in numbers]


def test_records_of_another_width_and_blank_ones_are_quarantined(demo, column, kept_out):
    mapped = demo.cases("Nr,Title\n1,a\n2\n\n3,b,c\n4,d\n", ID + 'title = "Title"')

    assert column(mapped, "id") == ["ca-demo-1", "ca-demo-4"]
    assert kept_out(mapped) == [
        ("cases.csv", 3, "quarantined", "source.cases"),
        ("cases.csv", 4, "quarantined", "source.cases"),
        ("cases.csv", 5, "quarantined", "source.cases"),
    ]
    assert not mapped.complete


def test_an_unclosed_quotation_mark_costs_one_record(demo, column, kept_out):
    mapped = demo.cases('Nr,Title\n1,a\n2,"b\n3,c\n', ID + 'title = "Title"')

    assert column(mapped, "title") == ["a", "c"]
    assert [each[1:3] for each in kept_out(mapped)] == [(3, "quarantined")]


def test_records_above_the_header_are_comments(demo, texts):
    mapped = demo.cases(
        "A register\nof cases\nNr,Title\n1,a\n",
        ID + 'title = "Title"',
        source=texts.source + "header = 3\n",
    )

    (account,) = mapped.summary["sources"]
    assert (account["records"], account["gave_main_row"], account["comments"]) == (3, 1, 2)


def test_a_column_that_one_file_lacks_is_empty_there(demo, rows):
    demo.write({"10-a.csv": "Nr,Title\n1,ten\n", "2-a.csv": "Title,Web,Nr\ntwo,http://x.org,2\n"})
    source = '[[source]]\nname = "c"\nfiles = "*.csv"\nformat = "csv"\nmain = "innovation"\n'

    mapped = demo.map(
        f"{source}[table.innovation]\nfrom = 'c'\n[table.innovation.fields]\n{FIELDS}"
    )

    assert rows(mapped, "innovation", "id", "title", "website") == [
        ("ca-demo-1", "ten", None),
        ("ca-demo-2", "two", "http://x.org"),
    ]


def test_files_that_should_have_the_same_columns_and_have_not_are_refused(demo):
    demo.write({"1.csv": "Nr,Title\n1,a\n", "2.csv": "Nr,Titel\n2,b\n"})
    source = (
        '[[source]]\nname = "c"\nfiles = "*.csv"\nformat = "csv"\nmain = "innovation"\n'
        'columns = "same"\n'
    )

    with pytest.raises(MappingError, match=r"source\.c\.columns: the files differ"):
        demo.map(f"{source}[table.innovation]\nfrom = 'c'\nfields = {{ {ID.strip()} }}")


def test_what_the_name_of_a_file_tells_is_a_column(demo, column):
    demo.write({"a/2-cases.csv": "Nr\n1\n", "a/10-cases.csv": "Nr\n1\n"})
    source = (
        '[[source]]\nname = "c"\nfiles = "a/*.csv"\nformat = "csv"\nmain = "innovation"\n'
        'key = ["Nr"]\nscope = "file"\nfile_key = "([0-9]+)-cases[.]csv"\n'
    )

    mapped = demo.map(
        f"{source}[table.innovation]\nfrom = 'c'\n"
        "fields = { id = { template = '{prefix}-{file.key}-{Nr}' } }"
    )

    assert column(mapped, "id") == ["ca-demo-10-1", "ca-demo-2-1"]
    assert mapped.complete


def test_files_that_mark_another_as_open_are_passed_over(demo, texts, column):
    demo.write({"~$cases.csv": "lock", ".~lock.cases.csv#": "lock"})

    mapped = demo.cases("Nr\n7\n", ID, source=texts.source.replace("cases.csv", "*"))

    assert column(mapped, "id") == ["ca-demo-7"]


def test_a_link_that_leaves_the_folder_is_refused(demo, tmp_path):
    outside = tmp_path / "outside.csv"
    outside.write_text("Nr\n1\n")
    (demo.data / "cases.csv").symlink_to(outside)

    with pytest.raises(MappingError, match=r"source\.cases\.files: a link leaves the data folder"):
        demo.map(
            '[[source]]\nname = "cases"\nfiles = "*"\nformat = "csv"\nmain = "innovation"\n'
            f"[table.innovation]\nfrom = 'cases'\nfields = {{ {ID.strip()} }}"
        )


def test_the_source_may_be_a_single_file(demo, texts, column):
    demo.write({"cases.csv": "Nr\n1\n", "other.csv": "Nr\n2\n"})
    demo.file.write_text(
        f"{texts.head}{texts.source.replace('cases.csv', '*.csv')}"
        f"[table.innovation]\nfrom = 'cases'\nfields = {{ {ID.strip()} }}",
        "utf-8",
    )

    mapped = apply(demo.file, demo.data / "cases.csv")

    assert column(mapped, "id") == ["ca-demo-1"]


@pytest.mark.parametrize(
    "name",
    [
        pytest.param('a"; DROP TABLE submitted.innovation; --', id="SQL"),
        pytest.param("it's", id="an apostrophe"),
        pytest.param("$p1", id="a parameter"),
        pytest.param("_record", id="a name of ours"),
        pytest.param("nr", id="a name that differs in case alone"),
        pytest.param("名前", id="another script"),
    ],
)
def test_a_column_may_have_any_name(demo, column, name):
    quoted = name.replace('"', '""')

    mapped = demo.cases(f'Nr,"{quoted}"\n1,"it\'s $p0; DROP"\n', f"{ID}title = {json.dumps(name)}")

    assert column(mapped, "title") == ["it's $p0; DROP"]


def test_names_of_files_are_shown_without_harm(demo, kept_out):
    demo.write({"a\x1b[2J.csv": "Nr,Title\n1\n"})
    source = '[[source]]\nname = "c"\nfiles = "*.csv"\nformat = "csv"\nmain = "innovation"\n'

    mapped = demo.map(
        f"{source}[table.innovation]\nfrom = 'c'\nfields = {{ {ID.strip()}, title = 'Title' }}"
    )

    assert kept_out(mapped) == [("a\\u001b[2J.csv", 2, "quarantined", "source.c")]


def test_the_submission_names_the_foreign_files(demo):
    mapped = demo.cases("Nr,Title\n1,a\n2\n", ID)

    (source,) = mapped.submission.sources
    assert (source.name, source.records, source.checked, source.quarantined) == (
        "cases.csv",
        2,
        1,
        1,
    )
