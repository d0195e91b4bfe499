"""Apply the rules of the standard that are written as queries."""

from collections.abc import Collection, Iterable

from openinnov.detection import fill_matches
from openinnov.engine.duckdb import create_tables, create_views
from openinnov.engine.rules import PREVIOUS, Needs, needs, rule_query, unevaluated
from openinnov.engine.sql import identifier
from openinnov.engine.views import (
    RULE_VIEWS,
    create_codelists,
    create_dated_codes,
    create_descriptor_view,
    create_lookups,
    create_rule_views,
)
from openinnov.submission import Submission

#: The views that the detectors of personal data read.
DETECTED = frozenset({"text_cell"})
#: Up to how many records the views over all tables are stored.
_SMALL = 20_000
#: How many rows of an earlier release are carried over at a time.
_BATCH = 10_000


def apply_rules(
    submission: Submission,
    previous: Submission | None,
    threshold: int,
    names: Collection[str],
) -> tuple[list[str], list[tuple[str, str]]]:
    """Apply each of the rules that can be; return those, and why the others could not be."""
    standard, database = submission.standard, submission.database
    required = {name: needs(standard, standard.rules[name]) for name in names}
    unapplied = {
        name: reason
        for name, need in required.items()
        if (
            reason := unevaluated(
                need,
                submission.columns,
                descriptor=submission.descriptor is not None,
                previous=previous is not None,
            )
        )
    }
    applied = {name: need for name, need in required.items() if name not in unapplied}
    _prepare(submission, previous, applied, threshold)
    for name, need in applied.items():
        query = rule_query(standard.rules[name])
        hidden = "NULL" if need.reads_protected else "value"
        database.execute(
            f"INSERT INTO temp.found SELECT rule, table_name, source, _row, field_name, {hidden}, "
            f"detail FROM ({query}) AS f(rule, table_name, source, _row, field_name, value, detail)"
        )
    return list(applied), list(unapplied.items())


def _prepare(
    submission: Submission,
    previous: Submission | None,
    applied: dict[str, Needs],
    threshold: int,
) -> None:
    """Make the views that the rules query."""
    standard, database = submission.standard, submission.database
    words = {word for need in applied.values() for word in need.words}
    views = [name for name in RULE_VIEWS if name in words or name in DETECTED]
    small = sum(submission.rows(table.name) for table in submission.tables) <= _SMALL
    create_rule_views(database, submission.tables, views, stored=small)
    create_descriptor_view(database, submission.descriptor or {}, threshold)
    create_codelists(database, standard, _all(need.codelists for need in applied.values()), words)
    create_lookups(database, standard, _all(need.lookups for need in applied.values()), words)
    create_dated_codes(database, standard, submission.tables)
    if previous is not None:
        _carry_over(submission, previous)
    if submission.columns:
        fill_matches(database, submission.tables, descriptor=submission.descriptor)


def _all(names: Iterable[frozenset[str]]) -> list[str]:
    return sorted(frozenset().union(*names))


def _carry_over(submission: Submission, previous: Submission) -> None:
    """Copy the tables of the earlier release beside those of this one."""
    database = submission.database
    database.execute("DROP SCHEMA IF EXISTS previous CASCADE")
    create_tables(database, "previous", submission.standard.tables.values())
    for table in previous.tables:
        names = ["_row", "_source", *previous.columns[table.name]]
        columns = ", ".join(map(identifier, names))
        rows = previous.database.cursor().execute(
            f"SELECT {columns} FROM submitted.{identifier(table.name)}"
        )
        places = ", ".join("?" for _ in names)
        while batch := rows.fetchmany(_BATCH):
            database.executemany(
                f"INSERT INTO previous.{identifier(table.name)} ({columns}) VALUES ({places})",
                batch,
            )
    create_views(database, "previous", "main", submission.standard.tables.values(), prefix=PREVIOUS)
