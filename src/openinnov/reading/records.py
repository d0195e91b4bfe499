"""The records of a CSV text, and those that are not as wide as the header."""

import csv
import io
from array import array
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from openinnov.exceptions import SubmissionError
from openinnov.reading.dialect import Dialect
from openinnov.reading.loader import Loader, place
from openinnov.reading.quotes import LONGEST
from openinnov.submission import Spans


class Lengths:
    """Takes note of the records that take more than one line, one after the other."""

    def __init__(self) -> None:
        self._rows, self._surplus = array("q"), array("q")

    def add(self, row: int, more: int) -> None:
        """Take a record, and how many lines it takes more than one."""
        self._rows.append(row)
        self._surplus.append(more + (self._surplus[-1] if self._surplus else 0))

    def spans(self) -> Spans:
        """Return where all records stand."""
        return Spans(self._rows, self._surplus)


def numbered(
    text: str, dialect: Dialect, name: str, lengths: Lengths | None = None
) -> Iterator[tuple[int, list[str]]]:
    """Yield the cells of each record of a CSV text with its number."""
    row = before = 0
    try:
        for row, (cells, last) in enumerate(placed(text, dialect), start=1):
            if lengths is not None and last > before + 1:
                lengths.add(row, last - before - 1)
            before = last
            yield row, cells
    except csv.Error:
        raise SubmissionError(
            f"{name}: record {row + 1} has a cell of more than {LONGEST >> 20} MiB: shorten it"
        ) from None


def lines(text: str, dialect: Dialect) -> Iterator[list[str]]:
    """Yield the cells of each record of a CSV text."""
    for cells, _ in placed(text, dialect):
        yield cells


def placed(text: str, dialect: Dialect) -> Iterator[tuple[list[str], int]]:
    """Yield the cells of each record of a CSV text, with the number of its last line."""
    reader = csv.reader(
        io.StringIO(text, newline=""),
        delimiter=dialect.delimiter,
        quotechar=dialect.quote,
        quoting=csv.QUOTE_MINIMAL if dialect.quote else csv.QUOTE_NONE,
    )
    with _long_cells():
        for cells in reader:
            yield cells, reader.line_num


@contextmanager
def _long_cells() -> Iterator[None]:
    before = csv.field_size_limit(LONGEST)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def fit(cells: Sequence[str], width: int) -> list[str | None]:
    """Pad or cut a record.

    >>> fit(["a"], 2), fit(["a", "b", "c"], 2)
    (['a', None], ['a', 'b'])
    """
    return [*cells[:width], *[None] * (width - len(cells))]


def misfit(loader: Loader, row: int, width: int) -> None:
    """Note each cell that a record of another width than the header lacks, or has too many."""
    columns = loader.header.columns
    for i in range(width, len(columns)):
        name = columns[i].field
        loader.find("missing-cell", row, name, detail=None if name else place(i))
    for i in range(len(columns), width):
        loader.find("extra-cell", row, detail=place(i))
