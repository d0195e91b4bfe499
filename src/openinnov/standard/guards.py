r"""What the values of other people's Table Schemas look like: one pattern for each type.

A guard has no anchors and is matched against the whole cell. It is written in the subset of regular
expressions that Python, RE2 and Java read alike. No guard knows the calendar: that 2020-02-30 is
no day is asked of the database, once the guard has passed.
"""

import re
from collections.abc import Sequence
from datetime import date

from openinnov.standard.patterns import EMAIL, HOST, UUID

_DATE = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_CLOCK = r"([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,6})?"
#: The difference to universal time, which closes a time.
ZONE = "(Z|[+-](0[0-9]|1[0-4]):[0-5][0-9])"
_TIME = f"{_CLOCK}{ZONE}?"
_SECONDS = r"[0-9]+(\.[0-9]+)?S"
_HOURS = f"[0-9]+H([0-9]+M)?({_SECONDS})?|[0-9]+M({_SECONDS})?|{_SECONDS}"
_DAYS = "[0-9]+Y([0-9]+M)?([0-9]+D)?|[0-9]+M([0-9]+D)?|[0-9]+D"
_LONGITUDE = r"[+-]?(180(\.0+)?|(1[0-7][0-9]|[0-9]{1,2})(\.[0-9]+)?)"
_LATITUDE = r"[+-]?(90(\.0+)?|[0-8]?[0-9](\.[0-9]+)?)"

#: The guard of each type but "string", which takes every text, "boolean" and "list", whose guards
#: their fields declare.
GUARDS = {
    "integer": "[+-]?[0-9]{1,18}",
    "number": r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,2})?",
    "date": _DATE,
    "datetime": f"{_DATE}T{_TIME}",
    "time": _TIME,
    "year": "[0-9]{4}",
    "yearmonth": "[0-9]{4}-(0[1-9]|1[0-2])",
    "duration": f"-?P(({_DAYS})(T({_HOURS}))?|T({_HOURS}))",
    "geopoint": f"{_LONGITUDE}, ?{_LATITUDE}",
    "email": EMAIL,
    "uri": rf'https?://{HOST}(:[0-9]{{1,5}})?([/?#][^\x00- "<>\\^`{{-}}\x7F]*)?',
    "uuid": UUID,
}
#: The types with a day in front.
DATED = ("date", "datetime")
_PUNCTUATION = re.compile(r"[\x00-/:-@\[-`{-\x7f]")


def escape(text: str) -> str:
    r"""Return the pattern of a text, in which each sign means itself to every engine.

    >>> escape("a.b")
    'a\\.b'
    """
    return _PUNCTUATION.sub(lambda sign: _escaped(sign[0]), text)


def _escaped(sign: str) -> str:
    return f"\\{sign}" if sign.isprintable() and sign != " " else f"\\x{ord(sign):02x}"


def one_of(texts: Sequence[str]) -> str:
    """Return the guard of a closed list of texts."""
    return "|".join(map(escape, texts))


def list_of(item: str | None, delimiter: str) -> str | None:
    """Return the guard of items set apart by a delimiter; none where items may be any text."""
    return item and f"(?:{item})(?:{escape(delimiter)}(?:{item}))*"


def is_value(kind: str, guard: str | None, text: str) -> bool:
    """Say whether a text is a value of a type, as the database would.

    >>> is_value("date", GUARDS["date"], "2020-02-30"), is_value("year", GUARDS["year"], "2020")
    (False, True)
    """
    if guard is not None and not re.fullmatch(guard, text):
        return False
    return kind not in DATED or _is_day(text[:10])


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
