"""What the steps of protection share: the submission, what is decided, and tables of their own.

All work is done in temporary tables of a connection of its own, so that the submission stays as it
is and nothing is left of the work when it is done.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from openinnov import detection
from openinnov.detection import Known
from openinnov.engine.duckdb import use_all_cores
from openinnov.engine.sql import identifier, matches
from openinnov.policy import Policy
from openinnov.protection.decisions import Decision, Decisions
from openinnov.protection.pseudonymize import ANY_SHAPE
from openinnov.standard import Table
from openinnov.submission import Submission

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from openinnov.detection import Recogniser

#: From how many records on more than one core is of use.
_MANY = 50_000
#: What stands in the place of a table where a text of the description is meant.
DESCRIPTION = "datapackage.json"
#: How many cells or records are handled at a time.
BATCH = 10_000
_TABLES = """
CREATE TEMP TABLE hierarchy_line (scope VARCHAR, value VARCHAR, result VARCHAR);
CREATE TEMP TABLE pseudonym (scope VARCHAR, value VARCHAR, pseudonym VARCHAR);
CREATE TEMP TABLE scrubbed (table_name VARCHAR, _id BIGINT, field_name VARCHAR, result VARCHAR);
CREATE TEMP TABLE unshown (table_name VARCHAR, _id BIGINT, field_name VARCHAR, reason VARCHAR);
CREATE TEMP TABLE rounded (
    table_name VARCHAR, record BIGINT, field_name VARCHAR, result VARCHAR, few BOOLEAN
);
CREATE TEMP TABLE notice (
    table_name VARCHAR, record_id VARCHAR, field_name VARCHAR, reason VARCHAR, technique VARCHAR,
    cells BIGINT, available VARCHAR
);
CREATE TEMP TABLE held (cause VARCHAR, table_name VARCHAR, record_id VARCHAR);
CREATE TEMP TABLE measure (
    table_name VARCHAR, field_name VARCHAR, reason VARCHAR, technique VARCHAR, cells BIGINT
);
CREATE TEMP TABLE mark (
    table_name VARCHAR, _row BIGINT, field_name VARCHAR, kind VARCHAR, pieces BIGINT
)
"""


@dataclass(frozen=True, slots=True)
class Work:
    """The protection of one submission."""

    submission: Submission
    policy: Policy
    decisions: Decisions
    database: "DuckDBPyConnection"
    #: Whether the submission is itself a release of this profile under this very policy.
    released: bool
    recogniser: "Recogniser | None" = None

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables that were submitted and leave, in the order of the standard."""
        return tuple(t for t in self.submission.tables if t.name in self.decisions.rows)

    @property
    def regions(self) -> tuple[str, ...]:
        """The countries whose telephone numbers need no code: of the policy, then our own."""
        return (*self.policy.regions, *detection.regions_of(self.submission.descriptor))

    def fields(self, table: Table) -> Iterator[Decision]:
        """Yield what is decided on each submitted field of a table that leaves."""
        chosen = self.decisions.fields[table.name]
        yield from (chosen[name] for name in self.submission.columns[table.name])

    def number(self, query: str) -> int:
        """Return the one number that a query gives; of one that changes rows, how many they are."""
        (number,) = self.database.execute(query).fetchall()[0]
        return int(number)

    def note(self, query: str) -> None:
        """Add notices: table, record, field, reason, technique, cells, and when it is available."""
        self.database.execute(f"INSERT INTO temp.notice {query}")

    def scrubbed(self, text: str, known: Known) -> str:
        """Return a text with marks for what the policy takes out."""
        return detection.scrub(
            text,
            kinds=self.policy.detectors,
            regions=self.regions,
            known=known,
            recogniser=self.recogniser,
        )

    def mark(self, marks: Iterable[tuple[str, int | None, str, str, int]]) -> None:
        """Note what was taken out of texts: table, row, field, kind and number of pieces."""
        columns = [list(column) for column in zip(*marks, strict=True)]
        if columns:
            self.database.execute(
                "INSERT INTO temp.mark SELECT unnest(?::VARCHAR[]), unnest(?::BIGINT[]), "
                "unnest(?::VARCHAR[]), unnest(?::VARCHAR[]), unnest(?::BIGINT[])",
                columns,
            )

    def measure(self, place: tuple[str, str], why: tuple[str, str], cells: int) -> None:
        """Add to the plan what was done to records of a table that no notice names.

        A small number is not told.
        """
        shown = cells if cells >= self.policy.threshold else None
        if cells:
            self.database.execute(
                "INSERT INTO temp.measure VALUES (?, ?, ?, ?, ?)", [*place, *why, shown]
            )


def begin(
    submission: Submission,
    policy: Policy,
    decisions: Decisions,
    recogniser: "Recogniser | None" = None,
) -> Work:
    """Open a connection to the submission, with empty tables for the work."""
    database = submission.connection.cursor()
    database.execute(_TABLES)
    if sum(submission.rows(table) for table in submission.columns) > _MANY:
        use_all_cores(database)
    released = _is_release(submission, policy, decisions)
    return Work(submission, policy, decisions, database, released, recogniser)


def _is_release(submission: Submission, policy: Policy, decisions: Decisions) -> bool:
    """Say whether a submission is a release of this profile under this very policy.

    That its description says so is not enough, since descriptions are copied: it holds nothing that
    the policy drops, and pseudonyms where the policy asks for them.
    """
    said = submission.descriptor or {}
    applied = said.get("openinnov:policy")
    same = isinstance(applied, Mapping) and applied.get("hash") == policy.hash
    if not same or said.get("openinnov:release") != decisions.profile:
        return False
    if not submission.columns.keys() <= decisions.rows.keys():
        return False
    chosen = [
        (table, decisions.fields[table][name])
        for table, names in submission.columns.items()
        for name in names
    ]
    return all(decision.leaves for _, decision in chosen) and not any(
        _holds_values(submission, table, decision)
        for table, decision in chosen
        if decision.treatment.method == "pseudonymize"
    )


def _holds_values(submission: Submission, table: str, decision: Decision) -> bool:
    cell = identifier(decision.field.name)
    query = f"SELECT 1 FROM {submitted(table)} WHERE NOT {matches(cell, ANY_SHAPE)} LIMIT 1"
    return bool(submission.connection.cursor().execute(query).fetchall())


def staged(table: str) -> str:
    """Return the name of the table that holds what leaves of a table."""
    return f"temp.{identifier(f'staged {table}')}"


def submitted(table: str) -> str:
    """Return the name of a table as it was submitted."""
    return f"submitted.{identifier(table)}"
