"""What is refused before any work: protection never guesses, and leaves out nothing in silence."""

from openinnov.engine.sql import identifier, literal, matches
from openinnov.engine.types import typed
from openinnov.exceptions import RefusedError
from openinnov.protection.decisions import Decision
from openinnov.protection.staging import canonical
from openinnov.protection.unread import refuse_unread, unlabelled
from openinnov.protection.work import Work, submitted
from openinnov.standard import CLASSES, KINDS, PROFILES, Field, Standard, Table
from openinnov.submission import Submission, UnknownColumn


def refuse(submission: Submission, profile: str, *, drop_unknown: bool) -> None:
    """Raise `RefusedError` where a submission cannot be protected as a whole."""
    if submission.standard.generic:
        raise RefusedError(
            "these data follow a Table Schema of their own, which does not say who may see what; "
            "only data of the standard can be protected and published: map them to it first"
        )
    if profile not in PROFILES:
        raise RefusedError(f"{profile!r} is no profile; use {', '.join(PROFILES)}")
    _refuse_unplaced(submission.standard)
    unknown = [_unknown(each) for each in submission.unknown]
    unknown += [
        f"{place} of {source}, without a heading" for source, place in unlabelled(submission)
    ]
    if unknown and not drop_unknown:
        places = "; ".join(unknown)
        raise RefusedError(
            f"the standard does not know {places}: name it as the standard does, remove it, "
            "or leave it out: --drop-unknown on the command line, drop_unknown=True in Python"
        )
    refuse_unread(submission)


def refuse_values(work: Work) -> None:
    """Raise `RefusedError` where a value is not what decides on it, and could be anything."""
    for table in work.tables:
        for decision in work.fields(table):
            _refuse_unlisted(work, table, decision)
            _refuse_uncounted(work, table, decision.field)
            _refuse_strangers(work, table, decision)


def _refuse_unlisted(work: Work, table: Table, decision: Decision) -> None:
    """Refuse values that stand in no line of the hierarchy that coarsens them."""
    field = decision.field
    if decision.treatment.method != "generalize" or not field.hierarchy:
        return
    cell = canonical(field)
    unknown = work.number(
        f"SELECT count(*) FROM {submitted(table.name)} WHERE {cell} IS NOT NULL "
        f"AND {cell} NOT IN (SELECT value FROM temp.hierarchy_line "
        f"WHERE scope = {literal(decision.scope)})"
    )
    if unknown:
        raise RefusedError(
            f"{table.name}.{field.name}: {unknown} cells are in no line of the hierarchy "
            f"{field.hierarchy}; correct them or empty them"
        )


def _refuse_uncounted(work: Work, table: Table, field: Field) -> None:
    """Refuse numbers of people that are none, where they say which figures leave."""
    if work.decisions.is_open or not field.count:
        return
    if work.decisions.rows[table.name] not in {"counts", "large-groups"}:
        return
    cell = identifier(field.name)
    uncounted = work.number(
        f"SELECT count(*) FROM {submitted(table.name)} "
        f"WHERE {cell} IS NOT NULL AND {typed(field, cell)} IS NULL"
    )
    if uncounted:
        raise RefusedError(
            f"{table.name}.{field.name}: {uncounted} cells hold no whole number, so nobody can "
            "tell whether enough people stand behind their rows; correct them or empty them"
        )


def _refuse_unplaced(standard: Standard) -> None:
    for table in standard.tables.values():
        if table.kind not in KINDS:
            raise RefusedError(f"{table.name} has no kind, so nobody can tell who may see it")
        for field in table.fields.values():
            if field.privacy not in CLASSES:
                raise RefusedError(f"{table.name}.{field.name} has no privacy class")


def _unknown(column: UnknownColumn) -> str:
    source = _printable(column.source)
    if column.heading is None:
        return f"the file {source}"
    return f"the column {_printable(column.heading)} of {source}"


def _printable(name: str) -> str:
    return "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in name)


def _refuse_strangers(work: Work, table: Table, decision: Decision) -> None:
    """Refuse references that are no ids, where the table is absent in which to look for them."""
    target = decision.field.reference
    if target is None or target.table in work.submission.columns or not decision.leaves:
        return
    pattern = work.submission.standard.tables[target.table].fields[target.field].pattern
    if work.decisions.is_open or pattern is None:
        return
    cell = identifier(decision.field.name)
    others = work.number(
        f"SELECT count(*) FROM {submitted(table.name)} "
        f"WHERE {cell} IS NOT NULL AND NOT {matches(cell, pattern)}"
    )
    if others:
        raise RefusedError(
            f"{table.name}.{decision.field.name}: {others} cells are no ids, and could say "
            "anything; correct them or empty them"
        )
