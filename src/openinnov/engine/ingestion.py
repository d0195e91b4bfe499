"""Filling the text tables of a submission: by lists where little comes, by streams where much does.

Lists need nothing but DuckDB. Arrow leads from some 20,000 records on, but costs its import.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from openinnov.engine.sql import identifier, literal
from openinnov.standard import Table

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection
    from pyarrow import RecordBatchReader

#: How many records one statement takes as lists; more go as a stream.
CHUNK = 2048
#: What a finding of a reader says, in the order of the table of findings.
Found = tuple[str, str | None, str, int | None, str | None, str | None, str | None]
_FOUND = ("varchar", "varchar", "varchar", "bigint", "varchar", "varchar", "varchar")
_STREAM = "incoming records"


def insert_rows(
    database: "DuckDBPyConnection",
    table: str,
    names: Sequence[str],
    source: str,
    rows: Sequence[tuple[int, Sequence[str | None]]],
) -> int:
    """Insert records, each with its number and the cells of the fields `names`; return how many."""
    numbers = [number for number, _ in rows]
    cells = [list(column) for column in zip(*(c for _, c in rows), strict=True)]
    return insert_columns(database, table, names, source, numbers, cells)


def insert_columns(  # noqa: PLR0913, PLR0917 -- as `insert_rows`, of which it is the end.
    database: "DuckDBPyConnection",
    table: str,
    names: Sequence[str],
    source: str,
    numbers: Sequence[int],
    cells: Sequence[Sequence[str | None]],
) -> int:
    """Insert records by their numbers and by the columns of the fields `names`; return how many."""
    if not numbers:
        return 0
    if len(numbers) > CHUNK:
        return insert_stream(database, table, names, source, _batches(names, numbers, cells))
    lists = ", ".join("unnest(?::varchar[])" for _ in names)
    query = (
        f"INSERT INTO {_target(table, names)} "
        f"SELECT unnest(?::bigint[]), {literal(source)}{', ' if lists else ''}{lists}"
    )
    return _count(database.execute(query, [list(numbers), *map(list, cells)]))


def _batches(
    names: Sequence[str], numbers: Sequence[int], cells: Sequence[Sequence[str | None]]
) -> "RecordBatchReader":
    import pyarrow as pa

    arrays = [pa.array(numbers, pa.int64()), *(pa.array(each, pa.string()) for each in cells)]
    return pa.table(arrays, names=["_row", *names]).to_reader()


def insert_stream(
    database: "DuckDBPyConnection",
    table: str,
    names: Sequence[str],
    source: str,
    reader: "RecordBatchReader",
) -> int:
    """Insert a stream of batches with the columns ``_row`` and `names`; return how many records."""
    import duckdb  # noqa: F401 -- the package lets connections scan Arrow data.

    database.register(_STREAM, reader)
    try:
        cells = "".join(f", {identifier(name)}" for name in names)
        return _count(
            database.execute(
                f"INSERT INTO {_target(table, names)} "
                f"SELECT _row, {literal(source)}{cells} FROM {identifier(_STREAM)}"
            )
        )
    finally:
        database.unregister(_STREAM)


def clear(database: "DuckDBPyConnection", table: str) -> None:
    """Take out the records of a table, before they are read in another way."""
    database.execute(f"DELETE FROM submitted.{identifier(table)}")


def insert_findings(database: "DuckDBPyConnection", findings: Sequence[Found]) -> None:
    """Insert what readers found."""
    for start in range(0, len(findings), CHUNK):
        columns = [list(column) for column in zip(*findings[start : start + CHUNK], strict=True)]
        lists = ", ".join(f"unnest(?::{sql}[])" for sql in _FOUND)
        database.execute(f"INSERT INTO submitted._noted SELECT {lists}", columns)


def clear_missing(database: "DuckDBPyConnection", table: Table) -> bool:
    """Empty the cells that hold what stands for a missing value; say if anything does."""
    marks = {
        identifier(name): ", ".join(literal(text) for text in field.form.missing if text)
        for name, field in table.fields.items()
        if field.form is not None
    }
    cells = [
        f"{cell} = CASE WHEN {cell} NOT IN ({texts}) THEN {cell} END"
        for cell, texts in marks.items()
        if texts
    ]
    if cells:
        database.execute(f"UPDATE submitted.{identifier(table.name)} SET {', '.join(cells)}")
    return bool(cells)


def set_blank_aside(
    database: "DuckDBPyConnection", table: str, names: Sequence[str], source: str
) -> bool:
    """Take out the records in which nothing is left, and note them as blank; say if there are any.

    A record that has too many cells stays, since one of those may hold something.
    """
    empty = " AND ".join(f"{identifier(name)} IS NULL" for name in names)
    wide = (
        f"SELECT _row FROM submitted._finding WHERE table_name = {literal(table)} "
        f"AND source = {literal(source)} AND rule = 'extra-cell'"
    )
    blank = f"_source = {literal(source)} AND {empty} AND _row NOT IN ({wide})"
    rows = f"SELECT _row FROM submitted.{identifier(table)} WHERE {blank}"
    database.execute(
        f"DELETE FROM submitted._noted WHERE table_name = {literal(table)} "
        f"AND source = {literal(source)} AND rule = 'missing-cell' AND _row IN ({rows})"
    )
    found = _count(
        database.execute(
            f"INSERT INTO submitted._noted SELECT 'blank-row', {literal(table)}, "
            f"{literal(source)}, _row, NULL, NULL, NULL FROM ({rows})"
        )
    )
    database.execute(f"DELETE FROM submitted.{identifier(table)} WHERE {blank}")
    return found > 0


def insert_blank_rows(
    database: "DuckDBPyConnection", table: str, source: str, rows: tuple[int, int]
) -> None:
    """Note that records without a value stand in a row, of which `rows` are the ends."""
    database.execute("INSERT INTO submitted._blank VALUES (?, ?, ?, ?)", [table, source, *rows])


def count_quarantined(
    database: "DuckDBPyConnection", table: str, source: str, rules: Sequence[str], header: int
) -> tuple[int, int]:
    """Return how many records below the headings have lost their shape, and how many have not.

    The first number counts records also where they were too broken to be inserted.
    """
    own = f"source = {literal(source)} AND table_name = {literal(table)}"
    lost = (
        f"SELECT DISTINCT _row FROM submitted._noted WHERE {own} AND _row > {header} "
        f"AND rule IN ({', '.join(map(literal, rules))})"
    )
    # Blank records are not inserted, and stand in ranges that do not overlap.
    blank = f"SELECT first_row, last_row FROM submitted._blank WHERE {own}"
    query = (
        f"WITH lost AS ({lost}), blank AS ({blank}) SELECT (SELECT count(*) FROM lost "
        "WHERE NOT EXISTS (FROM blank WHERE _row BETWEEN first_row AND last_row)) "
        "+ (SELECT coalesce(sum(last_row - first_row + 1), 0) FROM blank), count(*) "
        f"FROM submitted.{identifier(table)} AS own ANTI JOIN lost USING (_row) "
        f"WHERE own._source = {literal(source)}"
    )
    quarantined, sound = database.execute(query).fetchall()[0]
    return int(quarantined), int(sound)


def _target(table: str, names: Sequence[str]) -> str:
    columns = "".join(f", {identifier(name)}" for name in names)
    return f"submitted.{identifier(table)} (_row, _source{columns})"


def _count(result: "DuckDBPyConnection") -> int:
    (count,) = result.fetchall()[0]
    return int(count)
