"""l-diversity: a class tells little of a sensitive field (Machanavajjhala et al. 2007).

The models take `safe` values: a class in which all rows have one of these harms nobody, and holds.
"""

from dataclasses import dataclass
from math import ceil, log

import numpy as np

from openinnov.protection.anonymization.arrays import TOLERANCE, Bools
from openinnov.protection.anonymization.classes import Classes
from openinnov.protection.anonymization.models import Model
from openinnov.protection.anonymization.problem import Problem
from openinnov.protection.anonymization.values import ManyValues, only_safe


@dataclass(frozen=True, slots=True)
class DistinctDiversity:
    """A class has at least `value` distinct values."""

    attribute: str
    value: int
    safe: tuple[str, ...] = ()

    @property
    def rises(self) -> bool:
        """Return yes: no value gets lost when classes are merged."""
        return True

    @property
    def least(self) -> int:
        """Return as many rows as values, unless one row alone may be safe."""
        return 1 if self.safe else self.value

    def holds(self, problem: Problem, classes: Classes) -> Bools:
        """Return whether each class has as many values, or safe ones alone."""
        histogram = classes.histograms[problem.index(self.attribute)]
        enough = histogram.distinct(len(classes)) >= self.value
        return enough | only_safe(problem, classes, self.attribute, self.safe)

    def needed(self, problem: Problem) -> Model:
        """Return itself, unless a part of a class may be safe."""
        return ManyValues(self.attribute, self.value, self.safe) if self.safe else self


@dataclass(frozen=True, slots=True)
class EntropyDiversity:
    """The values of a class are as uncertain as `value` equally frequent ones."""

    attribute: str
    value: float
    safe: tuple[str, ...] = ()

    @property
    def rises(self) -> bool:
        """Return whether the entropy, which is concave, decides alone."""
        return not self.safe

    @property
    def least(self) -> int:
        """Return the rows for so many values."""
        return 1 if self.safe else ceil(self.value - TOLERANCE)

    def holds(self, problem: Problem, classes: Classes) -> Bools:
        """Return whether each class is as uncertain, or has safe values alone."""
        histogram = classes.histograms[problem.index(self.attribute)]
        rows = np.maximum(classes.rows, 1)
        weights = histogram.rows * np.log(histogram.rows)
        nats = np.log(rows) - histogram.sums(weights, len(classes)) / rows
        enough = nats >= log(self.value) - TOLERANCE
        return enough | only_safe(problem, classes, self.attribute, self.safe)

    def needed(self, problem: Problem) -> Model:
        """Return that so many values are there, which the entropy implies."""
        return ManyValues(self.attribute, ceil(self.value - TOLERANCE), self.safe)


@dataclass(frozen=True, slots=True)
class RecursiveDiversity:
    """Of the counts, falling: the first < `c` · the sum of those from the `value`-th on."""

    attribute: str
    c: float
    value: int
    safe: tuple[str, ...] = ()

    @property
    def rises(self) -> bool:
        """Return whether no class holds for being safe alone."""
        return not self.safe

    @property
    def least(self) -> int:
        """Return as many rows as values, unless one row alone may be safe."""
        return 1 if self.safe else self.value

    def holds(self, problem: Problem, classes: Classes) -> Bools:
        """Return whether each class has the inequality, or safe values alone."""
        histogram = classes.histograms[problem.index(self.attribute)]
        first, tail = histogram.falling(len(classes), self.value)
        return (first < self.c * tail) | only_safe(problem, classes, self.attribute, self.safe)

    def needed(self, problem: Problem) -> Model:
        """Return that so many values are there: else nothing is left after the first ones."""
        return ManyValues(self.attribute, self.value, self.safe)
