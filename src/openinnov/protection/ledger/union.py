"""All that several releases tell of numbers of people, as one system of sums.

The same number of the same people is one unknown, in whatever release: an attacker is taken to know
which numbers are still those of an earlier one.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from openinnov.protection.ledger.entries import Release
from openinnov.submission import Told

#: A whole and its parts, by the hashes of their numbers.
Equation = tuple[str, tuple[str, ...]]


@dataclass(frozen=True)
class Linked:
    """Numbers that are told by none of the releases, and the equations that link them."""

    cells: frozenset[str]
    equations: frozenset[Equation]
    #: The least that each can be, and what it has to be able to reach.
    limits: frozenset[tuple[str, int, int]]


@dataclass(frozen=True)
class Union:
    """The numbers of some releases, by their hashes."""

    cells: Mapping[str, Told]
    #: How many people each number may be, for all that anybody is to know; of those to be guarded.
    needs: Mapping[str, int]
    equations: frozenset[Equation]

    @cached_property
    def linked(self) -> list[Linked]:
        """The connected components of what is not told."""
        hidden = {number for number, cell in self.cells.items() if cell.shown is None}
        rows: dict[str, list[Equation]] = {}
        for equation in sorted(self.equations):
            for number in _members(equation):
                if number in hidden:
                    rows.setdefault(number, []).append(equation)
        return [
            Linked(cells, equations, frozenset(self._limits(cells)))
            for cells, equations in _components(sorted(hidden & rows.keys()), rows)
        ]

    def _limits(self, numbers: Iterable[str]) -> Iterator[tuple[str, int, int]]:
        for number in numbers:
            yield number, self.cells[number].least, self.needs.get(number, 0)

    def exact(self) -> dict[str, int]:
        """Return the numbers that are told, or follow from a sum of which all others are known."""
        found = {n: cell.shown for n, cell in self.cells.items() if cell.shown is not None}
        waiting, before = set(self.equations), -1
        while len(found) != before:
            before = len(found)
            for equation in sorted(waiting):
                unknown = [n for n in _members(equation) if n not in found]
                if len(unknown) == 1:
                    found[unknown[0]] = _missing(equation, unknown[0], found)
                if not unknown[1:]:
                    waiting.discard(equation)
        return found


def unite(releases: Sequence[Release]) -> Union:
    """Return all that releases tell together."""
    cells: dict[str, Told] = {}
    needs: dict[str, int] = {}
    equations: set[Equation] = set()
    for release in releases:
        for sums in release.sums:
            for cell in sums.cells:
                cells[cell.number] = _both(cells.get(cell.number, cell), cell)
                if cell.guarded:
                    needs[cell.number] = max(needs.get(cell.number, 0), sums.threshold)
            numbers = [cell.number for cell in sums.cells]
            equations |= {
                (numbers[whole], tuple(sorted(numbers[part] for part in parts)))
                for whole, parts in sums.equations
            }
    return Union(cells, needs, frozenset(equations))


def _both(one: Told, other: Told) -> Told:
    """Return what is known of a number of which two releases tell."""
    shown = other.shown if one.shown is None else one.shown
    return one._replace(shown=shown, least=max(one.least, other.least))


def _members(equation: Equation) -> Iterable[str]:
    return (equation[0], *equation[1])


def _missing(equation: Equation, number: str, found: Mapping[str, int]) -> int:
    whole, parts = equation
    if number == whole:
        return sum(found[part] for part in parts)
    return found[whole] - sum(found[part] for part in parts if part != number)


def _components(
    hidden: Sequence[str], rows: Mapping[str, Sequence[Equation]]
) -> Iterator[tuple[frozenset[str], frozenset[Equation]]]:
    waiting = set(hidden)
    for first in hidden:
        if first not in waiting:
            continue
        waiting.discard(first)
        reached, border, equations = {first}, [first], set[Equation]()
        while border:
            for equation in rows[border.pop()]:
                if equation in equations:
                    continue
                equations.add(equation)
                found = waiting.intersection(_members(equation))
                waiting -= found
                reached |= found
                border += sorted(found)
        yield frozenset(reached), frozenset(equations)
