"""How many rows each row is alike to where single cells are blank, in both readings of a blank.

Read strictly, a blank is a value like any other. Read loosely it matches every value, as sdcMicro
counts; whoever knows that few cells are blank does not believe that. A blank is the code -1.
"""

from collections.abc import Sequence

import numpy as np

from openinnov.protection.anonymization.arrays import Codes, Ints, number, total

BLANK = -1


def strict_sizes(columns: Sequence[Codes], rows: Ints) -> Ints:
    """Return for each line the rows that show the same."""
    numbers, size = number([(c + 1, int(c.max(initial=0)) + 2) for c in columns], len(rows))
    return total(numbers, rows, size)[numbers]


def loose_sizes(columns: Sequence[Codes], rows: Ints) -> Ints:
    """Return for each line the rows that show the same wherever neither of the two is blank."""
    masks = sum((c == BLANK).astype(np.int64) << place for place, c in enumerate(columns))
    found = np.zeros(len(rows), np.int64)
    lines = {int(mask): np.flatnonzero(masks == mask) for mask in np.unique(masks)}
    for own, ours in lines.items():
        for other, theirs in lines.items():
            told = [c for place, c in enumerate(columns) if not (own | other) >> place & 1]
            both = np.concatenate([ours, theirs])
            keys, size = number([(c[both], int(c.max()) + 1) for c in told], len(both))
            matched = total(keys[len(ours) :], rows[theirs], size)
            found[ours] += matched[keys[: len(ours)]]
    return found
