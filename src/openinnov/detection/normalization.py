"""One way to write what can be written in many, with the way back to the original.

Digits of every script become ASCII, so do dashes and blanks; what nobody sees is left out. As this
changes lengths, each character knows where in the original it comes from.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

_ASCII_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Normalized:
    """A text as the detectors read it."""

    text: str
    #: The place in the original of each character, or none where both are the same.
    places: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where in the original a span begins and ends."""
        if self.places is None:
            return start, end
        return self.places[start], self.places[end - 1] + 1


def normalize(text: str) -> Normalized:
    """Return the text that the detectors read.

    >>> normalize("০১৭১১ ১২৩").text
    '01711 123'
    """
    if text.isascii():
        return Normalized(text)
    changed = {each: piece for each in set(text) if (piece := _piece(each)) != each}
    if not changed:
        return Normalized(text)
    pieces = [changed.get(each, each) for each in text]
    normalized = "".join(pieces)
    if len(normalized) == len(text) and "" not in pieces:
        return Normalized(normalized)
    places = tuple(place for place, piece in enumerate(pieces) for _ in piece)
    return Normalized(normalized, places)


def words(text: str) -> list[tuple[str, int, int]]:
    """Return the words of a text without case and accents, and where each begins and ends.

    >>> words("José, A.")
    [('jose', 0, 4), ('a', 6, 7)]
    """
    if text.isascii():
        return [(match.group(), *match.span()) for match in _ASCII_WORD.finditer(text.lower())]
    found: list[tuple[str, int, int]] = []
    letters: list[str] = []
    start = 0
    for place, character in enumerate(f"{text} "):
        folded = _folded(character)
        if folded is None:
            if letters:
                found.append(("".join(letters), start, place))
            letters = []
        elif folded:
            start = start if letters else place
            letters.append(folded)
    return found


@cache
def _piece(character: str) -> str:
    if unicodedata.category(character) == "Cf":
        return ""
    return "".join(_plain(part) for part in unicodedata.normalize("NFKC", character))


def _plain(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    return {"Cf": "", "Pd": "-", "Zs": " "}.get(category, character)


@cache
def _folded(character: str) -> str | None:
    """Return the letters that a character stands for, or none if it parts two words."""
    letters = []
    for part in unicodedata.normalize("NFKD", character):
        category = unicodedata.category(part)
        if category == "Cf" or unicodedata.combining(part):
            continue  # Accents go; the vowel signs of Indian scripts are letters and stay.
        if category[0] not in "LMN":
            return None
        letters.append(str(unicodedata.decimal(part)) if category == "Nd" else part.casefold())
    return "".join(letters)
