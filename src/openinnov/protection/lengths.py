"""How long the texts of a release may be: a mark or a code may be longer than what it hides."""

from collections.abc import Iterator
from dataclasses import replace

from openinnov.engine.sql import identifier
from openinnov.protection.work import Work, staged, submitted
from openinnov.standard import Field, Standard, Table


def allow(work: Work, standard: Standard) -> Standard:
    """Return the standard of a release, with room for the texts that protection made longer.

    There is room for texts alone that were no longer than allowed before.
    """
    tables = {table.name: _allowed(work, standard.tables[table.name]) for table in work.tables}
    return replace(standard, tables={**standard.tables, **tables})


def _allowed(work: Work, table: Table) -> Table:
    longer = {field.name: replace(field, max_length=n) for field, n in _longer(work, table)}
    return replace(table, fields={**table.fields, **longer})


def _longer(work: Work, table: Table) -> Iterator[tuple[Field, int]]:
    """Yield each field with a text that became longer than allowed, and the longest of them."""
    for decision in work.fields(table):
        field, cell = table.fields[decision.field.name], identifier(decision.field.name)
        if not decision.leaves or field.max_length is None:
            continue
        rows = (
            f"(SELECT _id, length({cell}) AS size FROM {staged(table.name)} "
            f"WHERE length({cell}) > {field.max_length})"
        )
        longest = work.number(
            f"SELECT coalesce(max(size), 0) FROM {rows} AS own JOIN {submitted(table.name)} AS "
            f"given ON given.rowid = own._id WHERE length(given.{cell}) <= {field.max_length}"
        )
        if longest:
            yield field, longest
