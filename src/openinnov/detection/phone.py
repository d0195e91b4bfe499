"""Telephone numbers: with a country code, or behind a word that announces one.

A number without either is none: budgets, years, codes and identifiers look the same.
"""

import re
from collections.abc import Iterator

from openinnov.detection.cues import CALL, LINK, PHONE, REACH, ends_of, is_no_code
from openinnov.detection.known_names import Known
from openinnov.detection.numbering import is_assigned, is_possible
from openinnov.detection.text import Number, Text

_REST = r"[ (]{0,2}[1-9][0-9 ().\-/]{5,24}[0-9]"
#: What may begin a number, and how it goes on; what may not stand before it is looked for last, so
#: that all else is passed over fast.
_INTERNATIONAL = {
    "+": re.compile(rf"\+(?<![0-9]\+){_REST}"),
    "00": re.compile(rf"00(?<![0-9A-Za-z.,/-]00){_REST}"),
}
_LINKED = re.compile(rf"[^\s\d:.,()]{{0,5}}{LINK}{{0,8}}")
_GROUP = re.compile(r"[0-9](?=[ ./)-])")
_BESIDE = re.compile(r"[0-9A-Za-z_.+]")
#: Two zeros before a code are none where it goes on.
_GOES_ON = re.compile(r"[/-]?[0-9]")
#: How many digits a number has at least and at most.
_SHORTEST, _LONGEST = 7, 15
_GROUPED = re.compile(r"\+[0-9]{1,3}(?: [0-9]{3})+")


def find(text: Text, *, regions: tuple[str, ...], known: Known) -> Iterator[tuple[int, int]]:
    """Yield where each number begins and ends."""
    for sign, pattern in _INTERNATIONAL.items():
        for match in pattern.finditer(text.text) if sign in text.text else ():
            end = match.start() + _valid_end(match.group(), ())
            if end > match.start() and (sign == "+" or not _GOES_ON.match(text.text, end)):
                yield match.start(), end
    last = -REACH - 1
    for number in text.numbers:
        announced = not number.said.kinds.isdisjoint((PHONE, CALL))
        # The next number of a list needs no word of its own.
        if not (announced or number.start <= last + REACH):
            continue
        if end := _national_end(text.text, number, regions):
            last = number.start + end
            yield number.start, last


def _is_apart(text: str, number: Number) -> bool:
    """Say whether a number is a word of its own, and not a part of a longer code."""
    before = text[number.start - 1 : number.start] if number.start else ""
    after = text[number.end : number.end + 1]
    return not (_BESIDE.match(before) or (after.isascii() and (after.isalnum() or after == "_")))


def _national_end(text: str, number: Number, regions: tuple[str, ...]) -> int:
    """Return the length of a number that has no code of a country, or 0."""
    run = text[number.start : number.end]
    digits = sum(map(str.isdigit, run))
    if digits < _SHORTEST or is_no_code(run) or not _is_apart(text, number):
        return 0
    if end := _valid_end(run, regions):
        return end
    return len(run) if digits <= _LONGEST and _is_linked(number) else 0


def _is_linked(number: Number) -> bool:
    """Say whether a word for telephones stands before a number, and nothing but a link between."""
    said = number.said
    return PHONE in said.kinds and any(
        _LINKED.fullmatch(said.text, end) for end in ends_of(said.text, PHONE)
    )


def _valid_end(run: str, regions: tuple[str, ...]) -> int:
    """Return the length of the longest part from the start that is a valid number, or 0."""
    for end in (len(run), *(match.end() for match in reversed([*_GROUP.finditer(run)]))):
        digits = "".join(filter(str.isdigit, run[:end].replace("(0)", "")))
        if _SHORTEST <= len(digits) <= _LONGEST + 2 and _is_valid(digits, run[:end], regions):
            return end
    return 0


def _is_valid(digits: str, run: str, regions: tuple[str, ...]) -> bool:
    international = digits.removeprefix("00") if run.startswith("00") else digits
    if is_assigned(international):
        return True
    if run.startswith("+"):
        # Behind a plus sign also numbers that are not given out, but no round sums.
        is_sum = digits.endswith("000") or _GROUPED.fullmatch(run)
        return not is_sum and is_possible(international)
    return any(is_assigned(digits, region) for region in regions)
