"""The rows of a table in the order in which every file has them."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from openinnov.engine.duckdb import stream
from openinnov.engine.sql import identifier
from openinnov.submission import Submission

if TYPE_CHECKING:
    import pyarrow as pa


def batches(
    submission: Submission, table: str, cells: dict[str, str], size: int
) -> Iterator["pa.RecordBatch"]:
    """Go through the rows of a table by primary key; `cells` has the SQL of each wanted column."""
    released = submission.columns[table]
    key = submission.standard.tables[table].primary_key
    # Without its whole key, only all cells together tell the order.
    order = key if set(key) <= set(released) else released
    yield from _ordered(submission, table, cells, size, order)


def as_read(
    submission: Submission, table: str, cells: dict[str, str], size: int
) -> Iterator["pa.RecordBatch"]:
    """Go through the rows of a table in the order of its file; `cells` as for `batches`."""
    yield from _ordered(submission, table, cells, size, ["_row"])


def _ordered(
    submission: Submission, table: str, cells: dict[str, str], size: int, order: Sequence[str]
) -> Iterator["pa.RecordBatch"]:
    columns = ", ".join(f"{sql} AS {identifier(name)}" for name, sql in cells.items())
    query = (
        f"SELECT {columns} FROM submitted.{identifier(table)} AS own "
        f"ORDER BY {', '.join(f'own.{identifier(name)}' for name in order)}"
    )
    reader = stream(submission.connection.cursor(), query, size)
    yield from (batch for batch in reader if len(batch))
