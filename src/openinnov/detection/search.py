"""Search one text with all detectors, and take out what they find."""

import re
from collections.abc import Collection, Iterable, Sequence
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
from openinnov.detection.matches import Match, merge, pieces
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
    return merge([piece for match in found for piece in pieces(text, match, marks)])


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
