"""Finding quotation marks that readers of CSV pass over in silence.

A quotation mark opens a cell at its start only, and what closes it is followed by a delimiter, a
line end or the end of the file. CSV readers let the rest pass: an unclosed mark swallows all that
follows, and ``"a"b`` becomes ``ab``.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from openinnov.reading.dialect import Dialect

#: A quoted cell that is longer, in bytes, counts as one that was never closed.
LONGEST = 16 << 20


@dataclass(frozen=True, slots=True)
class Scanned:
    """A CSV text in which every quotation mark that opens a cell is closed."""

    content: bytes
    #: The checks that records break, with the number of the record; each pair once.
    faults: tuple[tuple[str, int], ...] = ()


class Soundness:
    """Says of a text that comes in pieces whether all its quotation marks stand as they should."""

    def __init__(self, dialect: Dialect) -> None:
        self._quote = (dialect.quote or "").encode()
        self._edges = frozenset((b"", dialect.delimiter.encode(), b"\r", b"\n"))
        self._inside = False
        self._first = True
        self._begun = b""
        self._length = 0
        self.sound = True

    def feed(self, piece: bytes) -> None:
        """Take the next piece."""
        if not self._quote or not self.sound:
            return
        parts = piece.split(self._quote)
        # The text between two marks may span pieces; of its inside, only the length matters.
        parts[0] = self._begun + parts[0]
        self._check(parts)
        if len(parts) > 1:
            self._length = 0
            self._first = False
        self._inside ^= len(parts) % 2 == 0
        last = parts[-1]
        self._length += len(last) if self._inside else 0
        self._begun = b"" if self._inside else last[:1] + last[1:][-1:]
        self.sound = self.sound and self._length <= LONGEST

    def finish(self) -> bool:
        """Say whether the whole text is sound."""
        if self._quote and not self._first:
            self.sound = self.sound and not self._inside and self._begun[:1] in self._edges
        return self.sound

    def _check(self, parts: list[bytes]) -> None:
        outside = parts[1 if self._inside else 0 : -1 : 2]
        inside = parts[0 if self._inside else 1 : -1 : 2]
        starts = {part[:1] for part in outside[1 if self._first else 0 :]}
        ends = {part[-1:] for part in outside}
        long = inside and self._length + max(map(len, inside)) > LONGEST
        if long or not starts <= self._edges or not ends <= self._edges:
            self.sound = False


def is_sound(pieces: Iterable[bytes], dialect: Dialect) -> bool:
    """Say whether all quotation marks of a text stand as they should."""
    soundness = Soundness(dialect)
    for piece in pieces:
        soundness.feed(piece)
    return soundness.finish()


def scan(content: bytes, dialect: Dialect) -> Scanned:
    """Return a text with unclosed quotation marks taken as text, and what was found."""
    if dialect.quote is None or is_sound([content], dialect):
        return Scanned(content)
    return _Scanner(content, dialect.delimiter.encode(), dialect.quote.encode()).run()


@dataclass(slots=True)
class _Scanner:
    """Jumps from one quotation mark to the next, and counts records on the way."""

    content: bytes
    delimiter: bytes
    quote: bytes
    row: int = 1
    #: Up to where records are counted and the text is copied.
    place: int = 0
    copied: int = 0
    pieces: list[bytes] = field(default_factory=list)
    faults: dict[tuple[str, int], None] = field(default_factory=dict)

    def run(self) -> Scanned:
        while (mark := self.content.find(self.quote, self.place)) >= 0:
            self.row += _line_ends(self.content, self.place, mark)
            self.place = self._next(mark)
        self.pieces.append(self.content[self.copied :])
        return Scanned(b"".join(self.pieces), tuple(self.faults))

    def _next(self, mark: int) -> int:
        if not self._at_edge(mark - 1):
            self.faults["bare-quote", self.row] = None
            return mark + 1
        end = self._closing(mark)
        if end is None:
            self.faults["unclosed-quote", self.row] = None
            return self._take_literally(mark)
        if self._at_edge(end + 1):
            return end + 1
        self.faults["text-after-quote", self.row] = None
        return self._cell_end(end + 1)

    def _at_edge(self, place: int) -> bool:
        around = self.content[place : place + 1] if place >= 0 else b""
        return around in {b"", b"\r", b"\n", self.delimiter}

    def _closing(self, mark: int) -> int | None:
        end = self.content.find(self.quote, mark + 1, mark + LONGEST)
        while end >= 0 and self.content[end + 1 : end + 2] == self.quote:
            end = self.content.find(self.quote, end + 2, mark + LONGEST)
        if end < 0 or (self._opens(end) and _line_ends(self.content, mark, end)):
            return None
        return end

    def _opens(self, mark: int) -> bool:
        # In `2,"b,y` before `3,"c,z` the second mark closes nothing: it opens a cell.
        return self._at_edge(mark - 1) and not self._at_edge(mark + 1)

    def _take_literally(self, mark: int) -> int:
        end = self._line_end(mark)
        cells = self.content[mark:end].split(self.delimiter)
        self.pieces.append(self.content[self.copied : mark])
        self.pieces.append(self.delimiter.join(map(self._quoted, cells)))
        self.copied = end
        return end

    def _quoted(self, cell: bytes) -> bytes:
        return self.quote + cell.replace(self.quote, self.quote * 2) + self.quote

    def _line_end(self, place: int) -> int:
        end = _line_end().search(self.content, place)
        return end.start() if end else len(self.content)

    def _cell_end(self, place: int) -> int:
        end = self.content.find(self.delimiter, place, self._line_end(place))
        return end if end >= 0 else self._line_end(place)


@cache
def _line_end() -> re.Pattern[bytes]:
    return re.compile(rb"[\r\n]")


def _line_ends(content: bytes, start: int, end: int) -> int:
    ends = content.count(b"\n", start, end) + content.count(b"\r", start, end)
    return ends - content.count(b"\r\n", start, end)
