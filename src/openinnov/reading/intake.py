"""What is being read: the database that fills, and what is noted on the way."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openinnov.engine.duckdb import open_database
from openinnov.engine.ingestion import CHUNK, Found, insert_findings
from openinnov.exceptions import SubmissionError
from openinnov.reading.dialect import Dialect
from openinnov.reading.headings import Headings, shown
from openinnov.standard import Standard, Table
from openinnov.submission import Source, Submission, UnknownColumn


@dataclass(frozen=True, slots=True)
class Part:
    """A file to read, and what its package says of it."""

    path: Path
    #: The key of the reader.
    format: str
    #: The table that it is said to hold; none if its name or its content says.
    table: str | None = None
    #: Nothing declared means commas, or tabs where the ending of the name says so.
    declared: Dialect | None = None
    encoding: str | None = None
    #: The index of the resource, if its records stand in the descriptor itself.
    inline: int | None = None
    #: The name of the archive or compressed file that it comes from.
    within: str | None = None

    @property
    def dialect(self) -> Dialect:
        """How its cells are set apart, as far as anybody said."""
        return self.declared or Dialect("\t" if self.format == ".tsv" else ",")

    @property
    def name(self) -> str:
        """The name under which it is reported: never a path."""
        name = shown(self.path.name)
        return name if self.within is None else f"{self.within}#{name}"


@dataclass(frozen=True, slots=True)
class File:
    """The facts about a file that a source states."""

    name: str
    sha256: str
    size: int
    encoding: str = "utf-8"

    @classmethod
    def of(cls, name: str, raw: bytes, encoding: str = "utf-8") -> "File":
        """Return the facts about a file of which all bytes are at hand."""
        return cls(name, hashlib.sha256(raw).hexdigest(), len(raw), encoding)


class Intake:
    """Fills the database of a submission, and takes note of what was found."""

    def __init__(self, standard: Standard, descriptor: Mapping[str, Any] | None = None) -> None:
        self.standard = standard
        self.database = open_database(standard)
        self.headings = Headings(standard)
        self.descriptor = descriptor
        self._columns: dict[str, frozenset[str]] = {}
        self._sources: dict[str, Source] = {}
        self._others: list[Source] = []
        self._claimed: dict[str, str] = {}
        self._unknown: list[UnknownColumn] = []
        self._findings: list[Found] = []
        self.quarantining = frozenset(c.name for c in standard.checks.values() if c.quarantines)

    def table_of(self, part: Part) -> Table | None:
        """Return the table that a file is said to hold, or else the one that it is named after."""
        return self.headings.table(part.path.stem if part.table is None else part.table)

    def claim(self, table: Table, source: str) -> None:
        """Take a table for a source; raise `SubmissionError` if another has it."""
        first = self._claimed.setdefault(table.name, source)
        if first != source:
            raise SubmissionError(
                f"{first} and {source} both hold the table {table.name}: put them together"
            )

    def find(  # noqa: PLR0913 -- a finding has so many parts
        self,
        rule: str,
        source: str,
        *,
        table: str | None = None,
        row: int | None = None,
        field: str | None = None,
        value: str | None = None,
        detail: str | None = None,
    ) -> None:
        """Note a finding; the value may be of a public field or a heading, and of nothing else."""
        self._findings.append((rule, table, source, row, field, value, detail))
        if len(self._findings) >= CHUNK:
            self.flush()

    def flush(self) -> None:
        """Write the findings so far to the database."""
        insert_findings(self.database, self._findings)
        self._findings.clear()

    def refuse(self, source: str, rule: str = "unsafe-file") -> None:
        """Note a source that is not opened, and why."""
        self.find(rule, source)
        self.add_source(Source(source, None, File.of(source, b"").sha256, 0, "utf-8", 0, 0))

    def set_aside(self, source: str) -> None:
        """Note a file or sheet that is no table of the standard."""
        self._unknown.append(UnknownColumn(source, None, None))
        self.find("unknown-table", source, value=source)

    def set_column_aside(self, source: str, table: str, label: str) -> None:
        """Note a column that the standard does not know."""
        self._unknown.append(UnknownColumn(source, table, label))

    def take_descriptor(self, descriptor: Mapping[str, Any]) -> None:
        """Take the properties that a workbook or JSON file holds; datapackage.json goes first."""
        if self.descriptor is None:
            self.descriptor = dict(descriptor)

    def add_source(self, source: Source, fields: Sequence[str] | None = None) -> None:
        """Note a source, and the fields that it gave of its table; none if it is not readable."""
        if source.table is None:
            self._others.append(source)
            return
        self._sources[source.table] = source
        if fields is not None:
            self._columns[source.table] = frozenset(fields)

    def submission(self) -> Submission:
        """Return what was read."""
        self.flush()
        tables = self.standard.tables
        return Submission(
            standard=self.standard,
            connection=self.database,
            columns={
                name: tuple(field for field in tables[name].fields if field in self._columns[name])
                for name in tables
                if name in self._columns
            },
            sources=(*(self._sources[t] for t in tables if t in self._sources), *self._others),
            unknown=tuple(self._unknown),
            descriptor=self.descriptor,
        )
