"""Large CSV files: a stream of Arrow batches into one statement, in bounded memory."""

import re
from array import array
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from functools import reduce
from typing import TYPE_CHECKING, Any

from openinnov.engine.ingestion import clear, insert_stream
from openinnov.exceptions import SubmissionError
from openinnov.reading.ahead import ahead
from openinnov.reading.columns import blank_cells, runs
from openinnov.reading.encoding import MARK_LENGTH, marked, normal
from openinnov.reading.headings import Header, is_blank
from openinnov.reading.intake import Part
from openinnov.reading.loader import Loader, Target
from openinnov.reading.quotes import LONGEST
from openinnov.reading.records import Lengths, fit, misfit, placed
from openinnov.reading.watch import Watched

if TYPE_CHECKING:
    from pyarrow import Array, RecordBatch

#: The bytes that Arrow parses at a time; a record that is longer than all of them stops the work.
BLOCKS = (4 << 20, 16 << 20)
#: The number and the text of a record that has another width than the header.
_Broken = tuple[int, str]


def mark_of(start: bytes, part: Part) -> int | None:
    """Return the length of the byte order mark, or none if the file is not said to be UTF-8."""
    encoding, length = marked(start[:MARK_LENGTH]) or (normal(part.encoding, part.name), 0)
    return length if encoding == "utf-8" else None


def insert(
    target: Target, header: Header, source: Callable[[], Watched], blocks: Sequence[int] = BLOCKS
) -> "Streamed | None":
    """Insert the records of a CSV text; return what was seen, or nothing if it is not sound."""
    row = 0
    for block in blocks:
        with source() as file:
            stream = Streamed(target, header, file)
            if stream.insert(block):
                return stream
            if not file.sound:
                return None
        row = stream.row
    raise SubmissionError(
        f"{target.file.name}: a record after record {row} is longer than "
        f"{blocks[-1] >> 20} MiB: shorten it"
    )


class Streamed:
    """Numbers the records of a stream, and sets those aside that have lost their shape."""

    def __init__(self, target: Target, header: Header, file: Watched) -> None:
        self._target = target
        self._header = header
        self._width = len(header.columns)
        self._unlabelled = header.unlabelled
        self.file = file
        #: The number of the last record seen.
        self.row = 0
        self._taken = 0
        self._failed = self._too_long = False
        #: Records set aside: those just seen by the parser, and those still to be put in place.
        self._aside: list[_Broken] = []
        self._broken: deque[_Broken] = deque()
        self._blank = array("q")
        #: Records of another width, and how many cells they have: kept small, as there may be many.
        self._rows, self._widths = array("q"), array("q")
        self._filled: set[int] = set()
        self._lengths = Lengths()
        #: How many lines records of the batch at hand take more than one.
        self._more: Counter[int] = Counter()

    def insert(self, block: int) -> bool:
        """Insert the records; say whether the file was sound, and no record longer than a block."""
        import pyarrow as pa

        names = self._header.fields
        schema = pa.schema([("_row", pa.int64()), *((name, pa.string()) for name in names)])
        database, table = self._target.intake.database, self._target.table.name
        batches = pa.RecordBatchReader.from_batches(schema, self._batches(block, schema))
        self._taken = insert_stream(database, table, names, self._target.file.name, batches)
        if self._failed:
            clear(database, table)
        return not self._failed

    def report(self, loader: Loader) -> None:
        """Hand over what was found on the way, and close the table."""
        loader.took(self._taken)
        for row, width in zip(self._rows, self._widths, strict=True):
            misfit(loader, row, width)
        for first, last in runs(sorted(self._blank)):
            loader.blank(first, last)
        loader.note_labels(sorted(self._filled))
        loader.close(self.row, self._lengths.spans())

    def _open(self, block: int) -> Any:
        import pyarrow as pa
        from pyarrow import csv as arrow

        names = [f"c{i}" for i in range(self._width)]
        options = arrow.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()),
            strings_can_be_null=True,
            null_values=[""],
            quoted_strings_can_be_null=True,
            check_utf8=False,  # The file has been looked at as it came.
        )
        parsing = arrow.ParseOptions(
            delimiter=self.file.dialect.delimiter,
            quote_char=self.file.dialect.quote or False,
            newlines_in_values=True,
            ignore_empty_lines=False,
            invalid_row_handler=self._set_aside,
        )
        reading = arrow.ReadOptions(use_threads=False, block_size=block, column_names=names)
        return arrow.open_csv(self.file, reading, parsing, options)

    def _set_aside(self, broken: Any) -> str:
        self._aside.append((broken.number, broken.text))
        self._too_long = self._too_long or len(broken.text) > LONGEST
        return "skip"

    def _batches(self, block: int, schema: Any) -> "Iterator[RecordBatch]":
        # An exception that crosses the database may stop the process when that ends: so the
        # stream just ends, and what was inserted is taken out again.
        # While a batch is inserted the next is parsed, with the records set aside meanwhile.
        for batch, broken in ahead(self._parsed(block)):
            self._broken.extend(broken)
            if batch is None:
                continue
            sifted = self._sifted(batch, schema)
            self._note_lengths()
            yield sifted
        if self._broken and not self._failed:
            self.row = max(self.row, self._broken[-1][0])
            mended = self._mended(schema)
            self._note_lengths()
            yield mended

    def _parsed(self, block: int) -> "Iterator[tuple[RecordBatch | None, list[_Broken]]]":
        """Yield batches, each with the records set aside before it ended; the last are none."""
        import pyarrow as pa

        try:
            with self._open(block) as reader:
                for batch in reader:
                    self._too_long = self._too_long or _has_long_cell(batch)
                    if self._too_long:
                        break
                    yield batch, self._passed()
        except pa.ArrowInvalid:  # A record is longer than a block.
            self._failed = True
        self._failed = self._failed or self._too_long or not self.file.sound
        yield None, self._passed()

    def _passed(self) -> "list[_Broken]":
        passed, self._aside = self._aside, []
        return passed

    def _sifted(self, batch: "RecordBatch", schema: Any) -> "RecordBatch":
        import pyarrow as pa

        numbers = self._numbers(batch.num_rows)
        above = sum(1 for n in numbers[: self._header.row] if n <= self._header.row)
        records = pa.record_batch([pa.array(numbers, pa.int64()), *batch.columns], _columns(batch))
        self._measure(records)
        records = self._without_blank(records.slice(above))
        self._see_unlabelled(records)
        good = records.select([0, *(i + 1 for i in self._header.positions)])
        good = pa.record_batch(good.columns, schema=schema)
        if not self._broken or self._broken[0][0] > self.row:
            return good
        both = pa.Table.from_batches([good, self._mended(schema)]).sort_by("_row")
        return both.combine_chunks().to_batches()[0] if both.num_rows else good

    def _numbers(self, count: int) -> Sequence[int]:
        """Return the numbers of the next records, without those of the records set aside."""
        numbers: list[int] = []
        first = self.row + 1
        for broken, _ in self._broken:
            numbers.extend(range(first, min(broken, first + count - len(numbers))))
            if len(numbers) == count:
                break
            first = broken + 1
        numbers.extend(range(first, first + count - len(numbers)))
        self.row = numbers[-1] if numbers else self.row
        return numbers

    def _measure(self, records: "RecordBatch") -> None:
        """Take note of the records that take more than one line."""
        import pyarrow.compute as pc

        for column in records.columns[1:]:
            # Patterns would take ten times as long, so few cells are left to them.
            broken = [pc.match_substring(column, end) for end in _line_ends(column)]
            if broken:
                several = reduce(pc.or_, broken)
                rows, cells = records.column(0).filter(several), column.filter(several)
                counts = pc.count_substring_regex(cells, "\r\n?|\n").to_pylist()
                self._more.update(dict(zip(rows.to_pylist(), counts, strict=True)))

    def _note_lengths(self) -> None:
        for row, more in sorted(self._more.items()):
            self._lengths.add(row, more)
        self._more.clear()

    def _without_blank(self, records: "RecordBatch") -> "RecordBatch":
        import pyarrow.compute as pc

        blank = blank_cells(records.column(1))
        if not pc.any(blank).as_py():
            return records
        for i in range(2, records.num_columns):
            blank = pc.and_(blank, blank_cells(records.column(i)))
        self._blank.extend(records.column(0).filter(blank).to_pylist())
        return records.filter(pc.invert(blank))

    def _see_unlabelled(self, records: "RecordBatch") -> None:
        import pyarrow.compute as pc

        for i in self._unlabelled - self._filled:
            # Of no records at all, neither all nor any are blank.
            if pc.any(pc.invert(blank_cells(records.column(i + 1)))).as_py():
                self._filled.add(i)

    def _mended(self, schema: Any) -> "RecordBatch":
        """Return the records set aside up to here, padded or cut."""
        import pyarrow as pa

        header = self._header
        rows = []
        while self._broken and self._broken[0][0] <= self.row:
            row, text = self._broken.popleft()
            cells, last = next(placed(text, self.file.dialect))
            if last > 1:
                self._more[row] = last - 1
            if row <= header.row:
                continue
            if is_blank(cells):
                self._blank.append(row)
                continue
            self._rows.append(row)
            self._widths.append(len(cells))
            fitted = fit(cells, self._width)
            self._filled.update(i for i in self._unlabelled if not is_blank([fitted[i]]))
            rows.append((row, *(fitted[i] or None for i in header.positions)))
        columns = list(zip(*rows, strict=True)) or [()] * len(schema)
        arrays = [pa.array(c, type=f.type) for c, f in zip(columns, schema, strict=True)]
        return pa.record_batch(arrays, schema=schema)


def _columns(batch: "RecordBatch") -> list[str]:
    return ["_row", *batch.schema.names]


def _line_ends(column: "Array") -> list[str]:
    """Return the line ends in the memory of a column: found ten times as fast as in its cells."""
    memory = column.buffers()[2]
    return [] if memory is None else [end for end in "\n\r" if re.search(end.encode(), memory)]


def _has_long_cell(batch: "RecordBatch") -> bool:
    import pyarrow.compute as pc

    # Most batches are shorter as a whole.
    return batch.nbytes > LONGEST and any(
        (pc.max(pc.utf8_length(column)).as_py() or 0) > LONGEST for column in batch.columns
    )
