"""Copy what leaves into a database of its own, in an order that tells nothing of the old one."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from openinnov.engine.duckdb import open_database, stream
from openinnov.engine.ingestion import CHUNK, insert_findings, insert_rows, insert_stream
from openinnov.engine.sql import identifier, literal
from openinnov.protection.work import Work, staged
from openinnov.standard import Standard
from openinnov.submission import Source

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

#: How many records a batch of a stream holds.
_BATCH = 50_000


def write(
    work: Work, standard: Standard, columns: Mapping[str, tuple[str, ...]]
) -> tuple["DuckDBPyConnection", tuple[Source, ...]]:
    """Return a new database with the rows that leave, and the source of each table."""
    database = open_database(standard)
    sources = []
    for table, names in columns.items():
        rows = _number(work, standard, table, names)
        _copy(work, database, table, names, rows)
        # The hash of a file that is not published could be tried out, so there is none.
        sources.append(Source(table, table, "", 0, "utf-8", rows, rows))
    _carry_errors(work, database, columns)
    return database, tuple(sources)


def _number(work: Work, standard: Standard, table: str, names: tuple[str, ...]) -> int:
    """Give the rows numbers by their keys; where keys are equal, by all that the rows hold."""
    keys = [name for name in standard.tables[table].primary_key if name in names]
    order = ", ".join(f"{identifier(name)} NULLS FIRST" for name in dict.fromkeys([*keys, *names]))
    rows = work.number(
        f"CREATE TEMP TABLE {identifier(f'numbered {table}')} AS "
        f"SELECT row_number() OVER (ORDER BY {order or 'NULL'}) + 1 AS _released, * "
        f"FROM {staged(table)}"
    )
    work.database.execute(f"DROP TABLE {staged(table)}")
    return rows


def _copy(
    work: Work, database: "DuckDBPyConnection", table: str, names: tuple[str, ...], rows: int
) -> None:
    source = f"temp.{identifier(f'numbered {table}')}"
    cells = "".join(f", {identifier(name)}" for name in names)
    query = f"SELECT _released AS _row{cells} FROM {source} ORDER BY _released"
    if rows <= CHUNK:
        records = work.database.execute(query).fetchall()
        insert_rows(database, table, names, table, [(n, each) for n, *each in records])
    else:
        insert_stream(database, table, names, table, stream(work.database, query, _BATCH))


def _carry_errors(
    work: Work, database: "DuckDBPyConnection", columns: Mapping[str, tuple[str, ...]]
) -> None:
    """Let the errors that readers found stand with the rows that have them, without any value."""
    checks = work.submission.standard.checks.values()
    errors = ", ".join(literal(check.name) for check in checks if check.severity == "error")
    found = (
        "SELECT DISTINCT rule, table_name, source, _row, field_name FROM submitted._finding "
        f"WHERE rule IN ({errors})"
    )
    if not work.number(f"SELECT count(*) FROM ({found})"):
        return
    carried = work.database.execute(
        f"SELECT rule, table_name, source, _row, field_name FROM ({found}) "
        "WHERE table_name IS NULL ORDER BY ALL"
    ).fetchall()
    for table, names in columns.items():
        fields = ", ".join(map(literal, names))
        numbered = f"SELECT _source, _row, _released FROM temp.{identifier(f'numbered {table}')}"
        carried += work.database.execute(
            f"SELECT f.rule, f.table_name, {literal(table)}, own._released, f.field_name "
            f"FROM ({found}) AS f LEFT JOIN ({numbered}) AS own "
            "ON own._row = f._row AND own._source = f.source "
            f"WHERE f.table_name = {literal(table)} "
            "AND (f._row IS NULL OR own._released IS NOT NULL) "
            f"AND (f.field_name IS NULL OR f.field_name IN ({fields})) ORDER BY ALL"
        ).fetchall()
    insert_findings(database, [(*each, None, None) for each in carried])
