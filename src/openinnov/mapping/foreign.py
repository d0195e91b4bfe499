"""The records of a foreign file as texts: one format a function, nothing retyped or guessed."""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from openinnov.exceptions import SubmissionError

if TYPE_CHECKING:
    from openinnov.mapping.document import Source

#: The longest cell that is read.
_LONGEST = 16 << 20
#: Above this a whole number of a workbook may have lost digits.
_EXACT = 1e15


@dataclass(frozen=True, slots=True)
class Record:
    """A record of a file."""

    #: Its number in the file; the header of a table has a number too.
    row: int
    #: A text for each column, or none where the cell is empty; too few or too many if `broken`.
    cells: Sequence[str | None]
    #: Whether it has lost its shape, so that no cell can be trusted to stand in its column.
    broken: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """What a file holds."""

    columns: tuple[str, ...]
    records: tuple[Record, ...]
    #: Records above the header.
    comments: int = 0


def read(content: bytes, name: str, source: "Source") -> Table:
    """Read the bytes of a file, or raise `SubmissionError`; `name` is what messages call it."""
    readers = {"csv": _csv, "workbook": _workbook, "json": _json, "parquet": _parquet}
    return readers[source.format](content, name, source)


def _csv(content: bytes, name: str, source: "Source") -> Table:
    text = _decode(content, name, source.encoding)
    csv.field_size_limit(_LONGEST)
    records = csv.reader(io.StringIO(text, newline=""), delimiter=source.delimiter, strict=False)
    try:
        lines = list(records)
    except csv.Error as error:
        raise SubmissionError(f"{name}: line {records.line_num} cannot be read") from error
    return _table(lines, name, source.header)


def _decode(content: bytes, name: str, encoding: str) -> str:
    # Whole files are decoded: a sample says nothing about the rest.
    with_mark = "utf-8-sig" if encoding.lower().replace("_", "-") in {"utf-8", "utf8"} else encoding
    try:
        return content.decode(with_mark)
    except UnicodeDecodeError as error:
        advice = "say its encoding in the mapping"
        raise SubmissionError(f"{name}: byte {error.start} is not {encoding}; {advice}") from None


def _table(lines: Sequence[Sequence[str]], name: str, header: int) -> Table:
    if len(lines) < header:
        raise SubmissionError(f"{name}: there is no record {header}, which should be the header")
    columns = tuple(lines[header - 1])
    records = (
        _record(row, cells, len(columns))
        for row, cells in enumerate(lines[header:], start=header + 1)
    )
    return Table(columns, tuple(records), comments=header - 1)


def _record(row: int, cells: Sequence[str], width: int) -> Record:
    blank = not any(cells)
    return Record(row, [cell or None for cell in cells], broken=blank or len(cells) != width)


def _workbook(content: bytes, name: str, source: "Source") -> Table:
    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    except python_calamine.CalamineError as error:
        raise SubmissionError(f"{name}: this is no workbook that can be read") from error
    sheet = book.sheet_names[0] if source.sheet is None else source.sheet
    if sheet not in book.sheet_names:
        raise SubmissionError(f"{name}: there is no sheet {sheet!r}")
    rows = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    return _table([[_plain(cell) for cell in row] for row in rows], name, source.header)


def _json(content: bytes, name: str, source: "Source") -> Table:
    text = _decode(content, name, source.encoding)
    try:
        rows = json.loads(text, parse_float=str, parse_int=str, parse_constant=str)
    except json.JSONDecodeError as error:
        raise SubmissionError(f"{name}: line {error.lineno} is no JSON") from None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise SubmissionError(f"{name}: this should be a list of objects")
    columns = tuple(dict.fromkeys(key for row in rows for key in row))
    return _objects(columns, ([row.get(key) for key in columns] for row in rows))


def _parquet(content: bytes, name: str, source: "Source") -> Table:
    import pyarrow as pa
    from pyarrow import parquet

    try:
        table = parquet.read_table(io.BytesIO(content))
    except (pa.ArrowException, OSError) as error:
        raise SubmissionError(f"{name}: this is no Parquet file that can be read") from error
    columns = tuple(table.column_names)
    rows = zip(*(column.to_pylist() for column in table.columns), strict=True)
    return _objects(columns, (list(row) for row in rows))


def _objects(columns: tuple[str, ...], rows: Iterator[list[Any]]) -> Table:
    # These formats have no header record, so the first record is number 1.
    records = (
        Record(number, [_plain(cell) or None for cell in row])
        for number, row in enumerate(rows, start=1)
    )
    return Table(columns, tuple(records))


def _plain(value: Any) -> str:
    """Write a value as the text that a person would have typed."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        whole = value.is_integer() and abs(value) < _EXACT
        return str(int(value)) if whole else format(Decimal(repr(value)), "f")
    if isinstance(value, list) and not any(isinstance(item, list | dict) for item in value):
        return ";".join(_plain(item) for item in value)
    return _moment(value) or json.dumps(value, ensure_ascii=False, default=str)


def _moment(value: Any) -> str | None:
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time.min else value.isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value) if isinstance(value, int | Decimal | timedelta) else None
