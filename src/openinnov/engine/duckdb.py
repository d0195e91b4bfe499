"""DuckDB: the database that holds a submission."""

import shutil
import tempfile
import weakref
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from openinnov.engine.sql import identifier
from openinnov.engine.types import typed
from openinnov.standard import Standard, Table

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

#: What DuckDB may hold in memory before it goes to disk.
MEMORY_LIMIT = "2GB"


def open_database(standard: Standard, *, directory: Path | None = None) -> "DuckDBPyConnection":
    """Open an empty database that has each table twice: its text, and a typed view of that.

    The schema ``submitted`` holds the cells as text, ``main`` the typed views, and the table
    ``submitted._finding`` what readers found. Spilled data, which may be personal, lie in a private
    folder that goes with the connection. `directory` is that folder, for databases on disk.
    """
    import duckdb

    private = Path(tempfile.mkdtemp(prefix="openinnov-", dir=directory))  # Mode 0700.
    database = duckdb.connect(
        config={
            "memory_limit": MEMORY_LIMIT,
            "threads": "1",  # Twice as fast for small data; `use_all_cores` is for the rest.
            "temp_directory": str(private),
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
        }
    )
    weakref.finalize(database, shutil.rmtree, private, ignore_errors=True)
    database.execute("SET enable_external_access = false")
    database.execute("SET TimeZone = 'UTC'")
    # The name that Spark has for it as well, so that rules run on both.
    database.execute("CREATE MACRO regexp_like(cell, pattern) AS regexp_matches(cell, pattern)")
    create_tables(database, "submitted", standard.tables.values())
    create_views(database, "submitted", "main", standard.tables.values())
    database.execute(_FINDING)
    return database


_FINDING = """
CREATE TABLE submitted._finding (
    rule VARCHAR, table_name VARCHAR, source VARCHAR, _row BIGINT,
    field_name VARCHAR, value VARCHAR, detail VARCHAR
)
"""


def create_tables(database: "DuckDBPyConnection", schema: str, tables: Iterable[Table]) -> None:
    """Create an empty table of text columns for each table, in a schema of their own."""
    database.execute(f"CREATE SCHEMA {identifier(schema)}")
    for table in tables:
        columns = ", ".join(f"{identifier(name)} VARCHAR" for name in table.fields)
        database.execute(
            f"CREATE TABLE {identifier(schema)}.{identifier(table.name)} "
            f"(_row BIGINT, _source VARCHAR, {columns})"
        )


def create_views(
    database: "DuckDBPyConnection",
    source: str,
    target: str,
    tables: Iterable[Table],
    *,
    prefix: str = "",
) -> None:
    """Create a typed view in the schema `target` of each table in the schema `source`."""
    for table in tables:
        cells = ", ".join(
            f"{typed(field, identifier(name))} AS {identifier(name)}"
            for name, field in table.fields.items()
        )
        database.execute(
            f"CREATE OR REPLACE VIEW {identifier(target)}.{identifier(prefix + table.name)} AS "
            f"SELECT _row, _source, {cells} FROM {identifier(source)}.{identifier(table.name)}"
        )
