"""What sets of fields tell: how well they tell rows apart, and in which a row stands out.

Distinction and separation: Motwani, Xu 2007. Minimal sample uniques and the score of special
uniques: Elliot, Manning, Ford 2002.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import factorial

import numpy as np

from openinnov.protection.anonymization.arrays import Bools, Codes, Ints, number, total


@dataclass(frozen=True, slots=True)
class FieldSet:
    """A set of fields."""

    #: Their places.
    fields: tuple[int, ...]
    #: Distinct tuples over rows: 1 if the fields tell all rows apart.
    distinction: float
    #: The share of pairs of rows that the fields tell apart.
    separation: float
    #: How many rows are unique in these fields, and in no smaller set of them.
    minimal_uniques: int


@dataclass(frozen=True, slots=True, eq=False)
class FieldSets:
    """What all sets of fields up to a size tell."""

    #: The smaller ones first, then in the order of the fields.
    sets: tuple[FieldSet, ...]
    #: The score of each line: Σ (fields - size)! over the sets in which it is a minimal unique.
    scores: Ints


def field_sets(columns: Sequence[Codes], rows: Ints, size: int = 3) -> FieldSets:
    """Return what the sets of up to `size` fields tell of a table of codes, a line for `rows` rows.

    Lines may be equal. The number of sets grows with the fields to the power of the size.
    """
    fields = range(len(columns))
    cards = [int(column.max(initial=0)) + 1 for column in columns]
    scores = np.zeros(len(rows), np.int64)
    uniques: dict[tuple[int, ...], Bools] = {}
    found = []
    for chosen in (c for s in range(1, size + 1) for c in combinations(fields, s)):
        numbers, groups = number([(columns[c], cards[c]) for c in chosen], len(rows))
        counts = total(numbers, rows, groups)
        unique = counts[numbers] == 1
        below = (uniques[part] for part in combinations(chosen, len(chosen) - 1) if part)
        minimal = unique & ~np.any([np.zeros(len(rows), np.bool_), *below], 0)
        uniques[chosen] = unique
        scores[minimal] += factorial(len(columns) - len(chosen))
        found.append(_told(chosen, counts, int(minimal.sum())))
    return FieldSets(tuple(found), scores)


def _told(chosen: tuple[int, ...], counts: Ints, minimal: int) -> FieldSet:
    size = int(counts.sum())
    together = int((counts * (counts - 1) // 2).sum())
    pairs = size * (size - 1) // 2
    return FieldSet(
        fields=chosen,
        distinction=len(counts) / size if size else 0.0,
        separation=1 - together / pairs if pairs else 0.0,
        minimal_uniques=minimal,
    )
