"""The rows of a table in the order in which every file has them: by primary key."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from openinnov.engine.duckdb import stream
from openinnov.engine.sql import identifier
from openinnov.submission import Submission

if TYPE_CHECKING:
    import pyarrow as pa


def batches(
    submission: Submission, table: str, cells: dict[str, str], size: int
) -> Iterator["pa.RecordBatch"]:
    """Go through the rows of a table; `cells` has the SQL of each column that is wanted."""
    released = submission.columns[table]
    key = submission.standard.tables[table].primary_key
    # Without its whole key, only all cells together tell the order.
    order = key if set(key) <= set(released) else released
    columns = ", ".join(f"{sql} AS {identifier(name)}" for name, sql in cells.items())
    query = (
        f"SELECT {columns} FROM submitted.{identifier(table)} AS own "
        f"ORDER BY {', '.join(f'own.{identifier(name)}' for name in order)}"
    )
    reader = stream(submission.connection.cursor(), query, size)
    yield from (batch for batch in reader if len(batch))
