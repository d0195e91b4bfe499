"""The numbers of people in linked tables as cells of one system, and which tell of others."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from openinnov.engine.sql import conjunction, identifier
from openinnov.engine.types import typed
from openinnov.engine.views import record_id
from openinnov.policy import Policy
from openinnov.policy.counts import owner
from openinnov.protection.tables.cells import Cell, Coordinates, Role, coordinates
from openinnov.protection.tables.dimensions import Dimension
from openinnov.protection.work import Work, submitted
from openinnov.standard import Field, Table

if TYPE_CHECKING:
    from openinnov.protection.tables import System

#: How long the solver may look for numbers that stand in no table, of those that belong together.
_SECONDS = 60.0
#: The table, the number of the record and the field of a cell.
Place: TypeAlias = tuple[str, int, str]


def places(work: Work, tables: Iterable[Table]) -> Iterator[tuple[Table, Field]]:
    """Yield the submitted fields of tables that count people."""
    for table in tables:
        for decision in work.fields(table):
            if decision.field.count:
                yield table, decision.field


def cells(
    work: Work, tables: Iterable[Table], *, alone: bool = False
) -> Iterator[tuple[Cell, Place]]:
    """Yield the numbers of people of tables that count the same people, and where they stand.

    Rows that lack something that says what they are about belong to no others; they are left out,
    or with `alone` stand for themselves.
    """
    for table, field in places(work, tables):
        named = _named(work, table)
        codes = "".join(f", {identifier(name)}" for name in named)
        number = typed(field, identifier(field.name))
        rows = work.database.execute(
            f"SELECT _id, {_is_complete(work, table)}, {record_id(table)}, number{codes} FROM "
            f"(SELECT *, rowid AS _id, {number} AS number FROM {submitted(table.name)}) "
            "WHERE number >= 0 ORDER BY _id"
        ).fetchall()
        wholes = [work.policy.whole.get(f"{table.name}.{name}", ()) for name in named]
        for row, is_complete, record, value, *texts in rows:
            told = (None if t in codes else t for t, codes in zip(texts, wholes, strict=True))
            place = dict(zip(named.values(), told, strict=True))
            place["count"] = f"{owner(table)}.{field.name}"
            if not is_complete:
                place["record"] = f"{table.name}/{record}"
            if is_complete or alone:
                yield Cell(table.name, coordinates(place), value), (table.name, row, field.name)


def _named(work: Work, table: Table) -> dict[str, str]:
    """Return the fields that say where a number stands, and what linked tables call them."""
    named = {name: f"{table.name}.{name}" for name in work.policy.breakdowns(table)}
    for name in table.observed:
        reference = table.fields[name].reference
        named[name] = (
            f"{reference.table}.{reference.field}" if reference else f"{table.name}.{name}"
        )
    given = work.submission.columns[table.name]
    return {name: place for name, place in named.items() if name in given}


def _is_complete(work: Work, table: Table) -> str:
    """Return SQL that is true of rows that say what they are about."""
    needed = [name for name in table.observed if table.fields[name].required]
    if not needed or not set(needed) <= set(work.submission.columns[table.name]):
        return "FALSE"
    return conjunction([f"{identifier(name)} IS NOT NULL" for name in needed])


def telling(work: Work, tables: Collection[Table]) -> list[Place]:
    """Return the cells that may not leave, as small ones could be worked out by them.

    Only where parts add up to a whole can a small number be worked out: that a group is at most its
    whole tells nothing, since a whole that leaves is zero or large enough itself.
    """
    found = (
        [*cells(work, tables)] if _adds_up(work.policy, tables) and _are_kept(work, tables) else []
    )
    if not found:
        return []
    withheld = _withheld(work, tables, [cell for cell, _ in found])
    return [place for cell, place in found if cell.coordinates in withheld]


def system(work: Work, tables: Collection[Table], given: list[Cell]) -> "System":
    """Return numbers of people with all that they add up to, and are added up from.

    Where nothing adds up, these are the numbers alone; those that are given twice, and differ, are
    left out.
    """
    from openinnov.protection.tables import System, link, with_inner

    if not _adds_up(work.policy, tables):
        found: dict[Coordinates, set[Cell]] = {}
        for cell in given:
            found.setdefault(cell.coordinates, set()).add(cell)
        return System(tuple(cells.pop() for _, cells in sorted(found.items()) if len(cells) == 1))
    dimensions = _dimensions(work.policy, tables)
    shown = given if work.released else with_inner(given, dimensions, seconds=_SECONDS)
    return link(shown, dimensions)


def _adds_up(policy: Policy, tables: Iterable[Table]) -> bool:
    return any(policy.partition(table) for table in tables)


def _are_kept(work: Work, tables: Iterable[Table]) -> bool:
    """Say whether numbers are those of the persons, and not what a policy made of them before."""
    chosen = (work.decisions.fields[table.name][f.name] for table, f in places(work, tables))
    return not work.released or all(each.treatment.method == "keep" for each in chosen)


def _dimensions(policy: Policy, tables: Iterable[Table]) -> list[Dimension]:
    return [
        Dimension(f"{table.name}.{name}", partition=name in policy.partition(table))
        for table in tables
        for name in policy.breakdowns(table)
    ]


def _withheld(work: Work, tables: Collection[Table], given: list[Cell]) -> set[Coordinates]:
    """Return the coordinates that are withheld: all that the policy below withholds among them.

    A stricter policy needs other cells to protect more; without those of the policy over which it
    is laid, it could tell what that one withholds.
    """
    withheld = set[Coordinates]()
    for policy in filter(None, (work.policy.under, work.policy)):
        if not _adds_up(policy, tables):
            continue
        held = [
            replace(cell, role=Role.WITHHELD) if cell.coordinates in withheld else cell
            for cell in given
        ]
        withheld |= _pattern(work, policy, [*tables], held)
    return withheld


def _pattern(
    work: Work,
    policy: Policy,
    tables: list[Table],
    given: list[Cell],
) -> set[Coordinates]:
    from openinnov.protection.tables import below_threshold, link, suppress, with_inner

    rule = policy.count_rule(tables[0], work.submission.standard)
    dimensions = _dimensions(policy, tables)
    shown = given if work.released else with_inner(given, dimensions, seconds=_SECONDS)
    system = link(shown, dimensions)
    needs = below_threshold(system, rule.threshold, zeros=rule.zeros)
    if work.released:
        told = _told(system)
        needs = {i: need for i, need in needs.items() if system.cells[i].is_shown or i in told}
    withheld = suppress(system, needs, zeros=rule.zeros).withheld if needs else ()
    return {system.cells[i].coordinates for i in withheld}


def _told(system: "System") -> set[int]:
    """Return the rests of wholes that stand in a table: anybody can subtract.

    In a release these are the sums of what was withheld, and so large enough; of other cells that
    stand in no table, the blanks in it make smaller ones than there are.
    """
    return {
        part
        for equation in system.equations
        if system.cells[equation.whole].is_shown
        for part in equation.parts
        if system.cells[part].role is Role.IMPLIED
    }
