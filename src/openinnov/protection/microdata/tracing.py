"""Which records leave, and which look alike, by hashes that a ledger compares."""

from collections.abc import Iterator

from openinnov.engine.sql import identifier
from openinnov.policy.microdata import Diversity
from openinnov.protection.key import Key, keyed
from openinnov.protection.microdata.lines import Lines
from openinnov.protection.work import BATCH, Work, staged
from openinnov.submission import Secret, Trace


def trace(work: Work, lines: Lines, key: Key) -> Trace:
    """Return the trace of the rows that are left of a table."""
    table = lines.table.name
    cells = ", ".join(f"coalesce({identifier(f.name)}, '')" for f in lines.quasi) or "''"
    found = work.database.execute(f"SELECT _was, {cells} FROM {staged(table)} ORDER BY _was, _id")
    records: list[str] = []
    classes: list[str] = []
    while batch := found.fetchmany(BATCH):
        records += (keyed(key, table, str(row[0])) for row in batch)
        classes += (keyed(key, table, "class", *row[1:]) for row in batch)
    leaving = {field.name for field in lines.compared}
    asked = [each for each in lines.asked.diversity if each.field in leaving]
    secrets = [secret for each in asked for secret in _secrets(work, lines, each, key)]
    return Trace(table, tuple(records), tuple(classes), tuple(secrets))


def _secrets(work: Work, lines: Lines, asked: Diversity, key: Key) -> Iterator[Secret]:
    """Yield what the records have of a sensitive field; of a list, of each of its codes."""
    name, table = identifier(asked.field), staged(lines.table.name)
    cells = [
        cell
        for (cell,) in work.database.execute(
            f"SELECT coalesce({name}, '') FROM {table} ORDER BY _was, _id"
        ).fetchall()
    ]
    columns = [cells]
    if lines.table.fields[asked.field].type == "list":
        lists = [cell.split(";") for cell in cells]
        codes = sorted({code for own in lists for code in own} - {""})
        columns = [[code if code in own else "" for own in lists] for code in codes]
    for column in columns:
        hashes = {cell: keyed(key, asked.field, "value", cell) for cell in {*column, *asked.safe}}
        yield Secret(
            asked.field,
            asked.kind,
            asked.value,
            asked.c,
            tuple(hashes[cell] for cell in column),
            frozenset(hashes[cell] for cell in asked.safe),
        )
