"""The records of a foreign file as texts: one format a function, nothing retyped or guessed.

What a byte, a quotation mark or a cell with a type means, `openinnov.reading` decides.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openinnov.exceptions import SubmissionError
from openinnov.reading.cells import text_of
from openinnov.reading.columns import has_text, to_text
from openinnov.reading.dialect import Dialect
from openinnov.reading.encoding import Decoded, decode
from openinnov.reading.headings import is_blank, shown
from openinnov.reading.json_text import Cursor, Object
from openinnov.reading.limits import UnsafeError
from openinnov.reading.quotes import scan
from openinnov.reading.records import numbered
from openinnov.reading.sheet_xml import Sheet
from openinnov.reading.sheets import inspect
from openinnov.standard import Standard

if TYPE_CHECKING:
    from openinnov.mapping.document import Source


@dataclass(frozen=True, slots=True)
class Record:
    """A record of a file."""

    #: Its number in the file; the header of a table has a number too.
    row: int
    #: A text for each column, or none where the cell is empty.
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


@dataclass(frozen=True, slots=True)
class Foreign:
    """A file of a source."""

    path: Path
    content: bytes
    #: What messages call it.
    name: str
    source: "Source"


def read(file: Foreign, standard: Standard) -> Table:
    """Read a file, or raise `SubmissionError`."""
    if file.source.format == "csv":
        return _csv(file, standard)
    return {"workbook": _workbook, "json": _json, "parquet": _parquet}[file.source.format](file)


def _decoded(file: Foreign) -> Decoded:
    """Return the text of a file, or raise `SubmissionError` with the encoding that it may have."""
    decoded = decode(file.content, file.source.encoding, file.name)
    if decoded.guess is not None:
        like = f", they look like {decoded.guess}" if decoded.guess != "U+FFFD" else ""
        raise SubmissionError(
            f"{file.name}: not all bytes are {decoded.encoding}{like}; "
            "say its encoding in the mapping"
        )
    return decoded


def _csv(file: Foreign, standard: Standard) -> Table:
    dialect = Dialect(file.source.delimiter)
    decoded = _decoded(file)
    scanned = scan(decoded.content, dialect)
    broken = {row for rule, row in scanned.faults if standard.checks[rule].quarantines}
    lines = list(numbered(decoded.text(scanned.content), dialect, file.name))
    return _table([cells for _, cells in lines], file, broken)


def _table(lines: Sequence[Sequence[str]], file: Foreign, broken: set[int]) -> Table:
    header = file.source.header
    if len(lines) < header:
        raise SubmissionError(f"{file.name}: there is no record {header}, which is the header")
    columns = tuple(lines[header - 1])
    records = (
        Record(
            row,
            [cell or None for cell in cells],
            broken=row in broken or len(cells) != len(columns) or is_blank(cells),
        )
        for row, cells in enumerate(lines[header:], start=header + 1)
    )
    return Table(columns, tuple(records), comments=header - 1)


def _workbook(file: Foreign) -> Table:
    from python_calamine import CalamineError, CalamineWorkbook

    sheet = _sheet(file)
    try:
        book = CalamineWorkbook.from_path(str(file.path))
        rows = book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
    except CalamineError:
        raise SubmissionError(f"{file.name}: the workbook is damaged; save it again") from None
    lines = [[text_of(cell) or "" for cell in row] for row in rows]
    # Readers lose what a failed formula was meant to say, and return an empty cell.
    return _table(lines, file, {row for row, _ in sheet.failed})


def _sheet(file: Foreign) -> Sheet:
    """Find the sheet to read, and see that it can be: a very large one would end the process."""
    try:
        sheets = {sheet.name: sheet for sheet in inspect(file.path)}
    except UnsafeError:
        raise SubmissionError(f"{file.name}: the workbook is too large; save it as CSV") from None
    name = next(iter(sheets), "") if file.source.sheet is None else file.source.sheet
    if name not in sheets:
        raise SubmissionError(f"{file.name}: there is no sheet {shown(name)}")
    if sheets[name].is_large:
        raise SubmissionError(f"{file.name}: the sheet is too large; save it as CSV")
    return sheets[name]


def _json(file: Foreign) -> Table:
    cursor = Cursor(file.name, _decoded(file).text())
    rows = []
    for row, item in enumerate(cursor.items(), start=1):
        members = dict(item.members) if isinstance(item, Object) else None
        if members is None or len(members) != len(item.members):
            raise SubmissionError(f"{file.name}: record {row} should be an object, each key once")
        rows.append({key: _plain(value, file, row) for key, value in members.items()})
    cursor.finish()
    columns = tuple(dict.fromkeys(key for row in rows for key in row))
    return _objects(columns, ([row.get(key) for key in columns] for row in rows))


def _parquet(file: Foreign) -> Table:
    import pyarrow as pa
    from pyarrow import parquet

    try:
        table = parquet.read_table(pa.BufferReader(file.content))
    except (pa.ArrowException, OSError):
        raise SubmissionError(f"{file.name}: this is no Parquet file that can be read") from None
    for name, column in zip(table.column_names, table.columns, strict=True):
        if not has_text(column.type):
            raise SubmissionError(f"{file.name}: {shown(name)} holds what is no text or number")
    texts = [to_text(column.combine_chunks()).to_pylist() for column in table.columns]
    return _objects(tuple(table.column_names), map(list, zip(*texts, strict=True)))


def _objects(columns: tuple[str, ...], rows: Iterator[list[str | None]]) -> Table:
    # These formats have no header record, so the first record is number 1.
    records = (Record(number, cells) for number, cells in enumerate(rows, start=1))
    return Table(columns, tuple(records))


def _plain(value: Any, file: Foreign, row: int) -> str | None:
    """Write a value as the text that a person would have typed; items are joined by ``;``."""
    if isinstance(value, list) and not any(isinstance(item, list | Object) for item in value):
        return ";".join(text_of(item) or "" for item in value) or None
    if isinstance(value, list | Object):
        raise SubmissionError(f"{file.name}: record {row} has a cell that holds a table")
    return text_of(value)
