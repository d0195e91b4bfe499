"""What the arrays hold, and how equal rows of codes are numbered."""

from collections.abc import Iterable
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

#: Codes of values, in whatever type holds them.
Codes: TypeAlias = npt.NDArray[np.integer]
Ints: TypeAlias = npt.NDArray[np.int64]
Floats: TypeAlias = npt.NDArray[np.float64]
Bools: TypeAlias = npt.NDArray[np.bool_]
#: A column of codes, and one more than the greatest that may stand there.
Column: TypeAlias = tuple[Codes, int]

#: Sums of shares that differ by less are equal.
TOLERANCE = 1e-12
#: A key that is not below this is ranked before it grows.
_MOST = 2**62
#: Keys are marked in an array of their own if it has at most so many places a row, or so many.
_DENSE = 32
_FEW = 1 << 16


def number(columns: Iterable[Column], rows: int) -> tuple[Ints, int]:
    """Return the number of each row's class, and how many classes there are.

    Rows are of one class if they are equal in all columns. Classes are numbered in the order of
    their codes, so neither the order of the rows nor the way of counting changes the numbers.
    """
    key, span = np.zeros(rows, np.int64), 1
    for codes, card in columns:
        if span * card >= _MOST:
            key, span = ranks(key, span)
        key = key * card
        key += codes
        span *= card
    return ranks(key, span)


def ranks(key: Ints, span: int) -> tuple[Ints, int]:
    """Return the rank of each key among the distinct ones, and how many of these there are."""
    if span <= max(_DENSE * len(key), _FEW):
        seen = np.zeros(span, np.bool_)
        seen[key] = True
        distinct = np.flatnonzero(seen)
        rank = np.empty(span, np.int64)
        rank[distinct] = np.arange(len(distinct))
        return rank[key], len(distinct)
    if not len(key):
        return key, 0
    bits = len(key).bit_length()
    if span >= 1 << (63 - bits):
        distinct, inverse = np.unique(key, return_inverse=True)
        return inverse.astype(np.int64, copy=False), len(distinct)
    # Sorting keys with their places in their last bits is faster than sorting the places.
    pairs = (key << bits) | np.arange(len(key))
    pairs.sort()
    places = pairs & ((1 << bits) - 1)
    pairs >>= bits
    steps = np.zeros(len(key), np.int64)
    np.not_equal(pairs[1:], pairs[:-1], out=steps[1:])
    ranks_ = np.cumsum(steps)
    rank = np.empty(len(key), np.int64)
    rank[places] = ranks_
    return rank, int(ranks_[-1]) + 1


def firsts(numbers: Ints, size: int) -> Ints:
    """Return the place of one row of each class."""
    found = np.empty(size, np.int64)
    found[numbers] = np.arange(len(numbers))
    return found


def total(numbers: Ints, amounts: Codes, size: int) -> Ints:
    """Return the sum of the amounts of each number; exact below 2**53."""
    return np.bincount(numbers, weights=amounts, minlength=size).astype(np.int64)
