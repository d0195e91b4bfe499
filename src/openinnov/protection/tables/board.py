"""Which cells of a component are hidden, and which could be besides."""

from collections import deque
from collections.abc import Iterable

from openinnov.protection.tables.attacker import least
from openinnov.protection.tables.cells import Role
from openinnov.protection.tables.components import Component
from openinnov.protection.tables.primary import Zeros
from openinnov.protection.tables.system import System


class Board:
    """The hidden cells of a component, and how many each equation has of them."""

    def __init__(
        self, system: System, component: Component, hidden: Iterable[int], zeros: Zeros
    ) -> None:
        """Begin with cells that are hidden in any case."""
        self.system = system
        self.component = component
        self.hidden: set[int] = set()
        #: Cells that are hidden to protect others, in this order.
        self.added: list[int] = []
        self._zeros = zeros
        self._gaps = dict.fromkeys(component.equations, 0)
        for cell in hidden:
            self._count(cell, 1)

    def least(self, cells: Iterable[int]) -> dict[int, int]:
        """Return the least numbers that cells can be, for all that an attacker knows."""
        return {cell: least(self.system, cell, self._zeros) for cell in sorted(cells)}

    def hide(self, cell: int) -> None:
        """Withhold a cell to protect others."""
        self._count(cell, 1)
        self.added.append(cell)

    def publish(self, cell: int) -> None:
        """Publish a cell again that is hidden to protect others."""
        self._count(cell, -1)
        self.added.remove(cell)

    def _count(self, cell: int, difference: int) -> None:
        self.hidden.symmetric_difference_update({cell})
        for row, _ in self.system.incidence[cell]:
            self._gaps[row] += difference

    def choose(self, cells: Iterable[int]) -> int | None:
        """Return the cell to be withheld next, of those that can be, or None.

        The total of totals comes last; then what closes most single gaps and opens fewest; then the
        cheapest; then the first.
        """
        return min(filter(self._can_hide, cells), key=self._price, default=None)

    def _can_hide(self, cell: int) -> bool:
        found = self.system.cells[cell]
        open_to_choice = found.role is Role.OPEN and not found.known
        # That a zero is withheld protects nobody: often everyone knows that it can only be one.
        return open_to_choice and found.value > 0 and cell not in self.hidden

    def _price(self, cell: int) -> tuple[bool, int, int, int]:
        entries = self.system.incidence[cell]
        is_total = all(sign < 0 for _, sign in entries)
        gaps = [self._gaps[row] for row, _ in entries]
        return is_total, gaps.count(0) - gaps.count(1), self.system.cells[cell].value, cell

    def close_gaps(self, guarded: Iterable[int]) -> None:
        """Hide a second cell wherever an equation gives a guarded one away at once."""
        kept = set(guarded)
        waiting = deque(row for row, gaps in self._gaps.items() if gaps == 1)
        while waiting:
            row = waiting.popleft()
            cells = {cell for cell, _ in self.system.equations[row].terms()}
            if self._gaps[row] != 1 or not kept & cells & self.hidden:
                continue
            chosen = self.choose(cells)
            if chosen is not None:
                self.hide(chosen)
                kept.add(chosen)
                waiting += [row for row, _ in self.system.incidence[chosen]]
