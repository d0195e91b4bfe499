"""A text as the detectors read it: its numbers, with what announces them."""

import re
from functools import cached_property
from typing import NamedTuple

from openinnov.detection.cues import Before, before

_NUMBER = re.compile(r"[0-9](?<![0-9][0-9])[0-9 ().\-/]{3,31}[0-9]")


class Number(NamedTuple):
    """Digits in a row, also with blanks and signs between them."""

    start: int
    end: int
    said: Before


class Text:
    """A normalized text, of which each part is worked out once, when a detector asks for it."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def numbers(self) -> list[Number]:
        """The numbers of five digits or more."""
        return [
            Number(*match.span(), before(self.text, match.start()))
            for match in _NUMBER.finditer(self.text)
        ]
