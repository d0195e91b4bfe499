"""Coordinates that are exact enough to find a house: two numbers of three decimals or more."""

import re
from collections.abc import Iterator

from openinnov.detection.known_names import Known
from openinnov.detection.text import Text

_DEGREES = r"[+-]?[0-9]{1,3}\.[0-9]{3,}"
_PAIR = re.compile(
    rf"(?<![A-Za-z0-9_.])(?P<first>{_DEGREES})(?![0-9])(?P<between>\s?°?\s?[NSEW]?\s?(?:[,;/|]|and)?\s?"
    rf"(?:(?:lon|lng|long|longitude|lat|latitude|[EWNSxy])\b[\s:=]{{0,3}})?)"
    rf"(?P<second>{_DEGREES})(?:\s?°?\s?[NSEW]\b)?(?![0-9]|\.[0-9])",
    re.IGNORECASE,
)
_EXACT = re.compile(r"[0-9]\.[0-9]{3}")
_CUE = re.compile(r"\b(?:lat|lon|lng|gps|coord\w*|geo\w*|location|position)|[°@]", re.IGNORECASE)
_LATITUDE, _LONGITUDE = 90, 180
_REACH = 30


def find(text: Text, *, regions: tuple[str, ...], known: Known) -> Iterator[tuple[int, int]]:
    """Yield where each pair begins and ends."""
    if not _EXACT.search(text.text):
        return
    for match in _PAIR.finditer(text.text):
        if _in_range(match) and _is_exact(text.text, match):
            yield match.span()


def _in_range(match: re.Match[str]) -> bool:
    sizes = sorted(abs(float(match.group(name))) for name in ("first", "second"))
    return sizes[0] <= _LATITUDE and sizes[1] <= _LONGITUDE


def _is_exact(text: str, match: re.Match[str]) -> bool:
    """Tell a pair from two numbers in thousands, such as "1.500, 2.300" in Spanish."""
    numbers = (match.group("first"), match.group("second"))
    if any(len(number.partition(".")[2]) > 3 or number[0] in "+-" for number in numbers):  # noqa: PLR2004 -- thousands have three
        return True
    before = text[max(0, match.start() - _REACH) : match.end()]
    return match.group("between") == "," or bool(_CUE.search(before))
