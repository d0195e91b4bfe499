"""Which cells of tables made of records are withheld: those that tell of few, and what tells them.

All tables of the same records are judged together, since each says something of the others. First
the numbers of records; then each sum, which is withheld wherever its number is.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from openinnov.policy.tabulation import TabulationRule
from openinnov.protection.tables import (
    Cell,
    Coordinates,
    Dimension,
    Need,
    Role,
    dominated,
    estimable,
    link,
    suppress,
)
from openinnov.protection.tables.primary import Zeros

#: What each person gave to a cell, in whole units.
Amounts = Mapping[Coordinates, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Linked:
    """Tables that are made of the same records."""

    source: str
    rules: Sequence[TabulationRule]
    dimensions: Sequence[Dimension]
    #: The cells of all tables.
    shown: Collection[Coordinates]
    #: What they are added up from, where no table shows it.
    inner: Collection[Coordinates]

    @property
    def threshold(self) -> int:
        """How many persons stand behind a cell at least: the most that any table asks for."""
        return max(rule.threshold for rule in self.rules)

    @property
    def zeros(self) -> Zeros:
        """Whether that nobody is in a cell tells of others, as some table has it."""
        return max(rule.zeros for rule in self.rules)


def withheld_counts(linked: Linked, given: Amounts) -> set[Coordinates]:
    """Return the cells of which the number of records does not leave."""
    return _withheld(linked, given, dict(_few(linked, given)), ())


def withheld_sums(
    linked: Linked, given: Amounts, name: str, held: Collection[Coordinates]
) -> set[Coordinates]:
    """Return the cells of which the sum of a field does not leave; `held` are some in any case."""
    listed = dict(enumerate(sorted(given)))
    amounts = {i: list(given[place].values()) for i, place in listed.items()}
    found = [_poor(linked, amounts)]
    for rule in (rule for rule in linked.rules if name in rule.values):
        if rule.largest is not None and rule.percent is not None:
            found.append(dominated(amounts, largest=rule.largest, percent=rule.percent))
        if rule.p_percent is not None:
            found.append(estimable(amounts, percent=rule.p_percent))
    needs: dict[Coordinates, Need] = {}
    for each in found:
        for i, need in each.items():
            needs[listed[i]] = _wider(needs.get(listed[i]), need)
    return _withheld(linked, given, needs, held, counts=False)


def _few(linked: Linked, given: Amounts) -> Iterator[tuple[Coordinates, Need]]:
    """Yield the cells in which too few persons are: nobody may tell that there are not enough."""
    for place, persons in given.items():
        missing = linked.threshold - len(persons)
        if missing > 0 and persons:
            # Of persons with several records each, so many more could be there.
            yield place, Need(upper=sum(persons.values()) + missing)
    if linked.zeros == "withhold":
        for place in linked.shown:
            if not given.get(place):
                yield place, Need(upper=linked.threshold)


def _poor(linked: Linked, amounts: Mapping[int, Sequence[int]]) -> dict[int, Need]:
    """Return the sums to which too few persons gave.

    It has to be possible that as many gave as have to, and as much as these did on average.
    """
    needs = {}
    for i, each in amounts.items():
        missing = linked.threshold - len(each)
        if missing > 0 and each:
            total = sum(each)
            level = max(1, ceil(total * missing / len(each)))
            needs[i] = Need(upper=total + level, lower=max(total - level, 0))
    return needs


def _wider(need: Need | None, other: Need) -> Need:
    if need is None:
        return other
    lower = min((each.lower for each in (need, other) if each.lower is not None), default=None)
    return Need(max(need.upper, other.upper), lower)


def _withheld(
    linked: Linked,
    given: Amounts,
    needs: Mapping[Coordinates, Need],
    held: Collection[Coordinates],
    *,
    counts: bool = True,
) -> set[Coordinates]:
    if not needs:
        return set(held)

    def cell(place: Coordinates) -> Cell:
        role = Role.WITHHELD if place in held else Role.OPEN
        value = sum(given.get(place, {}).values())
        return Cell(linked.source, place, value, role if place in linked.shown else Role.IMPLIED)

    cells = [cell(place) for place in sorted({*linked.shown, *linked.inner})]
    system = link(cells, linked.dimensions, counts=counts)
    needing = {
        i: needs[c.coordinates] for i, c in enumerate(system.cells) if c.coordinates in needs
    }
    found = suppress(system, needing, zeros=linked.zeros).withheld
    return {system.cells[i].coordinates for i in found}
