"""Telephone numbers: with a country code, or behind a word that announces one.

A number without either is none: budgets, years, codes and identifiers look the same.
"""

import re
from bisect import bisect_right, insort
from collections.abc import Iterator

from openinnov.detection.known_names import Known

_RUN = r"[0-9(][0-9 ().\-/]{4,24}[0-9]"
_INTERNATIONAL = re.compile(r"(?:\+|(?<![0-9.,])00)[ (]{0,2}[1-9][0-9 ().\-/]{5,24}[0-9]")
_NUMBER = re.compile(rf"(?<![\w.]){_RUN}(?![\w])")
#: Words that announce a telephone number, as beginnings of words in scripts that part words.
_STRONG = (
    "tel|telephone|téléphone|tél|teléfono|telefono|telefone|telefon|phone|mobile|móvil|celular|"
    "portable|gsm|fax|whatsapp|viber|hotline|helpline|handy|rufnummer|simu|nomor hp|no hp"
)
_OTHER_SCRIPTS = (
    "телефон|тел\\.|факс|هاتف|تلفون|جوال|موبايل|واتساب|电话|手机|電話|传真|ফোন|মোবাইল|টেলিফোন|"
    "फोन|फ़ोन|मोबाइल|टेलीफोन|ഫോൺ|போன்|தொலைபேசி|โทร|電話番号|전화|τηλέφωνο|טלפון|ስልክ"
)
#: Words that may announce one; the number behind has to be valid in a region.
_WEAK = "call|dial|ring|sms|text|appel|appelez|llame|llamar|ligue|contact|contacto|reach"
_CUE = re.compile(
    rf"(?<![^\W\d_])(?:(?:{_STRONG})(?:s|no|nr)?(?![^\W\d_])|(?:{_WEAK})(?![^\W\d_]))|"
    rf"(?:{_OTHER_SCRIPTS})",
    re.IGNORECASE,
)
_ADJACENT = re.compile(
    rf"(?:(?<![^\W\d_])(?:{_STRONG})(?:s|no|nr)?|(?:{_OTHER_SCRIPTS})\w*)"
    r"(?:[\s.:#\])(-]|no\b|nr\b|number|№|is\b|numéro|número){0,6}\Z",
    re.IGNORECASE,
)
_YEARS = re.compile(r"(?:1[89]|20)[0-9]{2}[ ./-]{1,3}(?:1[89]|20)[0-9]{2}(?:[ ./-].*)?")
#: How far before a number its word may stand, and how many digits a number has.
_REACH, _SHORTEST, _LONGEST = 40, 7, 15


def find(text: str, *, regions: tuple[str, ...], known: Known) -> Iterator[tuple[int, int]]:
    """Yield where each number begins and ends."""
    for match in _INTERNATIONAL.finditer(text):
        end = _valid_end(match.group(), ())
        if end:
            yield match.start(), match.start() + end
    numbers = list(_NUMBER.finditer(text))
    # Words are looked for last: that takes ten times as long, and few texts have a number.
    ends = [match.end() for match in _CUE.finditer(text)] if numbers else []
    for match in numbers if ends else ():
        start = match.start()
        announced = bisect_right(ends, start)
        if not announced or start > ends[announced - 1] + _REACH:
            continue
        end = _valid_end(match.group(), regions) or _announced_end(text, match)
        if end:
            insort(ends, start + end)  # The next number of a list needs no word of its own.
            yield start, start + end


def supported_regions() -> frozenset[str]:
    """Return the codes of the regions whose numbers are known."""
    import phonenumbers

    return frozenset(phonenumbers.SUPPORTED_REGIONS)


def _announced_end(text: str, match: re.Match[str]) -> int:
    """Return the length of a number that stands right behind a word such as "tel", or 0."""
    before = text[max(0, match.start() - _REACH) : match.start()]
    digits = sum(character.isdigit() for character in match.group())
    likely = _SHORTEST <= digits <= _LONGEST and not _YEARS.fullmatch(match.group())
    return len(match.group()) if likely and _ADJACENT.search(before) else 0


def _valid_end(run: str, regions: tuple[str, ...]) -> int:
    """Return the length of the longest part from the start that is a valid number, or 0."""
    for end in _ends(run):
        digits = re.sub(r"[^0-9]", "", run[:end].replace("(0)", ""))
        if _SHORTEST <= len(digits) <= _LONGEST + 2 and _is_valid(digits, run, regions):
            return end
    return 0


def _ends(run: str) -> Iterator[int]:
    yield len(run)
    for match in reversed(list(re.finditer(r"[0-9)](?=[ ./-])", run))):
        yield match.end()


def _is_valid(digits: str, run: str, regions: tuple[str, ...]) -> bool:
    import phonenumbers

    international = digits.removeprefix("00") if run.startswith("00") else digits
    attempts = [(f"+{international}", None), *((digits, region) for region in regions)]
    for text, region in attempts:
        try:
            number = phonenumbers.parse(text, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            return True
        # Behind a plus sign also numbers that are not assigned, but no round sums.
        reason = phonenumbers.is_possible_number_with_reason(number)
        possible = reason == phonenumbers.ValidationResult.IS_POSSIBLE
        if run.startswith("+") and possible and not digits.endswith("000"):
            return True
    return False
