"""What models of sensitive values share."""

from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

import numpy as np

from openinnov.protection.anonymization.arrays import Bools
from openinnov.protection.anonymization.classes import Classes
from openinnov.protection.anonymization.models import Model
from openinnov.protection.anonymization.problem import Problem


@dataclass(frozen=True, slots=True)
class ManyValues:
    """A class has so many values, or one that is safe: what no part has if the whole has not."""

    attribute: str
    value: int
    safe: tuple[str, ...]
    rises: ClassVar[bool] = True

    @property
    def least(self) -> int:
        """Return as many rows as values, unless one row alone may be safe."""
        return 1 if self.safe else self.value

    def holds(self, problem: Problem, classes: Classes) -> Bools:
        """Return whether each class has as many values or a safe one."""
        histogram = classes.histograms[problem.index(self.attribute)]
        enough = histogram.distinct(len(classes)) >= self.value
        return enough | any_safe(problem, classes, self.attribute, self.safe)

    def needed(self, problem: Problem) -> Model:
        """Return itself."""
        return self


def any_safe(problem: Problem, classes: Classes, attribute: str, safe: tuple[str, ...]) -> Bools:
    """Return whether a row of each class has a safe value."""
    if not safe:
        return np.zeros(len(classes), np.bool_)
    place = problem.index(attribute)
    is_safe = _among(problem.sensitive[place].values, safe)
    histogram = classes.histograms[place]
    return histogram.any(is_safe[histogram.values], len(classes))


def only_safe(problem: Problem, classes: Classes, attribute: str, safe: tuple[str, ...]) -> Bools:
    """Return whether all rows of each class have a safe value."""
    if not safe:
        return np.zeros(len(classes), np.bool_)
    place = problem.index(attribute)
    is_other = ~_among(problem.sensitive[place].values, safe)
    histogram = classes.histograms[place]
    return ~histogram.any(is_other[histogram.values], len(classes))


@lru_cache
def _among(values: tuple[str, ...], safe: tuple[str, ...]) -> Bools:
    """Return which values are safe; it is asked for each node that is looked at."""
    return np.isin(values, safe)
