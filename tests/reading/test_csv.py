import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading.hostile import AS_STREAM, BY_LISTS, cells, counts, findings, submit

from openinnov.exceptions import SubmissionError
from openinnov.reading.dialect import Dialect


def test_records_keep_their_number_in_the_file():
    read = submit(b'id,name,val\n1,"a\nb",\n\n2,,c\n')

    assert cells(read) == [(2, "1", "a\nb", None), (4, "2", None, "c")]
    assert findings(read) == [("blank-row", 3, None)]


def test_a_declared_delimiter_is_no_finding():
    read = submit(b"id;name;val\n1;a;b\n", declared=Dialect(";"))

    assert cells(read) == [(2, "1", "a", "b")]
    assert findings(read) == []


def test_without_a_declared_quotation_mark_each_is_text():
    read = submit(b'id,name,val\n1,"a,"b\n', declared=Dialect(quote=None))

    assert cells(read) == [(2, "1", '"a', '"b')]
    assert findings(read) == []


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        pytest.param(b"id\tname\n1\ta\n", ("\t", 1), id="tabs"),
        pytest.param(b"id|name\n1|a\n", ("|", 1), id="bars"),
    ],
)
def test_another_delimiter_is_found_and_said(raw, expected):
    read = submit(raw)

    assert findings(read) == [("dialect-mismatch", None, expected[0])]
    assert cells(read) == [(2, "1", "a", None)]


def test_a_table_without_known_headings_is_not_read():
    read = submit(b"a,b\n1,2\n3,4\n")

    assert findings(read) == [("unmatched-header", None, None)]
    assert counts(read) == (3, 0, 3, 0)
    assert read.columns == {}


def test_headings_below_a_title_are_found_with_another_delimiter():
    read = submit(b"sep=;\nid;name\n1;a,b\n")

    assert findings(read) == [("dialect-mismatch", None, ";"), ("misplaced-header", 2, None)]
    assert cells(read) == [(3, "1", "a,b", None)]


def test_two_rows_that_might_be_the_headings_are_none():
    read = submit(b"Registry,\nid,name\nid,name\n")

    assert findings(read) == [("unmatched-header", None, None)]


def test_faults_above_the_headings_are_no_findings():
    read = submit(b'The "registry",x,y\nid,name,val\n1,a"b,c\n')

    assert findings(read) == [("misplaced-header", 2, None), ("bare-quote", 3, None)]
    assert counts(read) == (2, 1, 0, 1)


def test_a_record_with_only_a_surplus_value_is_not_blank():
    read = submit(b"id,name,val\n,,,x\n")

    assert findings(read) == [("extra-cell", 2, "column 4")]
    assert cells(read) == [(2, None, None, None)]


def test_a_value_without_a_heading_keeps_its_record():
    read = submit(b"id,\n,x\n")

    assert findings(read) == [("blank-label", 1, "column 2")]
    assert cells(read) == [(2, None, None, None)]
    assert counts(read) == (1, 1, 0, 0)


def test_a_column_without_a_heading_may_stay_empty():
    for small in (BY_LISTS, AS_STREAM):
        assert findings(submit(b"id,, \na,,\nb,, \n", small=small)) == []


def test_no_value_of_a_surplus_cell_or_a_broken_record_is_kept():
    read = submit(b'id,name,val\n1,a,b,secret\n2,"secret"x,c\n3,secret\xff,d\n')

    values = read.database.execute("SELECT DISTINCT value FROM submitted._finding").fetchall()

    assert values == [(None,)]


@pytest.mark.parametrize("small", [BY_LISTS, AS_STREAM], ids=["by lists", "as a stream"])
def test_a_cell_beyond_sixteen_mebibytes_stops_the_work(small):
    raw = b"id,name,val\n1,a,b\n2," + b"x" * (17 << 20) + b",c\n"

    with pytest.raises(SubmissionError, match=r"data\.csv: .* 16 MiB"):
        submit(raw, small=small)


def test_a_broken_record_beyond_sixteen_mebibytes_stops_the_work():
    raw = b"id,name,val\n1,a,b\n2," + b"x" * (17 << 20) + b"\n"

    with pytest.raises(SubmissionError, match=r"data\.csv: .* 16 MiB"):
        submit(raw)


def test_a_record_longer_than_a_block_is_read_with_a_larger_one():
    long = b"x" * (9 << 20)

    read = submit(b"id,name,val\n1,a,b\n2," + long + b",c\n3,d,e\n")

    assert counts(read) == (3, 3, 0, 0)
    assert cells(read)[1] == (3, "2", long.decode(), "c")


@pytest.mark.parametrize("small", [BY_LISTS, AS_STREAM], ids=["by lists", "as a stream"])
@given(
    st.lists(
        st.lists(st.sampled_from(["", "a", "a\nb", "a\r\nb\n", "a\rb"]), min_size=1, max_size=4),
        min_size=1,
        max_size=12,
    )
)
def test_the_line_of_each_record_is_known(small, records):
    header = '"id","name","val"\n'
    texts = [",".join(f'"{cell}"' for cell in cells) + "\n" for cells in records]

    (source,) = submit((header + "".join(texts)).encode(), small=small).sources

    before = [io.StringIO(header + "".join(texts[:i]), newline="") for i in range(len(texts))]
    expected = [1 + len(text.readlines()) for text in before]
    assert [source.spans.line(row) for row in range(2, len(texts) + 2)] == expected


def test_the_line_of_the_headings_counts_what_stands_above():
    read = submit(b'"a\nnote"\n\nid,name,val\n1,a,b\n')

    assert read.sources[0].spans.line(4) == 5


def test_thousands_of_findings_are_kept():
    read = submit(b"id,name,val\n" + b"1,a\n" * 5000)

    assert counts(read) == (5000, 0, 5000, 0)
    assert len(findings(read)) == 5000


def test_a_large_file_of_another_encoding_or_without_headings_is_read(reading):
    text = "id,name\n" + "".join(f"a-{i},{'x' * 100}\n" for i in range(50_000))

    read = reading(
        {"service.csv": text.encode("utf-16"), "need.csv": text.replace("id,name", "q,r")}
    )

    assert [(each.records, each.checked, each.encoding) for each in read.sources] == [
        (50_000, 50_000, "utf-16-le"),
        (50_001, 0, "utf-8"),
    ]


def test_a_large_file_with_a_mark_is_read_as_a_stream(reading):
    lines = "".join(f"a-{i},{'x' * 100}\n" for i in range(50_000))

    read = reading({"service.csv": b"\xef\xbb\xbfid,name\n" + lines.encode()})

    (source,) = read.sources
    assert (source.records, source.checked, source.encoding) == (50_000, 50_000, "utf-8")
    assert source.size == len(lines) + 11
    assert findings(read) == []


def test_a_large_file_with_a_bad_byte_is_read_to_its_end(reading):
    lines = "".join(f"a-{i},{'x' * 100}\n" for i in range(50_000))

    read = reading({"service.csv": b"id,name\n" + lines.encode() + b"a,\xe9\nb,c,d\n"})

    assert findings(read) == [
        ("encoding-error", 50_002, "name"),
        ("extra-cell", 50_003, "column 3"),
    ]
    assert cells(read, "service")[-2][:3] == (50_002, "a", "é")


def test_a_tsv_file_has_tabs(reading):
    read = reading({"service.tsv": "id\tname\na\tb\n"})

    assert findings(read) == []
    assert cells(read, "service")[0][:3] == (2, "a", "b")


@pytest.mark.parametrize(
    ("dialect", "message"),
    [
        pytest.param({"delimiter": ";;"}, "delimiter must be one ASCII character", id="two signs"),
        pytest.param({"escapeChar": "\\"}, "escapeChar is not supported", id="escape"),
        pytest.param({"header": False}, "header is not supported", id="no header"),
        pytest.param("dialect.json", "write the dialect out", id="a path"),
    ],
)
def test_a_dialect_that_asks_for_more_is_refused(reading, dialect, message):
    resource = {"name": "service", "path": "service.csv", "dialect": dialect}

    with pytest.raises(SubmissionError, match=message):
        reading({"service.csv": "id\n", "datapackage.json": json.dumps({"resources": [resource]})})
