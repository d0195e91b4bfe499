"""The search for the best node: all are decided, most of them by bounds.

A node is a level for each quasi-identifier. Of all nodes at which no more than a share of the rows
has to be suppressed, the one of the least loss is found, and proven. A node that fails tells of all
below it (Incognito: LeFevre, DeWitt, Ramakrishnan 2005), and paths are bisected (Flash: Kohlmayer,
Prasser, Eckert, Kemper, Kuhn 2012). What suppressing rows adds to the loss only grows going down,
so that each node that is looked at bounds the loss of all below it, with however many rows gone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from openinnov.protection.anonymization.arrays import Bools, Ints
from openinnov.protection.anonymization.classes import Classes, Node, numbers
from openinnov.protection.anonymization.lattice import Lattice
from openinnov.protection.anonymization.loss import Loss
from openinnov.protection.anonymization.models import Model
from openinnov.protection.anonymization.objectives import Gauge, Objective
from openinnov.protection.anonymization.problem import Problem
from openinnov.protection.anonymization.projections import project
from openinnov.protection.anonymization.rollup import RollUp
from openinnov.protection.anonymization.separable import Separable
from openinnov.protection.anonymization.sizes import DeltaPresence

#: Losses are compared by so many digits, so that the order of additions decides nothing.
_DIGITS = 12
_TOLERANCE = 1e-11
#: So many nodes are looked at together for one that is still open.
_BLOCK = 4096


@dataclass(frozen=True, slots=True, eq=False)
class Solution:
    """The best node."""

    node: Node
    #: What is lost: one number, or the losses of the fields in falling order.
    loss: tuple[float, ...]
    suppressed_rows: int
    #: Whether the rows of each of the problem's tuples are kept. The tuple of a distinct line is in
    #: `places`, the distinct line of one that was given in `lines`.
    kept: Bools
    #: How many nodes were looked at, of how many.
    checked: int
    nodes: int


def search(
    problem: Problem,
    models: Sequence[Model],
    objective: Objective | None = None,
    limit: float = 0.0,
) -> Solution | None:
    """Return the best node of a problem, or `None` if there is none.

    `limit` is the share of rows that may be suppressed. Of nodes that lose the same, the one that
    suppresses the fewest rows is taken, then the one of the lowest levels in the order of the
    fields. Raises `RefusedError` for more than 20 million nodes.
    """
    work = _Search(problem, models, objective or Loss(), int(Fraction(str(limit)) * problem.size))
    work.run()
    return work.solution()


class _Search:
    def __init__(
        self, problem: Problem, models: Sequence[Model], objective: Objective, allowed: int
    ) -> None:
        self._problem = problem
        self._models = models
        self._needed = [model.needed(problem) for model in models]
        self._presence = [model for model in models if isinstance(model, DeltaPresence)]
        self._rises = all(model.rises for model in models)
        self._allowed = allowed
        self._least = max((model.least for model in self._needed), default=1)
        self._gauge: Gauge = objective.gauge(problem, self._least)
        self._lattice = Lattice(problem, self._gauge)
        self._tables = RollUp(problem)
        self._best: tuple[tuple[float, ...], int, int] | None = None
        self._checked = 0

    def run(self) -> None:
        """Decide all nodes."""
        if self._least > 1:
            project(self._problem, self._lattice, self._gauge, self._least)
            self._lattice.dead |= self._lattice.suppressed > self._allowed
        nodes = np.flatnonzero(~self._lattice.dead.ravel())
        if not isinstance(self._gauge, Separable):
            self._descend()
            self._halve(nodes)
        elif self._allowed == 0 and self._rises:
            self._bisect(nodes)
        else:
            self._descend()
            self._sweep(nodes)

    def solution(self) -> Solution | None:
        """Return what was found."""
        if self._best is None:
            return None
        node = self._lattice.node(self._best[2])
        classes = self._tables.classes(node)
        fails = self._fails(classes, self._models)
        own, _ = numbers(self._problem, node, np.arange(len(self._problem.rows)))
        low, penalty = self._gauge.low(node, classes), self._gauge.penalty(node, classes, fails)
        loss = self._gauge.loss(low, penalty, classes, fails)
        return Solution(
            node=node,
            loss=tuple(loss.tolist()),
            suppressed_rows=int(classes.rows[fails].sum()),
            kept=~fails[own],
            checked=self._checked,
            nodes=self._lattice.size,
        )

    def _fails(self, classes: Classes, models: Sequence[Model]) -> Bools:
        fails = np.zeros(len(classes), np.bool_)
        for model in models:
            fails |= ~model.holds(self._problem, classes)
        return fails

    def _check(self, index: int) -> bool:
        """Look at a node, note what it tells of others, and return whether it is allowed."""
        self._checked += 1
        lattice, gauge = self._lattice, self._gauge
        node = lattice.node(index)
        classes = self._tables.classes(node)
        fails = must = self._fails(classes, self._models)
        if self._needed != self._models:
            must = self._fails(classes, self._needed)
        rows, sure = int(classes.rows[fails].sum()), int(classes.rows[must].sum())
        low, penalty = gauge.low(node, classes), gauge.penalty(node, classes, must)
        lattice.dead[lattice.at(node)] = True
        if not isinstance(gauge, Separable):
            lattice.raise_low(lattice.above(node), low)
        lattice.raise_suppression(lattice.below(node), penalty, sure)
        forbidden = any(each.forbids(classes) for each in self._presence)
        if forbidden or sure > self._allowed or (rows and not self._allowed and self._rises):
            lattice.dead[lattice.below(node)] = True
        if forbidden or rows > self._allowed:
            return False
        if rows == 0:
            # What is more general loses as much at least.
            lattice.dead[lattice.above(node)] = True
        if fails is not must:
            penalty = gauge.penalty(node, classes, fails)
        loss = gauge.loss(low, penalty, classes, fails)
        found = tuple(float(f"{part:.{_DIGITS}g}") for part in loss), rows, index
        if self._best is None or found < self._best:
            self._best = found
        return True

    def _open(self, nodes: Ints) -> Bools:
        """Return which nodes can still be better than the best."""
        live: Bools = ~self._lattice.dead.ravel()[nodes]
        if self._best is None:
            return live
        losses, rows, index = self._best
        suppressed = self._lattice.suppressed.ravel()[nodes]
        better = np.zeros(len(nodes), np.bool_)
        equal = live
        for bound, loss in zip(self._lattice.bounds(nodes), losses, strict=True):
            better |= equal & (bound < loss * (1 - _TOLERANCE))
            equal &= np.abs(bound - loss) <= loss * _TOLERANCE
        first: Bools = (suppressed < rows) | ((suppressed == rows) & (nodes < index))
        return better | (equal & first)

    def _descend(self) -> None:
        """Go down from the top, each time to the child of the least bound that is allowed."""
        node = self._lattice.size - 1
        allowed = self._check(node)
        while allowed:
            children = self._lattice.children(node)
            allowed = False
            while not allowed and len(children := children[self._open(children)]):
                node = int(children[np.lexsort(self._lattice.bounds(children)[::-1])[0]])
                allowed = self._check(node)

    def _sweep(self, nodes: Ints) -> None:
        """Look at what is open, the most general first: it tells of all that is below it."""
        low = self._lattice.low.reshape(self._gauge.parts, -1)[:, nodes].sum(0)
        order = nodes[np.lexsort((-low, -self._lattice.heights(nodes)))]
        for start in range(0, len(order), _BLOCK):
            block = order[start : start + _BLOCK]
            while len(block := block[self._open(block)]):
                self._check(int(block[0]))

    def _halve(self, nodes: Ints) -> None:
        """Look at what is open, the median of the bounds first: it tells of both its sides."""
        while len(nodes := nodes[self._open(nodes)]):
            bounds = self._lattice.bounds(nodes)[0]
            self._check(int(nodes[np.argpartition(bounds, len(nodes) // 2)[len(nodes) // 2]]))

    def _bisect(self, nodes: Ints) -> None:
        """Find the lowest allowed node of one path after the other, each from the least bound."""
        bounds = self._lattice.bounds(nodes)
        order = nodes[np.lexsort(bounds[::-1])]
        for start in range(0, len(order), _BLOCK):
            block = order[start : start + _BLOCK]
            while len(block := block[self._open(block)]):
                path = self._path(int(block[0]))
                low, high = 0, len(path)
                while low < high:
                    middle = (low + high) // 2
                    low, high = (low, middle) if self._check(path[middle]) else (middle + 1, high)

    def _path(self, node: int) -> list[int]:
        """Return the way up over what is not decided, each time to the parent of least bound."""
        path = [node]
        while len(parents := self._lattice.parents(path[-1])):
            parents = parents[~self._lattice.dead.ravel()[parents]]
            if not len(parents):
                break
            path.append(int(parents[np.lexsort(self._lattice.bounds(parents)[::-1])[0]]))
        return path
