"""Payment cards: numbers of an issuer with a right check digit.

In groups, as on the card, such a number needs no word before it; written in one it does, since one
of ten numbers has a right check digit. ISO/IEC 7812.
"""

import re
from collections.abc import Iterator

from openinnov.detection.check_digits import luhn
from openinnov.detection.cues import CARD
from openinnov.detection.known_names import Known
from openinnov.detection.text import Number, Text

_SHORTEST = 13
_NUMBER = re.compile(r"(?<![A-Za-z.,/+-])[2-9](?:[ -]?[0-9]){12,18}(?![A-Za-z0-9]|[-.,/][0-9])")
_GROUPS = re.compile(
    "[0-9]{4}(?P<sign>[ -])[0-9]{4}(?P=sign)[0-9]{4}(?P=sign)[0-9]{4}(?:(?P=sign)[0-9]{3})?"
    "|[0-9]{4}(?P<other>[ -])[0-9]{6}(?P=other)[0-9]{4,5}"
)
#: The first digits of the issuers, and how many digits their numbers have: Visa, Mastercard twice,
#: American Express, Diners Club, Discover, UnionPay and JCB, Maestro and Verve, and those of single
#: countries (Mir, RuPay, Troy, Uzcard, Humo).
_ISSUERS = re.compile(
    r"4(?:[0-9]{12}|[0-9]{15}|[0-9]{18})"
    r"|5[1-5][0-9]{14}|2(?:22[1-9]|2[3-9][0-9]|[3-6][0-9]{2}|7[01][0-9]|720)[0-9]{12}"
    r"|3[47][0-9]{13}|3(?:0[0-5]|09|[689][0-9])[0-9]{11}"
    r"|(?:6011|64[4-9][0-9]|65[0-9]{2}|62[0-9]{2}|352[89]|35[3-8][0-9])[0-9]{12,15}"
    r"|(?:50[0-9]{2}|5[6-8][0-9]{2}|6304|67[0-9]{2})[0-9]{9,15}"
    r"|(?:220[0-4]|60[0-9]{2}|8[12][0-9]{2}|9792|8600|9860)[0-9]{12}"
)


_IN_LINE = re.compile(
    rf"(?<![A-Za-z0-9.,/+-])(?=(?P<groups>{_GROUPS.pattern})(?![A-Za-z0-9]|[-.,/][0-9]))"
)
_LINE = re.compile(r"(?:[0-9]+[ -])*[0-9]+")
_OF_FOUR = re.compile(r"\b[0-9]{4}\b")
#: A line of more groups of four is no card with something beside it.
_MOST_GROUPS = 6
#: How many characters four groups take, behind which a group of three may belong to something else.
_FOUR_GROUPS = 19
#: Identifiers of researchers look like cards, and are named right before them.
_ORCID = re.compile(r"orcid\W*(?:org)?\W*\Z")


def find(text: Text, *, regions: tuple[str, ...], known: Known) -> Iterator[tuple[int, int]]:
    """Yield where each number begins and ends."""
    for number in text.numbers:
        if number.end - number.start < _SHORTEST or _ORCID.search(number.said.text):
            continue
        yield from _in_line(text.text, number)
        match = _NUMBER.match(text.text, number.start) if CARD in number.said.kinds else None
        if match and _is_card(match.group()):
            yield match.span()


def _is_card(written: str) -> bool:
    digits = written.replace(" ", "").replace("-", "")
    return _ISSUERS.fullmatch(digits) is not None and luhn(digits)


def _in_line(text: str, number: Number) -> Iterator[tuple[int, int]]:
    """Yield where a card stands among other numbers."""
    line = _LINE.match(text, number.start)
    if line is None or len(_OF_FOUR.findall(line.group())) > _MOST_GROUPS:
        return
    for match in _IN_LINE.finditer(text, number.start, line.end()):
        for written in (match["groups"], match["groups"][:_FOUR_GROUPS]):
            if _is_card(written):
                yield match.start(), match.start() + len(written)
                break
