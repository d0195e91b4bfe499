"""Tables that could be the true ones, for all that is published, and what they keep secret."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from openinnov.protection.tables.attacker import whole_moves
from openinnov.protection.tables.primary import Need
from openinnov.protection.tables.solver import TOLERANCE
from openinnov.protection.tables.system import System


class Demand(NamedTuple):
    """How far from its true number a cell has to be possible, in one direction."""

    cell: int
    #: 1 for more than the true number, -1 for less.
    sign: int
    distance: int

    def is_met(self, moves: Mapping[int, float]) -> bool:
        """Return whether the cell moves far enough."""
        allowed = self.distance * (1 - TOLERANCE)
        return self.sign * moves.get(self.cell, 0.0) >= allowed


def demands(system: System, needs: Mapping[int, Need]) -> list[Demand]:
    """Return what is demanded of the cells that are not known anyway."""
    found = []
    for cell, need in sorted(needs.items()):
        value = system.cells[cell].value
        if need.upper > value:
            found.append(Demand(cell, 1, need.upper - value))
        if need.lower is not None and need.lower < value:
            found.append(Demand(cell, -1, value - need.lower))
    return found


class Witness(NamedTuple):
    """One table that could be the true one."""

    moved: frozenset[int]
    meets: frozenset[Demand]
    #: Whether all its numbers are whole.
    whole: bool


@dataclass(slots=True)
class Witnesses:
    """All witnesses of a component; withholding more cells refutes none of them."""

    system: System
    demands: list[Demand]
    found: list[Witness] = field(default_factory=list)

    def note(self, moves: Mapping[int, float]) -> Witness:
        """Keep a solution of the attacker's program."""
        meets = frozenset(each for each in self.demands if each.is_met(moves))
        whole = not self.system.counts or whole_moves(self.system, moves) is not None
        witness = Witness(frozenset(moves), meets, whole)
        if meets:
            self.found.append(witness)
        return witness

    def unproved(self) -> set[Demand]:
        """Return the demands that no witness of whole numbers meets."""
        return self._without(each for each in self.found if each.whole)

    def unmet_without(self, cell: int) -> set[Demand]:
        """Return the demands that no witness meets, if a cell is published."""
        return self._without(each for each in self.found if cell not in each.moved)

    def forget(self, cell: int) -> None:
        """Drop the witnesses that a cell refutes which is published."""
        self.found = [each for each in self.found if cell not in each.moved]

    def _without(self, witnesses: Iterable[Witness]) -> set[Demand]:
        return set(self.demands).difference(*(each.meets for each in witnesses))
