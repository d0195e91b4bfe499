"""Other spellings of dates, numbers, truths and addresses, and what they mean.

Each function returns a text that says the same in the spelling of the standard, or none where the
text is in no known spelling, or can be read in two ways. Whether what it returns may stand in a
field is for the checks of the field to say.
"""

import re
import unicodedata
from datetime import date, timedelta
from functools import cache

from openinnov.reading.headings import SPACE

#: Words for true and false in the languages of the standard, folded.
_TRUE = ("true", "yes", "oui", "sí", "sim", "да", "نعم", "是", "হ্যাঁ")
_FALSE = ("false", "no", "non", "não", "нет", "لا", "否", "না")
#: Signs of other scripts in numbers.
_SIGNS = str.maketrans(
    {
        "\u2212": "-",
        "\u066b": ".",
        "\u066c": "'",
        "\u2019": "'",
        **dict.fromkeys(SPACE, " "),
    }
)
_MIDNIGHT = r"(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?"
_YEAR_FIRST = rf"([0-9]{{4}})([-/.])([0-9]{{1,2}})(?:\2([0-9]{{1,2}}){_MIDNIGHT})?"
_YEAR_LAST = rf"([0-9]{{1,2}})([-/.])([0-9]{{1,2}})\2([0-9]{{4}}){_MIDNIGHT}"
_MONTH_FIRST = r"([0-9]{1,2})[-/.]([0-9]{4})"
_PLAIN = r"([+-]?)([0-9]*)(?:[.,]([0-9]+))?"
#: Groups of thousands behind signs that set no fraction apart, or behind those that may.
_CLEAR_GROUPS = r"([+-]?)([0-9]{1,3}(?:([ '_])[0-9]{3})(?:\3[0-9]{3})*)(?:[.,]([0-9]+))?"
_GROUPS = r"([+-]?)([1-9][0-9]{0,2}(?:([.,])[0-9]{3})(?:\3[0-9]{3})*)(?:(?!\3)[.,]([0-9]+))?"
_THOUSANDS = 3
_MONTHS = 12
#: The days that a spreadsheet counts from, and those numbers of days that are a date of our times.
_FIRST_DAY, _SERIALS = date(1899, 12, 30), range(20_000, 80_000)


@cache
def _match(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def with_ascii_digits(text: str) -> str:
    """Return a text with the digits of all scripts as 0 to 9.

    >>> with_ascii_digits("২০২৫")
    '2025'
    """
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)


def truth(text: str) -> str | None:
    """Read a word for true or false.

    >>> truth("Oui"), truth("maybe")
    ('true', None)
    """
    word = text.casefold()
    if word in _TRUE:
        return "true"
    return "false" if word in _FALSE else None


def number(text: str) -> str | None:
    """Read a number whose fraction or thousands are set apart as elsewhere.

    >>> number("1,5"), number("1.234,56"), number("1 200"), number("1,200")
    ('1.5', '1234.56', '1200', None)
    """
    plain = with_ascii_digits(text).translate(_SIGNS)
    if match := _match(_PLAIN).fullmatch(plain):
        sign, whole, fraction = match.groups()
        if "," in plain and _may_be_group(whole, fraction):
            return None
    elif match := _match(_CLEAR_GROUPS).fullmatch(plain) or _match(_GROUPS).fullmatch(plain):
        sign, whole, _, fraction = match.groups()
    else:
        return None
    return _number(sign, whole, fraction)


def _may_be_group(whole: str, fraction: str) -> bool:
    """Say whether the digits behind a comma may be thousands as well as a fraction."""
    return len(fraction) == _THOUSANDS and 1 <= len(whole) <= _THOUSANDS and whole[0] != "0"


def _number(sign: str, whole: str, fraction: str | None) -> str | None:
    digits = re.sub("[^0-9]", "", whole)
    if not digits and fraction is None:
        return None
    behind = "" if fraction is None else f".{fraction}"
    return f"{sign.strip('+')}{digits.lstrip('0') or '0'}{behind}"


def whole_number(text: str) -> str | None:
    """Read a number without a fraction, or with one that is nought.

    >>> whole_number("12,0"), whole_number("1.000"), whole_number("007")
    ('12', None, '7')
    """
    found = number(text)
    if found is None:
        return None
    whole, _, fraction = found.partition(".")
    return whole if not fraction.strip("0") and len(fraction) != _THOUSANDS else None


def day_first(text: str) -> bool | None:
    """Say of a date with the year at its end whether the day goes first; none if it may not.

    >>> day_first("31/12/2019"), day_first("12/31/2019"), day_first("03/04/2020")
    (True, False, None)
    """
    match = _match(_YEAR_LAST).fullmatch(with_ascii_digits(text))
    if match is None:
        return None
    first, second = int(match[1]), int(match[3])
    if (first > _MONTHS) == (second > _MONTHS):
        return None
    return first > _MONTHS


def ends_in_year(text: str) -> bool:
    """Say whether a text is a day and a month, or a month and a day, before a year."""
    return _match(_YEAR_LAST).fullmatch(with_ascii_digits(text)) is not None


def day(text: str, order: bool | None) -> str | None:  # noqa: FBT001 -- an order or none
    """Read a date, of which the day goes first, or does not, or nobody knows.

    >>> day("2020-1-1", None), day("03/04/2020", None), day("03/04/2020", True)
    ('2020-01-01', None, '2020-04-03')
    """
    plain = with_ascii_digits(text)
    if match := _match(_YEAR_FIRST).fullmatch(plain):
        return _joined(match[1], match[3], match[4])
    if match := _match(_MONTH_FIRST).fullmatch(plain):
        return _joined(match[2], match[1])
    match = _match(_YEAR_LAST).fullmatch(plain)
    if match is None:
        return None
    first, second, year = match[1], match[3], match[4]
    known = order if int(first) != int(second) else True
    if known is None:
        return None
    return _joined(year, second, first) if known else _joined(year, first, second)


def _joined(year: str, *rest: str | None) -> str:
    return "-".join([year, *(each.zfill(2) for each in rest if each)])


def serial(text: str) -> str | None:
    """Read the number under which a spreadsheet keeps a day.

    >>> serial("45352"), serial("2024")
    ('2024-03-01', None)
    """
    if not text.isascii() or not text.isdecimal() or int(text) not in _SERIALS:
        return None
    return (_FIRST_DAY + timedelta(days=int(text))).isoformat()


def tag(text: str) -> str:
    """Write a language tag with the letters that its parts have.

    >>> tag("ZH_hans"), tag("en-gb")
    ('zh-Hans', 'en-GB')
    """
    first, *rest = re.split("[-_]", text)
    cased = [part.title() if len(part) > _REGION else part.upper() for part in rest]
    return "-".join([first.lower(), *cased])


#: Regions have two letters or three digits, scripts four letters.
_REGION = 3


def address(text: str) -> str | None:
    """Write the scheme of a web address in small letters.

    >>> address("HTTPS://example.org/A")
    'https://example.org/A'
    """
    scheme, mark, rest = text.partition("://")
    return f"{scheme.lower()}{mark}{rest}" if mark else None
