"""Non-uniform entropy: the bits that are missing to tell a value (Gionis, Tassa 2009)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from openinnov.protection.anonymization.aggregates import Aggregate
from openinnov.protection.anonymization.arrays import Codes, Floats, Ints
from openinnov.protection.anonymization.problem import Problem
from openinnov.protection.anonymization.separable import Separable, relative


@dataclass(frozen=True, slots=True)
class Entropy:
    """Bits over all rows; those of suppressed rows are lost among themselves too."""

    aggregate: Aggregate = "sum"
    weights: Mapping[str, float] = field(default_factory=dict)
    #: Without suppression in it, it is no objective where many rows may go.
    counts_suppression: bool = True

    def gauge(self, problem: Problem, least: int) -> Separable:
        """Return how it is measured."""

        def by_level(place: int) -> list[float]:
            axis = problem.axes[place]
            rows = np.bincount(problem.columns[place][0], problem.rows, axis.cards[0])
            return [max(0.0, _bits(np.bincount(codes, rows)) - _bits(rows)) for codes in axis.codes]

        def added(place: int, level: int, codes: Codes, rows: Ints) -> float:
            if not self.counts_suppression or not len(rows):
                return 0.0
            return max(0.0, _bits(rows.sum(keepdims=True)) - _bits(np.bincount(codes, rows)))

        return Separable(
            problem,
            tuple(np.array(by_level(place)) for place in range(len(problem.quasi))),
            added,
            self.aggregate,
            relative(problem, self.weights),
        )


def _bits(rows: Floats | Ints) -> float:
    """Return the sum of n log₂ n: what is lost when values merge is the difference."""
    some = rows[rows > 0]
    return float(some @ np.log2(some))
