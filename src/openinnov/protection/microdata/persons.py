"""Persons, not rows, are what k counts: one who answered five times hides nobody."""

from collections.abc import Mapping

from openinnov.engine.sql import identifier
from openinnov.protection.microdata.lines import Lines
from openinnov.protection.work import Work, staged, submitted
from openinnov.standard import Standard, Table

#: The kinds of tables that hold a row for each person.
_PERSONS = ("intake", "personal")


def drop_classes_of_few(work: Work, lines: Lines) -> None:
    """Drop the rows that look alike where fewer than k persons stand behind them.

    A row that names nobody counts as a person of its own.
    """
    person = _person(work.submission.standard, lines.table, work.submission.columns)
    if person is None:
        return
    table = lines.table.name
    alike = ", ".join(["TRUE", *(identifier(field.name) for field in lines.quasi)])
    rows = (
        f"SELECT own.*, coalesce(given.{identifier(person)}, '\x1f' || own._id) AS person "
        f"FROM {staged(table)} AS own JOIN {submitted(table)} AS given ON given.rowid = own._id"
    )
    few = (
        f"SELECT list(_id) AS ids FROM ({rows}) GROUP BY {alike} "
        f"HAVING count(DISTINCT person) < {lines.asked.k}"
    )
    work.database.execute(
        f"DELETE FROM {staged(table)} WHERE _id IN (SELECT unnest(ids) FROM ({few}))"
    )


def _person(standard: Standard, table: Table, columns: Mapping[str, tuple[str, ...]]) -> str | None:
    """Return the submitted field that says whose row it is, if there is one."""
    for name, field in table.fields.items():
        target = field.reference
        if target and standard.tables[target.table].kind in _PERSONS:
            return name if name in columns[table.name] else None
    return None
