"""Parquet files: each type has its text, since casts have their own ideas of dates and numbers."""

import hashlib
from typing import TYPE_CHECKING, Any

from openinnov.engine.ingestion import CHUNK, insert_stream
from openinnov.engine.sql import identifier, literal
from openinnov.exceptions import SubmissionError
from openinnov.reading.cells import Numbers
from openinnov.reading.columns import (
    blank_cells,
    has_text,
    is_number,
    mixed_lists,
    runs,
    to_text,
)
from openinnov.reading.headings import shown
from openinnov.reading.intake import File, Intake, Part
from openinnov.reading.loader import Loader, Target, begin

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyarrow import RecordBatch
    from pyarrow.parquet import ParquetFile

_BATCH = 1 << 16


def read(part: Part, intake: Intake) -> None:
    """Read a Parquet file into the table that its name, or its package, says."""
    import pyarrow as pa
    from pyarrow.parquet import ParquetFile

    table = intake.table_of(part)
    if table is None:
        intake.set_aside(part.name)
        return
    try:
        with part.path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        with ParquetFile(part.path) as file:
            target = Target(intake, table, File(part.name, digest, part.path.stat().st_size))
            _load(target, file)
    except (OSError, pa.ArrowException):
        raise SubmissionError(
            f"{part.name}: is damaged or no Parquet file: write it again"
        ) from None


def _load(target: Target, file: "ParquetFile") -> None:
    schema = file.schema_arrow
    columns = target.intake.headings.columns(target.table, schema.names)
    if not any(column.field for column in columns):
        target.refuse("unmatched-header", file.metadata.num_rows)
        return
    loader = begin(target, 0, columns)
    for i, name in zip(loader.header.positions, loader.header.fields, strict=True):
        if not has_text(schema.field(i).type):
            raise SubmissionError(
                f"{target.file.name}: the column {name} holds {shown(str(schema.field(i).type))}, "
                "which has no text: write one value or a list of values into each cell"
            )
    _Stream(loader).take(file)
    _note_numbers(loader, schema)
    loader.close(file.metadata.num_rows)


class _Stream:
    """Turns the columns of a file into text, a batch at a time."""

    def __init__(self, loader: Loader) -> None:
        self._loader = loader
        self._row = 0
        self._damaged = False
        self._blank: list[int] = []
        self._filled: set[int] = set()
        #: Records whose list cannot be told from another when it is written as text.
        self._mixed: list[tuple[int, str]] = []

    def take(self, file: "ParquetFile") -> None:
        """Insert the records, and hand over what was found."""
        import pyarrow as pa

        loader, name = self._loader, self._loader.file.name
        names = loader.header.fields
        schema = pa.schema([("_row", pa.int64()), *((name, pa.string()) for name in names)])
        batches = pa.RecordBatchReader.from_batches(schema, self._batches(file, schema))
        loader.took(insert_stream(loader.database, loader.table.name, names, name, batches))
        if self._damaged:
            raise SubmissionError(f"{name}: is damaged after record {self._row}: write it again")
        for first, last in runs(self._blank):
            loader.blank(first, last)
        loader.note_labels(sorted(self._filled))
        for row, field in self._mixed:
            loader.find("type", row, field)

    def _batches(self, file: "ParquetFile", schema: Any) -> "Iterator[RecordBatch]":
        for batch in self._parsed(file):
            yield self._texts(batch, schema)

    def _parsed(self, file: "ParquetFile") -> "Iterator[RecordBatch]":
        import pyarrow as pa

        # No exception crosses the database: it might stop the process when that ends.
        try:
            for batch in file.iter_batches(_BATCH, use_threads=False):
                batch.validate(full=True)
                yield batch
        except (OSError, pa.ArrowException):
            self._damaged = True

    def _texts(self, batch: "RecordBatch", schema: Any) -> "RecordBatch":
        import pyarrow as pa
        import pyarrow.compute as pc

        loader = self._loader
        first, self._row = self._row + 1, self._row + batch.num_rows
        numbers = pa.array(range(first, self._row + 1), pa.int64())
        fields = loader.table.fields
        texts = {
            i: to_text(batch.column(i), fields[name].delimiter)
            for i, name in zip(loader.header.positions, loader.header.fields, strict=True)
        }
        blank = pa.array([True] * batch.num_rows)
        for i, column in enumerate(batch.columns):
            empty = blank_cells(texts[i]) if i in texts else column.is_null()
            blank = pc.and_(blank, empty)
            if i in loader.header.unlabelled and pc.any(pc.invert(empty)).as_py():
                self._filled.add(i)
        self._note_lists(batch, numbers)
        self._blank += numbers.filter(blank).to_pylist()
        records = pa.record_batch([numbers, *texts.values()], schema=schema)
        return records.filter(pc.invert(blank))

    def _note_lists(self, batch: "RecordBatch", numbers: Any) -> None:
        loader = self._loader
        for i, name in zip(loader.header.positions, loader.header.fields, strict=True):
            field = loader.table.fields[name]
            delimiter = field.delimiter if field.type == "list" else None
            mixed = mixed_lists(batch.column(i), delimiter)
            self._mixed += ((row, name) for row in numbers.filter(mixed).to_pylist())


def _note_numbers(loader: Loader, schema: Any) -> None:
    """Note the numbers that stand where text is due."""
    numbers = Numbers(loader)
    for i, name in zip(loader.header.positions, loader.header.fields, strict=True):
        if not is_number(schema.field(i).type):
            continue
        cell, table = identifier(name), identifier(loader.table.name)
        with loader.database.cursor() as cursor:  # Findings are inserted on the way.
            cursor.execute(
                f"SELECT _row, {cell} FROM submitted.{table} "
                f"WHERE _source = {literal(loader.file.name)} AND {cell} IS NOT NULL"
            )
            while rows := cursor.fetchmany(CHUNK):
                for row, text in rows:
                    numbers.note(row, name, text)
