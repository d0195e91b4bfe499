"""Dates as foreign files write them: a pattern per spelling, and never more precise than it was."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_TOKEN = re.compile("YYYY|Month|Mon|MM|DD|M|D")
#: What each token of a pattern matches.
_FORMS = {
    "YYYY": "(?P<year>[0-9]{4})",
    "MM": "(?P<month>[0-9]{2})",
    "M": "(?P<month>[0-9]{1,2})",
    "DD": "(?P<day>[0-9]{2})",
    "D": "(?P<day>[0-9]{1,2})",
    "Mon": f"(?P<name>{'|'.join(month[:3] for month in _MONTHS)})",
    "Month": f"(?P<name>{'|'.join(_MONTHS)})",
}


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of a pattern: a token, or the text between two tokens."""

    text: str
    token: bool


def fault(patterns: Sequence[str]) -> str | None:
    """Say why a list of patterns cannot be used, or return none."""
    for pattern in patterns:
        tokens = [part.text for part in _parts(pattern) if part.token]
        kinds = sorted(token[0] for token in tokens)
        if kinds not in (["Y"], ["M", "Y"], ["D", "M", "Y"]):
            return (
                f"{pattern} needs a year (YYYY), with a month (MM, Mon) or a month and a day (DD)"
            )
        if any(re.search("[A-Za-z0-9]", part.text) for part in _parts(pattern) if not part.token):
            return f"{pattern} may hold YYYY, MM, M, Mon, Month, DD, D, and signs between them"
    orders = {_shape(pattern) for pattern in patterns}
    swapped = str.maketrans("MD", "DM")
    for order in orders:
        if "D" in order and order.translate(swapped) in orders:
            return "day before month and month before day cannot stand in one list"
    return None


def reader(patterns: Sequence[str]) -> Callable[[str], str | None]:
    """Return a function that reads a date by the first pattern that fits, or returns none.

    >>> read = reader(["YYYY", "MM/YYYY", "DD/MM/YYYY"])
    >>> read("2021"), read("03/2021"), read("31/12/2019"), read("31/02/2019")
    ('2021', '2021-03', '2019-12-31', None)
    """
    expressions = [re.compile(_expression(pattern)) for pattern in patterns]

    def read(text: str) -> str | None:
        for expression in expressions:
            if match := expression.fullmatch(text):
                return _canonical(match.groupdict())
        return None

    return read


def _parts(pattern: str) -> list[_Part]:
    parts, place = [], 0
    for match in _TOKEN.finditer(pattern):
        parts.append(_Part(pattern[place : match.start()], token=False))
        parts.append(_Part(match[0], token=True))
        place = match.end()
    return [*parts, _Part(pattern[place:], token=False)]


def _expression(pattern: str) -> str:
    return "".join(_FORMS[p.text] if p.token else re.escape(p.text) for p in _parts(pattern))


def _shape(pattern: str) -> str:
    """Return the pattern with one letter for each number: ``D/M/Y`` of ``DD/MM/YYYY``."""
    letters = {"MM": "M", "DD": "D", "YYYY": "Y"}
    return "".join(letters.get(part.text, part.text) for part in _parts(pattern))


def _canonical(found: dict[str, str | None]) -> str | None:
    name, day = found.get("name"), found.get("day")
    month = found.get("month")
    if name is not None:
        month = str(1 + [each[:3] for each in _MONTHS].index(name[:3]))
    try:
        moment = date(int(found["year"] or 0), int(month or 1), int(day or 1))
    except ValueError:
        return None
    if day is not None:
        return moment.isoformat()
    return moment.isoformat()[:7] if month is not None else moment.isoformat()[:4]
