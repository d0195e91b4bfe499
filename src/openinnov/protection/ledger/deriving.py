"""Which withheld numbers can be worked out from several releases, that none tells alone."""

from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from math import inf
from typing import TYPE_CHECKING

from openinnov.protection.ledger.entries import Release
from openinnov.protection.ledger.reveal import Reveal
from openinnov.protection.ledger.union import Linked, Union, unite

if TYPE_CHECKING:
    from openinnov.protection.tables.solver import Program

#: How long the solver may look for the numbers that belong together.
_SECONDS = 60.0
#: By how much a number may miss a whole one.
_TOLERANCE = 1e-6


def derived(new: Release, earlier: Sequence[Release]) -> Iterator[Reveal]:
    """Yield the numbers that would be bounded too closely by all releases, and were not before.

    An attacker knows all numbers that any release tells, all sums, and that what is withheld is a
    whole number of people. Of each number that a release keeps to itself it has to be possible, for
    all that she knows, that it reaches the threshold. What no release links to another was proved
    when it was protected.
    """
    joint = unite([*earlier, new])
    before = unite(earlier)
    proved = {*before.linked, *unite([new]).linked}
    for linked in joint.linked:
        narrow = set() if linked in proved else _narrowed(joint, linked)
        if narrow:
            narrow -= _narrowed_before(before, narrow)
        for number in sorted(narrow):
            cell = joint.cells[number]
            yield Reveal(
                cell.table,
                cell.field,
                "a number that can be worked out from several releases",
                str(_first_with(number, earlier)),
                cell.place,
            )


def _narrowed_before(before: Union, numbers: Collection[str]) -> set[str]:
    """Return the numbers that earlier releases tell already, whatever the new one says."""
    known = {number for number in numbers if number in before.cells}
    told = {number for number in known if before.cells[number].shown is not None}
    for linked in before.linked:
        if linked.cells & known:
            told |= _narrowed(before, linked)
    return told


def _first_with(number: str, earlier: Sequence[Release]) -> Release:
    """Return the first release that has a number, or else the last of all."""
    for release in earlier:
        if any(cell.number == number for sums in release.sums for cell in sums.cells):
            return release
    return earlier[-1]


def _narrowed(union: Union, linked: Linked) -> set[str]:
    """Return the numbers of a component that cannot reach what they need to."""
    open_ = sorted(linked.cells & union.needs.keys())
    if not open_:
        return set()
    attacker = _Attacker(union, linked)
    reached: set[str] = set()
    narrow = set()
    for number in open_:
        if number in reached:
            continue
        values = attacker.raised(number, union.needs[number])
        if values[number] < union.needs[number] - _TOLERANCE:
            narrow.add(number)
        else:
            # A table that could be the true one: all that reach their needs in it can do so.
            reached |= {n for n in values if values[n] > union.needs.get(n, inf) - _TOLERANCE}
    return narrow


class _Attacker:
    """The linear program of a component, in whole numbers where that is necessary."""

    def __init__(self, union: Union, linked: Linked) -> None:
        self._union = union
        self._equations = sorted(linked.equations)
        self._position = {number: i for i, number in enumerate(sorted(linked.cells))}
        self._real = self._program(whole=False)

    def raised(self, number: str, need: int) -> dict[str, float]:
        """Return numbers that could be the true ones, of which one is as large as can be."""
        values = self._solve(self._real, number)
        if values[number] < need - _TOLERANCE or all(map(_is_whole, values.values())):
            return values
        return self._solve(self._whole, number)

    @cached_property
    def _whole(self) -> "Program":
        return self._program(whole=True)

    def _program(self, *, whole: bool) -> "Program":
        from openinnov.protection.tables.solver import Column, Program

        entries: list[list[tuple[int, int]]] = [[] for _ in self._position]
        known = []
        for row, (total, parts) in enumerate(self._equations):
            constant = 0
            for number, sign in ((total, -1), *((part, 1) for part in parts)):
                shown = self._union.cells[number].shown
                if shown is None:
                    entries[self._position[number]].append((row, sign))
                else:
                    constant += sign * shown
            known.append(Column(constant, constant, [(row, 1)]))
        least = [self._union.cells[number].least for number in self._position]
        program = Program(len(self._equations), seconds=_SECONDS, whole=whole)
        unknown = [Column(n, inf, own) for n, own in zip(least, entries, strict=True)]
        program.add([*unknown, *known])
        return program

    def _solve(self, program: "Program", number: str) -> dict[str, float]:
        program.weigh(self._position[number], 1.0)
        values = program.solve(best=True)
        program.weigh(self._position[number], 0.0)
        if values is None:
            return {number: inf}
        return dict(zip(self._position, values, strict=False))


def _is_whole(value: float) -> bool:
    return value == inf or abs(value - round(value)) <= _TOLERANCE
