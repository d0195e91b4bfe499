"""What somebody can believe who knows all cells that are published."""

from collections.abc import Iterable, Mapping
from math import inf
from typing import NamedTuple

from openinnov.protection.tables.components import Component
from openinnov.protection.tables.primary import Zeros
from openinnov.protection.tables.solver import TOLERANCE, Column, Program
from openinnov.protection.tables.system import System


class Aim(NamedTuple):
    """A cell that is pushed away from its true number: up or down, how far, and how much."""

    sign: int
    distance: float
    weight: float = 1.0


def unknown(system: System, withheld: Iterable[int]) -> set[int]:
    """Return the cells that nobody is told, if these are withheld."""
    cells = system.cells
    not_shown = {i for i, cell in enumerate(cells) if not cell.is_shown}
    return {i for i in not_shown.union(withheld) if not cells[i].known}


def least(system: System, cell: int, zeros: Zeros) -> int:
    """Return the least that a withheld cell can be, for all that everyone knows.

    Where no zero of a table is ever withheld, a withheld count is at least one.
    """
    found = system.cells[cell]
    return int(zeros == "safe" and system.counts and found.is_shown and found.value > 0)


class Attacker:
    """The linear program of a component: unknown cells move, as long as all equations hold.

    A move is the difference from the true number, so that no move at all is a solution.
    """

    def __init__(
        self,
        system: System,
        component: Component,
        least: Mapping[int, int],
        *,
        seconds: float,
        whole: bool = False,
    ) -> None:
        """Begin with the cells whose least number is given as unknown."""
        self._system = system
        self._rows = {row: i for i, row in enumerate(component.equations)}
        self._scale = 1.0 if system.counts else _scale(system, component)
        self._lower: dict[int, float] = {}
        self._columns: dict[int, int] = {}
        self._aims: dict[int, Aim] = {}
        self.program = Program(len(self._rows), seconds=seconds, whole=whole)
        self.hide(least)

    def hide(self, least: Mapping[int, int]) -> None:
        """Let cells move that are not published any more; each is given with its least number."""
        columns = []
        for cell, number in least.items():
            self._lower[cell] = (number - self._system.cells[cell].value) / self._scale
            if cell in self._columns:
                self._bound(cell)
                continue
            self._columns[cell] = len(self._columns)
            entries = [(self._rows[row], sign) for row, sign in self._system.incidence[cell]]
            columns.append(Column(self._lower[cell], inf, entries))
        self.program.add(columns)

    def publish(self, cell: int) -> None:
        """Keep a cell from moving."""
        self._lower[cell] = 0.0
        self.program.bound(self._columns[cell], 0.0, 0.0)

    def aim(self, aims: Mapping[int, Aim]) -> None:
        """Push these cells, and no others, each not further than its distance."""
        for cell in self._aims.keys() - aims.keys():
            self.program.weigh(self._columns[cell], 0.0)
            self._bound(cell)
        for cell, aim in aims.items():
            self.program.weigh(self._columns[cell], aim.sign * aim.weight)
            self._bound(cell, aim)
        self._aims = dict(aims)

    def _bound(self, cell: int, aim: Aim | None = None) -> None:
        lower, upper = self._lower[cell], inf
        if aim is not None and aim.sign > 0:
            upper = aim.distance / self._scale
        elif aim is not None:
            lower = max(lower, -aim.distance / self._scale)
        self.program.bound(self._columns[cell], lower, upper)

    def moves(self, *, best: bool = False) -> dict[int, float] | None:
        """Return the cells that move, and how far; None if some move without limit.

        `best` takes the best that was found, if there are too many whole numbers to look at all.
        """
        values = self.program.solve(best=best)
        if values is None:
            return None
        moved = zip(self._columns, values, strict=True)
        return {cell: value * self._scale for cell, value in moved if abs(value) > TOLERANCE}

    def levers(self) -> set[int]:
        """Return the cells in the equations that hold the last aims back.

        Letting a cell move helps only if it is one of them (its reduced cost is not zero).
        """
        prices = self.program.prices()
        total: dict[int, float] = {}
        for row, position in self._rows.items():
            if abs(prices[position]) > TOLERANCE:
                for cell, sign in self._system.equations[row].terms():
                    total[cell] = total.get(cell, 0.0) + sign * prices[position]
        return {cell for cell, cost in total.items() if abs(cost) > TOLERANCE}


def _scale(system: System, component: Component) -> float:
    """Return a unit in which sums of money are numbers that the solver tells apart."""
    largest = max(system.cells[cell].value for cell in component.cells)
    return max(1.0, largest / 1e6)


def whole_moves(system: System, moves: Mapping[int, float]) -> dict[int, int] | None:
    """Return moves as whole numbers, or None if they are none that keep all equations.

    The equations are checked exactly: what is returned is a table that could be the true one.
    """
    rounded = {cell: round(move) for cell, move in moves.items()}
    if any(abs(move - rounded[cell]) > TOLERANCE for cell, move in moves.items()):
        return None
    sums: dict[int, int] = {}
    for cell, move in rounded.items():
        for row, sign in system.incidence[cell]:
            sums[row] = sums.get(row, 0) + sign * move
    return None if any(sums.values()) else rounded
