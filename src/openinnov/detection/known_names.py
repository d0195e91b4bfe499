"""Names, addresses and numbers that the submission itself says are those of persons.

No list of names and no model is needed: the tables of persons tell who must not stand in a text.
Names are sought as whole words, in both orders and with initials, without case and accents. A part
of a name counts behind a title alone: "Mr. Rahman" is a person, "Rahman Street" need not be one.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from openinnov.detection.normalization import normalize, words

_TITLES = frozenset(
    (
        "mr",
        "mrs",
        "ms",
        "mx",
        "miss",
        "dr",
        "doctor",
        "prof",
        "professor",
        "sir",
        "madam",
        "mme",
        "madame",
        "mlle",
        "monsieur",
        "sr",
        "sra",
        "senor",
        "senora",
        "shri",
        "smt",
        "hon",
        "engr",
    )
)
#: What stands before a name like a title, but is part of it, or an initial, where it is listed.
_LIKE_TITLES = frozenset(("m", "md", "mohd"))
#: After which words a part of a name is that of a person.
BEFORE_NAMES = _TITLES | _LIKE_TITLES
_NUMBERS = re.compile(r"[0-9(+][0-9 ().\-/]{4,30}[0-9]")
_ADDRESS = re.compile(r"\S+@\S+|\S+://\S+")
#: The last digits of a telephone number by which it is known without its country code.
_TAIL = 8
_SHORTEST = 6
#: Family names that are no longer are sought without initials.
_SHORT_WORD = 2
#: Names of more words are sought as they stand alone.
_MOST_WORDS = 6


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of persons, in the form in which texts are searched for it."""

    #: What a sequence of words is: the name of a person (true), or of an organization (false).
    sequences: Mapping[tuple[str, ...], bool] = field(default_factory=dict)
    #: The most words that a sequence beginning with a word has.
    lengths: Mapping[str, int] = field(default_factory=dict)
    #: The words of names, each of which counts behind a title alone.
    parts: frozenset[str] = frozenset()
    #: The last digits of known numbers.
    numbers: frozenset[str] = frozenset()

    def __repr__(self) -> str:
        """Say how much is known, and no value."""
        return f"<Known, {len(self.sequences)} names, {len(self.numbers)} numbers>"

    @property
    def tokens(self) -> frozenset[str]:
        """A word of each name, and the titles: a text without any of them holds no known name."""
        longest = (max(s, key=len) for s, person in self.sequences.items() if person)
        return frozenset(longest) | (BEFORE_NAMES if self.parts else frozenset())


def known(persons: Iterable[str], organizations: Iterable[str] = ()) -> Known:
    """Build what is known: values about persons, and public names, which win over equal ones."""
    sequences: dict[tuple[str, ...], bool] = {}
    parts: set[str] = set()
    numbers: set[str] = set()
    for value in persons:
        for form in _forms(value):
            sequences[form] = True
        parts.update(word for word in _name(value) if len(word) > 1)
        numbers.update(_tail(run.group()) for run in _NUMBERS.finditer(normalize(value).text))
    for value in organizations:
        name = tuple(word for word, _, _ in words(value))
        if len(name) > 1:
            sequences[name] = False
    lengths: dict[str, int] = {}
    for form in sequences:
        lengths[form[0]] = max(lengths.get(form[0], 0), len(form))
    numbers.discard("")
    return Known(sequences, lengths, frozenset(parts), frozenset(numbers))


def find(text: str, *, regions: tuple[str, ...], known: Known) -> Iterator[tuple[int, int]]:
    """Yield where each known name or number begins and ends."""
    if known.numbers:
        for run in _NUMBERS.finditer(text):
            if _tail(run.group()) in known.numbers:
                yield run.span()
    if known.sequences or known.parts:
        yield from _find_names(words(text), known)


def _find_names(tokens: list[tuple[str, int, int]], known: Known) -> Iterator[tuple[int, int]]:
    place = 0
    while place < len(tokens):
        form = _sequence(tokens, place, known)
        size = len(form)
        if not form and place and tokens[place - 1][0] in BEFORE_NAMES:
            size = _parts(tokens, place, known)
        if size and known.sequences.get(form, True):
            yield tokens[place][1], tokens[place + size - 1][2]
        place += size or 1


def _sequence(tokens: list[tuple[str, int, int]], place: int, known: Known) -> tuple[str, ...]:
    """Return the longest known sequence that begins at a word, or none."""
    for length in range(known.lengths.get(tokens[place][0], 0), 1, -1):
        form = tuple(token for token, _, _ in tokens[place : place + length])
        if form in known.sequences:
            return form
    return ()


def _parts(tokens: list[tuple[str, int, int]], place: int, known: Known) -> int:
    """Return how many words from one on are parts of names, up to what is known as a whole."""
    end = place
    while end < len(tokens) and tokens[end][0] in known.parts and not _sequence(tokens, end, known):
        end += 1
    return end - place


def _name(value: str) -> tuple[str, ...]:
    """Return the words of a name without titles, or none if the value is an address or number."""
    name = tuple(word for word, _, _ in words(value))
    if _ADDRESS.search(value) or any(word.isdigit() for word in name):
        return ()
    return tuple(word for word in name if word not in _TITLES)


def _forms(value: str) -> set[tuple[str, ...]]:
    """Return the sequences of words by which a person may be named.

    >>> sorted(_forms("Dr. Abdul Rahman"))
    [('a', 'rahman'), ('abdul', 'rahman'), ('rahman', 'a'), ('rahman', 'abdul')]
    """
    name = _name(value)
    if not 1 < len(name) <= _MOST_WORDS:
        whole = name or tuple(word for word, _, _ in words(value))
        return {whole} if len(whole) > 1 else set()
    first, last = name[0], name[-1]
    initials = tuple(word[0] for word in name[:-1])
    forms = {name, (last, *name[:-1]), (first, last), (last, first)}
    if len(last) > _SHORT_WORD:  # "In, A." would be found in every other text.
        forms |= {(*initials, last), (last, *initials), (first[0], last), (last, first[0])}
        forms.add((first, *initials[1:], last))
    return forms


def _tail(run: str) -> str:
    digits = re.sub(r"[^0-9]", "", run)
    return digits[-_TAIL:] if len(digits) >= _SHORTEST else ""
