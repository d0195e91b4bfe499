"""Which cells tell of few people by themselves, and how far from them an attacker has to stay."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Literal, TypeAlias

from openinnov.exceptions import RefusedError
from openinnov.protection.tables.cells import Cell, Role
from openinnov.protection.tables.system import System

#: "safe": a zero tells of nobody. "withhold": that nobody is in a cell tells of all others.
Zeros: TypeAlias = Literal["safe", "withhold"]


@dataclass(frozen=True, slots=True)
class Need:
    """How wide the interval has to be to which an attacker can narrow a cell down."""

    #: The least that the upper end may be.
    upper: int
    #: The most that the lower end may be; None if it does not matter.
    lower: int | None = None


def below_threshold(system: System, threshold: int, *, zeros: Zeros = "safe") -> dict[int, Need]:
    """Return the cells that count fewer people than a threshold.

    Nobody may be able to tell that there are fewer. Cells that stand in no table, but follow from
    those that do, are protected as well.
    """
    least = 1 if zeros == "safe" else 0
    return {
        i: Need(upper=threshold)
        for i, cell in enumerate(system.cells)
        if least <= cell.value < threshold and _counts_a_group(cell)
    }


def _counts_a_group(cell: Cell) -> bool:
    if cell.role is Role.IMPLIED:
        return cell.value > 0  # That a group stands in no table tells that nobody is in it.
    return cell.role is not Role.SLACK


def dominated(
    contributions: Mapping[int, Sequence[int]], *, largest: int, percent: float
) -> dict[int, Need]:
    """Return the cells of which a few contributors make up more than a share.

    The (n, k) rule: the `largest` contributions together exceed `percent` of the sum. The interval
    has to reach the sum of which they would be that share (Hundepool et al., Statistical Disclosure
    Control, 2012, §4.2). Contributions are whole units by cell.
    """
    share = Fraction(percent) / 100
    return _needs(contributions, lambda amounts: sum(amounts[:largest]) / share - sum(amounts))


def estimable(contributions: Mapping[int, Sequence[int]], *, percent: float) -> dict[int, Need]:
    """Return the cells of which one contributor can estimate another too closely.

    The p % rule: what remains of the sum without its two largest contributions is less than
    `percent` of the largest, so that the second estimates the first within that. The interval has
    to reach as far as is missing (Hundepool et al., 2012, §4.2).
    """
    share = Fraction(percent) / 100
    return _needs(contributions, lambda amounts: share * amounts[0] - sum(amounts[2:]))


def _needs(
    contributions: Mapping[int, Sequence[int]], missing: Callable[[list[int]], Fraction]
) -> dict[int, Need]:
    """Return the needs of cells to which something is missing until they are safe."""
    negative = sum(min(amounts, default=0) < 0 for amounts in contributions.values())
    if negative:
        raise RefusedError(f"{negative} cells have contributions below zero, which no rule judges")
    needs = {}
    for cell, amounts in contributions.items():
        ordered = sorted(amounts, reverse=True)
        level = ceil(missing(ordered)) if any(ordered) else 0
        if level > 0:
            total = sum(ordered)
            needs[cell] = Need(upper=total + level, lower=max(total - level, 0))
    return needs
