"""DuckDB: the database that holds a submission."""

import os
import shutil
import tempfile
import weakref
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from openinnov.engine.sql import identifier
from openinnov.engine.types import TYPES, typed
from openinnov.standard import Standard, Table

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection

#: The columns of a table of findings.
FINDINGS = (
    "rule VARCHAR, table_name VARCHAR, source VARCHAR, _row BIGINT, field_name VARCHAR, "
    "value VARCHAR, detail VARCHAR"
)
_BLANK = "table_name VARCHAR, source VARCHAR, first_row BIGINT, last_row BIGINT"
_FINDING = (
    "SELECT * FROM submitted._noted UNION ALL SELECT 'blank-row', table_name, source, "
    "unnest(range(first_row, last_row + 1)), NULL, NULL, NULL FROM submitted._blank"
)
#: What DuckDB may hold in memory before it goes to disk.
MEMORY_LIMIT = "400MB"


def open_database(standard: Standard, *, directory: Path | None = None) -> "DuckDBPyConnection":
    """Open a database with an empty table of text for each table, in the schema ``submitted``.

    The view ``submitted._finding`` tells what readers found: what they noted one by one, and the
    blank records, of which there may be a million and which are kept as ranges. Spilled data, which
    may be personal, lie in a private folder that goes with the connection; it is made in
    `directory`, by default where the system has its temporary files.
    """
    private = Path(tempfile.mkdtemp(prefix="openinnov-", dir=directory))  # Mode 0700.
    database = _connect(
        {
            "memory_limit": MEMORY_LIMIT,
            "temp_directory": str(private),
            "threads": "1",  # Twice as fast for small data; `use_all_cores` is for the rest.
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
        }
    )
    weakref.finalize(database, shutil.rmtree, private, ignore_errors=True)
    statements = [
        "SET enable_external_access = false",
        # It would be written among the output of whoever runs a long query.
        "SET enable_progress_bar = false",
        "SET TimeZone = 'UTC'",
        # The name that Spark has for it as well, so that rules run on both.
        "CREATE MACRO regexp_like(cell, pattern) AS regexp_matches(cell, pattern)",
        "CREATE SCHEMA submitted",
        *(_text_table("submitted", table) for table in standard.tables.values()),
        f"CREATE TABLE submitted._noted ({FINDINGS})",
        f"CREATE TABLE submitted._blank ({_BLANK})",
        f"CREATE VIEW submitted._finding AS {_FINDING}",
    ]
    database.execute(";".join(statements))
    return database


def _connect(config: dict[str, str | bool | int | float | list[str]]) -> "DuckDBPyConnection":
    try:
        # The package around the compiled module takes four times as long to import, most of it to
        # find out its own version; a check of a few records would spend a fifth of its time there.
        # What it adds, relations and Arrow, is imported by those that need them.
        from _duckdb import connect
    except ImportError:
        from duckdb import connect
    return connect(config=config)


def stream(database: "DuckDBPyConnection", query: str, size: int) -> "pa.RecordBatchReader":
    """Return the rows of a query as Arrow batches of this size, which are worked out on demand.

    While they are read, the connection takes no other query; a cursor of it has its own results.
    """
    import duckdb  # noqa: F401 -- the package gives connections their relations.

    return database.sql(query).to_arrow_reader(size)


def can_match(database: "DuckDBPyConnection", pattern: str) -> bool:
    """Say whether a pattern is small enough for the database to compile it."""
    query = "SELECT TRY(regexp_matches('', text)) IS NOT NULL FROM (SELECT ? AS text)"
    (can,) = database.execute(query, [rf"\A(?:{pattern})\z"]).fetchall()[0]
    return bool(can)


def use_all_cores(database: "DuckDBPyConnection") -> None:
    """Let queries run on all cores, which pays for large data alone."""
    database.execute(f"SET threads = {os.cpu_count() or 1}")


@contextmanager
def unoptimized(database: "DuckDBPyConnection") -> Iterator[None]:
    """Run queries as they are written: of a few rows, planning costs more than it saves."""
    database.execute("PRAGMA disable_optimizer")
    try:
        yield
    finally:
        database.execute("PRAGMA enable_optimizer")


def create_previous(database: "DuckDBPyConnection", standard: Standard) -> None:
    """Create an empty table of text for each table of an earlier release."""
    database.execute("DROP SCHEMA IF EXISTS previous CASCADE")
    database.execute("CREATE SCHEMA previous")
    create_text_tables(database, "previous", standard.tables.values())


def create_text_tables(
    database: "DuckDBPyConnection", schema: str, tables: Iterable[Table]
) -> None:
    """Create an empty table of text for each of these tables, in a schema."""
    for table in tables:
        database.execute(_text_table(schema, table))


def create_typed(
    database: "DuckDBPyConnection",
    tables: Iterable[Table],
    *,
    source: str = "submitted",
    prefix: str = "",
    stored: bool = False,
) -> None:
    """Let the typed values of each table stand under its name, behind a prefix.

    Stored, they are tables: what is small is then compiled once and not with each query.
    """
    sort = "TABLE" if stored else "VIEW"
    for table in tables:
        cells = (
            f"{typed(field, identifier(name))} AS {identifier(name)}"
            for name, field in table.fields.items()
        )
        columns = ", ".join(["_row", "_source", *cells])
        database.execute(
            f"CREATE OR REPLACE TEMP {sort} {identifier(prefix + table.name)} AS "
            f"SELECT {columns} FROM {source}.{identifier(table.name)}"
        )


def create_empty(
    database: "DuckDBPyConnection", tables: Iterable[Table], *, prefix: str = ""
) -> None:
    """Create an empty typed table for each table that is not there, so that queries bind."""
    for table in tables:
        cells = (
            f"{identifier(name)} {TYPES[field.type].sql}" for name, field in table.fields.items()
        )
        columns = ", ".join(["_row BIGINT", "_source VARCHAR", *cells])
        database.execute(
            f"CREATE OR REPLACE TEMP TABLE {identifier(prefix + table.name)} ({columns})"
        )


def _text_table(schema: str, table: Table) -> str:
    columns = ", ".join(f"{identifier(name)} VARCHAR" for name in table.fields)
    return (
        f"CREATE TABLE {schema}.{identifier(table.name)} (_row BIGINT, _source VARCHAR, {columns})"
    )
