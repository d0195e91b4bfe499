"""What an attacker can calculate of each withheld cell."""

from collections.abc import Collection
from dataclasses import dataclass
from math import inf
from typing import Literal

from openinnov.exceptions import RefusedError
from openinnov.protection.tables.attacker import Aim, Attacker, unknown, whole_moves
from openinnov.protection.tables.components import components
from openinnov.protection.tables.solver import check_solver
from openinnov.protection.tables.suppression import SECONDS
from openinnov.protection.tables.system import System

_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Interval:
    """The least and the most that a cell can be; infinite where nothing limits it."""

    lower: float
    upper: float

    @property
    def is_exact(self) -> bool:
        """Return whether the number of the cell is given away."""
        return self.lower == self.upper


def audit(
    system: System,
    withheld: Collection[int],
    *,
    floor: Literal[0, 1] = 0,
    whole: Collection[int] = (),
    seconds: float = SECONDS,
) -> dict[int, Interval]:
    """Return the bounds of withheld cells that follow from all others, to 1e-6.

    `floor` is what a withheld cell is at least: 1 where no zero is withheld, which everyone knows.
    Of the cells in `whole`, the least and the most whole number is sought: in three dimensions and
    more the bounds can be narrower, and it takes longer.

    Raises `RefusedError` if a zero is withheld in spite of the floor, or nobody can tell;
    `MissingExtraError` without the solver.
    """
    check_solver()
    hidden = unknown(system, withheld)
    told = hidden.intersection(withheld)
    zeros = [cell for cell in told if system.cells[cell].value < floor]
    if zeros:
        raise RefusedError(f"{system.where(zeros)} zero and withheld: audit with a floor of 0")
    found = {}
    for component in components(system, hidden):
        least = {cell: floor if cell in told else 0 for cell in component.cells}
        attacker = Attacker(system, component, least, seconds=seconds)
        exact = Attacker(system, component, least, seconds=seconds, whole=True)
        for cell in sorted(told.intersection(component.cells)):
            allowed = exact if cell in whole else None
            ends = (_end(system, cell, sign, attacker, allowed) for sign in (-1, 1))
            found[cell] = Interval(*ends)
    return dict(sorted(found.items()))


def _end(system: System, cell: int, sign: int, attacker: Attacker, exact: Attacker | None) -> float:
    """Return the least or the most that a cell can be."""
    aims = {cell: Aim(sign, inf)}
    attacker.aim(aims)
    moves = attacker.moves()
    if moves is None:
        return sign * inf
    if exact is not None and whole_moves(system, moves) is None:
        exact.aim(aims)
        moves = exact.moves() or {}
    return round(system.cells[cell].value + moves.get(cell, 0.0), _DIGITS)
