"""A Parquet file again: a column in which something is mended becomes one of text."""

from typing import BinaryIO

from openinnov.copies.mending import Mending
from openinnov.reading.columns import to_text
from openinnov.reading.headings import shown
from openinnov.reading.intake import Part


def rewrite(part: Part, mending: Mending, file: BinaryIO) -> bool:
    """Write a file with its repairs."""
    import pyarrow as pa
    from pyarrow import parquet

    table = parquet.read_table(part.path)
    source = mending.source(part.name)
    headings = (source.headings if source else None) or {}
    labels = [shown(name) for name in table.column_names]
    texts: dict[str, dict[int, str]] = {}
    for row, cells in mending.changes(part.name):
        for field, text in cells.items():
            texts.setdefault(field, {})[row] = text
    if not texts:
        file.write(part.path.read_bytes())
        return False
    for field, changed in texts.items():
        i = labels.index(headings[field])
        column = pa.chunked_array([to_text(c) for c in table.column(i).chunks], pa.string())
        mended = [changed.get(row, cell) for row, cell in enumerate(column.to_pylist(), start=1)]
        table = table.set_column(i, table.column_names[i], pa.array(mended, pa.string()))
    parquet.write_table(table, file)
    return False
