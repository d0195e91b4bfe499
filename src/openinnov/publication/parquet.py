"""Parquet: ``data/<table>.parquet``, the same rows with typed columns, for programs.

An integer is an int64, a decimal a decimal(27, 9), a list a list of strings; text, codes and
partial dates are strings. The file says in its metadata which standard and release it belongs to.
Specification: Apache Parquet, format version 2.6.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from openinnov.engine.sql import identifier
from openinnov.engine.types import typed
from openinnov.exceptions import PublicationError
from openinnov.publication.files import HashingWriter, Output
from openinnov.publication.rows import batches
from openinnov.standard import Field
from openinnov.submission import ProtectedSubmission, Submission

if TYPE_CHECKING:
    import pyarrow as pa

#: Rows a row group: the same for all batch sizes, so that the bytes are.
GROUP = 65_536


def write(protected: ProtectedSubmission, output: Output) -> None:
    """Write the Parquet files."""
    submission = protected.submission
    for table in submission.tables:
        fields = [table.fields[name] for name in submission.columns[table.name]]
        cells = {field.name: _cell(field) for field in fields}
        with output.open(f"data/{table.name}.parquet") as sink:
            found = write_table(
                sink,
                _schema(fields),
                _metadata(protected, table.name),
                batches(submission, table.name, cells, GROUP),
            )
        check(submission, table.name, [identifier(field.name) for field in fields], found)


def write_table(
    sink: HashingWriter,
    schema: "pa.Schema",
    metadata: Mapping[str, str],
    found: Iterator["pa.RecordBatch"],
    *,
    notes: bool = False,
) -> int:
    """Write a file, and return how many cells it has that are not empty.

    With `notes` the file keeps what the schema says of its fields.
    """
    import pyarrow.parquet as pq

    cells = 0
    with pq.ParquetWriter(
        sink, schema, compression="zstd", version="2.6", store_schema=notes
    ) as writer:
        writer.add_key_value_metadata(metadata)
        for group in _groups(found, schema):
            writer.write_table(group, row_group_size=GROUP)
            cells += sum(len(column) - column.null_count for column in group.columns)
    return cells


def _schema(fields: Sequence[Field]) -> "pa.Schema":
    import pyarrow as pa

    types = _types()
    return pa.schema([pa.field(field.name, types.get(field.type, pa.string())) for field in fields])


def _metadata(protected: ProtectedSubmission, table: str) -> Mapping[str, str]:
    return {
        "openinnov:standard": protected.submission.standard.version,
        "openinnov:release": protected.profile,
        "openinnov:table": table,
    }


def _types() -> Mapping[str, Any]:
    import pyarrow as pa

    return {
        "boolean": pa.bool_(),
        "date": pa.date32(),
        "decimal": pa.decimal128(27, 9),
        "integer": pa.int64(),
        "list": pa.list_(pa.string()),
        "year": pa.int16(),
    }


def _cell(field: Field) -> str:
    cell = f"own.{identifier(field.name)}"
    if field.type == "list":
        return f"string_split({cell}, ';')"
    return typed(field, cell) if field.type in _types() else cell


def _groups(found: Iterator["pa.RecordBatch"], schema: "pa.Schema") -> Iterator["pa.Table"]:
    """Put batches of any size together to row groups of one size."""
    import pyarrow as pa

    waiting = schema.empty_table()
    for batch in found:
        waiting = pa.concat_tables([waiting, pa.Table.from_batches([batch]).cast(schema)])
        while len(waiting) >= GROUP:
            yield waiting.slice(0, GROUP).combine_chunks()
            waiting = waiting.slice(GROUP)
    if len(waiting):
        yield waiting.combine_chunks()


def check(submission: Submission, table: str, cells: Sequence[str], found: int) -> None:
    """Raise `PublicationError` if a cell got lost because it is not of its type.

    `cells` has the SQL of the text of each column.
    """
    counts = " + ".join(f"count({cell})" for cell in cells)
    query = f"SELECT {counts} FROM submitted.{identifier(table)} AS own"
    (expected,) = submission.connection.cursor().execute(query).fetchall()[0]
    if found != expected:
        raise PublicationError(
            f"{table}: {expected} cells should be written and {found} came out; "
            "some are not of the type of their field"
        )
