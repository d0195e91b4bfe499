"""E-mail addresses, also those written so that machines do not read them."""

import re
from collections.abc import Iterator

from openinnov.detection.known_names import Known

_LOCAL = r"[\w.!#$%&'*+=?^`{|}~-]{1,64}"
_NAME = r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?)"
_PLAIN = re.compile(rf"{_LOCAL}\"?@(?:{_NAME}\.){{1,8}}(?:xn--[a-z0-9-]{{2,59}}|[^\W\d_]{{2,24}})")
_AT = r"\s?[(\[{<]\s?(?:at|@)\s?[)\]}>]\s?"
_DOT = r"(?:\.|\s?[(\[{<]\s?(?:dot|\.)\s?[)\]}>]\s?|\sdot\s)"
_DISGUISED = re.compile(rf"{_LOCAL}{_AT}{_NAME}(?:{_DOT}{_NAME}){{1,8}}", re.IGNORECASE)
_SPOKEN = re.compile(rf"{_LOCAL}\sat\s{_NAME}(?:\sdot\s{_NAME}){{1,8}}", re.IGNORECASE)
_HINT = re.compile(r"\bat\b", re.IGNORECASE)


def find(text: str, *, regions: tuple[str, ...], known: Known) -> Iterator[tuple[int, int]]:
    """Yield where each address begins and ends."""
    if "@" in text:
        yield from (match.span() for match in _PLAIN.finditer(text))
    if "@" in text or _HINT.search(text):
        yield from (match.span() for match in _DISGUISED.finditer(text))
        yield from (match.span() for match in _SPOKEN.finditer(text))
