"""Objectives that look at the sizes of classes: discernibility and the average class size."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from openinnov.protection.anonymization.arrays import Bools, Floats, Ints
from openinnov.protection.anonymization.classes import Classes, Node
from openinnov.protection.anonymization.problem import Problem


@dataclass(frozen=True, slots=True)
class Discernibility:
    """For each row the size of its class, or all if it is suppressed (Bayardo, Agrawal 2005)."""

    #: Without suppression in it, it is no objective where many rows may go.
    counts_suppression: bool = True

    def gauge(self, problem: Problem, least: int) -> "_Discernibility":
        """Return how it is measured."""
        return _Discernibility(problem.size if self.counts_suppression else 0, least)


@dataclass(frozen=True, slots=True)
class _Discernibility:
    size: int
    least: int
    parts: ClassVar[int] = 1

    def low(self, node: Node, classes: Classes) -> Floats:
        """Return the sum of the squares of all classes."""
        rows = classes.rows.astype(np.float64)
        return np.array([rows @ rows])

    def penalty(self, node: Node, classes: Classes, fails: Bools) -> Floats:
        """Return what is more when the failing classes are as good as all rows."""
        rows = classes.rows[fails].astype(np.float64)
        return np.array([rows @ np.maximum(self.size - rows, 0)])

    def small(self, rows: Ints) -> Floats:
        """Return what suppressing rows of classes below the least adds: all rows for each."""
        return np.multiply(rows, max(self.size - self.least + 1, 0), dtype=np.float64)

    def keys(self, low: Floats, penalty: Floats, suppressed: Ints) -> Floats:
        """Return the sum."""
        return low + penalty

    def loss(self, low: Floats, penalty: Floats, classes: Classes, fails: Bools) -> Floats:
        """Return the sum over kept classes and suppressed rows."""
        return low + penalty


@dataclass(frozen=True, slots=True)
class AverageClassSize:
    """Rows a class; what is suppressed is one (LeFevre et al. 2006, without dividing by k)."""

    def gauge(self, problem: Problem, least: int) -> "_AverageClassSize":
        """Return how it is measured."""
        return _AverageClassSize(problem.size, max(least, 1))


@dataclass(frozen=True, slots=True)
class _AverageClassSize:
    size: int
    least: int
    parts: ClassVar[int] = 1

    def low(self, node: Node, classes: Classes) -> Floats:
        """Return the rows a class of a more general node, at least.

        Each of its classes holds one of these that is large enough, or the least of the other rows.
        """
        small = classes.rows < self.least
        most = np.count_nonzero(~small) + classes.rows[small].sum() // self.least + 1
        return np.array([self.size / most])

    def penalty(self, node: Node, classes: Classes, fails: Bools) -> Floats:
        """Return the rows a class of a more special node, at least.

        Its classes are parts of those that are kept here, each as large as the least.
        """
        return np.array([self.size / ((classes.rows[~fails] // self.least).sum() + 1)])

    def small(self, rows: Ints) -> Floats:
        """Return nothing."""
        return np.zeros(rows.shape)

    def keys(self, low: Floats, penalty: Floats, suppressed: Ints) -> Floats:
        """Return the bound: no more classes than the rows that are left can fill, and one."""
        most = (self.size - suppressed) // self.least + 1
        return np.maximum(np.maximum(low, penalty), self.size / most)

    def loss(self, low: Floats, penalty: Floats, classes: Classes, fails: Bools) -> Floats:
        """Return rows a class."""
        some = classes.rows > 0
        kept = np.count_nonzero(some & ~fails) + bool((some & fails).any())
        return np.array([self.size / (kept or 1)])
