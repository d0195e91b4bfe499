"""Filling one table from one source, and counting what it takes."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from openinnov.engine.ingestion import (
    CHUNK,
    count_quarantined,
    insert_finding_range,
    insert_rows,
)
from openinnov.exceptions import SubmissionError
from openinnov.reading.headings import SPACE, Column, Header, shown
from openinnov.reading.intake import File, Intake
from openinnov.standard import Field, Table
from openinnov.submission import Source

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def is_blank(cells: Sequence[str | None]) -> bool:
    """Say whether a record holds white space at most."""
    return not any(cell and cell.strip(SPACE) for cell in cells)


class Loader:
    """Fills one table from one source, and counts what it takes."""

    def __init__(self, intake: Intake, table: Table, file: File, header: Header) -> None:
        self._intake = intake
        self.table = table
        self.file = file
        self.header = header
        self._rows: list[tuple[int, Sequence[str | None]]] = []
        self._positions = header.positions
        self._unlabelled = {
            i for i, column in enumerate(header.columns) if column.rule == "blank-label"
        }
        self._blank: tuple[int, int] | None = None
        self._taken = 0
        self._has_lost = False

    def find(
        self,
        rule: str,
        row: int | None = None,
        field: str | None = None,
        value: str | None = None,
        detail: str | None = None,
    ) -> None:
        """Note a finding about the table; the value of a field that is not public is left out."""
        if field is not None and self.table.fields[field].privacy != "public":
            value = None
        self._has_lost = self._has_lost or rule in self._intake.quarantining
        self._intake.find(
            rule,
            self.file.name,
            table=self.table.name,
            row=row,
            field=field,
            value=value,
            detail=detail,
        )

    def add(self, row: int, cells: Sequence[str | None]) -> None:
        """Take a record that is as wide as the header; one without a value is only noted."""
        if is_blank(cells):
            self.blank(row, row)
        else:
            self.keep(row, cells)

    def keep(self, row: int, cells: Sequence[str | None]) -> None:
        """Take a record that is as wide as the header."""
        if self._unlabelled:
            self.note_labels([i for i in self._unlabelled if cells[i]])
        self._rows.append((row, [cells[i] or None for i in self._positions]))
        if len(self._rows) >= CHUNK:
            self._flush()

    def blank(self, first: int, last: int) -> None:
        """Note blank records."""
        self._has_lost = True
        self._taken += last - first + 1
        if self._blank and self._blank[1] + 1 == first:
            self._blank = self._blank[0], last
            return
        self._flush_blank()
        self._blank = first, last

    def note_labels(self, columns: Sequence[int]) -> None:
        """Note columns without a heading that hold something."""
        for i in columns:
            self._unlabelled.discard(i)
            self.find("blank-label", self.header.row, detail=place(i))

    def codes(self, field: Field) -> Iterator[str]:
        """Yield the codes that a field may hold."""
        for name in field.codelists:
            yield from self._intake.standard.codelists[name].valid

    @property
    def database(self) -> "DuckDBPyConnection":
        """The database that is filled."""
        return self._intake.database

    @property
    def unlabelled(self) -> frozenset[int]:
        """The columns without a heading in which nothing was seen so far."""
        return frozenset(self._unlabelled)

    def took(self, records: int) -> None:
        """Count records that were inserted elsewhere."""
        self._taken += records

    def close(self, last_row: int) -> None:
        """Write what is left, and note the source; `last_row` is the number of its last record."""
        self._flush()
        self._flush_blank()
        records = last_row - (1 if self.header.row else 0)
        comments = max(self.header.row - 1, 0)
        if records == comments:
            self.find("empty-table")
        quarantined, checked = self._tally()
        if not self._taken == checked + quarantined == records - comments:
            raise SubmissionError(
                f"{self.file.name}: {records} records were read, but {checked} checked, "
                f"{quarantined} quarantined and {comments} above the headings: a fault of this tool"
            )
        self._intake.add_source(
            Source(
                name=self.file.name,
                table=self.table.name,
                sha256=self.file.sha256,
                size=self.file.size,
                encoding=self.file.encoding,
                records=records,
                checked=checked,
                quarantined=quarantined,
                comments=comments,
                headings={c.field: shown(c.label) for c in self.header.columns if c.field},
            ),
            self.header.fields,
        )

    def _tally(self) -> tuple[int, int]:
        if not self._has_lost:
            return 0, self._taken
        self._intake.flush()
        return count_quarantined(
            self._intake.database,
            self.table.name,
            self.file.name,
            sorted(self._intake.quarantining),
            self.header.row,
        )

    def _flush(self) -> None:
        self._taken += insert_rows(
            self._intake.database,
            self.table.name,
            self.header.fields,
            self.file.name,
            self._rows,
        )
        self._rows.clear()

    def _flush_blank(self) -> None:
        if self._blank:
            name = self.file.name
            insert_finding_range(
                self._intake.database, "blank-row", self.table.name, name, *self._blank
            )
        self._blank = None


def place(column: int) -> str:
    """Name a column by its number, for places that have no field."""
    return f"column {column + 1}"


def begin(intake: Intake, table: Table, file: File, row: int, columns: Sequence[Column]) -> Loader:
    """Start to fill a table, and note what its headings break."""
    intake.claim(table, file.name)
    loader = Loader(intake, table, file, Header(row, tuple(columns)))
    for i, column in enumerate(columns):
        if column.rule == "extra-label":
            intake.set_column_aside(file.name, table.name, column.label)
        if column.rule not in {None, "blank-label"}:
            intake.find(
                str(column.rule),
                file.name,
                table=table.name,
                row=row or None,
                field=column.field,
                value=shown(column.label),
                detail=place(i),
            )
    return loader
