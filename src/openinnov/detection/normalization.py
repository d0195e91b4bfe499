"""One way to write what can be written in many, with the way back to the original.

Digits of every script become ASCII, so do dashes and blanks; what nobody sees is left out. As this
changes lengths, each character knows where in the original it comes from.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

_ASCII_WORD = re.compile(r"[a-z0-9]+")
#: Letters of scripts in which no blank parts two words: each letter counts as a word.
UNPARTED = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u3007\u3040-\u309f\u3130-\u318f"
    "\u3400-\u4dbf\u4e00-\u9fff\ua9e0-\ua9ff\uaa60-\uaa7f\uac00-\ud7ff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
_UNPARTED = re.compile(f"[{UNPARTED}]")
#: Letters that Unicode takes for letters of their own, and people write for others.
LIKENED = str.maketrans("łøđıðħةىیک", "lodidhهييك")


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
    >>> [word for word, _, _ in words("问王小明")]
    ['问', '王', '小', '明']
    """
    if text.isascii():
        return [(match.group(), *match.span()) for match in _ASCII_WORD.finditer(text.lower())]
    found: list[tuple[str, int, int]] = []
    letters: list[str] = []
    start = 0
    for place, character in enumerate(f"{text} "):
        folded = _FOLDED[ord(character)]
        if letters and folded[:1] == " ":
            found.append(("".join(letters), start, place))
            letters = []
        if folded[:1] == " ":
            found += [(letter, place, place + 1) for letter in folded.split()]
        elif folded:
            start = start if letters else place
            letters.append(folded)
    return found


def folded_words(text: str) -> list[str]:
    """Return the words of a text as `words` does, without their places, which is faster."""
    if text.isascii():
        return _ASCII_WORD.findall(text.lower())
    return text.translate(_FOLDED).split()


def is_unparted(text: str) -> bool:
    """Say whether a text has letters of a script in which no blank parts two words."""
    return not text.isascii() and _UNPARTED.search(text) is not None


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


class _Folding(dict[int, str]):
    """The letters that each character stands for, a blank where it parts two words."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _folded(chr(code))
        return folded


def _folded(character: str) -> str:
    letters = []
    for part in unicodedata.normalize("NFKD", character):
        category = unicodedata.category(part)
        if category == "Cf" or unicodedata.combining(part):
            continue  # Accents go; the vowel signs of Indian scripts are letters and stay.
        if category[0] not in "LMN":
            return " "
        plain = str(unicodedata.decimal(part)) if category == "Nd" else part.casefold()
        letters.append(plain.translate(LIKENED))
    if _UNPARTED.match(character):
        return f" {' '.join(letters)} " if letters else ""
    return "".join(letters)


_FOLDED = _Folding()
