"""A Data Package: a CSV file for each table, ``data/<table>.csv``.

UTF-8 without a mark, LF, a header, and quotes only where RFC 4180 needs them; lists are joined by
semicolons. The descriptor that explains the files is written last, see `description`.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from openinnov.engine.sql import identifier
from openinnov.publication.arrays import data, joined
from openinnov.publication.files import Output
from openinnov.publication.rows import batches
from openinnov.submission import ProtectedSubmission

if TYPE_CHECKING:
    import pyarrow as pa

#: Rows a batch: a working set that stays in the cache of the processor.
BATCH = 8192
_QUOTED = '[",\r\n]'


def write(protected: ProtectedSubmission, output: Output) -> None:
    """Write the CSV files."""
    submission = protected.submission
    for table, names in submission.columns.items():
        with output.open(f"data/{table}.csv") as writer:
            writer.write(header(names))
            cells = {name: f"own.{identifier(name)}" for name in names}
            for batch in batches(submission, table, cells, BATCH):
                writer.write(lines(batch))


def header(names: Sequence[str]) -> memoryview:
    """Return the line with the names of the columns."""
    import pyarrow as pa

    return lines(pa.record_batch([pa.array([name]) for name in names], names=[*names]))


def lines(batch: "pa.RecordBatch") -> memoryview:
    """Return the lines of records, whose cells are texts or null."""
    import pyarrow.compute as pc

    # A line without any character would be a blank line, not a record.
    empty = '""' if batch.num_columns == 1 else ""
    cells = [pc.fill_null(_quoted(column), empty) for column in batch.columns]
    line = pc.binary_join_element_wise(*cells, ",")
    return data(joined(line, "\n"))


def _quoted(cells: "pa.Array") -> "pa.Array":
    import pyarrow.compute as pc

    quotes = pc.match_substring_regex(cells, _QUOTED)
    if not pc.any(quotes).as_py():
        return cells
    doubled = pc.replace_substring(cells, '"', '""')
    return pc.if_else(quotes, joined('"', doubled, '"'), cells)
