"""Class tables by roll-up: a node is grouped from the smallest known table below it."""

import numpy as np

from openinnov.protection.anonymization.arrays import Ints
from openinnov.protection.anonymization.classes import Classes, Node, leaves, numbers
from openinnov.protection.anonymization.problem import Problem

#: So many tables are kept, of so many classes together.
_TABLES = 600
_CLASSES = 10_000_000
#: A table is kept if it has at most this share of the classes of the one it was made from.
_SHRUNK = 0.4


class RollUp:
    """The class tables of a problem's nodes."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._tables = [leaves(problem)]
        self._nodes = np.zeros((_TABLES, len(problem.axes)), np.int64)
        self._sizes = np.full(_TABLES, np.iinfo(np.int64).max)
        self._sizes[0] = len(problem.rows)
        self._tops = np.array([each.height for each in problem.axes])
        self._classes = 0

    def classes(self, node: Node) -> Classes:
        """Return the classes of a node."""
        rest = np.where(np.array(node) == self._tops, self._tops, 0)
        # Many nodes have the same fields at the top: one table serves them all.
        source = self._below(rest)
        if (rest != self._nodes[source]).any() and rest.any():
            self._keep(tuple(rest.tolist()), self._merge(source, tuple(rest.tolist())))
        source = self._below(np.array(node))
        if (self._nodes[source] == node).all():
            return self._tables[source]
        made = self._merge(source, node)
        if len(made) <= _SHRUNK * self._sizes[source]:
            self._keep(node, made)
        return made

    def _below(self, node: Ints) -> int:
        fits = (self._nodes[: len(self._tables)] <= node).all(1)
        sizes = np.where(fits, self._sizes[: len(self._tables)], np.iinfo(np.int64).max)
        return int(sizes.argmin())

    def _merge(self, source: int, node: Node) -> Classes:
        table = self._tables[source]
        return table.merge(self._problem, *numbers(self._problem, node, table.first))

    def _keep(self, node: Node, table: Classes) -> None:
        if len(self._tables) < _TABLES and self._classes + len(table) <= _CLASSES:
            self._nodes[len(self._tables)] = node
            self._sizes[len(self._tables)] = len(table)
            self._tables.append(table)
            self._classes += len(table)
