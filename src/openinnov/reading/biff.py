"""What the records of a workbook of the older Excel format (.xls) tell of its sheets.

The file is a small file system (MS-CFB), one stream of which holds the records (MS-XLS).
"""

from collections.abc import Iterator, Sequence
from struct import Struct, error

from openinnov.reading.limits import UnsafeError
from openinnov.reading.sheet_xml import Sheet

#: What begins such a file, and any other of that file system.
MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NAMES = ("Workbook", "Book")
#: The size of a directory entry, of a small sector, and of the first stream that needs none.
_ENTRY, _SMALL, _CUTOFF = 128, 64, 4096
#: The first number of a sector that means that there is none.
_NO_SECTOR = 0xFFFFFFFA
_U16, _U32, _TWO = Struct("<H"), Struct("<I"), Struct("<HH")
#: The version since which names are in Unicode.
_EXCEL_97 = 0x600
#: How many rows and columns a sheet has at most.
_ROWS, _COLUMNS = 1 << 16, 1 << 8
# The records that matter here.
_BOUNDSHEET, _BOF, _CODEPAGE, _FILEPASS, _DIMENSIONS = 0x85, 0x809, 0x42, 0x2F, 0x200
_ROW, _COLINFO, _MERGED, _BOOLERR, _FORMULA, _MULRK = 0x208, 0x7D, 0xE5, 0x205, 0x6, 0xBD
#: Those that hold the value of one cell: also RK, NUMBER, LABELSST, LABEL and RSTRING.
_VALUES = frozenset((_BOOLERR, _FORMULA, _MULRK, 0x27E, 0x203, 0xFD, 0x204, 0xD6))


class LockedError(Exception):
    """Raised when a workbook is locked by a password."""


def look(raw: bytes) -> list[Sheet]:
    """Return the facts about each sheet of a workbook, in order.

    Raises `LockedError`, `UnsafeError` where a sheet says that it is larger than the format allows,
    and `ValueError` where the file is damaged.
    """
    try:
        return _Records(_stream(raw)).sheets()
    except (error, LookupError):
        raise ValueError from None


def _stream(raw: bytes) -> bytes:
    """Return the stream that holds the records; raise `LockedError` if there is none."""
    size = 1 << min(_U16.unpack_from(raw, 30)[0], 16)

    def sector(number: int) -> bytes:
        return raw[(number + 1) * size : (number + 2) * size]

    places = [place for (place,) in _U32.iter_unpack(raw[76:512])]
    more = _U32.unpack_from(raw, 68)[0]
    seen = set()
    while more < _NO_SECTOR and more not in seen:  # Only large files have more places than fit.
        seen.add(more)
        *rest, more = _numbers(sector(more))
        places += rest
    following = [n for place in places if place < _NO_SECTOR for n in _numbers(sector(place))]

    def chain(start: int) -> bytes:
        return b"".join(map(sector, _follow(start, following)))

    entries = dict(_entries(chain(_U32.unpack_from(raw, 48)[0])))
    name = next((name for name in _NAMES if name in entries), None)
    if name is None:
        raise LockedError
    start, length = entries[name]
    if length >= _CUTOFF:
        return chain(start)[:length]
    small, numbers = chain(entries["Root Entry"][0]), _numbers(chain(_U32.unpack_from(raw, 60)[0]))
    parts = (small[_SMALL * n : _SMALL * (n + 1)] for n in _follow(start, numbers))
    return b"".join(parts)[:length]


def _entries(directory: bytes) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield the name of each stream, with the number of its first sector and its length."""
    for at in range(0, len(directory), _ENTRY):
        length = max(_U16.unpack_from(directory, at + 64)[0] - 2, 0)
        start, size = Struct("<II").unpack_from(directory, at + 116)
        yield directory[at : at + min(length, 62)].decode("utf-16-le", "replace"), (start, size)


def _numbers(sectors: bytes) -> list[int]:
    return [number for (number,) in _U32.iter_unpack(sectors)]


def _follow(start: int, following: Sequence[int]) -> Iterator[int]:
    """Yield the numbers of a chain of sectors; raise `IndexError` where it leads astray."""
    for _ in range(len(following) + 1):
        if start >= _NO_SECTOR:
            return
        yield start
        start = following[start]
    raise IndexError


class _Records:
    """Goes through the records of a workbook."""

    def __init__(self, stream: bytes) -> None:
        self._stream = stream
        self._sheets: dict[int, Sheet] = {}
        #: A sheet that is listed nowhere is none.
        self._sheet = Sheet("", hidden=False)
        self._codepage = "cp1252"
        self._is_unicode = False

    def sheets(self) -> list[Sheet]:
        """Return the facts about each sheet."""
        at, end = 0, len(self._stream)
        while at + 4 <= end:
            kind, length = _TWO.unpack_from(self._stream, at)
            self._see(kind, at, self._stream[at + 4 : at + 4 + length])
            at += 4 + length
        for sheet in self._sheets.values():
            sheet.hidden_columns = [i for i in sheet.hidden_columns if i < sheet.columns]
        return list(self._sheets.values())

    def _see(self, kind: int, at: int, data: bytes) -> None:
        if kind in _VALUES:
            self._see_value(kind, data)
        elif kind == _BOF:
            self._sheet = self._sheets.get(at, self._sheet)
            self._is_unicode = _U16.unpack_from(data)[0] >= _EXCEL_97
        elif kind == _DIMENSIONS:
            _check_dimensions(data)
        elif kind == _FILEPASS:
            raise LockedError
        elif kind in {_CODEPAGE, _BOUNDSHEET}:
            self._see_name(kind, data)
        else:
            self._see_look(kind, data)

    def _see_name(self, kind: int, data: bytes) -> None:
        if kind == _CODEPAGE:
            self._codepage = f"cp{_U16.unpack_from(data)[0]}"
            return
        sheet = Sheet(self._name(data[6:]), hidden=data[4] & 3 != 0)
        self._sheets[_U32.unpack_from(data)[0]] = sheet

    def _see_look(self, kind: int, data: bytes) -> None:
        if kind == _ROW and data[12] & 0x20:
            self._sheet.hidden_rows.append(_U16.unpack_from(data)[0] + 1)
        elif kind == _COLINFO and data[8] & 1:
            first, last = _TWO.unpack_from(data)
            self._sheet.hidden_columns += range(first, min(last + 1, _COLUMNS))
        elif kind == _MERGED:
            for i in range(_U16.unpack_from(data)[0]):
                row, _, column, _ = Struct("<HHHH").unpack_from(data, 2 + 8 * i)
                self._sheet.merged.append((row + 1, column))

    def _name(self, data: bytes) -> str:
        if not self._is_unicode:
            return data[1 : 1 + data[0]].decode(self._codepage)
        if data[1] & 1:
            return data[2 : 2 + 2 * data[0]].decode("utf-16-le")
        return data[2 : 2 + data[0]].decode("latin-1")

    def _see_value(self, kind: int, data: bytes) -> None:
        row, column = _TWO.unpack_from(data)
        sheet = self._sheet
        last = _U16.unpack_from(data, len(data) - 2)[0] if kind == _MULRK else column
        if last >= _COLUMNS:
            raise UnsafeError
        sheet.cells += last - column + 1
        sheet.rows, sheet.columns = max(sheet.rows, row + 1), max(sheet.columns, last + 1)
        if (kind == _BOOLERR and data[7]) or (kind == _FORMULA and _has_failed(data)):
            sheet.errors.append((row + 1, column))


def _check_dimensions(data: bytes) -> None:
    """Raise `UnsafeError` where a sheet says that it is larger than the format allows."""
    # Readers allocate as much as is said here.
    long = len(data) >= 14  # noqa: PLR2004 -- since Excel 97.
    first, last, left, right = Struct("<IIHH" if long else "<HHHH").unpack_from(data)
    if last > _ROWS or right > _COLUMNS or first > last or left > right:
        raise UnsafeError


def _has_failed(data: bytes) -> bool:
    # Where the value is no number, its last bytes say so, and its first byte what it is.
    return data[12:14] == b"\xff\xff" and data[6] == 2  # noqa: PLR2004 -- an error.
