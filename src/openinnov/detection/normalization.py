"""One way to write what can be written in many, with the way back to the original.

Digits of every script become ASCII, so do dashes and blanks; what nobody sees is left out. As this
changes lengths, each character knows where in the original it comes from.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

_PIECE = re.compile(r"\S+")
_ASCII_WORD = re.compile(r"[a-z0-9]+")
#: Letters of scripts in which no blank parts two words: each letter counts as a word.
UNPARTED = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u3007\u3040-\u309f\u3130-\u318f"
    "\u3400-\u4dbf\u4e00-\u9fff\ua9e0-\ua9ff\uaa60-\uaa7f\uac00-\ud7ff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
_UNPARTED = re.compile(f"[{UNPARTED}]")
#: Characters, of the scripts that most texts are in, which are read as they stand.
UNCHANGED = (
    "\x00-\x7f\u00a1-\u00a7\u00bf-\u0131\u0134-\u013e\u0141-\u0148\u014a-\u017e\u0180-\u01c3"
    "\u01cd-\u01f0\u01f4-\u024f\u0300-\u033f\u0345-\u036f\u0388-\u03cf\u03d7-\u03ef"
    "\u03fa-\u0586\u0591-\u05bd\u05bf-\u05ff\u0606-\u061b\u061d-\u065f\u066a-\u0674"
    "\u0679-\u06dc\u06de-\u06ef\u06fa-\u070e\u0710-\u07bf\u07ca-\u088f\u0892-\u08e1"
    "\u08e3-\u0957\u0960-\u0965\u0970-\u09db\u09e0-\u09e5\u09f0-\u0a32\u0a37-\u0a58"
    "\u0a5f-\u0a65\u0a70-\u0ae5\u0af0-\u0b5b\u0b5e-\u0b65\u0b70-\u0be5\u0bf0-\u0c65"
    "\u0c70-\u0ce5\u0cf0-\u0d65\u0d70-\u0de5\u0df0-\u0dff\u0e00-\u0e32\u0e34-\u0e4f"
    "\u0e5a-\u0e7f\u1000-\u103f\u104a-\u108f\u109a-\u109f\u10d0-\u10fb\u1200-\u137f"
    "\u1e00-\u1e99\u1e9c-\u1eff\u2018-\u201f\u3001-\u3002\u3041-\u309a\u30a1-\u30fe"
    "\u4e00-\u9fff\uac00-\ud7a3"
)
_UNCHANGED = re.compile(f"[{UNCHANGED}]*")
#: Each character of ASCII as words have it: a small letter, a digit, or a blank.
_TO_WORDS = "".join(chr(code).lower() if chr(code).isalnum() else " " for code in range(128))
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


def is_normal(text: str) -> bool:
    """Say whether a text is seen at a glance to be read as it stands."""
    return text.isascii() or _UNCHANGED.fullmatch(text) is not None


def normalize(text: str) -> Normalized:
    """Return the text that the detectors read.

    >>> normalize("০১৭১১ ১২৩").text
    '01711 123'
    """
    if is_normal(text):
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
    return [
        (word, piece.start() + start, piece.start() + end)
        for piece in _PIECE.finditer(text)
        for word, start, end in _in_piece(piece.group())
    ]


@lru_cache(10_000)
def _in_piece(piece: str) -> tuple[tuple[str, int, int], ...]:
    found: list[tuple[str, int, int]] = []
    letters: list[str] = []
    start = 0
    for place, character in enumerate(f"{piece} "):
        folded = _FOLDED[ord(character)]
        if letters and folded[:1] == " ":
            found.append(("".join(letters), start, place))
            letters = []
        if folded[:1] == " ":
            found += [(letter, place, place + 1) for letter in folded.split()]
        elif folded:
            start = start if letters else place
            letters.append(folded)
    return tuple(found)


def folded_words(text: str) -> list[str]:
    """Return the words of a text as `words` does, without their places, which is faster."""
    if text.isascii():
        return text.translate(_TO_WORDS).split()
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
