"""Classes: the rows that a node makes equal in all quasi-identifiers."""

from dataclasses import dataclass

import numpy as np

from openinnov.protection.anonymization.arrays import Bools, Codes, Ints, firsts, number, total
from openinnov.protection.anonymization.histogram import Histogram, histogram
from openinnov.protection.anonymization.problem import Problem

#: A level for each quasi-identifier.
Node = tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Classes:
    """The classes of a node, numbered in the order of their codes."""

    #: One of the problem's tuples in each class; which one does not matter.
    first: Ints
    rows: Ints
    population: Ints | None
    #: For each sensitive field.
    histograms: tuple[Histogram, ...]

    def __len__(self) -> int:
        return len(self.rows)

    def select(self, kept: Bools) -> "Classes":
        """Return the classes that are kept."""
        return Classes(
            first=self.first[kept],
            rows=self.rows[kept],
            population=None if self.population is None else self.population[kept],
            histograms=tuple(each.select(kept) for each in self.histograms),
        )

    def merge(self, problem: Problem, numbers: Ints, size: int) -> "Classes":
        """Return the greater classes into which these go, by their numbers."""
        return Classes(
            first=self.first[firsts(numbers, size)],
            rows=total(numbers, self.rows, size),
            population=None if self.population is None else total(numbers, self.population, size),
            histograms=tuple(
                each.merge(numbers, size, len(attribute.values))
                for each, attribute in zip(self.histograms, problem.sensitive, strict=True)
            ),
        )


def leaves(problem: Problem) -> Classes:
    """Return the classes of the problem as it is: its tuples."""
    size = len(problem.rows)
    first = np.arange(size)
    return Classes(first, problem.rows, problem.population, problem.histograms)


def codes(problem: Problem, node: Node, place: int, first: Ints) -> Codes:
    """Return the codes of one quasi-identifier, at its level in a node, of some tuples."""
    return problem.columns[place][node[place]][first]


def numbers(problem: Problem, node: Node, first: Ints) -> tuple[Ints, int]:
    """Return to which class of a node each of some tuples belongs, and how many there are."""
    cards = (axis.cards[level] for axis, level in zip(problem.axes, node, strict=True))
    columns = (
        (codes(problem, node, place, first), card) for place, card in enumerate(cards) if card > 1
    )
    return number(columns, len(first))


def gather(problem: Problem, numbers: Ints, size: int, lines: Ints, rows: Ints) -> Classes:
    """Return classes of parts of the problem's lines, by their numbers: so many rows of each."""
    return Classes(
        first=problem.places[lines[firsts(numbers, size)]],
        rows=total(numbers, rows, size),
        population=None,
        histograms=tuple(
            histogram(numbers, size, values[lines], len(attribute.values), rows)
            for values, attribute in zip(problem.values, problem.sensitive, strict=True)
        ),
    )


def classes(problem: Problem, node: Node) -> Classes:
    """Return the classes of a node."""
    base = leaves(problem)
    return base.merge(problem, *numbers(problem, node, base.first))
