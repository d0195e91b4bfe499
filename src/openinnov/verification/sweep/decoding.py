"""Bytes as they are compared, and what they say once their escapes are taken away."""

import binascii
import html
import json
import re
import sys
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

#: Letters that are no ASCII, and one before them, with which a mark may become one letter.
_RUN = re.compile(rb"[\x00-\x7f]?[\x80-\xff]+")
_PERCENT = re.compile(rb"%([0-9A-Fa-f]{2})")
_ENTITY = re.compile(rb"&(?:#[0-9]+|#[xX][0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]*);?")
_UNIT = rb"u[0-9A-Fa-f]{4}"
_ESCAPE = re.compile(
    rb'\\(?:%b(?:\\%b)*|U[0-9A-Fa-f]{8}|x[0-9A-Fa-f]{2}|["\\/bfnrt])' % (_UNIT, _UNIT)
)
_PRINTABLE = re.compile(rb"=(?:[0-9A-Fa-f]{2}|\r?\n)")
_DOUBLED = re.compile(rb'""')


#: Characters that show nothing, category Cf, as of Unicode 16.
_INVISIBLE = re.compile(
    r"[\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890-\u0891\u08e2\u180e\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f"
    r"\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f]"
)


def normal(text: str) -> str:
    r"""Return a text as it is compared: one spelling of equal letters, small, nothing invisible.

    >>> normal("\N{FULLWIDTH LATIN CAPITAL LETTER J}ane\N{SOFT HYPHEN}Doe")
    'janedoe'
    """
    if text.isascii():
        return text.lower()
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).casefold()


def normal_bytes(data: bytes) -> bytes:
    """Return bytes as they are compared; what holds a zero byte is no text."""
    small = data.lower()
    if small.isascii() or b"\0" in small:
        return small
    return _RUN.sub(_normal_run, small)


def _normal_run(found: re.Match[bytes]) -> bytes:
    return _normal_bytes(found[0])


@lru_cache(maxsize=1 << 14)
def _normal_bytes(run: bytes) -> bytes:
    text = run.decode("utf-8", "surrogateescape")
    return normal(text).encode("utf-8", "surrogateescape")


def decoded(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the bytes, and what they say under each kind of escape that occurs in them."""
    yield "", data
    for form, (sign, pattern, decode) in _DECODINGS.items():
        if sign in data and pattern.search(data):
            yield form, decode(data)


def _percent(data: bytes) -> bytes:
    return _PERCENT.sub(lambda found: bytes.fromhex(found[1].decode()), data)


def _entities(data: bytes) -> bytes:
    return _ENTITY.sub(
        lambda found: html.unescape(found[0].decode()).encode("utf-8", "surrogatepass"), data
    )


def _escapes(data: bytes) -> bytes:
    return _ESCAPE.sub(_escape, data)


def _escape(found: re.Match[bytes]) -> bytes:
    text = found[0].decode()
    if text[1] in "Ux":
        code = int.from_bytes(bytes.fromhex(text[2:]))
        character = chr(code) if code <= sys.maxunicode else text
    else:
        character = json.loads(f'"{text}"')
    return str(character).encode("utf-8", "replace")


def _printable(data: bytes) -> bytes:
    return binascii.a2b_qp(data)


#: By name: the character that each escape has, the escape, and how it is taken away.
_DECODINGS: Mapping[str, tuple[bytes, re.Pattern[bytes], Callable[[bytes], bytes]]] = {
    "percent-encoded": (b"%", _PERCENT, _percent),
    "HTML entities": (b"&", _ENTITY, _entities),
    "JSON escapes": (b"\\", _ESCAPE, _escapes),
    "quoted-printable": (b"=", _PRINTABLE, _printable),
    "doubled quotation marks": (b'""', _DOUBLED, lambda data: data.replace(b'""', b'"')),
}
