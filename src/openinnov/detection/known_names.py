"""Names, addresses and numbers that the submission itself says are those of persons.

No list of names and no model is needed: the tables of persons tell who must not stand in a text.
Names are sought as whole words, in both orders and with initials, without case and accents, and
with the endings that a language puts to them. A part of a name counts behind a title alone: "Mr.
Rahman" is a person, "Rahman Street" need not be one.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice, product

from openinnov.detection.inflection import Bases, Glance
from openinnov.detection.name_forms import MOST_WORDS, Words, forms_of, name_in, single_in, untitled
from openinnov.detection.normalization import folded_words, is_unparted, normalize, words
from openinnov.detection.text import Text
from openinnov.detection.titles import BEFORE_NAMES, NO_TITLES, TITLE_WORDS

_NUMBERS = re.compile(r"[0-9(+][0-9 ().\-/]{4,30}[0-9]")
#: The last digits of a telephone number by which it is known without its country code.
_TAIL = 8
_SHORTEST = 6

#: So many forms of a row of words are tried; few words are forms of several names.
_TRIED = 256


#: A word of a text, and where it begins and ends.
Token = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of persons, in the form in which texts are searched for it."""

    #: What a sequence of words is: the name of a person (true), or of an organization (false).
    sequences: Mapping[Words, bool] = field(default_factory=dict)
    #: The most words that a sequence beginning with a word has.
    lengths: Mapping[str, int] = field(default_factory=dict)
    #: A word of each name of a person: a text without any of them holds no whole name.
    rare: frozenset[str] = frozenset()
    #: Says of a piece of a text whether it may be of a name, but for those of one word.
    glance: Glance = field(default_factory=lambda: Glance((), ()), compare=False)
    #: Of which words of names a word of a text may be a form.
    bent: Bases = field(default_factory=lambda: Bases(()), compare=False)
    #: The names of one word that count, as in the text about an organization.
    alone: frozenset[str] = frozenset()
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
            alone=frozenset(name[0] for name in names),
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
        sequences |= dict.fromkeys(forms_of(value), True)
        parts.update(part for part in untitled(name_in(value)) if len("".join(part)) > 1)
        numbers.update(_tail(run.group()) for run in _NUMBERS.finditer(normalize(value).text))
    public = {tuple(word for word, _, _ in words(value)) for value in organizations}
    sequences |= dict.fromkeys((name for name in public if len(name) > 1), False)
    own: dict[Words, frozenset[str]] = {}
    for value, organization in singles:
        if (name := single_in(value)) and name not in public:
            own[name] = own.get(name, frozenset()) | {organization}
    rare = frozenset(max(form, key=len) for form, person in sequences.items() if person)
    named = {word for form in sequences for word in form if len(word) > 1}
    return Known(
        sequences,
        _lengths(sequences),
        rare,
        Glance(rare, TITLE_WORDS if parts else ()),
        Bases(named.union(*parts)),
        frozenset(),
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
    if may_name(text.text, known):
        yield from _find_names(text.text, words(text.text), known)


def may_name(text: str, known: Known) -> bool:
    """Say whether a text may hold a known name; a glance at each piece is enough."""
    if known.alone and not known.alone.isdisjoint(folded_words(text)):
        return True
    return any(map(known.glance.__getitem__, text.split()))


def _find_names(text: str, tokens: list[Token], known: Known) -> Iterator[tuple[int, int]]:
    place = 0
    begins, bent = known.lengths, known.bent
    while place < len(tokens):
        word = tokens[place][0]
        if word not in begins and not bent[word] and word not in known.part_lengths:
            place += 1
            continue
        form = _longest(text, tokens, place, known)
        size = len(form)
        if not form and _is_titled(tokens, place):
            size = _parts(text, tokens, place, known)
        if size and known.sequences.get(form, True):
            yield tokens[place][1], tokens[place + size - 1][2]
        place += size or 1


def _longest(
    text: str, tokens: Sequence[Token], place: int, known: Known, *, parts: bool = False
) -> Words:
    """Return the longest name, or part of one, of which the words from one on are a form."""
    word, bent = tokens[place][0], known.bent
    sequences: Collection[Words] = known.parts if parts else known.sequences
    lengths = known.part_lengths if parts else known.lengths
    most = max(lengths.get(first, 0) for first in (word, *bent[word]))
    written = tokens[place : place + most]
    choices = [bent[token] or (token,) for token, _, _ in written]
    for length in range(len(choices), 0, -1):
        for form in islice(product(*choices[:length]), _TRIED):
            if form in sequences and _is_written(text, written, form):
                return form
    return ()


def _is_written(text: str, tokens: Sequence[Token], form: Words) -> bool:
    """Say whether words are written as a name is, and not as words that look like one.

    "And Smith" is "e Silva" in Portuguese: an initial is no small letter without a point. Where
    letters are capital or small, a form of a name begins with a capital, and with nothing but
    initials beside it, these have points.
    """
    pointed = True
    bends = False
    for (token, start, end), word in zip(tokens, form, strict=False):
        small = _is_small(text[start])
        if len(word) == 1 and len(form) > 1:
            point = text.startswith(".", end)
            if small and not point:
                return False
            pointed = pointed and point
        elif token != word:
            if small:
                return False
            bends = True
    lone = sum(len(word) > 1 for word in form) == 1
    return not bends or not lone or len(form) == 1 or pointed


def _is_small(letter: str) -> bool:
    """Say whether a letter is small; those of Georgia are, and begin every name."""
    return letter.islower() and not "\u10d0" <= letter <= "\u10ff"


def _is_titled(tokens: list[Token], place: int) -> bool:
    if not place or tokens[place - 1][0] not in TITLE_WORDS:
        return False
    before = tuple(token for token, _, _ in tokens[max(0, place - MOST_WORDS) : place])
    ends = [before[start:] for start in range(len(before))]
    return any(end in BEFORE_NAMES for end in ends) and not any(end in NO_TITLES for end in ends)


def _parts(text: str, tokens: list[Token], place: int, known: Known) -> int:
    """Return how many words from one on are parts of names, up to what is known as a whole."""
    end = place
    while end < len(tokens):
        part = _longest(text, tokens, end, known, parts=True)
        if not part or _longest(text, tokens, end, known):
            break
        end += len(part)
    return end - place


def _lengths(sequences: Iterable[Words]) -> dict[str, int]:
    """Return the most words that a sequence beginning with each word has."""
    lengths: dict[str, int] = {}
    for form in sequences:
        lengths[form[0]] = max(lengths.get(form[0], 0), len(form))
    return lengths


def _tail(run: str) -> str:
    digits = re.sub(r"[^0-9]", "", run)
    return digits[-_TAIL:] if len(digits) >= _SHORTEST else ""
