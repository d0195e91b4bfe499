"""Models that bound how much more, or less, likely a value is in a class than in all rows."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from openinnov.protection.anonymization.arrays import TOLERANCE, Bools, Floats
from openinnov.protection.anonymization.classes import Classes
from openinnov.protection.anonymization.models import Model
from openinnov.protection.anonymization.problem import Problem
from openinnov.protection.anonymization.values import ManyValues


@dataclass(frozen=True, slots=True)
class BetaLikeness:
    """No value's share grows by more than `beta` times what it is (Cao, Karras 2012).

    Enhanced: nor by more than -ln of its share, so that rare values may grow more.
    """

    attribute: str
    beta: float
    enhanced: bool = False
    rises: ClassVar[bool] = True
    least: ClassVar[int] = 1

    def holds(self, problem: Problem, classes: Classes) -> Bools:
        """Return whether each class keeps to the bounds."""
        histogram = classes.histograms[problem.index(self.attribute)]
        share = histogram.rows / classes.rows[histogram.classes]
        over = share > self._most(problem)[histogram.values] + TOLERANCE
        return ~histogram.any(over, len(classes))

    def needed(self, problem: Problem) -> Model:
        """Return that the values can make up a whole under their bounds."""
        return Room(self)

    def room(self, problem: Problem, classes: Classes) -> Floats:
        """Return the greatest share that the values of each class may have together."""
        histogram = classes.histograms[problem.index(self.attribute)]
        return histogram.sums(self._most(problem)[histogram.values], len(classes))

    def _most(self, problem: Problem) -> Floats:
        """Return the greatest share that each value may have in a class."""
        shares = problem.shares[problem.index(self.attribute)]
        growth = np.full(len(shares), float(self.beta))
        if self.enhanced:
            growth = np.minimum(growth, -np.log(np.where(shares > 0, shares, 1)))
        most: Floats = shares * (1 + growth)
        return most


@dataclass(frozen=True, slots=True)
class Room:
    """The values of a class may have a share of one together, which no part has if it has not."""

    model: BetaLikeness
    rises: ClassVar[bool] = True
    least: ClassVar[int] = 1

    def holds(self, problem: Problem, classes: Classes) -> Bools:
        """Return whether the values of each class may make up a whole."""
        return self.model.room(problem, classes) >= 1 - TOLERANCE

    def needed(self, problem: Problem) -> Model:
        """Return itself."""
        return self


@dataclass(frozen=True, slots=True)
class DeltaDisclosure:
    """Each value is there, its share less than `delta` from that in all (Brickell, Shmatikov 2008).

    Shares are compared by the natural logarithm of their ratio.
    """

    attribute: str
    delta: float
    rises: ClassVar[bool] = True
    least: ClassVar[int] = 1

    def holds(self, problem: Problem, classes: Classes) -> Bools:
        """Return whether each class keeps to the bounds."""
        place = problem.index(self.attribute)
        histogram, shares = classes.histograms[place], problem.shares[place]
        own = histogram.rows / classes.rows[histogram.classes]
        far = np.abs(np.log(own / shares[histogram.values])) >= self.delta
        every: Bools = histogram.distinct(len(classes)) == np.count_nonzero(shares)
        return every & ~histogram.any(far, len(classes))

    def needed(self, problem: Problem) -> Model:
        """Return that all values are there."""
        shares = problem.shares[problem.index(self.attribute)]
        return ManyValues(self.attribute, int(np.count_nonzero(shares)), ())
