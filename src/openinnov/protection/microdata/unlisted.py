"""Codes of no list, in fields that take others too: people write there whatever they like."""

from openinnov.engine.sql import identifier, literal
from openinnov.protection.staging import note_all
from openinnov.protection.work import Work, staged
from openinnov.standard import SENSITIVE, Field, Table


def empty_unlisted(work: Work, table: Table) -> None:
    """Empty codes of sensitive fields that stand in no list; of a list of codes, these items."""
    for decision in work.fields(table):
        field = decision.field
        if decision.leaves and field.privacy == SENSITIVE and field.codelists:
            _empty(work, table, field)


def _empty(work: Work, table: Table, field: Field) -> None:
    lists = work.submission.standard.codelists
    codes = ", ".join(literal(code) for name in field.codelists for code in lists[name].codes)
    cell = identifier(field.name)
    left = (
        f"nullif(array_to_string(list_filter(string_split({cell}, ';'), "
        f"lambda item: item IN ({codes})), ';'), '')"
        if field.type == "list"
        else f"CASE WHEN {cell} IN ({codes}) THEN {cell} END"
    )
    changed = f"{cell} IS NOT NULL AND {left} IS DISTINCT FROM {cell}"
    cells = work.number(f"SELECT count(*) FROM {staged(table.name)} WHERE {changed}")
    note_all(work, (table.name, field.name), "sensitive", "suppressed", cells)
    work.database.execute(f"UPDATE {staged(table.name)} SET {cell} = {left} WHERE {changed}")
