"""How often each value of a sensitive field occurs in each class, without the zeros."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from openinnov.protection.anonymization.arrays import Bools, Floats, Ints, firsts, number, total


@dataclass(frozen=True, slots=True, eq=False)
class Histogram:
    """One entry for each class and value that occur together, sorted by both."""

    classes: Ints
    values: Ints
    rows: Ints

    def merge(self, numbers: Ints, size: int, width: int) -> "Histogram":
        """Return the histogram of greater classes: `numbers` says into which each class goes."""
        return histogram(numbers[self.classes], size, self.values, width, self.rows)

    def select(self, kept: Bools) -> "Histogram":
        """Return the histogram of the classes that are kept."""
        numbers, entries = np.cumsum(kept) - 1, kept[self.classes]
        return Histogram(numbers[self.classes[entries]], self.values[entries], self.rows[entries])

    def falling(self, size: int, place: int) -> tuple[Ints, Ints]:
        """Return of the counts of each class, falling, the first and the sum from a place on.

        The first place is 1.
        """
        order = np.lexsort((-self.rows, self.classes))
        owners, rows = self.classes[order], self.rows[order]
        places = np.arange(len(order)) - np.searchsorted(owners, owners) + 1
        return (
            total(owners[places == 1], rows[places == 1], size),
            total(owners[places >= place], rows[places >= place], size),
        )

    def sums(self, weights: npt.NDArray[np.number], size: int) -> Floats:
        """Return the sum of the weights of each class's entries."""
        return np.bincount(self.classes, weights, size).astype(np.float64, copy=False)

    def distinct(self, size: int) -> Ints:
        """Return the number of distinct values of each class."""
        return np.bincount(self.classes, minlength=size)

    def any(self, entries: Bools, size: int) -> Bools:
        """Return whether one of the entries of each class is among those marked."""
        found = np.zeros(size, np.bool_)
        found[self.classes[entries]] = True
        return found

    def dense(self, first: int, last: int, width: int) -> Floats:
        """Return the rows of some classes by value: (last - first, width)."""
        start, end = np.searchsorted(self.classes, [first, last])
        found = np.zeros((last - first, width))
        found[self.classes[start:end] - first, self.values[start:end]] = self.rows[start:end]
        return found


def histogram(
    classes: Ints,
    size: int,
    values: npt.NDArray[np.integer],
    width: int,
    rows: npt.NDArray[np.integer],
) -> Histogram:
    """Return the histogram of `size` classes over `width` values, from rows that may repeat."""
    some = rows > 0
    if not some.all():
        classes, values, rows = classes[some], values[some], rows[some]
    numbers, entries = number([(classes, size), (values, width)], len(rows))
    first = firsts(numbers, entries)
    return Histogram(classes[first], values[first].astype(np.int64), total(numbers, rows, entries))
