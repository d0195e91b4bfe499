"""Handing a submission to Spark: its tables as Parquet files, numbered as they were read."""

import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from openinnov.engine.duckdb import FINDINGS, create_previous, create_text_tables, stream
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


def stage(
    spark: "Spark", submission: Submission, previous: Submission | None = None
) -> tuple[Submission, Submission | None]:
    """Return a submission, and an earlier release beside it, whose tables Spark reads."""
    records = sum(submission.rows(table.name) for table in submission.tables)
    connection = spark.connect(small=records <= _SMALL)
    database = cast("DuckDBPyConnection", connection)  # It takes the same statements.
    create_text_tables(database, "submitted", submission.standard)
    found = [column.split()[0] for column in FINDINGS.split(", ")]
    _hand_over(connection, submission, "submitted", "_finding", found, found)
    _hand_over_tables(connection, submission, "submitted", submission)
    staged = dataclasses.replace(submission, connection=database)
    if previous is None:
        return staged, None
    create_previous(database, submission.standard)
    _hand_over_tables(connection, previous, "previous", submission)
    return staged, dataclasses.replace(previous, connection=database)


def _hand_over_tables(
    connection: "Connection", source: Submission, schema: str, target: Submission
) -> None:
    for name, given in source.columns.items():
        columns = ["_row", "_source", *target.standard.tables[name].fields]
        _hand_over(connection, source, schema, name, columns, ["_row", "_source", *given])


def _hand_over(  # noqa: PLR0913 -- what goes, and where
    connection: "Connection",
    source: Submission,
    schema: str,
    table: str,
    columns: Sequence[str],
    given: Sequence[str],
) -> None:
    """Write a table to a file; what was not given of its columns is empty there."""
    from pyarrow.parquet import ParquetWriter

    cells = ", ".join(
        f"{identifier(name) if name in given else 'CAST(NULL AS VARCHAR)'} AS {identifier(name)}"
        for name in columns
    )
    query = f"SELECT {cells} FROM submitted.{identifier(table)}"
    file = connection.new_file()
    with stream(source.connection.cursor(), query, _BATCH) as batches:
        with ParquetWriter(file, batches.schema) as writer:
            for batch in batches:
                writer.write_batch(batch)
    connection.read(schema, table, file)
