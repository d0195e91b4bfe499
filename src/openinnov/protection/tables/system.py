"""All cells that are published together, and the sums by which one tells of another."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from openinnov.exceptions import RefusedError
from openinnov.protection.tables.cells import Cell, checked, where


@dataclass(frozen=True, slots=True)
class Equation:
    """A whole and the parts that it is the sum of, as positions of cells."""

    whole: int
    parts: tuple[int, ...]

    def terms(self) -> Iterator[tuple[int, int]]:
        """Yield each cell with its sign in: parts less whole is nothing."""
        yield self.whole, -1
        yield from ((part, 1) for part in self.parts)


@dataclass(frozen=True, slots=True)
class System:
    """Linked tables: what is to be protected, and what an attacker calculates with.

    A subset of a whole that is part of no breakdown is written as an equation too, with a cell of
    the role `Role.SLACK` for what the whole has beyond it.

    Raises `RefusedError` for numbers below zero, those that no solver can tell apart, and equations
    that do not hold.
    """

    cells: tuple[Cell, ...]
    equations: tuple[Equation, ...] = ()
    #: Whether everyone knows that the cells are whole numbers: counts are, sums of money hardly.
    counts: bool = True
    #: For each cell, the equations in which it stands, with its sign.
    incidence: tuple[tuple[tuple[int, int], ...], ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Check the numbers, and index the equations."""
        checked(self.cells)
        incidence: list[list[tuple[int, int]]] = [[] for _ in self.cells]
        for row, equation in enumerate(self.equations):
            for cell, sign in equation.terms():
                incidence[cell].append((row, sign))
        object.__setattr__(self, "incidence", tuple(tuple(each) for each in incidence))
        broken = [each.whole for each in self.equations if self._difference(each)]
        if broken:
            raise RefusedError(f"{self.where(broken)} not the sum of their parts; correct them")

    def _difference(self, equation: Equation) -> int:
        return sum(sign * self.cells[cell].value for cell, sign in equation.terms())

    def where(self, cells: Iterable[int]) -> str:
        """Say of cells in which tables how many stand, and nothing that tells which they are."""
        return where(self.cells[cell] for cell in cells)
