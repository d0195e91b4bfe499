"""Workbooks (.xlsx, .ods, .xls): a sheet for each table, and one that describes the package."""

import warnings
import zlib
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, time
from itertools import chain, islice
from pathlib import Path
from typing import Any

from openinnov.descriptor import REQUIRED
from openinnov.exceptions import SubmissionError
from openinnov.reading.cells import Numbers, is_rounded, number, text_of, texts_of
from openinnov.reading.headings import SPACE, find_header, fold, shown
from openinnov.reading.intake import File, Intake, Part
from openinnov.reading.limits import UnsafeError
from openinnov.reading.loader import Loader, Target, begin
from openinnov.reading.sheet_xml import Sheet, address
from openinnov.reading.sheets import inspect
from openinnov.standard import Table

#: The sheet that describes the package, in the words of the template.
_START = "Start here"
#: Sheets of the template that hold no data.
_ASIDE = frozenset(map(fold, ("Lists", "Example", "Instructions", "Errors")))
#: How many cells are turned into text at a time.
_CELLS = 1 << 18
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
        intake.refuse(part.name)
        return
    raw = part.path.read_bytes()
    book = _Book(part.path)
    for sheet in sheets:
        file = File.of(f"{part.name}#{shown(sheet.name)}", raw)
        table = _table(part, intake, sheets, sheet)
        if table is not None:
            _read_sheet(Target(intake, table, file), sheet, book.rows(sheet))
        elif fold(sheet.name) not in _ASIDE and not _describes(intake, file.name, sheet, book):
            intake.set_aside(file.name)
        if table is None and sheet.hidden:
            intake.find("hidden-content", file.name)


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
        if sheet.is_large:
            return self._streamed(sheet.name)
        from python_calamine import CalamineError

        try:
            rows = self._book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
        except CalamineError:
            raise _damaged(self._path, sheet.name) from None
        for row, column in sheet.failed:
            if row <= len(rows) and column < len(rows[row - 1]):
                rows[row - 1][column] = ""
        missing = max((row for row, _ in sheet.failed), default=0) - len(rows)
        return chain(rows, ((),) * missing)

    def _streamed(self, name: str) -> Iterator[_Row]:
        from zipfile import BadZipFile

        import openpyxl

        try:
            with self._path.open("rb") as file:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")  # About what is no cell.
                    book = openpyxl.load_workbook(file, read_only=True, data_only=True)
                sheet = book[name]
                sheet.reset_dimensions()
                for row in sheet.iter_rows():
                    yield [None if cell.data_type == "e" else _day(cell.value) for cell in row]
        except (*_DAMAGES, BadZipFile):
            raise _damaged(self._path, name) from None


#: What openpyxl stumbles over: of its own, and of XML, whose faults are of syntax.
_DAMAGES = (
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    zlib.error,
)


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


def _load(loader: Loader, rows: Iterator[_Row], sheet: Sheet) -> int:
    """Take the records below the headings; return the number of the last one with a value."""
    width, numbers = len(loader.header.columns), _Numbers(loader)
    failed = {row for row, _ in sheet.failed}
    last = loader.header.row
    numbered = enumerate(rows, start=last + 1)
    size = max(_CELLS // max(width, 1), 1)
    while lot := list(islice(numbered, size)):
        # Blank rows after the last value are no records.
        records = [(row, v) for row, v in lot if (v and not _is_blank(v)) or row in failed]
        for row, _ in records:
            if row > last + 1:
                loader.blank(last + 1, row - 1)
            last = row
        if records:
            _take(loader, numbers, records, width)
    return last


def _take(
    loader: Loader, numbers: "_Numbers", records: Sequence[tuple[int, _Row]], width: int
) -> None:
    """Take records by their columns, since nearly all cells of a column have one type."""
    rows = [row for row, _ in records]
    filled = (
        v if len(v) == width else [*v[:width], *[None] * (width - len(v))] for _, v in records
    )
    columns: list[tuple[Any, ...]] = list(zip(*filled, strict=True))
    kinds = [frozenset(map(type, column)) for column in columns]
    numbers.note(rows, columns, kinds)
    loader.keep_columns(rows, [texts_of(c, k) for c, k in zip(columns, kinds, strict=True)])


def _is_blank(row: _Row) -> bool:
    return all(v is None or (v.__class__ is str and not v.strip(SPACE)) for v in row)


class _Numbers:
    """Notes the numbers of a sheet that may have lost something."""

    def __init__(self, loader: Loader) -> None:
        self._numbers = Numbers(loader)
        self._named = list(zip(loader.header.positions, loader.header.fields, strict=True))

    def note(
        self,
        rows: Sequence[int],
        columns: Sequence[Sequence[Any]],
        kinds: Sequence[Collection[type]],
    ) -> None:
        """Note the numbers of some rows."""
        for i, name in self._named:
            if not _NUMBERS.isdisjoint(kinds[i]):
                is_text = self._numbers.is_text(name)
                for row, value in zip(rows, columns[i], strict=True):
                    if type(value) in _NUMBERS and (is_text or is_rounded(value)):
                        self._note(row, i, name, value)

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


def _describes(intake: Intake, source: str, sheet: Sheet, book: _Book) -> bool:
    """Take the properties of a package from a sheet, if it is the one that describes it.

    What else stands there, or a second time and otherwise, is noted.
    """
    if sheet.is_large:
        return False
    properties: dict[str, Any] = {}
    passed_over: list[tuple[str, int, str]] = []
    for at, row in enumerate(book.rows(sheet), start=1):
        name, value = (*(text_of(value) for value in row[:2]), None, None)[:2]
        if not name or not value:
            continue
        if name not in _KNOWN and not name.startswith("openinnov:"):
            passed_over.append(("extra-label", at, name))
        elif properties.setdefault(name, _property(name, value)) != _property(name, value):
            passed_over.append(("duplicate-label", at, name))
    found = fold(sheet.name) == fold(_START) or len(properties) >= _PROPERTIES
    if found:
        intake.take_descriptor(properties)
        for rule, at, name in passed_over:
            intake.find(rule, source, row=at, value=shown(name), detail=address(at, 0))
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
