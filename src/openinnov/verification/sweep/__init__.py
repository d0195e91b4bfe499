"""The bytes of a package swept for values that may not be in it, in the forms in which they hide.

Sought are the values as they are, whatever the case and the spelling of the letters; reversed; in
hexadecimal, base64 and UTF-16; behind percent-encoding, HTML entities, JSON escapes and
quoted-printable; and, of what identifies by itself, its MD5, SHA-1 and SHA-256.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from openinnov.verification.facts import Forbidden
from openinnov.verification.sweep.decoding import decoded, normal_bytes
from openinnov.verification.sweep.forms import Needle, needles
from openinnov.verification.sweep.index import Index
from openinnov.verification.sweep.pieces import ClosedError, unpack

__all__ = ["sweep"]

#: Bytes that are searched at once: what numpy makes of them stays small.
_CHUNK = 1 << 20


def sweep(directory: Path, forbidden: Iterable[Forbidden]) -> Iterator[str]:
    """Yield where a forbidden value stands, and in which form; never the value."""
    index = Index(needle for each in forbidden for needle in needles(each))
    if not index.longest:
        return
    told = set()
    try:
        for shown, data in unpack(directory, _overlap(index)):
            for form, needle in _hits(index, data):
                fault = f"{shown}: holds a value of {needle.place} ({form or needle.form})"
                if fault not in told:
                    told.add(fault)
                    yield fault
    except ClosedError as error:
        yield str(error)


def _hits(index: Index, data: bytes) -> Iterator[tuple[str, Needle]]:
    for chunk in _chunks(data, _overlap(index)):
        plain: set[Needle] = set()
        for form, content in decoded(chunk):
            small = normal_bytes(content)
            original = content if len(small) == len(content) else None
            for _, needle in index.find(small, original):
                if not form:
                    plain.add(needle)
                    yield "", needle
                elif needle not in plain:
                    yield form if needle.form == "plain" else "", needle


def _overlap(index: Index) -> int:
    """Return how many bytes a value takes at most, escaped."""
    return index.longest * 6


def _chunks(data: bytes, overlap: int) -> Iterator[bytes]:
    """Cut bytes into pieces that overlap by as much as a value may take."""
    if len(data) <= _CHUNK:
        yield data
        return
    for start in range(0, len(data), _CHUNK):
        yield data[max(start - overlap, 0) : start + _CHUNK]
