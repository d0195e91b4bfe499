import datetime as dt
from decimal import Decimal

import pyarrow as pa
import pytest
from pyarrow import parquet
from reading.hostile import cells, field, findings, standard_of

from openinnov.exceptions import SubmissionError
from openinnov.reading import read

MOMENT = dt.datetime(2024, 3, 1, 10, 30, tzinfo=dt.UTC)


@pytest.fixture
def write(tmp_path):
    """Return a function that writes columns into a Parquet file."""

    def write(name, columns):
        path = tmp_path / name
        parquet.write_table(pa.table(columns), path)
        return path

    return write


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        pytest.param(pa.array(["a", "", None]), ["a", None, None], id="text"),
        pytest.param(pa.array(["a", None]).dictionary_encode(), ["a", None], id="dictionary"),
        pytest.param(pa.array([True, False]), ["true", "false"], id="boolean"),
        pytest.param(pa.array([7, -1], pa.int8()), ["7", "-1"], id="integer"),
        pytest.param(pa.array([1.0, 2.5, 1e-7]), ["1", "2.5", "0.0000001"], id="float"),
        pytest.param(pa.array([float("nan"), 1e22]), ["NaN", "1" + "0" * 22], id="odd float"),
        pytest.param(pa.array([Decimal("1.50"), Decimal(100)]), ["1.5", "100"], id="decimal"),
        pytest.param(pa.array([dt.date(2024, 3, 1)]), ["2024-03-01"], id="date"),
        pytest.param(pa.array([dt.time(10, 30, 0, 500)]), ["10:30:00.0005"], id="time"),
        pytest.param(pa.array([MOMENT.replace(tzinfo=None)]), ["2024-03-01T10:30:00"], id="moment"),
        pytest.param(
            pa.array([MOMENT], pa.timestamp("ns", "Asia/Dhaka")),
            ["2024-03-01T10:30:00Z"],
            id="moment with a zone",
        ),
        pytest.param(
            pa.array([["a", "b"], [], None, [None, "c"]]), ["a;b", None, None, "c"], id="list"
        ),
        pytest.param(pa.array([[1.0, 2.5]]), ["1;2.5"], id="list of numbers"),
        pytest.param(pa.nulls(2), [None, None], id="nothing"),
    ],
)
def test_each_type_has_its_text(write, column, expected):
    ids = pa.array([f"i{i}" for i in range(len(column))])
    path = write("data.parquet", {"id": ids, "value": column})

    submission = read(path, standard=standard_of(field("id"), field("value", "list")))

    assert [value for _, _, value in cells(submission)] == expected


@pytest.mark.parametrize(
    "column",
    [
        pytest.param(pa.array([{"a": 1}]), id="object"),
        pytest.param(pa.array([[["a"]]]), id="list of lists"),
        pytest.param(pa.array([b"a"]), id="bytes"),
        pytest.param(pa.array([dt.timedelta(1)]), id="duration"),
    ],
)
def test_a_type_without_text_is_refused_where_it_is_read(write, column):
    assert read(write("service.parquet", {"id": ["a"], "x": column})).rows("service") == 1

    with pytest.raises(SubmissionError, match=r"the column id holds .*, which has no text"):
        read(write("service.parquet", {"id": column}))


def test_records_are_numbered_and_blank_ones_found(write):
    columns = {"id": ["a", None, "c"], "name": ["", " ", None], "x": pa.nulls(3)}

    submission = read(write("service.parquet", columns))

    assert [row[:2] for row in cells(submission, "service")] == [(1, "a"), (3, "c")]
    assert findings(submission) == [
        ("extra-label", None, "column 3"),
        ("blank-row", 2, None),
    ]


def test_numbers_in_texts_and_lists_that_change_are_found(write):
    columns = {"id": pa.array([7]), "audience": [["a;b"]], "name": [["a"]]}

    submission = read(write("service.parquet", columns))

    assert findings(submission) == [
        ("number-in-text", 1, "id"),
        ("type", 1, "audience"),
        ("type", 1, "name"),
    ]


def test_a_column_without_a_name_is_found_if_it_holds_something(write):
    submission = read(write("service.parquet", {"id": ["a"], "": ["b"], " ": pa.nulls(1)}))

    assert findings(submission) == [("blank-label", None, "column 2")]


def test_a_file_without_records_is_an_empty_table(write):
    text = pa.array([], pa.string())

    submission = read(write("service.parquet", {"id": text, "": text}))

    assert findings(submission) == [("empty-table", None, None)]


def test_a_file_without_known_columns_is_not_read(write):
    submission = read(write("service.parquet", {"x": ["a"]}))

    assert findings(submission) == [("unmatched-header", None, None)]
    assert submission.columns == {}


def test_many_records_are_read(write):
    columns = {"id": [f"i{i}" for i in range(100_000)], "yearly_users": range(100_000)}

    submission = read(write("service.parquet", columns))

    assert submission.rows("service") == 100_000
    assert cells(submission, "service")[-1][:2] == (100_000, "i99999")


def test_a_file_that_names_no_table_is_set_aside(write):
    submission = read(write("x.parquet", {"id": ["a"]}))

    assert [each.source for each in submission.unknown] == ["x.parquet"]


@pytest.mark.parametrize("cut", [0, 1, 100, -1])
def test_a_damaged_file_is_refused(write, cut):
    path = write("service.parquet", {"id": ["secret"] * 9})
    path.write_bytes(path.read_bytes()[:cut])

    with pytest.raises(SubmissionError, match=r"service\.parquet: is damaged") as caught:
        read(path)

    assert "secret" not in str(caught.value)


def test_a_file_damaged_in_the_middle_is_refused(write):
    path = write("service.parquet", {"id": [f"{i}" for i in range(9999)]})
    raw = bytearray(path.read_bytes())
    raw[4:2000] = bytes(1996)
    path.write_bytes(raw)

    with pytest.raises(SubmissionError, match=r"service\.parquet: is damaged"):
        read(path)
