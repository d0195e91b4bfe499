"""Payment cards: numbers of an issuer with a right check digit.

In groups, as on the card, such a number needs no word before it; written in one it does, since one
of ten numbers has a right check digit. ISO/IEC 7812.
"""

import re
from collections.abc import Iterator

from openinnov.detection.check_digits import luhn
from openinnov.detection.cues import CARD
from openinnov.detection.known_names import Known
from openinnov.detection.text import Text

_SHORTEST = 13
_NUMBER = re.compile(r"(?<![A-Za-z.,/+-])[2-9](?:[ -]?[0-9]){12,18}(?![A-Za-z0-9]|[-.,/][0-9])")
_GROUPS = re.compile(
    r"[0-9]{4}([ -])[0-9]{4}\1[0-9]{4}\1[0-9]{4}(?:\1[0-9]{3})?|[0-9]{4}([ -])[0-9]{6}\2[0-9]{4,5}"
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


def find(text: Text, *, regions: tuple[str, ...], known: Known) -> Iterator[tuple[int, int]]:
    """Yield where each number begins and ends."""
    for number in text.numbers:
        if number.end - number.start < _SHORTEST:
            continue
        match = _NUMBER.match(text.text, number.start)
        if match and (CARD in number.said.kinds or _GROUPS.fullmatch(match.group())):
            digits = match.group().replace(" ", "").replace("-", "")
            if _ISSUERS.fullmatch(digits) and luhn(digits):
                yield match.span()
