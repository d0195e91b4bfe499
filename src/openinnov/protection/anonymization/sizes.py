"""Models that count rows: k-anonymity, k-map, δ-presence."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from openinnov.exceptions import RefusedError
from openinnov.protection.anonymization.arrays import Bools, Ints
from openinnov.protection.anonymization.classes import Classes
from openinnov.protection.anonymization.models import Model
from openinnov.protection.anonymization.problem import Problem


@dataclass(frozen=True, slots=True)
class KAnonymity:
    """A class has at least `k` rows (Samarati 2001; Sweeney 2002)."""

    k: int
    rises: ClassVar[bool] = True

    @property
    def least(self) -> int:
        """Return `k`."""
        return self.k

    def holds(self, problem: Problem, classes: Classes) -> Bools:
        """Return whether each class has as many rows."""
        return classes.rows >= self.k

    def needed(self, problem: Problem) -> Model:
        """Return itself: a part has no more rows."""
        return self


@dataclass(frozen=True, slots=True)
class KMap:
    """At least `k` rows of the population have what a class has (Sweeney 2002)."""

    k: int
    rises: ClassVar[bool] = True
    least: ClassVar[int] = 1

    def holds(self, problem: Problem, classes: Classes) -> Bools:
        """Return whether each class has as many rows in the population."""
        return _population(classes) >= self.k

    def needed(self, problem: Problem) -> Model:
        """Return itself: a part has no more rows."""
        return self


@dataclass(frozen=True, slots=True)
class DeltaPresence:
    """The share of a class's population that is in the data lies in [minimum, maximum].

    So nobody learns that a person is among them, or is not (Nergiz, Atzori, Clifton 2007). A class
    of the population of which nobody is in the data cannot be suppressed: with a minimum it forbids
    the node.
    """

    minimum: float
    maximum: float
    rises: ClassVar[bool] = True
    least: ClassVar[int] = 1

    def holds(self, problem: Problem, classes: Classes) -> Bools:
        """Return whether each class has a share in between."""
        population = _population(classes)
        low, high = self.minimum * population, self.maximum * population
        return (classes.rows >= low) & (classes.rows <= high)

    def needed(self, problem: Problem) -> Model:
        """Return nothing that could be told: a part may hold though the whole does not."""
        return Anything()

    def forbids(self, classes: Classes) -> bool:
        """Return whether a class that does not hold has no row to suppress, nor have its parts."""
        return bool(self.minimum > 0 and ((classes.rows == 0) & (_population(classes) > 0)).any())


@dataclass(frozen=True, slots=True)
class Anything:
    """Every class holds."""

    rises: ClassVar[bool] = True
    least: ClassVar[int] = 1

    def holds(self, problem: Problem, classes: Classes) -> Bools:
        """Return yes."""
        return np.ones(len(classes), np.bool_)

    def needed(self, problem: Problem) -> Model:
        """Return itself."""
        return self


def _population(classes: Classes) -> Ints:
    if classes.population is None:
        raise RefusedError("the model compares with a population, and none is given")
    return classes.population
