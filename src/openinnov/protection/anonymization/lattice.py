"""The lattice of nodes, with what is known of each: bounds, and whether it can still be best."""

from math import prod
from typing import TypeVar

import numpy as np

from openinnov.exceptions import RefusedError
from openinnov.protection.anonymization.arrays import Floats, Ints
from openinnov.protection.anonymization.classes import Node
from openinnov.protection.anonymization.objectives import Gauge
from openinnov.protection.anonymization.problem import Problem
from openinnov.protection.anonymization.separable import Separable

Box = tuple[slice, ...]
Array = TypeVar("Array", Floats, Ints)
#: The arrays of a larger lattice would not fit in memory.
MOST = 20_000_000


class Lattice:
    """A node for each choice of a level of each quasi-identifier, and arrays over the nodes."""

    def __init__(self, problem: Problem, gauge: Gauge) -> None:
        """Make the arrays, or raise `RefusedError` if they would be too large."""
        levels = [each.levels for each in problem.quasi]
        self.shape = tuple(len(each) for each in levels)
        self.size = prod(self.shape)
        if self.size > MOST:
            most = max(problem.quasi, key=lambda each: len(each.levels))
            raise RefusedError(
                f"the hierarchies make {self.size:,} nodes, and at most {MOST:,} can be searched: "
                f"give fewer levels, first to {most.name}, which has {len(most.levels)}"
            )
        self._gauge = gauge
        self._lowest = [each.start for each in levels]
        self._steps = [prod(self.shape[place + 1 :]) for place in range(len(self.shape))]
        #: Bounds of the loss without suppression, in parts.
        self.low = np.zeros((gauge.parts, *self.shape))
        #: Bounds of what suppression adds to the parts.
        self.penalty = np.zeros((gauge.parts, *self.shape))
        #: Bounds of the suppressed rows.
        self.suppressed = np.zeros(self.shape, np.int64)
        #: Nodes that are decided.
        self.dead = np.zeros(self.shape, np.bool_)
        if isinstance(gauge, Separable):
            for place, (own, allowed) in enumerate(zip(gauge.own, levels, strict=True)):
                losses = own[allowed.start : allowed.stop] * gauge.factors[place]
                self.low[gauge.part(place)] += self.along(losses, place)

    def node(self, index: int) -> Node:
        """Return the levels of a node."""
        places = np.unravel_index(index, self.shape)
        return tuple(
            int(place) + lowest for place, lowest in zip(places, self._lowest, strict=True)
        )

    def at(self, node: Node) -> tuple[int, ...]:
        """Return the place of a node in the arrays."""
        return tuple(level - low for level, low in zip(node, self._lowest, strict=True))

    def heights(self, nodes: Ints) -> Ints:
        """Return the sum of the levels of each node, above the lowest that may be chosen."""
        heights: Ints = np.stack(np.unravel_index(nodes, self.shape)).sum(0)
        return heights

    def children(self, node: int) -> Ints:
        """Return the nodes that are one level lower in one field."""
        places = np.unravel_index(node, self.shape)
        return np.array(
            [node - s for s, place in zip(self._steps, places, strict=True) if place], np.int64
        )

    def parents(self, node: int) -> Ints:
        """Return the nodes that are one level higher in one field."""
        places = zip(self._steps, np.unravel_index(node, self.shape), self.shape, strict=True)
        return np.array([node + step for step, place, size in places if place < size - 1], np.int64)

    def along(self, values: Array, *places: int) -> Array:
        """Return values by the levels of some fields in the shape that spreads over all nodes."""
        shape = [size if place in places else 1 for place, size in enumerate(self.shape)]
        return values.reshape(shape)

    def below(self, node: Node) -> Box:
        """Return the box of a node and all that are more special."""
        return tuple(slice(v - low + 1) for v, low in zip(node, self._lowest, strict=True))

    def above(self, node: Node) -> Box:
        """Return the box of a node and all that are more general."""
        return tuple(slice(v - low, None) for v, low in zip(node, self._lowest, strict=True))

    def raise_suppression(self, box: Box, penalty: Floats, rows: int) -> None:
        """Take note that in a box at least so many rows go, and what that adds to the parts."""
        for array, value in zip([*self.penalty, self.suppressed], [*penalty, rows], strict=True):
            _raise(array, box, value)

    def raise_low(self, box: Box, low: Floats) -> None:
        """Take note that in a box the parts are at least so much without suppression."""
        for array, value in zip(self.low, low, strict=True):
            _raise(array, box, value)

    def bounds(self, nodes: Ints) -> Floats:
        """Return the least loss that each node can have: a column for each."""
        parts = self._gauge.parts
        return self._gauge.keys(
            self.low.reshape(parts, -1)[:, nodes],
            self.penalty.reshape(parts, -1)[:, nodes],
            self.suppressed.ravel()[nodes],
        )


def _raise(array: Floats | Ints, box: Box, least: float) -> None:
    # Of a lattice without fields an empty index would give a number instead of a view.
    view = array[box] if box else array[...]
    np.maximum(view, least, out=view)
