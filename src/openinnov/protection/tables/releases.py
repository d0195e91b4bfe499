"""What a release tells together with earlier ones of the same period."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias, TypeVar

from openinnov.exceptions import RefusedError
from openinnov.protection.tables.breakdowns import link, shared
from openinnov.protection.tables.cells import Cell, Coordinates, Role, where
from openinnov.protection.tables.dimensions import Dimension, without_wholes
from openinnov.protection.tables.merging import merge
from openinnov.protection.tables.primary import Need
from openinnov.protection.tables.system import System


@dataclass(frozen=True, slots=True)
class Entry:
    """A cell as a release showed it: what the ledger says of it."""

    table: str
    coordinates: Coordinates
    #: The number that was published or withheld; None for a withheld one that nobody knows any
    #: more, as in a ledger that was made again from published packages.
    value: int | None
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class Joint:
    """The cells of a new release, together with all that earlier ones told."""

    system: System
    #: Where the cells of the new release stand in the system, but for those that are carried over.
    positions: Mapping[Coordinates, int]
    #: Cells, by position, that changed by too little to be published again: an attacker must not
    #: be able to tell that it was so little.
    changed: Mapping[int, Need]
    #: Cells for which the new release shows again what the last one did; None is withheld.
    carried: Mapping[Coordinates, int | None]


_Shown: TypeAlias = dict[Coordinates, Entry]
_Any = TypeVar("_Any", Cell, Entry)


def join(
    cells: Iterable[Cell],
    earlier: Sequence[Iterable[Entry]],
    dimensions: Sequence[Dimension],
    *,
    minimum_change: int,
    threshold: int,
) -> Joint:
    """Return the system of a new release and of earlier ones, the oldest first.

    A published count may change by nothing or by `minimum_change` at least: a smaller difference
    counts the few who came or went. Cells that breakdowns link are carried over together if none
    of them changed by more and they are the same cells; if others did change, the cells that
    changed by too little are withheld. They are carried over too if anything changed and nobody
    knows what was withheld.

    An attacker is taken to know which numbers are still those of an earlier release. Cells that an
    earlier release withheld stay withheld; what one published, everyone knows.

    Raises `RefusedError` as `link` does, and if a cell has to be published that was withheld.
    """
    names = {dimension.name for dimension in dimensions}
    old = [_by_block(_places(release, dimensions), names) for release in earlier]
    fresh: dict[Coordinates, Cell] = {}
    carried: dict[Coordinates, int | None] = {}
    told: list[_Shown] = [{} for _ in old]
    for block, places in _by_block(shared(cells, dimensions), names).items():
        shown = [release.get(block, {}) for release in old]
        if _is_carried(places, [each for each in shown if each], minimum_change):
            last = next(each for each in reversed(shown) if each)
            carried |= {place: _again(last.get(place), threshold) for place in places}
            continue
        fresh |= places
        for each, entries in zip(told, shown, strict=True):
            each.update(entries)
    new, changes = _bound_by(told, fresh, minimum_change)
    releases = [_remembered(each, fresh) for each in told]
    system = merge([link(each, dimensions) for each in (new, *releases)])
    position = {(cell.coordinates, cell.value): i for i, cell in enumerate(system.cells)}
    positions = {cell.coordinates: position[cell.coordinates, cell.value] for cell in new}
    changed = {positions[place]: need for place, need in changes.items()}
    return Joint(system, positions, changed, carried)


def _places(release: Iterable[Entry], dimensions: Sequence[Dimension]) -> _Shown:
    return {without_wholes(each.coordinates, dimensions): each for each in release}


def _by_block(
    found: Mapping[Coordinates, _Any], names: Collection[str]
) -> dict[Coordinates, dict[Coordinates, _Any]]:
    """Return cells by what no breakdown changes: cells of two blocks are never linked."""
    blocks: dict[Coordinates, dict[Coordinates, _Any]] = {}
    for place, cell in found.items():
        block = tuple(pair for pair in place if pair[0] not in names)
        blocks.setdefault(block, {})[place] = cell
    return blocks


def _is_carried(
    places: Mapping[Coordinates, Cell], shown: Sequence[_Shown], minimum_change: int
) -> bool:
    """Return whether a block is shown as the last release did."""
    if not shown:
        return False
    differences = [
        abs(places[place].value - entry.value)
        for release in shown
        for place, entry in release.items()
        if place in places and not entry.withheld and entry.value is not None
    ]
    changed = any(differences) or any(release.keys() != places.keys() for release in shown)
    if changed and any(each.value is None for release in shown for each in release.values()):
        return True
    slightly = any(differences) and max(differences) < minimum_change
    return slightly and shown[-1].keys() == places.keys()


def _again(entry: Entry | None, threshold: int) -> int | None:
    """Return what is shown once more; what has become too small is not."""
    if entry is None or entry.withheld or entry.value is None or 0 < entry.value < threshold:
        return None
    return entry.value


def _bound_by(
    told: Sequence[_Shown], fresh: Mapping[Coordinates, Cell], minimum_change: int
) -> tuple[list[Cell], dict[Coordinates, Need]]:
    """Return the new cells as earlier releases leave them, and those that changed by too little."""
    cells, changes, stuck = [], {}, []
    for place, cell in fresh.items():
        entries = [release[place] for release in told if place in release]
        numbers = {each.value for each in entries if each.value is not None and not each.withheld}
        near = [n for n in numbers if 0 < abs(cell.value - n) < minimum_change]
        if near:
            changes[place] = Need(upper=max(near) + minimum_change)
        held = bool(near) or any(each.withheld for each in entries)
        if held and cell.role is Role.FORCED:
            stuck.append(cell)
        role = Role.WITHHELD if held else cell.role
        cells.append(replace(cell, role=role, known=cell.value in numbers))
    if stuck:
        raise RefusedError(
            f"{where(stuck)} to be published, though an earlier release withheld it or showed "
            "nearly the same number; let it be withheld"
        )
    return cells, changes


def _remembered(release: _Shown, fresh: Mapping[Coordinates, Cell]) -> list[Cell]:
    """Return the cells of an earlier release.

    A number that nobody knows any more is the new one, as nothing that was published changed.
    """
    return [
        Cell(
            each.table,
            place,
            fresh[place].value if each.value is None else each.value,
            Role.WITHHELD if each.withheld else Role.OPEN,
            known=not each.withheld,
        )
        for place, each in release.items()
    ]
