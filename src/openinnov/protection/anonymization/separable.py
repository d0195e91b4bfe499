"""The gauge of objectives of which each field has its own loss, known from its level alone."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from openinnov.exceptions import RefusedError
from openinnov.protection.anonymization.aggregates import Aggregate, aggregate, is_additive
from openinnov.protection.anonymization.arrays import Bools, Codes, Floats, Ints
from openinnov.protection.anonymization.classes import Classes, Node, codes
from openinnov.protection.anonymization.problem import Problem

#: What suppressing rows adds to the loss of a field: its place, the level, the codes, their rows.
Added = Callable[[int, int, Codes, Ints], float]


@dataclass(frozen=True, slots=True, eq=False)
class Separable:
    """A loss for each field, weighted, and an aggregate of them."""

    problem: Problem
    #: The loss of each field by level, without suppression.
    own: tuple[Floats, ...]
    added: Added
    how: Aggregate
    weights: tuple[float, ...]

    @property
    def parts(self) -> int:
        """Return one part if the fields add up, else one a field."""
        return 1 if is_additive(self.how) else len(self.own)

    @property
    def factors(self) -> tuple[float, ...]:
        """Return by what the loss of each field is multiplied within its part."""
        share = len(self.own) if self.how == "mean" else 1
        return tuple(weight / share for weight in self.weights)

    def part(self, place: int) -> int:
        """Return to which part a field belongs."""
        return 0 if self.parts == 1 else place

    def low(self, node: Node, classes: Classes) -> Floats:
        """Return the loss by the levels."""
        return self._parts([own[level] for own, level in zip(self.own, node, strict=True)])

    def penalty(self, node: Node, classes: Classes, fails: Bools) -> Floats:
        """Return what the failing classes add."""
        places = np.flatnonzero(fails)
        first, rows = classes.first[places], classes.rows[places]
        return self._parts(
            [
                self.added(place, level, codes(self.problem, node, place, first), rows)
                for place, level in enumerate(node)
            ]
        )

    def small(self, rows: Ints) -> Floats:
        """Return nothing: what is added depends on the values of the rows."""
        return np.zeros(rows.shape)

    def keys(self, low: Floats, penalty: Floats, suppressed: Ints) -> Floats:
        """Return the aggregate of the parts."""
        found = low + penalty
        return found if self.parts == 1 else aggregate(self.how, found)

    def loss(self, low: Floats, penalty: Floats, classes: Classes, fails: Bools) -> Floats:
        """Return the aggregate of the parts."""
        return self.keys(low[:, None], penalty[:, None], np.zeros(1, np.int64))[:, 0]

    def _parts(self, losses: Sequence[float]) -> Floats:
        scaled = np.array(losses) * self.factors
        return scaled.sum(keepdims=True) if self.parts == 1 else scaled


def relative(problem: Problem, weights: Mapping[str, float]) -> tuple[float, ...]:
    """Return the weight of each field over the greatest; 1 for a field that has none.

    Raises `RefusedError` for a weight of no quasi-identifier, or one that is not positive.
    """
    names = [each.name for each in problem.quasi]
    unknown = sorted({*weights} - {*names})
    if unknown or any(weight <= 0 for weight in weights.values()):
        raise RefusedError(
            f"weights should be positive, and of quasi-identifiers: not of {', '.join(unknown)}"
            if unknown
            else "weights should be positive"
        )
    found = [weights.get(name, 1.0) for name in names]
    return tuple(weight / max(found) for weight in found)
