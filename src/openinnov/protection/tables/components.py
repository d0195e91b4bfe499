"""Parts of a system that tell nothing of each other."""

from collections.abc import Iterable
from dataclasses import dataclass

from openinnov.protection.tables.system import System


@dataclass(frozen=True, slots=True)
class Component:
    """Cells that are linked by equations, directly or not."""

    cells: tuple[int, ...]
    #: Positions of the equations.
    equations: tuple[int, ...]


def components(system: System, cells: Iterable[int]) -> list[Component]:
    """Return the connected components of some cells, in the order of their first cells.

    Others do not link: what everyone knows is a constant.
    """
    chosen = sorted(set(cells))
    waiting = set(chosen)
    found = []
    for first in chosen:
        if first in waiting:
            waiting.discard(first)
            found.append(_component(system, first, waiting))
    return found


def _component(system: System, first: int, waiting: set[int]) -> Component:
    """Return the component of a cell, and take its cells from those that wait."""
    reached, rows, border = [first], set[int](), [first]
    while border:
        for row, _ in system.incidence[border.pop()]:
            if row in rows:
                continue
            rows.add(row)
            for cell, _ in system.equations[row].terms():
                if cell in waiting:
                    waiting.discard(cell)
                    reached.append(cell)
                    border.append(cell)
    return Component(tuple(sorted(reached)), tuple(sorted(rows)))
