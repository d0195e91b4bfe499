"""The ways in which a text may name a person whom a table lists: orders, initials, titles.

The endings that sentences put to words are those of `inflection`.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from openinnov.detection.normalization import is_unparted, words
from openinnov.detection.titles import LIKE_TITLES, TITLES

_ADDRESS = re.compile(r"\S+@\S+|\S+://\S+")
#: Family names that are no longer are sought without initials, single names not at all.
_SHORT_WORD = 2
#: Names of more words are sought as they stand alone.
MOST_WORDS = 6
_PARTING = re.compile("[\\s,;.\u00b7\u30fb\u3001\uff0c]+")
#: Letters of East Asia, in which a full name is written in one.
_IN_ONE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7ff\U00020000-\U0003ffff]{2,}")
#: Letters of which a name is also written in one: "スズキ ケンジ" becomes "スズキケンジ".
_KATAKANA = re.compile("[\u30a0-\u30ff]+")

#: Words in their order.
Words = tuple[str, ...]


def name_in(value: str) -> tuple[Words, ...]:
    """Return the words of a name, or none if the value is an address or number."""
    pieces = _PARTING.split(value) if is_unparted(value) else [word for word, _, _ in words(value)]
    name = [tuple(word for word, _, _ in words(piece)) for piece in pieces]
    if _ADDRESS.search(value) or any(word.isdigit() for part in name for word in part):
        return ()
    return tuple(part for part in name if part)


def untitled(name: tuple[Words, ...]) -> tuple[Words, ...]:
    """Return the words of a name that are no titles."""
    return tuple(part for part in name if part not in TITLES)


def _variants(name: tuple[Words, ...]) -> Iterator[tuple[Words, ...]]:
    """Yield a name without titles; what may be a title stays where it is the name of a family."""
    yield untitled(name)
    for titles in (TITLES, TITLES | LIKE_TITLES):
        first = next((i for i, part in enumerate(name) if part not in titles), len(name))
        if len(name) - first > 1:
            yield name[first:]


def forms_of(value: str) -> set[Words]:
    """Return the sequences of words by which a person may be named.

    >>> sorted(forms_of("Dr. Abdul Rahman"))
    [('a', 'rahman'), ('abdul', 'rahman'), ('rahman', 'a'), ('rahman', 'abdul')]
    """
    forms: set[Words] = set()
    for name in dict.fromkeys(_variants(name_in(value))):
        forms |= _forms_as(value, name)
    return forms


def _forms_as(value: str, name: tuple[Words, ...]) -> set[Words]:
    whole = _joined(name) or tuple(word for word, _, _ in words(value))
    if is_unparted(value):
        return _forms_in_one(value, name, whole)
    if not 1 < len(name) <= MOST_WORDS:
        return {whole} if len(whole) > 1 else set()
    first, *_, last = whole
    forms = {whole, (last, *whole[:-1]), (*whole[1:], first), (first, last), (last, first)}
    if _KATAKANA.fullmatch("".join(whole)):
        forms |= {("".join(whole),), ("".join((*whole[1:], first)),)}
    if len(last) > _SHORT_WORD:  # "In, A." would be found in every other text.
        for cut in (_letter, _syllable):
            initials = tuple(cut(word) for word in whole[:-1])
            forms |= {(*initials, last), (last, *initials)}
            forms |= {(initials[0], last), (last, initials[0]), (first, *initials[1:], last)}
    return forms


def _letter(word: str) -> str:
    return word[0]


def _syllable(word: str) -> str:
    """Return the first letter of a word with its vowel sign, as initials of India have it."""
    return word[:2] if unicodedata.category(word[1:2] or " ") in {"Mc", "Mn"} else word[0]


def _forms_in_one(value: str, name: tuple[Words, ...], whole: Words) -> set[Words]:
    if len(name) > 1:
        return {whole, _joined((name[-1], *name[:-1]))}
    return {whole} if len(whole) > 1 and (not name or _IN_ONE.search(value)) else set()


def single_in(value: str) -> Words:
    """Return the one word of a name that has no more, or none."""
    name = untitled(name_in(value))
    if len(name) != 1 or len("".join(name[0])) <= _SHORT_WORD or forms_of(value):
        return ()
    return name[0]


def _joined(name: Iterable[Words]) -> Words:
    return tuple(word for part in name for word in part)
