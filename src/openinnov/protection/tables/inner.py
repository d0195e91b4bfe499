"""What stands in no table, but is a part of what does: numbers that it could have.

A table may show women, and people in towns, and not the women in towns. Whoever calculates with
tables still knows that they are part of both.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import inf
from typing import TypeAlias

from openinnov.exceptions import RefusedError
from openinnov.protection.tables.breakdowns import link, shared
from openinnov.protection.tables.cells import Cell, Coordinates, Role, where
from openinnov.protection.tables.dimensions import Dimension
from openinnov.protection.tables.solver import least_whole

_Cells: TypeAlias = Mapping[Coordinates, Cell]
#: What stands for all codes of a dimension that occur nowhere.
_OTHER = "*"
#: How much worse it is that a group is larger than its whole, than that there are other codes.
_WORSE = 1000.0


def with_inner(
    cells: Iterable[Cell], dimensions: Sequence[Dimension], *, seconds: float
) -> list[Cell]:
    """Return cells with all combinations of their codes, as cells that stand in no table.

    Their numbers are some that fit those of the tables: if possible such that the codes which occur
    are all there are, as an attacker would guess. The codes of dimensions have to be without
    groups.

    Raises `RefusedError` if the same cell has two numbers, or no numbers fit.
    """
    found = shared(cells, dimensions)
    names = {dimension.name for dimension in dimensions}
    blocks: dict[Coordinates, dict[Coordinates, Cell]] = {}
    for place, cell in sorted(found.items()):
        block = tuple(pair for pair in place if pair[0] not in names)
        blocks.setdefault(block, {})[place] = cell
    inner = (
        each
        for block, places in blocks.items()
        if len(places) > 1
        for each in _inner(_Block(block, places, dimensions), seconds)
    )
    return [*found.values(), *inner]


@dataclass(frozen=True, slots=True)
class _Block:
    """Cells that differ in the codes of dimensions alone."""

    about: Coordinates
    cells: _Cells
    dimensions: Sequence[Dimension]

    def codes(self) -> list[list[tuple[str, str]]]:
        """Return the codes of each dimension whose parts add up, as pairs with its name."""
        adding = [each.name for each in self.dimensions if each.partition]
        occurring = sorted({pair for place in self.cells for pair in place})
        listed = ([pair for pair in occurring if pair[0] == name] for name in adding)
        return [[*pairs, (pairs[0][0], _OTHER)] for pairs in listed if pairs]

    def group(self, place: Coordinates) -> Coordinates:
        """Return the codes of a cell by which nothing adds up."""
        names = {each.name for each in self.dimensions if not each.partition}
        return tuple(pair for pair in place if pair[0] in names)


def _inner(block: _Block, seconds: float) -> Iterator[Cell]:
    """Yield the combinations of codes that stand in no table."""
    codes = block.codes()
    groups = sorted({block.group(place) for place in block.cells})
    leaves = [
        tuple(sorted((*block.about, *group, *chosen)))
        for group in groups
        for chosen in product(*codes)
    ]
    position = {leaf: i for i, leaf in enumerate(leaves)}
    columns = [(0.0, inf, float(_others(leaf))) for leaf in leaves]
    rows: list[tuple[float, float, Sequence[tuple[int, int]]]] = []
    for place, cell in block.cells.items():
        parts = [(position[leaf], 1) for leaf in leaves if _is_part(leaf, place, block)]
        rows.append((cell.value, cell.value, parts))
    for part, whole in _groups_of_groups(groups):
        for chosen in product(*codes):
            ends = [position[tuple(sorted((*block.about, *g, *chosen)))] for g in (whole, part)]
            rows.append((0.0, inf, [(ends[0], 1), (ends[1], -1), (len(columns), 1)]))
            columns.append((0.0, inf, _WORSE))
    numbers = least_whole(columns, rows, seconds=seconds)
    cells = [*block.cells.values()]
    if numbers is None:
        link(cells, block.dimensions)  # It says more closely what contradicts what.
        raise RefusedError(
            f"{where(cells)} at odds with each other, though breakdowns are said to be exhaustive "
            "and disjoint; correct the numbers or the declaration"
        )
    for leaf, number in zip(leaves, numbers, strict=False):
        # That there are no others is what an attacker would guess.
        if leaf not in block.cells and (number or not _others(leaf)):
            yield Cell(cells[0].table, leaf, number, Role.IMPLIED)


def _others(leaf: Coordinates) -> int:
    return sum(code == _OTHER for _, code in leaf)


def _is_part(leaf: Coordinates, place: Coordinates, block: _Block) -> bool:
    return block.group(leaf) == block.group(place) and set(place) <= set(leaf)


def _groups_of_groups(groups: Sequence[Coordinates]) -> Iterator[tuple[Coordinates, Coordinates]]:
    """Yield each group with those that it is a part of."""
    for part, whole in product(groups, repeat=2):
        if part != whole and set(whole) <= set(part):
            yield part, whole
