"""The rows of a table as each format tells them, all cells as text."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

from openinnov.verification.package import Package


def csv_rows(package: Package, path: str) -> Iterator[Mapping[str, str]]:
    """Yield the records of a CSV file up to where it is none; an empty cell is ""."""
    file = package.directory / path
    with _long_cells(file), file.open(encoding="utf-8", newline="") as lines:
        rows = csv.reader(lines, strict=True)
        try:
            heading = next(rows, [])
            for row in rows:
                yield dict(zip(heading, row, strict=False))
        except (UnicodeDecodeError, csv.Error):
            return  # What is wrong with it the check of tables says.


@contextmanager
def _long_cells(file: Path) -> Iterator[None]:
    longest = csv.field_size_limit(max(file.stat().st_size, csv.field_size_limit()))
    try:
        yield
    finally:
        csv.field_size_limit(longest)


def parquet_rows(package: Package, path: str) -> Iterator[Mapping[str, str]]:
    """Yield the records of a Parquet file, of which the cells have types."""
    for batch in parquet_batches(package, path):
        columns = {name: _cells(batch[name]) for name in batch.schema.names}
        for number in range(len(batch)):
            yield {name: cells[number] for name, cells in columns.items()}


def parquet_batches(package: Package, path: str) -> Iterator[Any]:
    """Yield the rows of a Parquet file, as Arrow does; nothing of what is none."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(package.directory / path) as file:
            yield from file.iter_batches()
    except (pa.ArrowInvalid, OSError):
        return  # What is wrong with it the check of tables says.


def _cells(column: Any) -> Sequence[str]:
    return [text_of(value) for value in column.to_pylist()]


def text_of(value: object) -> str:
    """Return a value as a cell writes it.

    >>> from decimal import Decimal
    >>> text_of(None), text_of(True), text_of(Decimal("2.500")), text_of(["a", "b"])
    ('', 'true', '2.5', 'a;b')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ";".join(map(text_of, value))
    if isinstance(value, Decimal):
        return f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"
    return str(value)
