"""What was found in a text: pieces without overlaps, and with both halves of each bracket."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_BRACKET = re.compile(r"[()\[\]{}]")
_CLOSING = {"(": ")", "[": "]", "{": "}"}


@dataclass(frozen=True, slots=True)
class Match:
    """A piece of a text that is personal data."""

    start: int
    end: int
    #: The name of the detector.
    kind: str


def pieces(text: str, match: Match, marks: Sequence[tuple[int, int]]) -> Iterator[Match]:
    """Yield what is to take out of a match: no mark, and no bracket without its other half."""
    if not marks and _BRACKET.search(text, match.start, match.end) is None:
        yield from _trimmed(text, match.start, match.end, match.kind)
        return
    for start, end in _between(marks, match.start, match.end):
        first, last = _widened(text, start, end)
        lone = [(place, place + 1) for place in _lone_brackets(text, first, last)]
        for piece in _between(lone, first, last):
            yield from _trimmed(text, *piece, match.kind)


def _trimmed(text: str, start: int, end: int, kind: str) -> Iterator[Match]:
    """Yield a match without blanks around it, if it has a letter or a digit."""
    own = text[start:end]
    if any(map(str.isalnum, own)):
        begin = start + len(own) - len(own.lstrip())
        yield Match(begin, begin + len(own.strip()), kind)


def _between(spans: Sequence[tuple[int, int]], start: int, end: int) -> Iterator[tuple[int, int]]:
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


def merge(matches: list[Match]) -> list[Match]:
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
