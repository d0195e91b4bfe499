"""XLSX workbooks: a sheet for each table, and one that describes the package."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, time
from itertools import chain, islice
from pathlib import Path
from typing import Any

from openinnov.descriptor import REQUIRED
from openinnov.exceptions import SubmissionError
from openinnov.reading.cells import Numbers, is_rounded, number, text_of
from openinnov.reading.headings import find_header, fold, is_blank, shown
from openinnov.reading.intake import File, Intake, Part
from openinnov.reading.loader import Loader, Target, begin
from openinnov.reading.sheet_xml import Sheet, UnsafeError, address
from openinnov.reading.sheets import inspect
from openinnov.standard import Table
from openinnov.submission import Source

#: The sheet that describes the package, in the words of the template.
_START = "Start here"
#: Sheets of the template that hold no data.
_ASIDE = frozenset(map(fold, ("Lists", "Example", "Instructions", "Errors")))
#: How many cells are held in memory at a time; larger sheets are streamed.
_LARGEST = 50_000_000
#: How many of its properties make a sheet a descriptor, whatever its name.
_PROPERTIES = 3
_FIRST_ROWS = 20
_KNOWN = frozenset((*REQUIRED, "homepage", "id", "keywords"))
_NUMBERS = frozenset((int, float))

_Row = Sequence[Any]


def read(part: Part, intake: Intake) -> None:
    """Read the sheets of a workbook."""
    try:
        sheets = inspect(part.path)
    except UnsafeError:
        intake.find("unsafe-file", part.name)
        intake.add_source(_unread(File.of(part.name, b"")))
        return
    raw = part.path.read_bytes()
    book = _Book(part.path)
    for sheet in sheets:
        file = File.of(f"{part.name}#{shown(sheet.name)}", raw)
        table = _table(part, intake, sheets, sheet)
        if table is not None:
            _read_sheet(Target(intake, table, file), sheet, book.rows(sheet))
        elif fold(sheet.name) not in _ASIDE and not _describes(intake, sheet, book):
            intake.set_aside(file.name)
        if table is None and sheet.hidden:
            intake.find("hidden-content", file.name)


def _unread(file: File) -> Source:
    return Source(file.name, None, file.sha256, file.size, file.encoding, 0, 0)


def _table(part: Part, intake: Intake, sheets: Sequence[Sheet], sheet: Sheet) -> Table | None:
    """Return the table of a sheet: by its name, or by that of the file if it is the only sheet."""
    table = intake.headings.table(sheet.name)
    alone = len([each for each in sheets if not each.hidden]) == 1 and not sheet.hidden
    return intake.table_of(part) if alone and (table is None or part.table) else table


class _Book:
    """Gives the rows of the sheets of a workbook."""

    def __init__(self, path: Path) -> None:
        from python_calamine import CalamineError, CalamineWorkbook

        self._path = path
        try:
            self._book = CalamineWorkbook.from_path(str(path))
        except CalamineError:
            raise SubmissionError(f"{shown(path.name)}: is damaged: save it again") from None

    def rows(self, sheet: Sheet) -> Iterator[_Row]:
        """Yield the values of each row from the first on."""
        if sheet.rows * sheet.columns > _LARGEST:
            return self._streamed(sheet.name)
        from python_calamine import CalamineError

        try:
            rows = self._book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
        except CalamineError:
            raise _damaged(self._path, sheet.name) from None
        missing = max((row for row, _ in sheet.failed), default=0) - len(rows)
        return chain(rows, ((),) * missing)

    def _streamed(self, name: str) -> Iterator[_Row]:
        from xml.etree.ElementTree import ParseError

        import openpyxl

        try:
            with self._path.open("rb") as file:
                sheet = openpyxl.load_workbook(file, read_only=True, data_only=True)[name]
                sheet.reset_dimensions()
                for row in sheet.iter_rows():
                    yield [None if cell.data_type == "e" else _day(cell.value) for cell in row]
        except (KeyError, ParseError, ValueError):
            raise _damaged(self._path, name) from None


def _damaged(path: Path, sheet: str) -> SubmissionError:
    return SubmissionError(f"{shown(path.name)}#{shown(sheet)}: is damaged: save it again")


def _day(value: object) -> object:
    # Here a day comes as its midnight.
    return value.date() if isinstance(value, datetime) and value.time() == time() else value


def _read_sheet(target: Target, sheet: Sheet, rows: Iterator[_Row]) -> None:
    first = list(islice(rows, _FIRST_ROWS))
    head = _find_head(target, first)
    if head is None:
        records = sum(1 for row in chain(first, rows) if _has_value(row))
        target.refuse("unmatched-header" if records else "empty-table", records)
        return
    labels = [text_of(value) or "" for value in first[head]]
    labels += [""] * (sheet.columns - len(labels))
    columns = target.intake.headings.columns(target.table, labels)
    loader = begin(target, head + 1, columns)
    if head:
        loader.find("misplaced-header", head + 1)
    if sheet.hidden:
        loader.find("hidden-content")
    last = _load(loader, chain(first[head + 1 :], rows), sheet)
    _note_looks(loader, sheet, last)
    loader.close(last)


def _has_value(row: _Row) -> bool:
    return any(value not in {None, ""} for value in row)


def _find_head(target: Target, rows: Sequence[_Row]) -> int | None:
    labels = [[text_of(value) or "" for value in row] for row in rows]
    counts = [target.intake.headings.known(target.table, each) for each in labels]
    return 0 if counts and counts[0] and counts[0] == max(counts) else find_header(counts)


def _load(loader: Loader, rows: Iterable[_Row], sheet: Sheet) -> int:
    """Take the records below the headings; return the number of the last one with a value."""
    width, numbers = len(loader.header.columns), _Numbers(loader)
    failed = {row for row, _ in sheet.failed}
    last = loader.header.row
    for row, values in enumerate(rows, start=last + 1):
        cells = [v if v.__class__ is str else text_of(v) for v in values]
        if is_blank(cells) and row not in failed:
            continue  # Blank rows after the last value are no records.
        if row > last + 1:
            loader.blank(last + 1, row - 1)
        last = row
        numbers.note(row, values)
        loader.keep(row, [*cells, *[None] * (width - len(cells))])
    return last


class _Numbers:
    """Notes the numbers of a sheet that may have lost something."""

    def __init__(self, loader: Loader) -> None:
        header = loader.header
        self._numbers = Numbers(loader)
        named = list(zip(header.positions, header.fields, strict=True))
        self._texts = [(i, name) for i, name in named if self._numbers.is_text(name)]
        self._others = [(i, name) for i, name in named if not self._numbers.is_text(name)]

    def note(self, row: int, values: _Row) -> None:
        """Note the numbers of a row."""
        for i, name in self._texts:
            if i < len(values) and values[i].__class__ in _NUMBERS:
                self._note(row, i, name, values[i])
        for i, name in self._others:
            if i < len(values) and values[i].__class__ in _NUMBERS and is_rounded(values[i]):
                self._note(row, i, name, values[i])

    def _note(self, row: int, column: int, name: str, value: float) -> None:
        self._numbers.note(
            row, name, number(value), rounded=is_rounded(value), detail=address(row, column)
        )


def _note_looks(loader: Loader, sheet: Sheet, last: int) -> None:
    """Note what cannot be seen, or looks other than it is, among the records."""
    header = loader.header
    names = [column.field for column in header.columns]

    def note(rule: str, row: int, column: int) -> None:
        if header.row <= row <= last:
            name = names[column] if column < len(names) else None
            loader.find(rule, row, name, detail=address(row, column))

    for place in sheet.errors:
        note("formula-error", *place)
    for place in sheet.uncalculated:
        note("uncalculated-formula", *place)
    for first in sheet.merged:
        note("merged-cells", *first)
    for row in sheet.hidden_rows:
        if header.row < row <= last:
            loader.find("hidden-content", row)
    for column in sheet.hidden_columns:
        if column < len(names) and header.columns[column].label:
            loader.find("hidden-content", None, names[column], detail=address(header.row, column))


def _describes(intake: Intake, sheet: Sheet, book: _Book) -> bool:
    """Take the properties of a package from a sheet, if it is the one that describes it."""
    if sheet.rows * sheet.columns > _LARGEST:
        return False
    properties: dict[str, Any] = {}
    for row in book.rows(sheet):
        name, value = (*(text_of(value) for value in row[:2]), None, None)[:2]
        if name and value and (name in _KNOWN or name.startswith("openinnov:")):
            properties.setdefault(name, _property(name, value))
    found = fold(sheet.name) == fold(_START) or len(properties) >= _PROPERTIES
    if found:
        intake.take_descriptor(properties)
    return found


def _property(name: str, value: str) -> Any:
    items = [item.strip() for item in value.split(";")]
    if name == "licenses":
        return [{"name": item} for item in items]
    return items if name == "keywords" else value


def typed_rows(path: Path) -> Iterator[tuple[Sheet, Iterator[_Row]]]:
    """Yield each sheet of a workbook that is safe to open, with the values of its rows."""
    sheets = inspect(path)
    book = _Book(path)
    for sheet in sheets:
        yield sheet, book.rows(sheet)
