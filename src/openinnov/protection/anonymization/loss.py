"""Loss: the share of the hierarchy's values under which a value disappears (Iyengar 2002)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from openinnov.protection.anonymization.aggregates import Aggregate
from openinnov.protection.anonymization.arrays import Codes, Ints
from openinnov.protection.anonymization.problem import Problem
from openinnov.protection.anonymization.separable import Separable, relative


@dataclass(frozen=True, slots=True)
class Loss:
    """Of each field 0 if all values stay, 1 if none does; normalized as ARX does.

    `gs` weighs generalization (0) against suppression (1).
    """

    aggregate: Aggregate = "mean"
    gs: float = 0.5
    weights: Mapping[str, float] = field(default_factory=dict)

    def gauge(self, problem: Problem, least: int) -> Separable:
        """Return how it is measured."""
        g, s = min(1.0, 2 - 2 * self.gs), min(1.0, 2 * self.gs)
        scales, floors = [], []
        for each in problem.quasi:
            floor = g * problem.size / each.hierarchy.size
            floors.append(floor)
            scales.append(1 / (problem.size - floor) if problem.size > floor else 0.0)

        def by_level(place: int) -> list[float]:
            axis = problem.axes[place]
            rows = np.bincount(problem.columns[place][0], problem.rows, axis.cards[0])
            shares = (share[codes] for share, codes in zip(axis.shares, axis.codes, strict=True))
            return [
                max(0.0, (g * float(rows @ share) - floors[place]) * scales[place])
                for share in shares
            ]

        def added(place: int, level: int, codes: Codes, rows: Ints) -> float:
            share = problem.axes[place].shares[level][codes]
            return float(rows @ (s * (1 - share) + (1 - g) * share)) * scales[place]

        return Separable(
            problem,
            tuple(np.array(by_level(place)) for place in range(len(problem.quasi))),
            added,
            self.aggregate,
            relative(problem, self.weights),
        )
