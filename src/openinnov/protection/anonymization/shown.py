"""What lines show when some cells are blanked: the state that local suppression works on."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np

from openinnov.protection.anonymization.arrays import Bools, Codes, Ints, number
from openinnov.protection.anonymization.classes import Node, gather
from openinnov.protection.anonymization.models import Model
from openinnov.protection.anonymization.problem import Problem


class Shown:
    """The lines of a problem at a node, which may be split, with a mask of blanks for each."""

    def __init__(self, problem: Problem, node: Node, models: Sequence[Model]) -> None:
        self._problem = problem
        #: How many cells a row has.
        self.fields = len(node)
        self._models = models
        #: The quasi-identifiers that tell anything at this node; bit n of a mask is the nth.
        self.places = [
            place for place, level in enumerate(node) if problem.axes[place].cards[level] > 1
        ]
        strata = {place for place, field in enumerate(problem.quasi) if field.highest == 0}
        #: The mask of those that are never blanked.
        self._strata = sum(1 << n for n, place in enumerate(self.places) if place in strata)
        self._cards = [problem.axes[place].cards[node[place]] for place in self.places]
        self._columns = [problem.columns[p][node[p]][problem.places] for p in self.places]
        #: How many rows a class has at least.
        self.least = max((model.least for model in models), default=1)
        #: For each piece the line that it is of, how many rows it has, and its mask.
        self.lines: Ints = np.arange(len(problem.counts))
        self.rows: Ints = problem.counts.copy()
        self.masks: Ints = np.zeros(len(self.lines), np.int64)

    @property
    def dropped(self) -> int:
        """Return the mask of what is not shown at all."""
        return 1 << len(self.places)

    def costs(self, masks: Ints) -> Ints:
        """Return the blank cells of each mask; what is dropped counts twice all its cells."""
        blanks = sum((masks >> place & 1) for place in range(len(self.places)))
        return np.where(masks == self.dropped, 2 * self.fields, blanks)

    def patterns(self, size: int) -> list[int]:
        """Return the masks of so many blanks, in the order of the fields; none in a stratum."""
        chosen = combinations(range(len(self.places)), size)
        masks = (sum(1 << place for place in places) for places in chosen)
        return [mask for mask in masks if not mask & self._strata]

    def classes(self, masks: Ints | int, pieces: Ints) -> tuple[Ints, int]:
        """Return the class of each piece under these masks, and how many there are."""
        lines = self.lines[pieces]
        columns: list[tuple[Codes, int]] = []
        for place, (column, card) in enumerate(zip(self._columns, self._cards, strict=True)):
            if isinstance(masks, int):
                if not masks >> place & 1:
                    columns.append((column[lines], card))
            else:
                blank = (masks >> place & 1).astype(np.bool_)
                columns.append((np.where(blank, card, column[lines]), card + 1))
        return number(columns, len(pieces))

    def holds(self, masks: Ints | int, pieces: Ints) -> tuple[Ints, Bools]:
        """Return the class of each piece under these masks, and whether each class holds."""
        numbers, size = self.classes(masks, pieces)
        classes = gather(self._problem, numbers, size, self.lines[pieces], self.rows[pieces])
        found = np.ones(size, np.bool_)
        for model in self._models:
            found &= model.holds(self._problem, classes)
        return numbers, found

    def split(self, piece: int, rows: int) -> int:
        """Take rows from a piece, and return the new piece that they make."""
        self.rows[piece] -= rows
        self.lines = np.append(self.lines, self.lines[piece])
        self.rows = np.append(self.rows, rows)
        self.masks = np.append(self.masks, self.masks[piece])
        return len(self.rows) - 1
