"""Objectives that look at levels alone: precision and height."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from openinnov.protection.anonymization.aggregates import Aggregate
from openinnov.protection.anonymization.arrays import Codes, Ints
from openinnov.protection.anonymization.problem import Problem
from openinnov.protection.anonymization.separable import Separable, relative


@dataclass(frozen=True, slots=True)
class Precision:
    """How far up its hierarchy a value goes; a suppressed one to the top (Sweeney 2002)."""

    aggregate: Aggregate = "mean"
    weights: Mapping[str, float] = field(default_factory=dict)

    def gauge(self, problem: Problem, least: int) -> Separable:
        """Return how it is measured."""
        heights = [each.height for each in problem.axes]

        def added(place: int, level: int, codes: Codes, rows: Ints) -> float:
            return float(rows.sum()) / max(problem.size, 1) * (1 - level / heights[place])

        return Separable(
            problem,
            tuple(np.arange(height + 1) / height for height in heights),
            added,
            self.aggregate,
            relative(problem, self.weights),
        )


@dataclass(frozen=True, slots=True)
class Height:
    """The sum of the levels (Samarati 2001); suppression counts nothing."""

    def gauge(self, problem: Problem, least: int) -> Separable:
        """Return how it is measured."""
        return Separable(
            problem,
            tuple(np.arange(each.height + 1.0) for each in problem.axes),
            lambda *_: 0.0,
            "sum",
            (1.0,) * len(problem.axes),
        )
