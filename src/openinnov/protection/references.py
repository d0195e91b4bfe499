"""References to records that do not leave: emptied, or the row goes whose key they are part of."""

from openinnov.engine.sql import identifier
from openinnov.protection import holding
from openinnov.protection.staging import note_all, note_cells
from openinnov.protection.work import Work, staged, submitted
from openinnov.standard import Field, Reference, Table


def hide(work: Work) -> None:
    """Empty each reference to a record that was left out of a table that leaves."""
    if work.decisions.is_open and not work.policy.erased:
        return
    while sum(_hide(work, *place) for place in _places(work)):
        pass  # A row that goes may itself be referred to.


def _places(work: Work) -> list[tuple[Table, Field, Reference]]:
    """Return the references to tables of which rows were left out."""
    left_out = {each.name for each in work.tables if _leaves_out(work, each)}
    return [
        (table, decision.field, reference)
        for table in work.tables
        for decision in work.fields(table)
        if decision.leaves
        and (reference := decision.field.reference)
        and reference.table in left_out
    ]


def _leaves_out(work: Work, table: Table) -> bool:
    kept = f"(SELECT count(*) FROM {staged(table.name)})"
    return bool(work.number(f"SELECT count(*) - {kept} FROM {submitted(table.name)}"))


def _hide(work: Work, table: Table, field: Field, reference: Reference) -> int:
    """Hide the references of one field; return how many rows went by it."""
    target, key = reference.table, identifier(reference.field)
    gone = (
        f"SELECT {key} FROM {submitted(target)} "
        f"WHERE {key} IS NOT NULL AND rowid NOT IN (SELECT _id FROM {staged(target)})"
    )
    rows = (
        f"SELECT rowid FROM {submitted(table.name)} WHERE {identifier(field.name)} IN ({gone}) "
        f"AND rowid IN (SELECT _id FROM {staged(table.name)})"
    )
    reason = holding.reason(work, target)
    needed = field.required and holding.holds_back(work, target)
    if needed or field.name in table.primary_key:
        found = work.number(f"SELECT count(*) FROM ({rows})")
        note_all(work, (table.name, "*"), reason, "dropped", found)
        work.database.execute(f"DELETE FROM {staged(table.name)} WHERE _id IN ({rows})")
        return found
    hidden = f"_id IN ({rows}) AND released IS NOT NULL"
    note_cells(work, (table, field), hidden, (reason, "suppressed"))
    work.database.execute(
        f"UPDATE {staged(table.name)} SET {identifier(field.name)} = NULL WHERE _id IN ({rows})"
    )
    return 0
