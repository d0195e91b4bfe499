"""A CSV file again: in UTF-8, with its cells set apart as its ending says, and mended.

Where quotation marks leave two ways to read a record, it stays as it is, and so does the delimiter.
"""

import io
from collections.abc import Iterator
from typing import BinaryIO

from openinnov.copies.cells import line
from openinnov.copies.mending import Mending
from openinnov.reading.csv import Layout, layout
from openinnov.reading.dialect import Dialect
from openinnov.reading.intake import Part
from openinnov.reading.records import lines, placed


def rewrite(part: Part, mending: Mending, file: BinaryIO) -> bool:
    """Write a file with its repairs; say whether its dialect and encoding are the usual ones now.

    A file that holds no table, or of which bytes are lost when it is read, is written as it is.
    """
    source = mending.source(part.name)
    table = None if source is None else mending.submission.standard.tables[source.table or ""]
    read = None if table is None else layout(part, mending.headings, table)
    if source is None or read is None:
        file.write(part.path.read_bytes())
        return False
    usual = Dialect("\t" if part.format == ".tsv" else ",")
    dialect = read.dialect if read.broken else usual
    columns = source.columns or {}
    changes = mending.changes(part.name)
    row, cells = next(changes, (0, {}))
    for number, (record, raw) in enumerate(_records(read), start=1):
        if number == row:
            for name, text in cells.items():
                record[columns[name] - 1] = text
            row, cells = next(changes, (0, {}))
        written = line(record, dialect.delimiter, dialect.quote or '"') if record else "\n"
        file.write((written if raw is None else raw).encode("utf-8", "surrogateescape"))
    return dialect == usual


def _records(read: Layout) -> Iterator[tuple[list[str], str | None]]:
    """Yield the cells of each record, and its own text where that has to stay."""
    if not read.broken:
        yield from ((cells, None) for cells in lines(read.scanned, read.dialect))
        return
    own = list(io.StringIO(read.text, newline=""))
    first = 0
    for number, (cells, last) in enumerate(placed(read.scanned, read.dialect), start=1):
        raw = "".join(own[first:last]).rstrip("\r\n") + "\n"
        first = last
        yield cells, raw if number in read.broken else None
