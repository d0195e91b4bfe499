"""Persons, not rows, are what k counts: one who answered five times hides nobody."""

from openinnov.engine.sql import identifier
from openinnov.protection import about
from openinnov.protection.microdata.lines import Lines
from openinnov.protection.work import Work, staged, submitted


def drop_classes_of_few(work: Work, lines: Lines) -> None:
    """Drop the rows that look alike where fewer than k persons stand behind them.

    A row that names nobody counts as a person of its own.
    """
    person = about.person(work.submission.standard, lines.table, work.submission.columns)
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
