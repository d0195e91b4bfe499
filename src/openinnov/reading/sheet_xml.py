"""What the XML of a sheet tells, found by patterns over its bytes.

A parser would take longer than opening the workbook does, and only counts are wanted, with the
places of what spreadsheet readers lose.
"""

import re
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from openinnov.reading.limits import UnsafeError

#: The longest piece without the end of a row.
_LONGEST_ROW = 64 << 20
#: What a sheet has room for.
_MOST_ROWS, _MOST_COLUMNS = 1 << 20, 1 << 14
#: How many cells are held in memory at a time: at all, and if so many times as few are filled.
_LARGEST, _LARGE, _SPARSE = 50_000_000, 1_000_000, 20
_PREFIX = rb"<(\w+:)?worksheet\b"
_ATTRIBUTE = rb"([\w:]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')"
_REFERENCE = rb"([A-Z]{1,3})([0-9]{1,7})"

#: A row, which counts from 1, and a column, which counts from 0.
Address = tuple[int, int]


@dataclass(slots=True)
class Sheet:
    """The facts about a sheet."""

    name: str
    hidden: bool
    #: The number of the last row, and how many columns there are up to the outermost cell.
    rows: int = 0
    columns: int = 0
    #: How many cells are written in the file.
    cells: int = 0
    errors: list[Address] = field(default_factory=list)
    uncalculated: list[Address] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    #: The first cell of each merged area.
    merged: list[Address] = field(default_factory=list)

    @property
    def failed(self) -> list[Address]:
        """The cells that hold a formula without a result."""
        return self.errors + self.uncalculated

    @property
    def is_large(self) -> bool:
        """Whether its area takes far more memory than its cells, or more than there may be."""
        area = self.rows * self.columns
        return area > _LARGEST or (area > _LARGE and area > _SPARSE * self.cells)


@cache
def _pattern(text: bytes) -> re.Pattern[bytes]:
    return re.compile(text)


class _Patterns:
    """The elements of a sheet whose names have a prefix, or none."""

    def __init__(self, prefix: bytes) -> None:
        start, end = b"<" + prefix, b"</" + prefix
        self.row_end = end + b"row>"
        self.formula_start = start + b"f"
        self.row = re.compile(start + rb"row\b([^>]*)>")
        self.cell = re.compile(start + rb"c\b[^>]*?(?:\sr=[\"']([A-Z]+)|>)")
        # As nearly all programs write it.
        self.plain_cell = re.compile(start + rb'c(?: r="([A-Z]+)|[\s/>])')
        # Where a cell says to stand counts, whatever the row says that it is in.
        self.place = re.compile(start + rb"c\b[^>]*?\sr=[\"'][A-Z]+([0-9]+)")
        self.error = re.compile(start + rb"c\b([^>]*\st=[\"']e[\"'][^>]*)>")
        self.formula = re.compile(
            start + rb"c\b([^>]*)>\s*" + start + rb"f\b(?:[^>]*/>|[^>]*>[^<]*" + end + rb"f>)\s*"
            rb"(" + end + rb"c>|" + start + rb"v\s*/>|" + start + rb"v>\s*" + end + rb"v>)"
        )
        self.column = re.compile(start + rb"col\b([^>]*)>")
        self.merged = re.compile(start + rb"mergeCell\b([^>]*)>")


_patterns = cache(_Patterns)


class Look:
    """Goes through the XML of a sheet, a number of whole rows at a time."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._row = 0
        self._patterns = _patterns(b"")

    def over(self, pieces: Iterator[bytes]) -> None:
        """Note what the XML tells."""
        rest, is_first = b"", True
        for piece in pieces:
            rest += piece
            if is_first and (prefix := _pattern(_PREFIX).search(rest)):
                self._patterns = _patterns(prefix[1] or b"")
            end = rest.rfind(self._patterns.row_end)
            if end >= 0:
                end += len(self._patterns.row_end)
                self._look(rest[:end], is_edge=is_first)
                rest, is_first = rest[end:], False
            if len(rest) > _LONGEST_ROW:
                raise UnsafeError
        self._look(rest, is_edge=True)

    def _look(self, xml: bytes, *, is_edge: bool) -> None:
        starts, numbers = ([], []) if self._is_plain(xml) else self._measure(xml)
        sheet, places = self._sheet, set(self._patterns.place.findall(xml))
        sheet.rows = max(sheet.rows, *map(int, places), 0)
        if sheet.rows > _MOST_ROWS or sheet.columns > _MOST_COLUMNS:
            raise UnsafeError

        def place(match: re.Match[bytes]) -> Address:
            reference = attributes(match[1]).get("r")
            if reference:
                return parse(reference)
            i = bisect(starts, match.start()) - 1
            return numbers[i], len(self._patterns.cell.findall(xml, starts[i], match.start()))

        patterns = self._patterns
        if b'"e"' in xml or (starts and b"'e'" in xml):
            sheet.errors += map(place, patterns.error.finditer(xml))
        if patterns.formula_start in xml:
            found = (match for match in patterns.formula.finditer(xml) if not _is_text(match))
            sheet.uncalculated += map(place, found)
        if is_edge:  # What is said of all rows stands before the first or after the last.
            self._look_around(xml)

    def _is_plain(self, xml: bytes) -> bool:
        """Measure rows that say where they stand, and hide nothing; say whether these are such."""
        rows = self._patterns.row.findall(xml)
        found = self._patterns.plain_cell.findall(xml)
        cells = set(found)
        if b"" in cells or not all(_is_plain_row(said) for said in rows):
            return False
        numbers = [int(said.split(b'"', 2)[1]) for said in rows]
        sheet = self._sheet
        self._row = numbers[-1] if numbers else self._row
        sheet.cells += len(found)
        sheet.rows = max(sheet.rows, *numbers, 0)
        sheet.columns = max(sheet.columns, *(_column(each.decode()) + 1 for each in cells), 0)
        return True

    def _measure(self, xml: bytes) -> tuple[list[int], list[int]]:
        """Return where each row begins, and its number."""
        starts, numbers = [], []
        for match in self._patterns.row.finditer(xml):
            said = attributes(match[1])
            self._row = int(said.get("r", self._row + 1))
            starts.append(match.start())
            numbers.append(self._row)
            if said.get("hidden") in {"1", "true"}:
                self._sheet.hidden_rows.append(self._row)
        cell = self._patterns.cell
        found = cell.findall(xml)
        letters = set(found)
        self._sheet.cells += len(found)
        widths = [_column(each.decode()) + 1 for each in letters if each]
        if b"" in letters:
            widths += [len(cell.findall(xml, a, b)) for a, b in pairwise([*starts, len(xml)])]
        self._sheet.columns = max(self._sheet.columns, *widths, 0)
        self._sheet.rows = max(self._sheet.rows, *numbers, 0)
        return starts, numbers

    def _look_around(self, xml: bytes) -> None:
        for said in map(attributes, self._patterns.column.findall(xml)):
            if said.get("hidden") in {"1", "true"}:
                last = min(int(said["max"]), _MOST_COLUMNS)
                self._sheet.hidden_columns += range(int(said["min"]) - 1, last)
        for said in map(attributes, self._patterns.merged.findall(xml)):
            self._sheet.merged.append(parse(said["ref"].partition(":")[0]))


def _is_plain_row(said: bytes) -> bool:
    return said.startswith(b' r="') and b"hidden" not in said


def _is_text(match: re.Match[bytes]) -> bool:
    # A formula may give an empty text, and then has an empty value.
    return attributes(match[1]).get("t") == "str" and b"v" in match[2]


def attributes(xml: bytes) -> dict[str, str]:
    """Return the attributes of an element."""
    import html

    return {
        key.decode(): html.unescape((double or single).decode("utf-8", "replace"))
        for key, double, single in _pattern(_ATTRIBUTE).findall(xml)
    }


def parse(reference: str) -> Address:
    """Return the place of a cell that is named as spreadsheets do."""
    match = _pattern(_REFERENCE).fullmatch(reference.replace("$", "").encode())
    if match is None:
        raise ValueError
    return int(match[2]), _column(match[1].decode())


def _column(letters: str) -> int:
    """Return the index of a column: ``A`` is 0, ``XFD`` 16383."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1


def address(row: int, column: int) -> str:
    """Name a cell as spreadsheets do.

    >>> address(17, 3), address(1, 16383)
    ('D17', 'XFD1')
    """
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"
