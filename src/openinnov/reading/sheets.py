"""Looking into a workbook before anything opens it: how large its sheets are, and what they hide.

Readers of workbooks allocate what the outermost cell says, and return a failed formula as an empty
cell. So the XML of each sheet is streamed first, by patterns over its bytes.
"""

import html
import re
import zipfile
import zlib
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from pathlib import Path

from openinnov.exceptions import SubmissionError
from openinnov.reading.headings import shown

#: What a workbook may unpack to: at all, and at more than `_RATIO` times its size.
_LARGEST, _LARGE, _RATIO = 2 << 30, 100 << 20, 200
_PIECE = 1 << 20
_LONGEST_ROW = 64 << 20
_NAME = rb"<(?:\w+:)?"
_ROW = re.compile(_NAME + rb"row\b([^>]*)>")
_CELL = re.compile(_NAME + rb"c\b[^>]*?(?:\sr=[\"']([A-Z]+)|>)")
_ERROR = re.compile(_NAME + rb"c\b([^>]*\st=[\"']e[\"'][^>]*)>")
_FORMULA = re.compile(
    _NAME + rb"c\b([^>]*)>\s*" + _NAME + rb"f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*"
    rb"(</(?:\w+:)?c>|<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)"
)
_COLUMN = re.compile(_NAME + rb"col\b([^>]*)>")
_MERGED = re.compile(_NAME + rb"mergeCell\b([^>]*)>")
_SHEET = re.compile(_NAME + rb"sheet\b([^>]*)>")
_RELATION = re.compile(_NAME + rb"Relationship\b([^>]*)>")
_ATTRIBUTE = re.compile(rb"([\w:]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_REFERENCE = re.compile(r"([A-Z]+)([0-9]+)")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, KeyError)
#: What begins a workbook of an older format, or one that is locked by a password.
_OLD = b"\xd0\xcf\x11\xe0"

Address = tuple[int, int]


class UnsafeError(Exception):
    """Raised when a workbook unpacks to more than can be read safely."""


@dataclass(slots=True)
class Sheet:
    """What the XML of a sheet tells; rows count from 1, columns from 0."""

    name: str
    hidden: bool
    rows: int = 0
    columns: int = 0
    errors: list[Address] = field(default_factory=list)
    uncalculated: list[Address] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    #: The first and the last cell of each merged area.
    merged: list[tuple[Address, Address]] = field(default_factory=list)

    @property
    def failed(self) -> list[Address]:
        """The cells that hold a formula without a result."""
        return self.errors + self.uncalculated


def inspect(path: Path) -> list[Sheet]:
    """Return the facts about each worksheet of a workbook, in order.

    Raises `UnsafeError` when it is too large, `SubmissionError` when it is no workbook.
    """
    name = shown(path.name)
    try:
        with path.open("rb") as stream:
            start = stream.read(len(_OLD))
        if start == _OLD:
            raise SubmissionError(
                f"{name}: is locked by a password or in an older format: save it as .xlsx without"
            )
        with zipfile.ZipFile(path) as archive:
            _check_size(archive)
            return list(_sheets(archive))
    except OSError as error:
        raise SubmissionError(f"{name}: cannot be opened: {error.strerror}") from None
    except _BROKEN:
        raise SubmissionError(f"{name}: is damaged or no XLSX workbook: save it again") from None


def _check_size(archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if unpacked > _LARGEST or (unpacked > _LARGE and unpacked > _RATIO * packed):
        raise UnsafeError


def _sheets(archive: zipfile.ZipFile) -> Iterator[Sheet]:
    targets = {
        one["Id"]: one["Target"]
        for one in map(_attributes, _RELATION.findall(archive.read("xl/_rels/workbook.xml.rels")))
        if one.get("Type", "").endswith("/worksheet")
    }
    paths = {}
    for one in map(_attributes, _SHEET.findall(archive.read("xl/workbook.xml"))):
        target = targets.get(next((v for k, v in one.items() if k.endswith(":id")), ""))
        if target is not None:
            path = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
            paths[path] = Sheet(one["name"], hidden=one.get("state", "visible") != "visible")
    for member in archive.infolist():
        # Also what is no sheet is unpacked once, so that no size is a lie.
        with archive.open(member) as stream:
            look = _Look(paths.get(member.filename, Sheet("", hidden=True)))
            look.over(iter(partial(stream.read, _PIECE), b""))
    yield from paths.values()


class _Look:
    """Goes through the XML of one sheet, a number of whole rows at a time."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._row = 0

    def over(self, pieces: Iterator[bytes]) -> None:
        rest = b""
        for piece in pieces:
            rest += piece
            end = rest.rfind(b"row>") + len(b"row>")
            if end >= len(b"row>"):
                self._rows(rest[:end])
                rest = rest[end:]
            if len(rest) > _LONGEST_ROW:
                raise UnsafeError
        self._rows(rest)

    def _rows(self, xml: bytes) -> None:
        sheet = self._sheet
        starts, numbers = self._number(xml)
        letters = set(_CELL.findall(xml))
        widths = [_column(match.decode()) + 1 for match in letters if match]
        if b"" in letters:
            bounds = pairwise([*starts, len(xml)])
            widths += [len(_CELL.findall(xml, start, end)) for start, end in bounds]
        sheet.columns = max(sheet.columns, *widths, 0)
        sheet.rows = max(sheet.rows, *numbers, 0)

        def place(match: re.Match[bytes]) -> Address:
            return self._address(match, starts, numbers)

        if b'"e"' in xml or b"'e'" in xml:
            sheet.errors += map(place, _ERROR.finditer(xml))
        if b"f>" in xml or b"<f" in xml or b":f" in xml:
            sheet.uncalculated += (place(m) for m in _FORMULA.finditer(xml) if not _is_text(m))
        if not starts or b"Cell" in xml or b"<col" in xml:
            self._around(xml)

    def _number(self, xml: bytes) -> tuple[list[int], list[int]]:
        starts, numbers = [], []
        for match in _ROW.finditer(xml):
            attributes = _attributes(match[1])
            self._row = int(attributes.get("r", self._row + 1))
            starts.append(match.start())
            numbers.append(self._row)
            if attributes.get("hidden") in {"1", "true"}:
                self._sheet.hidden_rows.append(self._row)
        return starts, numbers

    def _around(self, xml: bytes) -> None:
        for one in map(_attributes, _COLUMN.findall(xml)):
            if one.get("hidden") in {"1", "true"}:
                self._sheet.hidden_columns += range(int(one["min"]) - 1, int(one["max"]))
        for one in map(_attributes, _MERGED.findall(xml)):
            first, _, last = one["ref"].partition(":")
            self._sheet.merged.append((_parse(first), _parse(last or first)))

    @staticmethod
    def _address(match: re.Match[bytes], starts: list[int], numbers: list[int]) -> Address:
        reference = _attributes(match[1]).get("r")
        if reference:
            return _parse(reference)
        i = bisect(starts, match.start()) - 1
        return numbers[i], len(_CELL.findall(match.string, starts[i], match.start()))


def _is_text(match: re.Match[bytes]) -> bool:
    # A formula may give an empty text, and then has an empty value.
    return _attributes(match[1]).get("t") == "str" and b"v" in match[2]


def _attributes(xml: bytes) -> dict[str, str]:
    return {
        key.decode(): html.unescape((double or single).decode("utf-8", "replace"))
        for key, double, single in _ATTRIBUTE.findall(xml)
    }


def _parse(reference: str) -> Address:
    match = _REFERENCE.fullmatch(reference.replace("$", ""))
    if match is None:
        raise zipfile.BadZipFile
    return int(match[2]), _column(match[1])


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
