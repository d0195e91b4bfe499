"""Turning bytes into UTF-8, with every place marked that is not in the encoding.

A damaged place stays a byte that UTF-8 does not allow, so that ``surrogateescape`` finds it again
in the cell where it ends up. Reading goes on with the best guess, which nobody may take for the
text.
"""

import codecs
import re
from dataclasses import dataclass
from functools import cache

from openinnov.exceptions import SubmissionError

#: UTF-32 goes first: its mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: How many bytes tell whether a file begins with a mark.
MARK_LENGTH = 4
#: How many bytes tell, at least and at most, whether a file is UTF-16 although nothing says so.
_LEAST, _START = 16, 512
#: The bytes that Windows-1252 leaves undefined.
_UNDEFINED = frozenset("\udc81\udc8d\udc8f\udc90\udc9d")
_MARKED = "\udcff"


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text in UTF-8, without a byte order mark."""

    content: bytes
    #: The encoding that it was in.
    encoding: str
    #: What damaged places are read as: an encoding, "U+FFFD", or none if there is no damage.
    guess: str | None = None

    def text(self, content: bytes | None = None) -> str:
        """Return the text, in which lone surrogates mark the damaged places."""
        return (self.content if content is None else content).decode("utf-8", "surrogateescape")


def marked(start: bytes) -> tuple[str, int] | None:
    """Return the encoding that a byte order mark declares, and its length."""
    for mark, name in _MARKS:
        if start.startswith(mark):
            return name, len(mark)
    return None


def looks_like_utf_16(content: bytes) -> bool:
    """Say whether every other byte of the start of a text is mostly nought, and no other one is."""
    even, odd = content[:_START:2], content[1:_START:2]
    return len(content) >= _LEAST and any(
        0 not in letters and 2 * noughts.count(0) > len(noughts)
        for letters, noughts in ((even, odd), (odd, even))
    )


def decode(raw: bytes, declared: str | None, place: str) -> Decoded:
    """Return a file in UTF-8: by its byte order mark, else as declared, else taken as UTF-8."""
    mark = marked(raw[:MARK_LENGTH])
    encoding, skip = mark or (normal(declared, place), 0)
    content = raw[skip:]
    if encoding == "utf-8":
        if looks_like_utf_16(content):
            raise SubmissionError(
                f"{place}: looks like UTF-16 without a mark that says so: save it as UTF-8"
            )
        return Decoded(content, encoding, _guess(content))
    try:
        return Decoded(content.decode(encoding).encode(), encoding)
    except UnicodeError:
        text = content.decode(encoding, _HANDLER)
        return Decoded(text.encode("utf-8", "surrogateescape"), encoding, "U+FFFD")


def normal(declared: str | None, place: str) -> str:
    """Return the name of a declared encoding as Python writes it."""
    if not declared:
        return "utf-8"
    try:
        name = codecs.lookup(declared).name
        "".encode(name)  # Codecs that make no text of bytes refuse here.
    except (LookupError, UnicodeError, TypeError, ValueError):
        raise SubmissionError(f"{place}: the declared encoding is unknown: declare utf-8") from None
    return "utf-8" if name in {"ascii", "utf-8-sig"} else name


@cache
def _damage() -> re.Pattern[str]:
    return re.compile("[\ud800-\udfff]+")


def is_damaged(cell: str) -> bool:
    """Say whether a cell has a damaged place."""
    return not cell.isascii() and _damage().search(cell) is not None


def mend(cell: str, guess: str | None) -> str:
    """Return a cell with its damaged places read as the guess says."""
    if cell.isascii():
        return cell
    return _damage().sub(lambda place: _mended(place[0], guess), cell)


def _mended(damage: str, guess: str | None) -> str:
    if guess != "windows-1252":
        return "\ufffd"
    return damage.encode("utf-8", "surrogateescape").decode("cp1252")


def _guess(content: bytes) -> str | None:
    try:
        content.decode()
    except UnicodeDecodeError:
        damage = set("".join(_damage().findall(content.decode("utf-8", "surrogateescape"))))
        return "U+FFFD" if damage & _UNDEFINED else "windows-1252"
    return None


def _mark(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return _MARKED, error.end


_HANDLER = "openinnov-mark"
codecs.register_error(_HANDLER, _mark)
