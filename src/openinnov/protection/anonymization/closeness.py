"""t-closeness: a class is distributed as all rows are, nearly (Li, Li, Venkatasubramanian 2007)."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from openinnov.protection.anonymization.arrays import TOLERANCE, Bools
from openinnov.protection.anonymization.classes import Classes
from openinnov.protection.anonymization.distances import Distance, distances, least_distances
from openinnov.protection.anonymization.models import Model
from openinnov.protection.anonymization.problem import Problem
from openinnov.protection.anonymization.values import any_safe, only_safe


@dataclass(frozen=True, slots=True)
class Closeness:
    """The distance between a class and all rows is at most `value`."""

    attribute: str
    value: float
    distance: Distance = "equal"
    safe: tuple[str, ...] = ()
    least: ClassVar[int] = 1

    @property
    def rises(self) -> bool:
        """Return whether the distance, which is convex, decides alone."""
        return not self.safe

    def holds(self, problem: Problem, classes: Classes) -> Bools:
        """Return whether each class is near, or has safe values alone."""
        place = problem.index(self.attribute)
        found = distances(
            problem.sensitive[place],
            problem.shares[place],
            classes.histograms[place],
            classes.rows,
            self.distance,
        )
        safe = only_safe(problem, classes, self.attribute, self.safe)
        return (found <= self.value + TOLERANCE) | safe

    def needed(self, problem: Problem) -> Model:
        """Return that the values are there of which some part comes near."""
        place = problem.index(self.attribute)
        shares = -np.sort(-problem.shares[place])
        # No two values are nearer than this, so with fewer values too much has to be moved.
        step = {"equal": 1.0, "ordered": 1 / max(len(shares) - 1, 1), "hierarchical": 0.0}
        hierarchy = problem.sensitive[place].hierarchy
        if hierarchy is not None:
            step["hierarchical"] = 1 / hierarchy.height
        far = (1 - np.cumsum(shares)) * step[self.distance] > self.value + TOLERANCE
        values = min(int(np.count_nonzero(far)) + 1, len(shares))
        return Reach(self.attribute, self.value, self.distance, self.safe, values)


@dataclass(frozen=True, slots=True)
class Reach:
    """The values of a class would be near in some shares, or one is safe.

    A class that holds has that, and no part has it if the whole has not.
    """

    attribute: str
    value: float
    distance: Distance
    safe: tuple[str, ...]
    #: How many values are needed at least.
    values: int
    rises: ClassVar[bool] = True

    @property
    def least(self) -> int:
        """Return as many rows as values, unless one row alone may be safe."""
        return 1 if self.safe else self.values

    def holds(self, problem: Problem, classes: Classes) -> Bools:
        """Return whether each class has the values, or a safe one."""
        place = problem.index(self.attribute)
        found = least_distances(
            problem.sensitive[place],
            problem.shares[place],
            classes.histograms[place],
            len(classes),
            self.distance,
        )
        safe = any_safe(problem, classes, self.attribute, self.safe)
        return (found <= self.value + TOLERANCE) | safe

    def needed(self, problem: Problem) -> Model:
        """Return itself."""
        return self
