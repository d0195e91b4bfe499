"""What one publisher submitted, and what may be published of it."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from openinnov import fragment
from openinnov.engine.sql import identifier
from openinnov.exceptions import RefusedError
from openinnov.standard import Standard, Table

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@dataclass(frozen=True, slots=True)
class Spans:
    """The records of a text that take more than one line, in their order."""

    rows: Sequence[int]
    #: How many lines more than records there are up to the end of each.
    surplus: Sequence[int]

    def line(self, row: int) -> int:
        """Return the number of the first line of a record, from 1.

        >>> Spans([2, 5], [1, 3]).line(2), Spans([2, 5], [1, 3]).line(6)
        (2, 9)
        """
        before = bisect_left(self.rows, row)
        return row + (self.surplus[before - 1] if before else 0)


@dataclass(frozen=True, slots=True)
class Source:
    """A file, or a sheet of one, from which a table was read."""

    #: The name of the file, and of the sheet behind a ``#``; never a path.
    name: str
    #: The table that it holds, or none if it is no table of the standard.
    table: str | None
    sha256: str
    #: The size of the file in bytes.
    size: int
    encoding: str
    #: Records in the file without its header: checked + quarantined + comments.
    records: int
    checked: int
    #: Records that have lost their shape: reported, never published as they stand.
    quarantined: int = 0
    comments: int = 0
    #: The heading of each field as the file writes it, in the order of the file.
    headings: Mapping[str, str] | None = None
    #: The number of the column of each field, from 1, where records stand in rows of cells.
    columns: Mapping[str, int] | None = None
    #: Where the records of a text stand; none of what has no lines.
    spans: Spans | None = None


@dataclass(frozen=True, slots=True)
class UnknownColumn:
    """A column, or a whole file, that the standard does not know; it is never published."""

    #: The name of the source.
    source: str
    table: str | None
    #: The heading as the file has it, or none if the whole file is unknown.
    heading: str | None


@dataclass(frozen=True, slots=True)
class Submission:
    """Tables that one publisher submitted together."""

    standard: Standard
    #: The database as the compiled module of DuckDB gives it, which runs queries and no more.
    connection: "DuckDBPyConnection"
    #: The fields that were submitted of each table that was, in the order of the standard.
    columns: Mapping[str, tuple[str, ...]]
    sources: tuple[Source, ...]
    unknown: tuple[UnknownColumn, ...] = ()
    #: The properties of ``datapackage.json`` but its resources, or none if there is no descriptor.
    descriptor: Mapping[str, Any] | None = None
    #: The file or folder that it was read from, as far as it is one and still there.
    path: Path | None = None

    def __repr__(self) -> str:
        """Name the tables, and show no value."""
        return f"<Submission of {', '.join(self.columns) or 'no table'}>"

    def _repr_html_(self) -> str:
        """Return the names and sizes of the tables, as a notebook shows them, and no value."""
        names = {source.table: source.name for source in self.sources}
        rows = [
            (table.title, names.get(table.name, ""), self.rows(table.name)) for table in self.tables
        ]
        return fragment.table("Submission", ("Table", "File", "Records"), rows)

    @property
    def database(self) -> "DuckDBPyConnection":
        """All tables as text, in the schema ``submitted``: ``_row``, ``_source``, the fields."""
        import duckdb  # noqa: F401 -- the package gives connections their relations and Arrow.

        return self.connection

    def rows(self, table: str) -> int:
        """Return how many records of a table there are.

        Raises `UnknownNameError` when the standard has no such table.
        """
        self.standard.table(table)
        query = f"SELECT count(*) FROM submitted.{identifier(table)}"
        (count,) = self.connection.execute(query).fetchall()[0]
        return int(count)

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables that were submitted, in the order of the standard."""
        return tuple(t for t in self.standard.tables.values() if t.name in self.columns)


#: Whether protection is at work, which alone may make a `ProtectedSubmission`.
_PROTECTING: ContextVar[bool] = ContextVar("protecting", default=False)


@contextmanager
def protecting() -> Iterator[None]:
    """Allow a `ProtectedSubmission` to be made: for protection alone."""
    token = _PROTECTING.set(True)
    try:
        yield
    finally:
        _PROTECTING.reset(token)


@dataclass(frozen=True, slots=True)
class ProtectedSubmission:
    """What may be published under a profile; `openinnov.protect` alone makes this value."""

    #: The rows that may leave. Its standard is the release standard: what the policy drops is in no
    #: `columns`, and the fields that it changes demand less.
    submission: Submission
    #: "public", "partner" or "internal".
    profile: str
    #: The name, version and hash of the policy.
    policy: Mapping[str, str]
    #: What was done to how many cells, without a value.
    plan: "tuple[Measure, ...]"
    #: What was taken out of texts: for the publisher alone, and in no package.
    marks: "tuple[Mark, ...]" = ()
    #: How far the rows of tables are anonymous that leave for that reason.
    anonymity: "tuple[Anonymity, ...]" = ()
    #: Whom the rows of these tables are about, by keyed hashes: for the ledger alone.
    traces: "tuple[Trace, ...]" = ()
    #: What of numbers of people adds up, and which of them leave: for the ledger alone too.
    sums: "tuple[Sums, ...]" = ()
    #: What the description says of each table of numbers of people, by the name of the table.
    counts: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    #: How many ids that the policy holds back were not submitted, by table: they may be misspelt.
    unfound: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse to be made, or copied with other contents, outside of protection."""
        if not _PROTECTING.get():
            raise RefusedError("only openinnov.protect makes what may be published")

    def __repr__(self) -> str:
        """Name the profile and the tables, and show no value."""
        return f"<ProtectedSubmission, {self.profile}: {', '.join(self.submission.columns)}>"


@dataclass(frozen=True, slots=True, repr=False)
class Trace:
    """Which records of a table leave, and which of them look alike, by keyed hashes."""

    table: str
    records: tuple[str, ...]
    #: The class of each of the records.
    classes: tuple[str, ...]
    #: What of each record is not to be told by its class alone: in no ledger.
    secrets: "tuple[Secret, ...]" = ()


@dataclass(frozen=True, slots=True, repr=False)
class Secret:
    """A sensitive field, or one code of a list, of which the values have to differ."""

    field: str
    #: How they have to differ: "distinct", "entropy" or "recursive", with its constants.
    kind: str
    value: float
    c: float | None
    #: The keyed hash of what each record has.
    values: tuple[str, ...]
    #: The hashes of values that harm nobody.
    safe: frozenset[str]


class Told(NamedTuple):
    """A number of people, by keyed hashes, and what a release tells of it."""

    table: str
    field: str
    #: The hash of what it counts.
    place: str
    #: The hash of what it counts and how many they are: the same number has the same hash.
    number: str
    #: The number, if the release shows it.
    shown: int | None
    #: Whether the release withholds it; else nothing of the release holds it.
    withheld: bool
    #: Whether the release is to keep to itself that there are fewer than the threshold.
    guarded: bool
    #: What everyone knows that it is at least.
    least: int


@dataclass(frozen=True, slots=True, repr=False)
class Sums:
    """How numbers of people of linked tables add up, and what a release tells of them."""

    #: How many people a number is that may be told.
    threshold: int
    cells: tuple[Told, ...]
    #: Wholes and their parts, as positions of cells.
    equations: tuple[tuple[int, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class Exposure:
    """How much at risk the persons are whom rows are about; each risk lies in [0, 1]."""

    #: The rows, and how many classes of rows that look alike they make.
    rows: int
    classes: int
    #: The rows of the smallest class, a blank being a value of its own; 0 if there is no row.
    k: int
    #: The same where a blank matches every value.
    k_loose: int
    #: That who knows a person to be in the data finds the row: at most, on average.
    prosecutor_max: float
    prosecutor_mean: float
    #: The same for who looks for anybody of the population.
    journalist_max: float
    journalist_mean: float
    #: The share of rows that are found rightly if all are tried.
    marketer: float
    #: The mean of the individual risks (Benedetti, Franconi 1998).
    global_risk: float
    #: Rows that are the only one with their values of up to three fields, and of no fewer.
    minimal_uniques: int
    #: For each sensitive field the fewest distinct values of a class, and how far a class is
    #: distributed otherwise than all rows (equal distance).
    distinct_l: Mapping[str, int]
    t: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Anonymity:
    """How the rows of a table were made anonymous, and what risk is left: no value of any cell."""

    table: str
    #: What was promised, as the description of the release says it.
    guarantee: Mapping[str, Any]
    before: Exposure
    after: Exposure
    #: How far each quasi-identifier was coarsened, of how many steps; the last leaves nothing.
    levels: Mapping[str, tuple[int, int]]
    #: The cells that were emptied one by one, for each quasi-identifier.
    emptied: Mapping[str, int]
    dropped: int
    #: What was made least, and how much of it is left: 0 is nothing lost, for a loss 1 everything.
    objective: str
    loss: float
    #: How many ways to coarsen there were: the best of all was taken.
    ways: int

    def __str__(self) -> str:
        """Say in one sentence what the person who signs the release should know."""
        if not self.after.rows:
            return (
                f"{self.table}: no record leaves: there is no way to hide each among "
                f"{self.guarantee['k']} persons."
            )
        one_in = round(1 / self.after.global_risk) if self.after.global_risk else 0
        return (
            f"{self.table}: {self.after.rows} of {self.before.rows} records leave, each like at "
            f"least {self.after.k - 1} others; who tries to name a person is right about once in "
            f"{one_in} tries on average, and before it was once in "
            f"{max(round(1 / self.before.global_risk), 1) if self.before.global_risk else 0}."
        )


@dataclass(frozen=True, slots=True)
class Mark:
    """Where personal data of a kind were taken out of a text, and never what they said."""

    #: The table, or ``datapackage.json`` for the description of the package.
    table: str
    #: The number of the record in its file, of which the header is 1; none in the description.
    row: int | None
    field: str
    #: The name of the detector, as marks hold it.
    kind: str
    #: How many pieces there were; of a cell that was emptied as a whole, 1.
    count: int


@dataclass(frozen=True, slots=True)
class Measure:
    """What protection did to a field, or to whole records."""

    table: str
    #: The field, or ``*`` for whole records.
    field: str
    #: The method, such as "drop" or "generalize".
    method: str
    #: The code of the reason, from the codelist of withheld reasons.
    reason: str
    #: How many cells or records were changed; none if that would tell something.
    cells: int | None
