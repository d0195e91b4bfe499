"""What is done to the text of one cell, step by step; each step says what it could not take."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

#: Characters at the edge of a cell that are no white space in Unicode but show nothing either.
_UNSEEN = "\u200b\ufeff"
#: What betrays a text that was encoded twice; only such a cell is decoded once more.
_DOUBLED = re.compile("[\u0080-\u009f]|[\u00c2-\u00f4][\u0080-\u00bf]")
_ROUNDS = 3
#: What separates the cells of several columns that become the items of one list.
ITEM = "\x1f"


@dataclass(frozen=True, slots=True)
class Problem:
    """A text that a step could not take as it is."""

    #: The step, such as "codes".
    reason: str
    text: str
    #: The code that stands for it all the same.
    used: str | None = None
    suggestion: str | None = None
    #: Whether the record is kept out for it.
    keeps_out: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a text."""

    text: str | None
    problems: tuple[Problem, ...] = ()
    #: The repairs that changed it.
    repairs: tuple[str, ...] = ()


#: A step: from a text to another, or to none, with what it could not take.
Step = Callable[[str], Outcome]


def decode_again(text: str) -> str:
    """Undo up to three rounds of UTF-8 that was read as Latin-1."""
    for _ in range(_ROUNDS):
        if not _DOUBLED.search(text):
            return text
        try:
            text = text.encode("latin-1").decode("utf-8")
        except UnicodeError:
            return text
    return text


def trim(text: str) -> str:
    r"""Remove white space of every kind from both ends.

    >>> trim("\ufeff\u200b\tname\u00a0\n")
    'name'
    """
    start, end = 0, len(text)
    while start < end and _is_blank(text[start]):
        start += 1
    while end > start and _is_blank(text[end - 1]):
        end -= 1
    return text[start:end]


def collapse_space(text: str) -> str:
    r"""Make one space of every run of white space.

    >>> collapse_space("a \n\u00a0b")
    'a b'
    """
    return re.sub(r"\s+", " ", text)


def _is_blank(char: str) -> bool:
    return char.isspace() or char in _UNSEEN


#: The repairs, in the order in which they are made.
REPAIRS: dict[str, Callable[[str], str]] = {
    "double-encoded-utf8": decode_again,
    "trim": trim,
    "collapse-space": collapse_space,
}


def cleaner(repair: Sequence[str], missing: Sequence[str]) -> Step:
    """Return the first two steps: the repairs named, then the texts that mean empty."""
    repairs = [(name, function) for name, function in REPAIRS.items() if name in repair]
    empty = frozenset(missing) | {""}

    def clean(text: str) -> Outcome:
        done = []
        for name, function in repairs:
            repaired = function(text)
            if repaired != text:
                done.append(name)
            text = repaired
        return Outcome(None if text in empty else text, repairs=tuple(done))

    return clean


def truncate(text: str, longest: int, mark: str) -> str:
    """Cut a text to a number of code points, the mark included, at a space if there is one.

    >>> truncate("one two three", 9, " …")
    'one two …'
    """
    if len(text) <= longest:
        return text
    room = max(0, longest - len(mark))
    space = text.rfind(" ", 0, room + 1)
    end = space if space > 0 else _boundary(text, room)
    return text[:end].rstrip() + mark


def _boundary(text: str, place: int) -> int:
    """Return the last place up to this one that does not split what is seen as one character."""
    while place > 0 and _joined(text, place):
        place -= 1
    return place


def _joined(text: str, place: int) -> bool:
    before, after = text[place - 1], text[place]
    if unicodedata.category(after)[0] == "M" or "\u200d" in (before, after):
        return True
    if "\U0001f3fb" <= after <= "\U0001f3ff" or "\u1160" <= after <= "\u11ff":
        return True  # A tone of skin; a vowel or final letter of Hangul.
    if before == "\r" and after == "\n":
        return True
    if not (_is_flag(before) and _is_flag(after)):
        return False
    flags = len(text[:place]) - len(text[:place].rstrip(_FLAGS))
    return flags % 2 == 1


_FLAGS = "".join(map(chr, range(0x1F1E6, 0x1F200)))


def _is_flag(char: str) -> bool:
    return char in _FLAGS


def decimal_reader(point: str, group: str) -> Step:
    """Return the step that reads numbers of a foreign convention.

    >>> decimal_reader(",", " ")("1 234,50").text
    '1234.50'
    """
    sign, digits, mark = "-?", "[0-9]+", re.escape(point)
    if group:
        digits = f"(?:[0-9]{{1,3}}(?:{re.escape(group)}[0-9]{{3}})+|[0-9]+)"
    number = re.compile(f"({sign})({digits})(?:{mark}([0-9]+))?")

    def read(text: str) -> Outcome:
        match = number.fullmatch(text)
        if match is None:
            return Outcome(None, (Problem("decimal", text),))
        whole = (match[2].replace(group, "") if group else match[2]).lstrip("0") or "0"
        return Outcome(match[1] + whole + (f".{match[3]}" if match[3] else ""))

    return read


def date_step(read: Callable[[str], str | None]) -> Step:
    """Return the step that reads a date."""

    def step(text: str) -> Outcome:
        moment = read(text)
        return Outcome(moment, () if moment else (Problem("date", text),))

    return step


def code_step(
    lookup: Callable[[str], tuple[str, ...]],
    suggest: Callable[[str], str | None],
    unknown: str,
) -> Step:
    """Return the step that puts codes in place of texts; several codes are joined as a list."""
    keeps_out = unknown == "keep-out"
    used = None if unknown in {"report", "keep-out"} else unknown

    def step(text: str) -> Outcome:
        codes = lookup(text)
        if codes:
            return Outcome(";".join(codes))
        problem = Problem("codes", text, used, suggest(text), keeps_out)
        return Outcome(used, (problem,))

    return step


def truncation(longest: int, mark: str) -> Step:
    """Return the last step: cutting a text that is too long."""

    def step(text: str) -> Outcome:
        cut = truncate(text, longest, mark)
        return Outcome(cut, () if cut == text else (Problem("truncated", text),))

    return step


@dataclass(frozen=True, slots=True)
class Steps:
    """The steps from the third on, in their fixed order."""

    #: What separates the items of a list, one after the other; none if the cell is taken whole.
    split: tuple[str, ...] = ()
    trim: bool = False
    #: Whether codes take the place of the texts, which may then hold anything.
    coded: bool = False
    each: tuple[Step, ...] = field(default=())

    def __bool__(self) -> bool:
        """Say whether there is anything to do."""
        return bool(self.split or self.each)

    def __call__(self, text: str) -> Outcome:
        """Take a text through all steps."""
        if not self.split:
            return self._one(text)
        parts = [text]
        for mark in self.split:
            parts = [piece for part in parts for piece in part.split(mark)]
        items: list[str] = []
        problems: list[Problem] = []
        for part in parts:
            item = trim(part) if self.trim else part
            if item:
                outcome = self._item(item)
                problems += outcome.problems
                items += outcome.text.split(";") if outcome.text else ()
        return Outcome(";".join(dict.fromkeys(items)) or None, tuple(problems))

    def _item(self, item: str) -> Outcome:
        if ";" in item and not self.coded:
            return Outcome(None, (Problem("split", item),))  # It would be two items of the list.
        return self._one(item)

    def _one(self, text: str) -> Outcome:
        problems: tuple[Problem, ...] = ()
        for step in self.each:
            outcome = step(text)
            problems += outcome.problems
            if outcome.text is None:
                return Outcome(None, problems)
            text = outcome.text
        return Outcome(text, problems)
