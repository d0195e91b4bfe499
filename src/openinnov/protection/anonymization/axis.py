"""The levels of a quasi-identifier, over the values that occur."""

from dataclasses import dataclass

import numpy as np

from openinnov.protection.anonymization.arrays import Codes, Floats, Ints, firsts, ranks
from openinnov.protection.anonymization.hierarchy import Hierarchy

#: So many codes fit into two bytes, which are read faster than four.
_SHORT = 1 << 15


@dataclass(frozen=True, slots=True, eq=False)
class Axis:
    """A hierarchy without the values that do not occur: codes are numbered anew at each level."""

    #: The hierarchy's code of each value that occurs.
    values: Ints
    #: The code of each of these values, by level.
    codes: tuple[Codes, ...]
    #: How many codes there are, by level.
    cards: tuple[int, ...]
    #: The share of the hierarchy's lines under each code, by level.
    shares: tuple[Floats, ...]

    @property
    def height(self) -> int:
        """Return the level at which all values are one."""
        return len(self.codes) - 1


def axis(hierarchy: Hierarchy, column: Codes) -> tuple[Axis, Ints]:
    """Return the axis of a column of the hierarchy's codes, and the column in its own."""
    values, own = np.unique(column, return_inverse=True)
    codes: list[Codes] = []
    cards, shares = [], []
    for level, above in enumerate(hierarchy.codes):
        numbers, card = ranks(above[values].astype(np.int64), len(hierarchy.labels[level]))
        codes.append(numbers.astype(np.int16 if card < _SHORT else np.int32))
        cards.append(card)
        shares.append(hierarchy.share(level)[values][firsts(numbers, card)])
    made = Axis(values.astype(np.int64), tuple(codes), tuple(cards), tuple(shares))
    return made, own
