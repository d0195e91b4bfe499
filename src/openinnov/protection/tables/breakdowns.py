"""How cells add up: the equations that follow from breakdowns."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeAlias

from openinnov.exceptions import RefusedError
from openinnov.protection.tables.cells import Cell, Coordinates, Role, checked, where
from openinnov.protection.tables.dimensions import Dimension, without_wholes
from openinnov.protection.tables.system import Equation, System

_Cells: TypeAlias = dict[Coordinates, Cell]
#: The parts of a whole by a dimension.
_Parts: TypeAlias = dict[tuple[Coordinates, str], list[Coordinates]]


def link(cells: Iterable[Cell], dimensions: Sequence[Dimension], *, counts: bool = True) -> System:
    """Return the system of the cells of all tables, linked by all their breakdowns.

    Tables with the same cell share it. Cells that differ in anything but these dimensions have
    nothing to do with each other: another indicator, another period. Where the parts of a partition
    do not reach their whole, the rest is a cell of its own, which no table shows.

    Raises `RefusedError` if the same cell has two numbers, if parts add up to more than their
    whole, or if a number cannot be a count.
    """
    found = shared(cells, dimensions)
    partitions = [dimension for dimension in dimensions if dimension.partition]
    parts = _parts(found, partitions)
    _imply(found, parts, partitions)
    sums = [*_sums(found, parts), *_bounds(found, dimensions)]
    return _system(found, sums, counts=counts)


def shared(cells: Iterable[Cell], dimensions: Sequence[Dimension]) -> _Cells:
    """Return the cells of all tables by their coordinates, each once.

    Raises `RefusedError` as `link` does.
    """
    found: _Cells = {}
    doubtful = []
    for cell in checked(cells):
        place = without_wholes(cell.coordinates, dimensions)
        same = found.setdefault(place, replace(cell, coordinates=place))
        if same.value != cell.value:
            doubtful.append(cell)
        elif same.role is Role.OPEN:
            found[place] = replace(same, role=cell.role, known=same.known or cell.known)
    if doubtful:
        raise RefusedError(f"{where(doubtful)} given twice, with two numbers; keep one of them")
    return found


def _parts(found: _Cells, partitions: Sequence[Dimension]) -> _Parts:
    """Return the parts of all wholes, those included that stand in no table."""
    parts: _Parts = {}
    waiting = sorted(found)
    seen = set(waiting)
    for part in waiting:
        for dimension in partitions:
            whole = dimension.above(part)
            if whole is None:
                continue
            parts.setdefault((whole, dimension.name), []).append(part)
            if whole not in seen:
                seen.add(whole)
                waiting.append(whole)
    return parts


def _imply(found: _Cells, parts: _Parts, partitions: Sequence[Dimension]) -> None:
    """Add the wholes that stand in no table, with their numbers; forget those that link nothing."""
    depth = {whole: sum(dimension.depth(whole) for dimension in partitions) for whole, _ in parts}
    named = Counter(whole for whole, _ in parts)
    memberships = Counter(part for each in parts.values() for part in each)
    for whole, name in sorted(parts, key=lambda key: (depth[key[0]], key)):
        if whole not in found and named[whole] == 1 and not memberships[whole]:
            memberships.subtract(parts.pop((whole, name)))
    for whole, name in sorted(parts, key=lambda key: (-depth[key[0]], key)):
        members = [found[part] for part in parts[whole, name]]
        total = sum(cell.value for cell in members)
        same = found.get(whole)
        if same is None:
            found[whole] = Cell(members[0].table, whole, total, Role.IMPLIED)
        elif same.role is Role.IMPLIED and same.value < total:
            found[whole] = replace(same, value=total)


def _sums(found: _Cells, parts: _Parts) -> Iterator[tuple[Cell, list[Cell]]]:
    """Yield each whole with its parts, of which the last may be a rest."""
    broken = []
    for (place, name), places in sorted(parts.items()):
        whole, members = found[place], [found[part] for part in places]
        rest = whole.value - sum(cell.value for cell in members)
        if rest < 0:
            broken.append(whole)
        if rest > 0:
            # An empty code belongs to no other cell.
            members.append(Cell(whole.table, (*place, (name, "")), rest, Role.IMPLIED))
        yield whole, members
    if broken:
        raise RefusedError(
            f"{where(broken)} less than the sum of the parts, though the breakdown is said to be "
            "exhaustive and disjoint; correct the numbers or the declaration"
        )


def _bounds(found: _Cells, dimensions: Sequence[Dimension]) -> Iterator[tuple[Cell, list[Cell]]]:
    """Yield each cell with the smallest wholes that it is at most, where numbers keep to that."""
    others = [dimension for dimension in dimensions if not dimension.partition]
    for place, part in sorted(found.items()):
        for whole in _wholes(place, found, others):
            rest = found[whole].value - part.value
            if rest >= 0:
                beyond = (*place, ("", ""), *whole)
                yield found[whole], [part, Cell(part.table, beyond, rest, Role.SLACK)]


def _wholes(
    place: Coordinates, found: _Cells, dimensions: Sequence[Dimension]
) -> list[Coordinates]:
    """Return the nearest cells above one, passing over those that do not exist."""
    border, reached = [place], set[Coordinates]()
    while border:
        here = border.pop()
        for dimension in dimensions:
            whole = dimension.above(here)
            if whole in found:
                reached.add(whole)
            elif whole is not None:
                border.append(whole)
    return sorted(reached)


def _system(found: _Cells, sums: Iterable[tuple[Cell, Sequence[Cell]]], *, counts: bool) -> System:
    """Return the system, in an order that does not depend on that of the rows."""
    kept = list(sums)
    cells = found | {cell.coordinates: cell for _, members in kept for cell in members}
    position = {place: i for i, place in enumerate(sorted(cells))}
    equations = (
        Equation(
            position[whole.coordinates], tuple(sorted(position[each.coordinates] for each in parts))
        )
        for whole, parts in kept
    )
    return System(
        cells=tuple(cells[place] for place in position),
        equations=tuple(sorted(equations, key=lambda each: (each.whole, each.parts))),
        counts=counts,
    )
