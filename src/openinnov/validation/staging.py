"""Handing a submission to Spark: its tables as Parquet files, numbered as they were read."""

import dataclasses
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

from openinnov.engine.duckdb import create_text_tables, stream
from openinnov.engine.sql import identifier
from openinnov.submission import Submission

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from openinnov.engine.spark import Connection
    from openinnov.engine.spark_session import Spark

#: Up to how many records data are small for Spark.
_SMALL = 20_000
#: How many records are written at a time.
_BATCH = 1 << 16


@contextmanager
def staged(
    submission: Submission, previous: Submission | None, master: str
) -> Iterator[tuple[Submission, Submission | None]]:
    """Start a Spark for a submission; raise `MissingExtraError` where that is not possible."""
    from openinnov.engine.spark_session import started

    with started(master) as spark:
        yield stage(spark, submission, previous)


def stage(
    spark: "Spark", submission: Submission, previous: Submission | None = None
) -> tuple[Submission, Submission | None]:
    """Return a submission, and an earlier release beside it, whose tables Spark reads."""
    records = sum(submission.rows(table.name) for table in submission.tables)
    connection = spark.connect(submission.connection.cursor(), small=records <= _SMALL)
    database = cast("DuckDBPyConnection", connection)  # It takes the same statements.
    absent = [t for t in submission.standard.tables.values() if t.name not in submission.columns]
    create_text_tables(database, "submitted", absent)
    found = "SELECT * FROM submitted._finding"
    _hand_over(connection, submission, found, ("submitted", "_finding"))
    _hand_over_tables(connection, submission, "submitted", submission)
    staged = dataclasses.replace(submission, connection=database)
    if previous is None:
        return staged, None
    create_text_tables(database, "previous", submission.standard.tables.values())
    _hand_over_tables(connection, previous, "previous", submission)
    return staged, dataclasses.replace(previous, connection=database)


def _hand_over_tables(
    connection: "Connection", source: Submission, schema: str, target: Submission
) -> None:
    for name, given in source.columns.items():
        cells = ["_row", "_source", *map(identifier, given)]
        cells += (
            f"CAST(NULL AS VARCHAR) AS {identifier(field)}"
            for field in target.standard.tables[name].fields
            if field not in given
        )
        query = f"SELECT {', '.join(cells)} FROM submitted.{identifier(name)}"
        _hand_over(connection, source, query, (schema, name))


def _hand_over(
    connection: "Connection", source: Submission, query: str, target: tuple[str, str]
) -> None:
    """Let the rows of a query stand for a table of a schema."""
    with stream(source.connection.cursor(), query, _BATCH) as batches:
        connection.read(*target, batches)
