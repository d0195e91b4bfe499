"""Laws of packages of others' tables: no cell is lost or changed, whatever it holds."""

import csv
import datetime as dt
from decimal import Decimal

import pyarrow.parquet as pq
from hypothesis import example, given, settings
from hypothesis import strategies as st
from packages.sources import SAID

import openinnov

#: What the checks take for a text; the first sign is none of those that make a row blank.
TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")).filter(
        lambda sign: sign not in "\ufffe\uffff"
    )
    | st.sampled_from("\n\t,;\"'|="),
    max_size=20,
)
NUMBER = st.from_regex(
    r"[+-]?([0-9]{1,20}(\.[0-9]{0,20})?|\.[0-9]{1,9})([eE][+-]?[0-9]{1,2})?", fullmatch=True
)
WHOLE = st.from_regex(r"[+-]?[0-9]{1,18}", fullmatch=True)
DATE = st.dates(dt.date(1, 1, 1)).map(dt.date.isoformat)


def _packaged(folder, header, rows, fields, delimiter=","):
    """Write rows as CSV, package them, and return the rows of both files of the package."""
    file = folder / "t.csv"
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, delimiter=delimiter).writerows([header, *rows])
    source = openinnov.ForeignPackage([file], [{"fields": fields}], public_data=True)
    openinnov.write_package(source, folder / "out", **SAID)
    with (folder / "out/data/t.csv").open(encoding="utf-8", newline="") as stream:
        written = list(csv.reader(stream))
    return written, pq.read_table(folder / "out/data/t.parquet").to_pylist()


@settings(max_examples=25)
@given(
    rows=st.lists(st.tuples(TEXT.map(lambda text: f"x{text}"), TEXT), min_size=1, max_size=4),
    names=st.lists(
        TEXT.map(lambda text: text.replace("\n", "").replace("\t", "")), min_size=1, max_size=1
    ),
    delimiter=st.sampled_from(",;\t|"),
)
@example(rows=[("x=1", " NA "), ('x"', '"\n"')], names=['a,"b'], delimiter=";")
def test_each_text_is_what_it_was(rows, names, delimiter, tmp_path_factory):
    header = ["key", f"n{names[0]}"]
    fields = [{"name": name} for name in header]

    written, typed = _packaged(tmp_path_factory.mktemp("law"), header, rows, fields, delimiter)

    assert written == [header, *map(list, rows)]
    assert [tuple(row.values()) for row in typed] == [(a, b or None) for a, b in rows]


@settings(max_examples=25)
@given(rows=st.lists(st.tuples(WHOLE, NUMBER | st.just(""), DATE), min_size=1, max_size=4))
@example(rows=[("-000", "0.1234567890123456789", "0001-01-01"), ("1", "1e99", "9999-12-31")])
def test_each_typed_value_is_the_one_that_its_text_says(rows, tmp_path_factory):
    header, kinds = ["whole", "number", "day"], ["integer", "number", "date"]
    fields = [{"name": n, "type": kind} for n, kind in zip(header, kinds, strict=True)]

    written, typed = _packaged(tmp_path_factory.mktemp("law"), header, rows, fields)

    assert written == [header, *map(list, rows)]
    for row, (whole, number, day) in zip(typed, rows, strict=True):
        assert (row["whole"], row["day"].isoformat()) == (int(whole), day)
        said = row["number"]
        # A float says of a number what its shortest text says.
        exact = said if said is None or isinstance(said, str) else repr(said)
        assert (None if exact is None else Decimal(exact)) == (Decimal(number) if number else None)
