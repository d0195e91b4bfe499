"""What pairs of quasi-identifiers alone tell: rows that every node with their levels suppresses.

A class lies within a cell of any of its fields, so rows of cells below the least size go
(the a priori property of Incognito, LeFevre, DeWitt, Ramakrishnan 2005).
"""

from functools import reduce
from itertools import combinations
from math import prod

import numpy as np

from openinnov.protection.anonymization.arrays import Floats, Ints, total
from openinnov.protection.anonymization.axis import Axis
from openinnov.protection.anonymization.lattice import Lattice
from openinnov.protection.anonymization.objectives import Gauge
from openinnov.protection.anonymization.problem import Problem
from openinnov.protection.anonymization.separable import Separable

#: A pair with more cells is left out: it would cost more than it tells.
_CELLS = 200_000


def project(problem: Problem, lattice: Lattice, gauge: Gauge, least: int) -> None:
    """Raise the bounds of all nodes by what each pair of fields tells."""
    added: list[list[Floats]] = [[] for _ in problem.axes]
    for pair in combinations(range(len(problem.axes)), 2):
        if prod(problem.axes[place].cards[0] for place in pair) <= _CELLS:
            rows, losses = _suppressed(problem, gauge, pair, least)
            np.maximum(lattice.suppressed, lattice.along(rows, *pair), out=lattice.suppressed)
            for place, loss in zip(pair, losses, strict=True):
                added[place].append(lattice.along(loss, *pair))
    if not isinstance(gauge, Separable):
        lattice.penalty[0] = gauge.small(lattice.suppressed)
        return
    # Each field takes the pair that tells most of it; then fields add up as they always do.
    for place, tables in enumerate(added):
        if tables:
            most = reduce(np.maximum, tables)
            lattice.penalty[gauge.part(place)] += gauge.factors[place] * most


def _suppressed(
    problem: Problem, gauge: Gauge, pair: tuple[int, int], least: int
) -> tuple[Ints, tuple[Floats, Floats]]:
    """Return the rows in small cells by the levels of both fields, and what they add to each."""
    levels = [problem.quasi[place].levels for place in pair]
    shape = (len(levels[0]), len(levels[1]))
    rows, losses = np.zeros(shape, np.int64), (np.zeros(shape), np.zeros(shape))
    leaves = _table(problem, pair)
    for i, first in enumerate(levels[0]):
        half = _merged(leaves, problem.axes[pair[0]], first)
        for j, second in enumerate(levels[1]):
            cells = _merged(half.T, problem.axes[pair[1]], second).T
            codes = np.nonzero((cells > 0) & (cells < least))
            counts = cells[codes]
            rows[i, j] = counts.sum()
            if isinstance(gauge, Separable) and len(counts):
                for place, level, own, loss in zip(
                    pair, (first, second), codes, losses, strict=True
                ):
                    loss[i, j] = gauge.added(place, level, own, counts)
    return rows, losses


def _table(problem: Problem, pair: tuple[int, int]) -> Ints:
    """Return the rows of each cell of two fields as they are."""
    first, second = (problem.columns[place][0].astype(np.int64) for place in pair)
    shape = tuple(problem.axes[place].cards[0] for place in pair)
    return total(first * shape[1] + second, problem.rows, prod(shape)).reshape(shape)


def _merged(table: Ints, axis: Axis, level: int) -> Ints:
    """Return a table with the lines of each code at a level added up."""
    if level == 0:
        return table
    order = np.argsort(axis.codes[level], kind="stable")
    starts = np.searchsorted(axis.codes[level][order], np.arange(axis.cards[level]))
    return np.add.reduceat(table[order], starts)
