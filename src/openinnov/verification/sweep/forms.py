"""The forms in which a value may hide, each as the bytes by which it is found.

Percent-encoding, HTML entities, JSON escapes and quoted-printable have many spellings of the same
value, so what is searched is decoded instead, see `decoding`.
"""

import base64
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from openinnov.verification.facts import Forbidden
from openinnov.verification.sweep.decoding import normal

#: Shorter than this nothing is sought, and below `_LONG` only as a token of its own.
SHORTEST, _LONG = 4, 8
_HASHES = ("md5", "sha1", "sha256")
_NAME = re.compile(r"[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)+")
#: From here on are scripts that write words without blanks.
_UNSPACED = "\u2e80"


@dataclass(frozen=True, slots=True)
class Needle:
    """Bytes to find, all letters of ASCII small."""

    data: bytes
    #: What the form is called in a message.
    form: str
    #: The table and the field of the value.
    place: str
    #: The bytes that may not stand before it, and after it: else it is part of something longer.
    before: frozenset[int] = frozenset()
    after: frozenset[int] = frozenset()
    #: The bytes as they are, where capitals matter.
    exact: bytes | None = None


def needles(forbidden: Forbidden) -> Iterator[Needle]:
    """Yield the forms of a value."""
    value, place = forbidden.value, forbidden.place
    raw = value.encode("utf-8", "surrogatepass")
    short = len(value) < _LONG
    first, last = _edges(value)
    for data in {normal(value).encode("utf-8", "surrogatepass"), raw.lower()}:
        yield Needle(data, "plain", place, first, last)
    backwards = normal(value)[::-1]
    if backwards != normal(value):
        data = backwards.encode("utf-8", "surrogatepass")
        yield Needle(data, "reversed", place, last, first)
    token = _TOKEN if short else frozenset[int]()
    for data in {raw, value.lower().encode("utf-8", "surrogatepass")}:
        yield Needle(data.hex().encode(), "hexadecimal", place, token, token)
        for text in set(_base64(data, whole=short)):
            yield Needle(text.lower(), "base64", place, token, token, text)
    for data in _utf_16(value):
        yield Needle(data.lower(), "UTF-16", place)
    if forbidden.identifies:
        for digest in _digests(value):
            yield digest_needle(digest, place)


def digest_needle(digest: tuple[str, str], place: str) -> Needle:
    """Return how the hash of a value is found."""
    name, text = digest
    return Needle(text.encode(), name, place)


_TOKEN = frozenset(b"0123456789abcdefghijklmnopqrstuvwxyz")
_DIGITS = frozenset(b"0123456789")
_WIDE = frozenset(range(128, 256))


def _edges(value: str) -> tuple[frozenset[int], frozenset[int]]:
    """Return what may not stand before and after a value, so that it is one of its own."""
    if _NAME.fullmatch(value):
        return _TOKEN | frozenset(b"-_"), _TOKEN | frozenset(b"-_")
    return _edge(value[0], value), _edge(value[-1], value)


def _edge(character: str, value: str) -> frozenset[int]:
    if len(value) >= _LONG:
        return _DIGITS if character.isdecimal() else frozenset()
    if not character.isalnum() or character >= _UNSPACED:
        return frozenset()
    return _TOKEN | _WIDE


def _base64(data: bytes, *, whole: bool) -> Iterator[bytes]:
    """Yield the characters that a value has in base64, wherever it begins in a longer text."""
    for offset in range(1 if whole else 3):
        coded = base64.b64encode(b"\0" * offset + data)
        start, end = -(-offset * 8 // 6), (offset + len(data)) * 8 // 6
        text = coded.rstrip(b"=") if whole else coded[start:end]
        yield text
        yield text.translate(bytes.maketrans(b"+/", b"-_"))


def _utf_16(value: str) -> Iterator[bytes]:
    small = value.encode("utf-16-le", "surrogatepass")
    if value.isascii():
        yield small[:-1]  # Either order of bytes has these.
        return
    yield small
    yield value.encode("utf-16-be", "surrogatepass")


def _digests(value: str) -> set[tuple[str, str]]:
    spellings = {value, value.lower(), value.upper(), re.sub(r"[\s()./-]", "", value)}
    if not re.search("[^\\d\\s()+./-]", value):
        digits = re.sub(r"\D", "", value)
        spellings |= {digits, f"+{digits}", f"00{digits}"}
    return {
        (
            name.upper().replace("SHA", "SHA-"),
            hashlib.new(name, data, usedforsecurity=False).hexdigest(),
        )
        for name in _HASHES
        for data in (each.encode("utf-8", "surrogatepass") for each in spellings)
    }
