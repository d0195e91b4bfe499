"""All safe repairs of a submission, as a table of the cells that change."""

from openinnov.engine.sql import identifier, literal
from openinnov.repair.suggesting import REPAIRABLE, Suggester
from openinnov.standard import Table
from openinnov.submission import Submission

#: How many values are looked at together.
_LOT = 10_000
_CREATE = """
CREATE OR REPLACE TEMP TABLE repaired
(table_name VARCHAR, source VARCHAR, _row BIGINT, field_name VARCHAR, rule VARCHAR,
before VARCHAR, after VARCHAR)
"""
_WRITTEN = "CREATE OR REPLACE TEMP TABLE spelled (before VARCHAR, after VARCHAR)"


def stage(submission: Submission) -> None:
    """Fill the temporary table ``repaired`` with each cell that changes, and what it becomes.

    The submission has been validated. Values of all fields stand in the table, also of those that
    are not public. A repair that would give two rows one key, or leave a reference without its
    record, is left out.
    """
    database, suggester = submission.connection, Suggester(submission)
    database.execute(_CREATE)
    rules = ", ".join(map(literal, sorted(REPAIRABLE)))
    kept = _keys_of_others(submission)
    for table in submission.tables:
        for name in submission.columns[table.name]:
            if (table.name, name) in kept:
                continue
            about = (
                f"table_name = {literal(table.name)} AND field_name = {literal(name)} "
                f"AND rule IN ({rules})"
            )
            _stage_field(submission, suggester, table, name, about)
    for table in submission.tables:
        _keep_keys_apart(submission, table)
    _keep_references(submission)


def _keys_of_others(submission: Submission) -> frozenset[tuple[str, str]]:
    """Return the fields of keys in the Table Schemas of others, whose values are compared as such.

    A repair there might make two keys one, so none is made.
    """
    if not submission.standard.generic:
        return frozenset()
    fields = set()
    for table in submission.standard.tables.values():
        keys = [table.primary_key, *table.unique_keys, *(key.fields for key in table.foreign_keys)]
        keys.append(tuple(name for name, field in table.fields.items() if field.unique))
        fields |= {(table.name, name) for key in keys for name in key}
        fields |= {(key.table, name) for key in table.foreign_keys for name in key.target}
    return frozenset(fields)


def _stage_field(
    submission: Submission, suggester: Suggester, table: Table, name: str, about: str
) -> None:
    database = submission.connection
    bad = (
        f"(SELECT _row AS bad_row, min(rule) AS rule FROM temp.found WHERE {about} "
        "AND _row IS NOT NULL GROUP BY _row)"
    )
    cell, rows = identifier(name), f"submitted.{identifier(table.name)}"
    values = database.execute(
        f"SELECT DISTINCT {cell} FROM {rows} JOIN {bad} ON bad_row = _row "
        f"WHERE {cell} IS NOT NULL ORDER BY ALL"
    ).fetchall()
    if not values:
        return
    database.execute(_WRITTEN)
    for start in range(0, len(values), _LOT):
        lot = [value for (value,) in values[start : start + _LOT]]
        found = suggester.suggest(table.name, name, lot, guess=False)
        if found:
            database.execute(
                "INSERT INTO temp.spelled SELECT unnest(?::varchar[]), unnest(?::varchar[])",
                [list(found), [each.text for each in found.values()]],
            )
    database.execute(
        f"INSERT INTO temp.repaired SELECT {literal(table.name)}, _source, _row, {literal(name)}, "
        f"rule, before, after FROM {rows} JOIN {bad} ON bad_row = _row "
        f"JOIN temp.spelled ON before = {cell}"
    )


def _keep_keys_apart(submission: Submission, table: Table) -> None:
    """Leave out repairs after which two rows would have the same key, or unique value."""
    names = submission.columns[table.name]
    unique = [(name,) for name in names if table.fields[name].unique]
    for key in dict.fromkeys([table.primary_key, *unique]):
        if not key or not set(key) <= set(names):
            continue
        cells = ", ".join(_mended(table, name) for name in key)
        fields = ", ".join(map(literal, key))
        submission.connection.execute(
            f"DELETE FROM temp.repaired WHERE table_name = {literal(table.name)} "
            f"AND field_name IN ({fields}) AND _row IN (SELECT unnest(list(_row)) FROM "
            f"(SELECT _row, {cells} FROM submitted.{identifier(table.name)} AS own) "
            f"GROUP BY {', '.join(map(identifier, key))} HAVING count(*) > 1)"
        )


def _mended(table: Table, name: str) -> str:
    """Return in SQL what a cell of the row ``own`` will hold."""
    cell = identifier(name)
    return (
        f"coalesce((SELECT after FROM temp.repaired AS r WHERE {_about('r', table.name, name)} "
        f"AND r._row = own._row), own.{cell}) AS {cell}"
    )


def _keep_references(submission: Submission) -> None:
    """Leave out repairs of a key and of what refers to it, unless both change in the same way."""
    pairs = [
        (table.name, name, target)
        for table in submission.tables
        for name in submission.columns[table.name]
        if (target := table.fields[name].reference) and target.table in submission.columns
    ]
    left, before = _count(submission), -1
    while left != before:
        before = left
        for table, name, target in pairs:
            place, aim = (table, name), (target.table, target.field)
            _keep_together(submission, aim, place)
            _keep_together(submission, place, aim)
        left = _count(submission)


def _count(submission: Submission) -> int:
    ((count,),) = submission.connection.execute("SELECT count(*) FROM temp.repaired").fetchall()
    return int(count)


def _keep_together(submission: Submission, one: tuple[str, str], other: tuple[str, str]) -> None:
    """Leave out repairs in a column where the same text stays, or changes otherwise, in another."""
    table, name = other
    submission.connection.execute(
        f"DELETE FROM temp.repaired AS own WHERE {_about('own', *one)} AND EXISTS (SELECT 1 "
        f"FROM submitted.{identifier(table)} AS o WHERE o.{identifier(name)} = own.before "
        f"AND NOT EXISTS (SELECT 1 FROM temp.repaired AS r WHERE {_about('r', table, name)} "
        f"AND r._row = o._row AND r.after = own.after))"
    )


def _about(alias: str, table: str, name: str) -> str:
    return f"{alias}.table_name = {literal(table)} AND {alias}.field_name = {literal(name)}"
