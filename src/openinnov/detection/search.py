"""Search one text with all detectors, and take out what they find."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol
from urllib.parse import unquote, unquote_plus

from openinnov.detection import (
    card,
    coordinates,
    credential,
    email,
    iban,
    known_names,
    national_id,
    phone,
)
from openinnov.detection.known_names import Known
from openinnov.detection.normalization import is_normal, normalize
from openinnov.detection.text import Text
from openinnov.exceptions import RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterator


class Detector(Protocol):
    """What each module of a detector provides."""

    def find(
        self, text: Text, *, regions: tuple[str, ...], known: Known
    ) -> "Iterator[tuple[int, int]]":
        """Yield where in a normalized text each match begins and ends."""


class Recogniser(Protocol):
    """A model of yours that knows names of persons which no table lists."""

    def __call__(self, text: str, /) -> Iterable[tuple[int, int]]:
        """Yield where in a text each name begins, and where it ends: text[start:end]."""


DETECTORS: dict[str, Detector] = {
    "email": email,
    "phone": phone,
    "known-name": known_names,
    "national-id": national_id,
    "iban": iban,
    "card": card,
    "coordinates": coordinates,
    "credential": credential,
}
#: The detectors that need digits, signs, or neither.
_OF_DIGITS = ("phone", "national-id", "iban", "card", "coordinates")
_OF_SIGNS = ("email", "credential")
_OF_WORDS = ("known-name",)
#: What the rule seeks: a name in a public text may be there on purpose.
RULE_KINDS = ("email", "phone", "national-id", "iban", "card", "coordinates", "credential")
#: What a recogniser finds.
RECOGNISED = "name"
#: Six digits, three behind a point, or the beginning of an account. All begin with a digit, so
#: that what stands before it is passed over fast.
_DIGITS = re.compile(
    r"[0-9](?:(?:[ ().\-/]*[0-9]){5}|\.[0-9]{3}"
    r"|[0-9](?<=[A-Za-z]{2}[0-9]{2})[ -]?[A-Za-z0-9]{4})"
)
#: Numbers of companies in Brazil have letters among their digits, and are announced by name.
_CNPJ = "cnpj"
_NOBODY = Known()
#: What stands for what was taken out, and is nothing to take out in its turn.
_MARK = re.compile(rf"\[(?:{'|'.join([*DETECTORS, RECOGNISED])})\]")
_BRACKET = re.compile(r"[()\[\]{}]")
_CLOSING = {"(": ")", "[": "]", "{": "}"}


@dataclass(frozen=True, slots=True)
class Match:
    """A piece of a text that is personal data."""

    start: int
    end: int
    #: The name of the detector.
    kind: str


def find(
    text: str,
    *,
    kinds: Collection[str] = tuple(DETECTORS),
    regions: Sequence[str] = (),
    known: Known = _NOBODY,
    recogniser: Recogniser | None = None,
) -> list[Match]:
    """Return the personal data in a text, from its start to its end, without overlaps.

    `regions` are the countries whose telephone numbers are known without a country code. Raises
    `RefusedError` where a recogniser finds a name outside the text.

    >>> find("Write to ana@example.org")
    [Match(start=9, end=24, kind='email')]
    """
    if recogniser is None and is_normal(text) and not _sought(text, known):
        return []  # As most texts are.
    normalized = normalize(text)
    read = Text(normalized.text)
    found = [] if recogniser is None else list(_recognised(text, recogniser))
    for kind in _sought(read.text, known):
        if kind in kinds:
            spans = DETECTORS[kind].find(read, regions=tuple(regions), known=known)
            found += [Match(*normalized.span(start, end), kind) for start, end in spans]
    if not found:
        return []
    marks = [mark.span() for mark in _MARK.finditer(text)]
    return _merge([piece for match in found for piece in _pieces(text, match, marks)])


def scrub(
    text: str,
    *,
    kinds: Collection[str] = tuple(DETECTORS),
    regions: Sequence[str] = (),
    known: Known = _NOBODY,
    recogniser: Recogniser | None = None,
) -> str:
    """Return a text in which a mark stands for each piece of personal data.

    >>> scrub("Write to ana@example.org")
    'Write to [email]'
    """
    # What a mark has parted or announced may match in its turn, so search until nothing is found;
    # as no mark does, each time less is left that may.
    while matches := find(text, kinds=kinds, regions=regions, known=known, recogniser=recogniser):
        for match in reversed(matches):
            text = f"{text[: match.start]}[{match.kind}]{text[match.end :]}"
    return text


def marked(text: str, scrubbed: str) -> dict[str, int]:
    """Return how many marks of each kind a text got.

    >>> marked("a@b.org, [email]", "[email], [email]")
    {'email': 1}
    """
    kinds = (*DETECTORS, RECOGNISED)
    more = {kind: scrubbed.count(f"[{kind}]") - text.count(f"[{kind}]") for kind in kinds}
    return {kind: count for kind, count in more.items() if count > 0}


def holds(
    text: str,
    *,
    kinds: Collection[str] = tuple(DETECTORS),
    regions: Sequence[str] = (),
    known: Known = _NOBODY,
) -> list[str]:
    """Return the kinds of personal data in a text, also where web addresses encode it.

    >>> holds("https://example.org/?to=ana%40example.org")
    ['email']
    """
    forms = {text: None}
    if "%" in text or "+" in text:
        decoded = unquote(text)
        forms |= dict.fromkeys([decoded, unquote(decoded), unquote_plus(text)])
    found = (find(form, kinds=kinds, regions=regions, known=known) for form in forms)
    return sorted({match.kind for matches in found for match in matches})


def _recognised(text: str, recogniser: Recogniser) -> "Iterator[Match]":
    for start, end in recogniser(text):
        if not 0 <= start < end <= len(text):
            raise RefusedError(
                f"the recogniser finds a name from {start} to {end}, in a text of {len(text)} "
                "characters"
            )
        yield Match(start, end, RECOGNISED)


def _sought(plain: str, known: Known) -> tuple[str, ...]:
    """Return what may be found in a normalized text; a glance at each letter is enough."""
    lowered = plain.lower()
    digits = _DIGITS.search(plain) is not None
    sought = _OF_DIGITS if digits or _CNPJ in lowered else ()
    if "@" in plain or "=" in plain or email.may_be_disguised(lowered):
        sought = (*sought, *_OF_SIGNS)
    if known is not _NOBODY and ((digits and known.numbers) or known_names.may_name(plain, known)):
        sought = (*sought, *_OF_WORDS)
    return sought


def _pieces(text: str, match: Match, marks: Sequence[tuple[int, int]]) -> "Iterator[Match]":
    """Yield what is to take out of a match: no mark, and no bracket without its other half."""
    if not marks and _BRACKET.search(text, match.start, match.end) is None:
        yield from _trimmed(text, match.start, match.end, match.kind)
        return
    for start, end in _between(marks, match.start, match.end):
        first, last = _widened(text, start, end)
        lone = [(place, place + 1) for place in _lone_brackets(text, first, last)]
        for piece in _between(lone, first, last):
            yield from _trimmed(text, *piece, match.kind)


def _trimmed(text: str, start: int, end: int, kind: str) -> "Iterator[Match]":
    """Yield a match without blanks around it, if it has a letter or a digit."""
    own = text[start:end]
    if any(map(str.isalnum, own)):
        begin = start + len(own) - len(own.lstrip())
        yield Match(begin, begin + len(own.strip()), kind)


def _between(spans: Sequence[tuple[int, int]], start: int, end: int) -> "Iterator[tuple[int, int]]":
    """Yield what spans leave of a longer one."""
    for first, last in spans:
        if first < end and last > start:
            if first > start:
                yield start, first
            start = last
    if start < end:
        yield start, end


def _widened(text: str, start: int, end: int) -> tuple[int, int]:
    """Add the brackets right beside a span that close or open what stands in it."""
    while lone := _lone_brackets(text, start, end):
        if text[end : end + 1] == _CLOSING.get(text[lone[-1]]):
            end += 1
        elif start and _CLOSING.get(text[start - 1]) == text[lone[0]]:
            start -= 1
        else:
            break
    return start, end


def _lone_brackets(text: str, start: int, end: int) -> list[int]:
    """Return where in a span brackets stand without their other half."""
    lone: list[int] = []
    for match in _BRACKET.finditer(text, start, end):
        if lone and _CLOSING.get(text[lone[-1]]) == match.group():
            lone.pop()
        else:
            lone.append(match.start())
    return lone


def _merge(matches: list[Match]) -> list[Match]:
    """Unite matches that overlap; the longest of them says what the whole is."""
    merged: list[Match] = []
    longest = 0
    for match in sorted(matches, key=lambda m: (m.start, -m.end, m.kind)):
        last = merged[-1] if merged else None
        if last is None or match.start >= last.end:
            merged.append(match)
            longest = match.end - match.start
            continue
        kind = match.kind if match.end - match.start > longest else last.kind
        longest = max(longest, match.end - match.start)
        merged[-1] = Match(last.start, max(last.end, match.end), kind)
    return merged
