"""A submission in sheets: each cell in the row and column where it was submitted."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from openinnov.copies.originals import parts_of
from openinnov.copies.places import BATCH
from openinnov.engine.sql import identifier
from openinnov.reading.csv import layout
from openinnov.reading.headings import Headings, fold, shown
from openinnov.reading.intake import Part
from openinnov.reading.records import lines
from openinnov.reading.workbook import typed_rows
from openinnov.submission import Source, Submission

#: Sheets of an earlier copy, in the place of which come new ones.
OURS = ("Instructions", "Errors", "Lists")

#: The number of a row, from 1, and the values of its cells.
Rows = Iterator[tuple[int, Sequence[Any]]]


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet to write."""

    title: str
    #: The name under which findings in it are reported.
    source: str
    rows: Callable[[], Rows]
    #: The number of the column of each field, from 1.
    columns: Mapping[str, int]
    #: How many rows its records stand further down than their numbers say.
    shift: int = 0
    hidden: bool = False


def grids(submission: Submission) -> Iterator[Grid]:
    """Yield the sheets of a submission: those of its workbook, or one for each table."""
    parts = parts_of(submission) or ()
    done: set[str] = set()
    for part in parts:
        if part.format == ".xlsx":
            found = list(_sheets(submission, part))
        elif part.format in {".csv", ".tsv"}:
            found = list(_csv(submission, part))
        else:
            continue
        done.update(grid.source for grid in found)
        yield from found
    for source in submission.sources:
        if source.name not in done and source.table in submission.columns:
            yield _table(submission, source, source.table or "")


def _sheets(submission: Submission, part: Part) -> Iterator[Grid]:
    ours = set(map(fold, OURS))
    known = {source.name: source.columns or {} for source in submission.sources}
    for sheet, rows in typed_rows(part.path):
        if fold(sheet.name) not in ours:
            name = f"{part.name}#{shown(sheet.name)}"
            numbered = partial(enumerate, rows, 1)
            yield Grid(sheet.name, name, numbered, known.get(name, {}), hidden=sheet.hidden)


def _csv(submission: Submission, part: Part) -> Iterator[Grid]:
    source = next((each for each in submission.sources if each.name == part.name), None)
    if source is None or source.table not in submission.columns:
        return
    table = submission.standard.tables[source.table or ""]
    if (read := layout(part, Headings(submission.standard), table)) is None:
        return

    def rows() -> Rows:
        return enumerate(lines(read.scanned, read.dialect), start=1)

    yield Grid(part.path.stem, part.name, rows, source.columns or {})


def _table(submission: Submission, source: Source, table: str) -> Grid:
    """Return a table as it was read from what is no sheet: its fields in the order of the table."""
    names = submission.columns[table]
    shift = 0 if source.columns else 1  # Where keys are the headings, the first record is 1.

    def rows() -> Rows:
        cells = "".join(f", {identifier(name)}" for name in names)
        yield 1, names
        with submission.connection.cursor() as cursor:
            cursor.execute(f"SELECT _row{cells} FROM submitted.{identifier(table)} ORDER BY _row")
            while batch := cursor.fetchmany(BATCH):
                yield from ((row + shift, record) for row, *record in batch)

    columns = {name: i for i, name in enumerate(names, start=1)}
    return Grid(table, source.name, rows, columns, shift)
