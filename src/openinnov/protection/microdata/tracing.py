"""Which records leave, and which look alike, by hashes that a ledger compares."""

from openinnov.engine.sql import identifier
from openinnov.protection.key import Key, keyed
from openinnov.protection.microdata.lines import Lines
from openinnov.protection.work import BATCH, Work, staged
from openinnov.submission import Trace


def trace(work: Work, lines: Lines, key: Key) -> Trace:
    """Return the trace of the rows that are left of a table."""
    table = lines.table.name
    cells = ", ".join(f"coalesce({identifier(f.name)}, '')" for f in lines.quasi) or "''"
    found = work.database.execute(f"SELECT _was, {cells} FROM {staged(table)} ORDER BY _was")
    records: list[str] = []
    classes: list[str] = []
    while batch := found.fetchmany(BATCH):
        records += (keyed(key, table, str(row[0])) for row in batch)
        classes += (keyed(key, table, "class", *row[1:]) for row in batch)
    return Trace(table, tuple(records), tuple(classes))
