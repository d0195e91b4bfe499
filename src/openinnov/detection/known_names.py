"""Names, addresses and numbers that the submission itself says are those of persons.

No list of names and no model is needed: the tables of persons tell who must not stand in a text.
Names are sought as whole words, in both orders and with initials, without case and accents. A part
of a name counts behind a title alone: "Mr. Rahman" is a person, "Rahman Street" need not be one.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from openinnov.detection.normalization import is_unparted, normalize, words
from openinnov.detection.text import Text
from openinnov.detection.titles import BEFORE_NAMES, TITLE_WORDS, TITLES

_NUMBERS = re.compile(r"[0-9(+][0-9 ().\-/]{4,30}[0-9]")
_ADDRESS = re.compile(r"\S+@\S+|\S+://\S+")
#: The last digits of a telephone number by which it is known without its country code.
_TAIL = 8
_SHORTEST = 6
#: Family names that are no longer are sought without initials, single names not at all.
_SHORT_WORD = 2
#: Names of more words are sought as they stand alone.
_MOST_WORDS = 6
_PARTING = re.compile("[\\s,;.\u00b7\u30fb\u3001\uff0c]+")
#: Letters of East Asia, in which a full name is written in one.
_IN_ONE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7ff\U00020000-\U0003ffff]{2,}")

#: Words in their order.
Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of persons, in the form in which texts are searched for it."""

    #: What a sequence of words is: the name of a person (true), or of an organization (false).
    sequences: Mapping[Words, bool] = field(default_factory=dict)
    #: The most words that a sequence beginning with a word has.
    lengths: Mapping[str, int] = field(default_factory=dict)
    #: A word of each name of a person: a text without any of them holds no whole name.
    rare: frozenset[str] = frozenset()
    #: The words of names, each of which counts behind a title alone, and the most it has of words.
    parts: frozenset[Words] = frozenset()
    part_lengths: Mapping[str, int] = field(default_factory=dict)
    #: The last digits of known numbers.
    numbers: frozenset[str] = frozenset()
    #: The organizations of those who have one name, which counts in texts about these alone.
    singles: Mapping[Words, frozenset[str]] = field(default_factory=dict)

    def __repr__(self) -> str:
        """Say how much is known, and no value."""
        return f"<Known, {len(self.sequences)} names, {len(self.numbers)} numbers>"

    @property
    def tokens(self) -> frozenset[str]:
        """Words of which a text has one if it holds a known name."""
        single = frozenset(name[0] for name in self.singles)
        return self.rare | single | (TITLE_WORDS if self.parts else frozenset())

    @property
    def has_unparted(self) -> bool:
        """Whether a name is in a script in which no blank parts two words."""
        return any(is_unparted(word) for word in self.tokens - TITLE_WORDS)

    def within(self, organizations: Collection[str]) -> "Known":
        """Return what is known in a text about these organizations: single names as well."""
        names = [name for name, own in self.singles.items() if not own.isdisjoint(organizations)]
        if not names:
            return self
        sequences = {**self.sequences, **dict.fromkeys(names, True)}
        return replace(
            self,
            sequences=sequences,
            lengths=_lengths(sequences),
            rare=self.rare | {name[0] for name in names},
        )


def known(
    persons: Iterable[str],
    organizations: Iterable[str] = (),
    singles: Iterable[tuple[str, str]] = (),
) -> Known:
    """Build what is known: values about persons, and public names, which win over equal ones.

    `singles` are names with the organization of each; those of one word are kept.
    """
    sequences: dict[Words, bool] = {}
    parts: set[Words] = set()
    numbers: set[str] = set()
    for value in persons:
        sequences |= dict.fromkeys(_forms(value), True)
        parts.update(part for part in _name(value) if len("".join(part)) > 1)
        numbers.update(_tail(run.group()) for run in _NUMBERS.finditer(normalize(value).text))
    public = {tuple(word for word, _, _ in words(value)) for value in organizations}
    sequences |= dict.fromkeys((name for name in public if len(name) > 1), False)
    own: dict[Words, frozenset[str]] = {}
    for value, organization in singles:
        if (name := _single(value)) and name not in public:
            own[name] = own.get(name, frozenset()) | {organization}
    return Known(
        sequences,
        _lengths(sequences),
        frozenset(max(form, key=len) for form, person in sequences.items() if person),
        frozenset(parts),
        _lengths(parts),
        frozenset(numbers - {""}),
        own,
    )


def find(text: Text, *, regions: tuple[str, ...], known: Known) -> Iterator[tuple[int, int]]:
    """Yield where each known name or number begins and ends."""
    if known.numbers:
        for run in _NUMBERS.finditer(text.text):
            if _tail(run.group()) in known.numbers:
                yield run.span()
    if _may_name(text, known):
        yield from _find_names(words(text.text), known)


def _may_name(text: Text, known: Known) -> bool:
    if not known.rare.isdisjoint(text.words):
        return True
    if not known.parts or TITLE_WORDS.isdisjoint(text.words):
        return False
    return any(word in known.part_lengths for word in text.words)


def _find_names(tokens: list[tuple[str, int, int]], known: Known) -> Iterator[tuple[int, int]]:
    place = 0
    while place < len(tokens):
        form = _longest(tokens, place, known.sequences, known.lengths)
        size = len(form)
        if not form and _is_titled(tokens, place):
            size = _parts(tokens, place, known)
        if size and known.sequences.get(form, True):
            yield tokens[place][1], tokens[place + size - 1][2]
        place += size or 1


def _longest(
    tokens: list[tuple[str, int, int]],
    place: int,
    sequences: Collection[Words],
    lengths: Mapping[str, int],
) -> Words:
    """Return the longest of these sequences that begins at a word, or none."""
    for length in range(lengths.get(tokens[place][0], 0), 0, -1):
        form = tuple(token for token, _, _ in tokens[place : place + length])
        if form in sequences:
            return form
    return ()


def _is_titled(tokens: list[tuple[str, int, int]], place: int) -> bool:
    if not place or tokens[place - 1][0] not in TITLE_WORDS:
        return False
    before = tuple(token for token, _, _ in tokens[max(0, place - _MOST_WORDS) : place])
    return any(before[start:] in BEFORE_NAMES for start in range(len(before)))


def _parts(tokens: list[tuple[str, int, int]], place: int, known: Known) -> int:
    """Return how many words from one on are parts of names, up to what is known as a whole."""
    end = place
    while end < len(tokens):
        part = _longest(tokens, end, known.parts, known.part_lengths)
        if not part or _longest(tokens, end, known.sequences, known.lengths):
            break
        end += len(part)
    return end - place


def _name(value: str) -> tuple[Words, ...]:
    """Return the words of a name without titles, or none if the value is an address or number."""
    pieces = _PARTING.split(value) if is_unparted(value) else [word for word, _, _ in words(value)]
    name = [tuple(word for word, _, _ in words(piece)) for piece in pieces]
    if _ADDRESS.search(value) or any(word.isdigit() for part in name for word in part):
        return ()
    return tuple(part for part in name if part and part not in TITLES)


def _forms(value: str) -> set[Words]:
    """Return the sequences of words by which a person may be named.

    >>> sorted(_forms("Dr. Abdul Rahman"))
    [('a', 'rahman'), ('abdul', 'rahman'), ('rahman', 'a'), ('rahman', 'abdul')]
    """
    name = _name(value)
    whole = _joined(name) or tuple(word for word, _, _ in words(value))
    if is_unparted(value):
        return _forms_in_one(value, name, whole)
    if not 1 < len(name) <= _MOST_WORDS:
        return {whole} if len(whole) > 1 else set()
    first, *_, last = whole
    initials = tuple(word[0] for word in whole[:-1])
    forms = {whole, (last, *whole[:-1]), (first, last), (last, first)}
    if len(last) > _SHORT_WORD:  # "In, A." would be found in every other text.
        forms |= {(*initials, last), (last, *initials), (first[0], last), (last, first[0])}
        forms.add((first, *initials[1:], last))
    return forms


def _forms_in_one(value: str, name: tuple[Words, ...], whole: Words) -> set[Words]:
    if len(name) > 1:
        return {whole, _joined((name[-1], *name[:-1]))}
    return {whole} if len(whole) > 1 and (not name or _IN_ONE.search(value)) else set()


def _single(value: str) -> Words:
    """Return the one word of a name that has no more, or none."""
    name = _name(value)
    if len(name) != 1 or len("".join(name[0])) <= _SHORT_WORD or _forms(value):
        return ()
    return name[0]


def _joined(name: Iterable[Words]) -> Words:
    return tuple(word for part in name for word in part)


def _lengths(sequences: Iterable[Words]) -> dict[str, int]:
    """Return the most words that a sequence beginning with each word has."""
    lengths: dict[str, int] = {}
    for form in sequences:
        lengths[form[0]] = max(lengths.get(form[0], 0), len(form))
    return lengths


def _tail(run: str) -> str:
    digits = re.sub(r"[^0-9]", "", run)
    return digits[-_TAIL:] if len(digits) >= _SHORTEST else ""
