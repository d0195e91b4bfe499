"""A cell of a table of counts, and where it stands."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from openinnov.exceptions import RefusedError

#: What a cell counts, as pairs of dimension and code, sorted. A dimension over which the cell sums
#: is absent, so that the same cell of two tables has the same coordinates.
Coordinates: TypeAlias = tuple[tuple[str, str], ...]

#: The largest number that a solver of linear programs still tells from the next.
_LARGEST = 10**12


class Role(StrEnum):
    """What may be done with a cell."""

    #: Published, unless it has to be withheld.
    OPEN = "open"
    #: Published, whatever it gives away.
    FORCED = "forced"
    #: Withheld, because an earlier release did.
    WITHHELD = "withheld"
    #: In no table, but what others are added up from, or add up to.
    IMPLIED = "implied"
    #: In no table: what a whole has beyond a group that need not be a part of any breakdown.
    SLACK = "slack"


@dataclass(frozen=True, slots=True)
class Cell:
    """A number of people, or a sum in whole units."""

    #: The table that holds it, for messages.
    table: str
    coordinates: Coordinates
    value: int
    role: Role = Role.OPEN
    #: Whether everyone knows the number already, from an earlier release.
    known: bool = False

    @property
    def is_shown(self) -> bool:
        """Return whether a table holds the cell, so that it can be published."""
        return self.role not in {Role.IMPLIED, Role.SLACK}


def coordinates(codes: Mapping[str, str | None]) -> Coordinates:
    """Return where a cell stands; an empty code is the whole.

    >>> coordinates({"sex": "F", "age_band": None})
    (('sex', 'F'),)
    """
    return tuple(sorted((dimension, code) for dimension, code in codes.items() if code))


def where(cells: Iterable[Cell]) -> str:
    """Say in which tables how many cells stand, and nothing that tells which they are.

    >>> where([Cell("measurement", (), 3), Cell("measurement", (("sex", "F"),), 2)])
    'measurement: 2 cells are'
    """
    found = Counter(cell.table for cell in cells)
    return ", ".join(
        f"{table}: {n} {'cell is' if n == 1 else 'cells are'}" for table, n in sorted(found.items())
    )


def checked(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    """Return cells; raise `RefusedError` if a number is none that protection can work with."""
    found = tuple(cells)
    negative = [cell for cell in found if cell.value < 0]
    if negative:
        raise RefusedError(f"{where(negative)} below zero, which no count can be; correct them")
    large = [cell for cell in found if cell.value > _LARGEST]
    if large:
        raise RefusedError(
            f"{where(large)} above {_LARGEST:,}, which nobody can count; correct them"
        )
    return found
