"""Walking a JSON text value by value, so that large arrays need little memory.

The decoder of the standard library keeps what others lose: the text of each number, and repeated
keys.
"""

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from openinnov.exceptions import SubmissionError

_BLANK = " \t\n\r"
_SPACE = re.compile(f"[{_BLANK}]*")


class Number(str):
    """The text of a number."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Object:
    """The members of an object, in order and with repeated keys."""

    members: Sequence[tuple[str, Any]]

    def plain(self) -> dict[str, Any]:
        """Return a dictionary, in which numbers are texts."""
        return {key: _plain(value) for key, value in self.members}


def _plain(value: Any) -> Any:
    if isinstance(value, Object):
        return value.plain()
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return str(value) if isinstance(value, Number) else value


def written(value: Any) -> str:
    """Return the JSON text of a value, with the text of each number and with repeated keys."""
    if isinstance(value, Object):
        pairs = (f"{json.dumps(k, ensure_ascii=False)}: {written(v)}" for k, v in value.members)
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(written, value)) + "]"
    return str(value) if isinstance(value, Number) else json.dumps(value, ensure_ascii=False)


@contextmanager
def deep(name: str) -> Iterator[None]:
    """Raise `SubmissionError` with the name of a file that is nested too deeply."""
    try:
        yield
    except RecursionError:
        raise SubmissionError(f"{name}: is nested too deeply: make it flat") from None


_DECODER = json.JSONDecoder(
    object_pairs_hook=Object, parse_float=Number, parse_int=Number, parse_constant=Number
)


#: What may stand at the end of a text that is cut off within a word.
_WORDS = ("true", "false", "null", "NaN", "Infinity", "-Infinity")


def no_json(name: str, error: json.JSONDecodeError) -> SubmissionError:
    """Return what is wrong in a JSON text: it is empty, cut off, or faulty at a place."""
    text = error.doc.rstrip(_BLANK)
    if not text:
        return SubmissionError(f"{name}: is empty: line 1, column 1 should begin a value")
    rest = text[error.pos : error.pos + 10]
    if error.msg.startswith("Unterminated") or any(word.startswith(rest) for word in _WORDS):
        end = json.JSONDecodeError("", text, len(text))
        place = f"line {end.lineno}, column {end.colno}"
        advice = "it is cut off, so get it again"
        return SubmissionError(f"{name}: ends in {place}, before its end: {advice}")
    place = f"line {error.lineno}, column {error.colno}"
    return SubmissionError(f"{name}: {place} is no JSON: correct it")


class Cursor:
    """A place in a JSON text."""

    def __init__(self, name: str, text: str, place: int = 0) -> None:
        self._name = name
        self._text = text
        self.place = place
        self._move(place)

    def back(self, place: int) -> "Cursor":
        """Return a cursor at an earlier place of the same text."""
        return Cursor(self._name, self._text, place)

    def value(self) -> Any:
        """Return the value that begins here, and go behind it."""
        try:
            with deep(self._name):
                value, end = _DECODER.raw_decode(self._text, self.place)
        except json.JSONDecodeError as error:
            raise no_json(self._name, error) from None
        self._move(end)
        return value

    def at(self, sign: str) -> bool:
        """Say whether a sign stands here."""
        return self._text.startswith(sign, self.place)

    def take(self, sign: str) -> None:
        """Go behind a sign."""
        if not self.at(sign):
            raise self._fault(self.place)
        self._move(self.place + len(sign))

    def each(self) -> Iterator[None]:
        """Stop before each item of the array that begins here; take it before the next."""
        self.take("[")
        while not self.at("]"):
            yield
            self._separate("]")
        self.take("]")

    def items(self) -> Iterator[Any]:
        """Yield each item of the array that begins here, and go behind it."""
        for _ in self.each():
            yield self.value()

    def members(self) -> Iterator[str]:
        """Yield each key of the object that begins here; take its value before the next."""
        self.take("{")
        while not self.at("}"):
            if not self.at('"'):
                raise self._fault(self.place)
            key = self.value()
            self.take(":")
            yield key
            self._separate("}")
        self.take("}")

    def finish(self) -> None:
        """Raise `SubmissionError` if anything follows."""
        if self.place < len(self._text):
            raise self._fault(self.place)

    def _separate(self, end: str) -> None:
        if not self.at(end):
            self.take(",")
            if self.at(end):
                raise self._fault(self.place)

    def _move(self, place: int) -> None:
        space = _SPACE.match(self._text, place)
        self.place = space.end() if space else place

    def _fault(self, place: int) -> SubmissionError:
        return no_json(self._name, json.JSONDecodeError("", self._text, place))
