"""On request: SQLite, ``tables.sqlite``, all tables in one database, with keys and references.

Integers and years are of the type INTEGER, and so are answers, as 1 and 0. All else is TEXT as it
stands in the CSV files: also decimals, because SQLite knows floating-point numbers alone; its
functions read such texts as numbers. Rows stand in the order of the CSV files. The bytes are the
same each time for one version of SQLite, which writes its number into the file; so no test compares
them over versions. Specification: Database File Format of SQLite 3.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing

from openinnov.engine.sql import identifier
from openinnov.engine.types import typed
from openinnov.exceptions import PublicationError
from openinnov.publication.files import Output
from openinnov.publication.release_schema import release_schema
from openinnov.publication.rows import batches
from openinnov.standard import Table
from openinnov.submission import ProtectedSubmission, Submission

PATH = "tables.sqlite"
#: The type of a column by that of its field; all others are texts.
_TYPES = {"boolean": "INTEGER", "integer": "INTEGER", "year": "INTEGER"}
#: Rows that are taken over at once.
_BATCH = 8192
#: What a file is made with: what is said here does not depend on how SQLite was built.
_SETTINGS = ("encoding = 'UTF-8'", "page_size = 4096", "auto_vacuum = NONE", "journal_mode = OFF")


def write(protected: ProtectedSubmission, output: Output) -> None:
    """Write the database; raise `PublicationError` where a key stands twice."""
    submission, target = protected.submission, output.directory / PATH
    try:
        with closing(sqlite3.connect(target, isolation_level=None)) as database:
            for setting in _SETTINGS:
                database.execute(f"PRAGMA {setting}")
            database.execute("BEGIN")
            for table in submission.tables:
                _fill(submission, table, database)
            database.execute("COMMIT")
    except sqlite3.Error as error:
        raise PublicationError(f"{PATH}: cannot be written: {error}") from error
    output.take(PATH)


def _fill(submission: Submission, table: Table, database: sqlite3.Connection) -> None:
    names = submission.columns[table.name]
    cells = {name: _cell(table, name) for name in names}
    places = ", ".join("?" for _ in names)
    database.execute(
        f"CREATE TABLE {identifier(table.name)} ({', '.join(_parts(submission, table))})"
    )
    for batch in batches(submission, table.name, cells, _BATCH):
        rows = zip(*(column.to_pylist() for column in batch.columns), strict=True)
        database.executemany(f"INSERT INTO {identifier(table.name)} VALUES ({places})", rows)


def _cell(table: Table, name: str) -> str:
    cell, field = f"own.{identifier(name)}", table.fields[name]
    return typed(field, cell) if field.type in _TYPES else cell


def _parts(submission: Submission, table: Table) -> Iterator[str]:
    """Yield the columns and the keys of a table as its definition has them."""
    schema = release_schema(submission.standard, table, submission.columns)
    key = schema.get("primaryKey", [])
    for name in submission.columns[table.name]:
        kind = _TYPES.get(table.fields[name].type, "TEXT")
        yield f"{identifier(name)} {kind}{' NOT NULL' if name in key else ''}"
    if key:
        yield f"PRIMARY KEY ({_names(key)})"
    for each in schema.get("foreignKeys", ()):
        target = each["reference"]
        yield (
            f"FOREIGN KEY ({_names(each['fields'])}) "
            f"REFERENCES {identifier(target['resource'])} ({_names(target['fields'])})"
        )


def _names(names: Sequence[str]) -> str:
    return ", ".join(map(identifier, names))
