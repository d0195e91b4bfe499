"""Systems that speak of the same cells, as one."""

from collections.abc import Sequence
from dataclasses import replace

from openinnov.protection.tables.cells import Cell, Coordinates, Role
from openinnov.protection.tables.system import Equation, System


def merge(systems: Sequence[System]) -> System:
    """Return one system of the cells and equations of all, the newest first.

    A cell that has the same number in two systems is the same cell; with another number it is
    another one. What one system publishes, everyone knows.
    """
    cells: dict[tuple[Coordinates, int], Cell] = {}
    for system in systems:
        for cell in system.cells:
            same = cells.setdefault((cell.coordinates, cell.value), cell)
            role = cell.role if same.role is Role.IMPLIED else same.role
            known = same.known or cell.known
            cells[cell.coordinates, cell.value] = replace(same, role=role, known=known)
    position = {key: i for i, key in enumerate(sorted(cells))}
    equations = {_moved(each, system, position) for system in systems for each in system.equations}
    return System(
        cells=tuple(cells[key] for key in position),
        equations=tuple(sorted(equations, key=lambda each: (each.whole, each.parts))),
        counts=systems[0].counts,
    )


def _moved(
    equation: Equation, system: System, position: dict[tuple[Coordinates, int], int]
) -> Equation:
    def place(i: int) -> int:
        return position[system.cells[i].coordinates, system.cells[i].value]

    return Equation(place(equation.whole), tuple(sorted(map(place, equation.parts))))
