r"""What texts of each type look like, in a form that engines of regular expressions read alike.

Python, ECMAScript and Rust agree on these patterns; they have no anchors and mean the whole text.
Those of dates know the calendar, leap years too, so that no date has to be worked out.
"""

from collections.abc import Iterator

from openinnov.standard import Field
from openinnov.standard.patterns import CONTROL, ODD_BREAK

#: A text of several lines; CR LF is one line break, CR alone is none.
TEXT = rf"(?:[^\r{ODD_BREAK}{CONTROL}]|\r\n)*"
#: An item of a list, without spaces around it.
ITEM = r"[^; ]|[^; ][^;]*[^; ]"

_FRACTION = r"(?:\.[0-9]{1,9})?"
_NOUGHTS = r"(?:\.0{1,9})?"
#: The absolute value of each number is below this.
LIMIT = 10**18

# There is no year 0000; 1900 was no leap year, 2000 was one.
_YEAR = "(?:[1-9][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])"
_FOURTH = "(?:0[48]|[2468][048]|[13579][26])"
_LEAP_YEAR = f"(?:[0-9]{{2}}{_FOURTH}|{_FOURTH}00)"
_DAY = (
    "(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
    "|02-(?:0[1-9]|1[0-9]|2[0-8]))"
)
DATE = f"{_YEAR}-{_DAY}|{_LEAP_YEAR}-02-29"
PARTIAL_YEAR = _YEAR
PARTIAL_MONTH = f"{_YEAR}-(?:0[1-9]|1[0-2])"
PARTIAL_DATE = f"{PARTIAL_YEAR}|{PARTIAL_MONTH}|{DATE}"


def decimal_within(field: Field) -> str | None:
    """Return the pattern of the decimals between the bounds of a field, which are included.

    There is none for bounds that are no whole numbers, or that have zero outside; the standard has
    no such bounds.
    """
    least = field.minimum if field.exclusive_minimum is None else field.exclusive_minimum
    bounds = [bound for bound in (least, field.maximum) if bound is not None]
    if any(bound % 1 for bound in bounds) or (least or 0) > 0 or (field.maximum or 0) < 0:
        return None
    above = _up_to(None if field.maximum is None else int(field.maximum))
    below = _up_to(None if least is None else -int(least))
    return f"(?:{above})|-(?:{below})"


def _up_to(limit: int | None) -> str:
    if limit is None:
        return f"(?:0|[1-9][0-9]{{0,17}}){_FRACTION}"
    smaller = "|".join(_whole_numbers_below(str(limit)))
    least = f"(?:{smaller}){_FRACTION}|" if smaller else ""
    return f"{least}{limit}{_NOUGHTS}"


def _whole_numbers_below(limit: str) -> Iterator[str]:
    if len(limit) > 1:
        yield f"0|[1-9][0-9]{{0,{len(limit) - 2}}}"
    for place, digit in enumerate(limit):
        least = 1 if place == 0 and len(limit) > 1 else 0
        if int(digit) > least:
            more = len(limit) - place - 1
            yield f"{limit[:place]}[{least}-{int(digit) - 1}][0-9]{{{more}}}"
