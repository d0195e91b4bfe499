"""Filling one table from one source, and counting what it takes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from openinnov.engine.ingestion import (
    CHUNK,
    clear_missing,
    count_quarantined,
    insert_blank_rows,
    insert_columns,
    insert_rows,
    set_blank_aside,
)
from openinnov.exceptions import SubmissionError
from openinnov.reading.headings import Column, Header, is_blank, shown
from openinnov.reading.intake import File, Intake
from openinnov.standard import Field, Table
from openinnov.submission import Source, Spans

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

#: Once a table has so many records, they are inserted in larger lots.
_MANY = 8 * CHUNK
_LOT = 16 * CHUNK


@dataclass(frozen=True, slots=True)
class Target:
    """A table, the source that fills it, and where both are noted."""

    intake: Intake
    table: Table
    file: File

    def refuse(self, rule: str, records: int = 0) -> None:
        """Note a source of which no record can be taken, and why."""
        self.intake.claim(self.table, self.file.name)
        self.intake.find(rule, self.file.name, table=self.table.name)
        self.note(records, quarantined=records)

    def note(  # noqa: PLR0913 -- each is a fact about the source
        self,
        records: int,
        *,
        checked: int = 0,
        quarantined: int = 0,
        comments: int = 0,
        header: Header | None = None,
        spans: Spans | None = None,
    ) -> None:
        """Note the source, and the fields that it gave."""
        columns = header.columns if header else ()
        source = Source(
            name=self.file.name,
            table=self.table.name,
            sha256=self.file.sha256,
            size=self.file.size,
            encoding=self.file.encoding,
            records=records,
            checked=checked,
            quarantined=quarantined,
            comments=comments,
            headings={c.field: shown(c.label) for c in columns if c.field is not None},
            columns={c.field: i for i, c in enumerate(columns, start=1) if c.field is not None}
            if header and header.row
            else None,
            spans=spans,
        )
        self.intake.add_source(source, header.fields if header else None)


class Loader:
    """Takes the records of a source one after the other."""

    def __init__(self, target: Target, header: Header) -> None:
        self._target = target
        self.table = target.table
        self.file = target.file
        self.header = header
        self._rows: list[tuple[int, Sequence[str | None]]] = []
        self._positions = header.positions
        #: The columns without a heading in which nothing was seen so far.
        self._unlabelled = set(header.unlabelled)
        self._blank: tuple[int, int] | None = None
        self._taken = 0
        self._has_lost = False

    @property
    def database(self) -> "DuckDBPyConnection":
        """The database that is filled."""
        return self._target.intake.database

    def codes(self, field: Field) -> Iterator[str]:
        """Yield the codes that a field may hold."""
        for name in field.codelists:
            yield from self._target.intake.standard.codelists[name].valid

    def find(
        self,
        rule: str,
        row: int | None = None,
        field: str | None = None,
        *,
        value: str | None = None,
        detail: str | None = None,
    ) -> None:
        """Note a finding; the value of a field that is not public is left out.

        What is wrong above the headings is left out altogether, since no record stands there.
        """
        if row is not None and row < self.header.row:
            return
        if field is not None and self.table.fields[field].privacy != "public":
            value = None
        intake = self._target.intake
        self._has_lost = self._has_lost or rule in intake.quarantining
        intake.find(
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
            self.note_labels([i for i in sorted(self._unlabelled) if not is_blank([cells[i]])])
        self._rows.append((row, [cells[i] or None for i in self._positions]))
        if len(self._rows) >= (CHUNK if self._taken < _MANY else _LOT):
            self._flush()

    def keep_columns(self, rows: Sequence[int], columns: Sequence[Sequence[str | None]]) -> None:
        """Take records by their columns, which are those of the header."""
        self.note_labels([i for i in sorted(self._unlabelled) if not is_blank(columns[i])])
        self._flush()
        cells = [columns[i] for i in self._positions]
        names, source = self.header.fields, self.file.name
        self._taken += insert_columns(self.database, self.table.name, names, source, rows, cells)

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
            self.find("blank-label", self.header.row or None, detail=place(i))

    def took(self, records: int) -> None:
        """Count records that were inserted elsewhere."""
        self._taken += records

    def close(self, last_row: int, spans: Spans | None = None) -> None:
        """Write what is left, and note the source; `last_row` is the number of its last record."""
        self._flush()
        self._flush_blank()
        self._clear_missing()
        records = last_row - min(self.header.row, 1)
        comments = max(self.header.row - 1, 0)
        if records == comments:
            self.find("empty-table")
        quarantined, checked = self._tally()
        if not self._taken == checked + quarantined == records - comments:
            raise SubmissionError(
                f"{self.file.name}: {records} records were read, but {checked} checked, "
                f"{quarantined} quarantined and {comments} above the headings: a fault of this tool"
            )
        self._target.note(
            records,
            checked=checked,
            quarantined=quarantined,
            comments=comments,
            header=self.header,
            spans=spans,
        )

    def _clear_missing(self) -> None:
        """Empty the cells with a mark for a missing value, and set aside what is blank then."""
        # What stands in columns that are not read is not known any more.
        complete = len(self.header.fields) == len(self.header.columns)
        if clear_missing(self.database, self.table) and complete:
            self._target.intake.flush()
            names, source = self.header.fields, self.file.name
            blank = set_blank_aside(self.database, self.table.name, names, source)
            self._has_lost = self._has_lost or blank

    def _tally(self) -> tuple[int, int]:
        if not self._has_lost:
            return 0, self._taken
        intake = self._target.intake
        intake.flush()
        rules = sorted(intake.quarantining)
        return count_quarantined(
            self.database, self.table.name, self.file.name, rules, self.header.row
        )

    def _flush(self) -> None:
        names = self.header.fields
        rows, self._rows = self._rows, []
        self._taken += insert_rows(self.database, self.table.name, names, self.file.name, rows)

    def _flush_blank(self) -> None:
        if self._blank:
            insert_blank_rows(self.database, self.table.name, self.file.name, self._blank)
        self._blank = None


def place(column: int) -> str:
    """Name a column by its number, for places that have no field."""
    return f"column {column + 1}"


def begin(target: Target, row: int, columns: Sequence[Column]) -> Loader:
    """Start to fill a table, and note what its headings break; `row` is 0 where they are keys."""
    target.intake.claim(target.table, target.file.name)
    loader = Loader(target, Header(row, tuple(columns)))
    if target.file.encoding != "utf-8":
        loader.find("transcoded", detail=target.file.encoding)
    if row and target.table.fields_match == "exact" and not _in_order(loader.header, target.table):
        loader.find("label-order", row)
    is_open = target.table.fields_match in {"subset", "partial"}
    for i, column in enumerate(columns):
        if column.rule == "extra-label":
            target.intake.set_column_aside(target.file.name, target.table.name, column.label)
            if is_open:
                continue
        if column.rule is not None and column.rule != "blank-label":
            label = shown(column.label)
            target.intake.find(
                column.rule,
                target.file.name,
                table=target.table.name,
                row=row or None,
                field=column.field,
                value=label,
                detail=place(i),
            )
    return loader


def _in_order(header: Header, table: Table) -> bool:
    """Say whether the columns stand in the order of the fields."""
    return list(header.fields) == [name for name in table.fields if name in header.fields]
