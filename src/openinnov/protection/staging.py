"""Stage what leaves: each table once, its rows chosen and its cells treated, by one query."""

from collections.abc import Collection, Mapping, Sequence

from openinnov.detection.persons import is_person
from openinnov.engine.sql import conjunction, identifier, literal
from openinnov.engine.types import typed
from openinnov.engine.views import record_id
from openinnov.protection import counts
from openinnov.protection.decisions import Decision
from openinnov.protection.methods import METHODS
from openinnov.protection.rows import conditions, quotable
from openinnov.protection.work import Work, staged, submitted
from openinnov.standard import Field, Table

#: Types whose text has one form that is published: lists are sorted, line breaks are one.
_WRITTEN = ("list", "text")


def canonical(field: Field, cell: str | None = None) -> str:
    """Return SQL of the text of a cell as it is published."""
    cell = cell or identifier(field.name)
    return f"nullif({typed(field, cell)}, '')" if field.type in _WRITTEN else cell


def stage(work: Work, table: Table) -> None:
    """Stage the rows of a table that leave, with the ids that they had and the ids they get.

    ``_id`` is the place of the record in the table that was submitted, ``_was`` its id there,
    ``_key`` its id in the release.
    """
    leaving = [decision for decision in work.fields(table) if decision.leaves]
    unshown = counts.unshown(work, table)
    names = {decision.field.name for decision in leaving}
    keys = [name for name in table.primary_key if name not in names]
    inner = ", ".join(
        [
            *(f"{canonical(d.field)} AS {identifier(d.field.name)}" for d in leaving),
            *map(identifier, keys),
            f"{record_id(table)} AS _was",
            f"{is_person(table)} AS _person",
        ]
    )
    outer = ", ".join(
        [
            *(f"{_cell(work, table, d, unshown)} AS {identifier(d.field.name)}" for d in leaving),
            *map(identifier, keys),
        ]
    )
    stays = conjunction([f"coalesce({each.stays}, FALSE)" for each in conditions(work, table)])
    rows = work.number(
        f"CREATE TEMP TABLE {identifier(f'staged {table.name}')} AS "
        f"SELECT *, {record_id(table)} AS _key FROM (SELECT _id, _source, _row, _was, _person, "
        f"{outer} FROM (SELECT rowid AS _id, _source, _row, {inner} "
        f"FROM {submitted(table.name)} AS own WHERE {stays}))"
    )
    _note_rows(work, table)
    _note_columns(work, table, leaving, unshown, rows)


def _cell(work: Work, table: Table, decision: Decision, unshown: Collection[str]) -> str:
    field, treatment = decision.field, decision.treatment
    is_rounded = _is_rounded(work, table, decision)
    cell = counts.rounded(table, field) if is_rounded else identifier(field.name)
    cell = METHODS[treatment.method].apply(treatment, field, cell, decision.scope)
    if decision.in_person:
        method = METHODS[decision.in_person.method]
        own = method.apply(decision.in_person, field, identifier(field.name), decision.scope)
        cell = f"CASE WHEN _person THEN {own} ELSE {cell} END"
    if treatment.scope:
        cell = f"CASE WHEN {quotable(work, table, treatment.scope)} THEN {cell} END"
    if decision.field.name in unshown:
        cell = f"CASE WHEN {counts.is_withheld(table, field)} THEN NULL ELSE {cell} END"
    return cell


def _is_rounded(work: Work, table: Table, decision: Decision) -> bool:
    return decision.field.count and table.name in work.decisions.rounded


def _note_rows(work: Work, table: Table) -> None:
    """Say how many rows do not leave, and why; each under the first reason that applies."""
    before: list[str] = []
    for each in conditions(work, table):
        stays = f"coalesce({each.stays}, FALSE)"
        where = conjunction([*before, f"NOT {stays}"])
        rows = work.number(f"SELECT count(*) FROM {submitted(table.name)} AS own WHERE {where}")
        note_all(work, (table.name, "*"), each.reason, each.technique, rows, until=each.until)
        before.append(stays)


def _note_columns(
    work: Work,
    table: Table,
    leaving: list[Decision],
    unshown: Mapping[str, Sequence[str]],
    rows: int,
) -> None:
    """Say what was done to whole columns, and in the rows of persons and of few people."""
    for decision in work.fields(table):
        if decision.technique:
            place = (table.name, decision.field.name)
            stated = decision.treatment
            note_all(work, place, stated.reason, decision.technique, rows, until=stated.until)
        if _is_rounded(work, table, decision):
            note_all(work, (table.name, decision.field.name), "small-count", "rounded", rows)
    for decision in leaving:
        if decision.treatment.scope:
            _note_unquoted(work, table, decision, decision.treatment.scope)
        cell = (table, decision.field)
        if decision.in_person:
            # Whether the cell was filled or not: a notice tells only that it is about a person.
            method = METHODS[decision.in_person.method]
            note_cells(work, cell, "own._person", (decision.in_person.reason, method.TECHNIQUE))
        for reason in unshown.get(decision.field.name, ()):
            where = counts.is_withheld(table, decision.field, reason)
            note_cells(work, cell, where, (reason, "suppressed"))


def _note_unquoted(work: Work, table: Table, decision: Decision, scope: str) -> None:
    """Say how many rows cannot be quoted, whether they say anything or not."""
    others = f"NOT coalesce({quotable(work, table, scope)}, FALSE)"
    rows = work.number(f"SELECT count(*) FROM {staged(table.name)} WHERE {others}")
    note_all(work, (table.name, decision.field.name), "consent", "suppressed", rows)


def note_all(  # noqa: PLR0913 -- what a notice says
    work: Work,
    place: tuple[str, str],
    reason: str,
    technique: str,
    cells: int,
    *,
    until: str | None = None,
) -> None:
    """Add one notice about a column, or with ``*`` about whole rows, that names no record."""
    if cells == 0:
        return
    shown = "NULL" if cells < work.policy.threshold else str(cells)
    table, field = place
    work.note(
        f"SELECT {literal(table)}, '*', {literal(field)}, {literal(reason)}, "
        f"{literal(technique)}, {shown}, {literal(until) if until else 'NULL'}"
    )
    work.measure(place, (reason, technique), cells)


def note_cells(work: Work, place: tuple[Table, Field], where: str, why: tuple[str, str]) -> None:
    """Add a notice about each cell of a field of which `where` holds: its reason and technique."""
    table, field = place
    cell, (reason, technique) = identifier(field.name), why
    rows = (
        f"SELECT own._id, coalesce(own._key, '*') AS key, own._person, own.{cell} AS released, "
        f"given.{cell} AS raw FROM {staged(table.name)} AS own "
        f"JOIN {submitted(table.name)} AS given ON given.rowid = own._id"
    )
    chosen = f"FROM (SELECT * FROM ({rows}) AS own WHERE {where})"
    work.note(
        f"SELECT {literal(table.name)}, key, {literal(field.name)}, {literal(reason)}, "
        f"{literal(technique)}, NULL, NULL {chosen}"
    )
