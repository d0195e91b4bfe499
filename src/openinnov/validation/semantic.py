"""Apply the rules of the standard that are written as queries."""

import dataclasses
from collections.abc import Collection, Container, Iterable, Mapping

from openinnov.detection import fill_matches
from openinnov.engine.binding import check_rules
from openinnov.engine.duckdb import create_empty, create_previous, create_typed
from openinnov.engine.lists import (
    create_codelists,
    create_dated_codes,
    create_lookups,
    used_subtags,
)
from openinnov.engine.rules import PREVIOUS, Needs, needs, rule_query, unevaluated
from openinnov.engine.sql import identifier
from openinnov.engine.views import create_descriptor_view, create_rule_views, has_cells
from openinnov.report import Unevaluated
from openinnov.standard import Rule, Table
from openinnov.submission import Submission

#: How many rules about few records are one query; planning grows faster than their number.
_AT_ONCE = 20
#: How many rows of an earlier release are carried over at a time.
_BATCH = 10_000


def apply_rules(
    submission: Submission,
    previous: Submission | None,
    threshold: int,
    names: Collection[str],
    *,
    small: bool,
) -> tuple[list[str], list[Unevaluated]]:
    """Apply each of the rules that can be; return those, and why the others could not be.

    Of a `small` submission what the rules read is stored, and many rules are one query.
    """
    standard, database = submission.standard, submission.connection
    if standard.foreign:
        check_rules(standard)
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
    present = [_submitted(submission, table) for table in submission.tables]
    # A rule about cells that no table has is fulfilled; running it would cost, and find nothing.
    busy = {
        name: need
        for name, need in applied.items()
        if need.tables or need.package or has_cells(need.views, present)
    }
    _prepare(submission, previous, busy, threshold, small=small)
    queries = [_found(standard.rules[name], need) for name, need in busy.items()]
    # Of few records a statement costs more than what it finds, unless it is postponed.
    size = _AT_ONCE if small and not getattr(database, "postpones", False) else 1
    for start in range(0, len(queries), size):
        united = " UNION ALL ".join(queries[start : start + size])
        database.execute(f"INSERT INTO temp.found {united}")
    return list(applied), [Unevaluated(*each) for each in unapplied.items()]


def _found(rule: Rule, need: Needs) -> str:
    """Return a rule as a query of findings, without values that not everybody may see."""
    value = "NULL" if need.reads_protected else "value"
    return (
        f"SELECT rule, table_name, source, _row, field_name, {value}, detail FROM "
        f"({rule_query(rule)}) AS f(rule, table_name, source, _row, field_name, value, detail)"
    )


def _prepare(
    submission: Submission,
    previous: Submission | None,
    applied: Mapping[str, Needs],
    threshold: int,
    *,
    small: bool,
) -> None:
    """Make the tables and views that the rules query."""
    standard, database = submission.standard, submission.connection
    words = {word for need in applied.values() for word in need.words}
    if any(need.unnamed for need in applied.values()):
        words.update(*(table.fields for table in standard.tables.values()))
    present = [_submitted(submission, table) for table in submission.tables]
    views = _all(need.views for need in applied.values())
    create_rule_views(database, present, views, stored=small)
    _create_tables(submission, words, stored=small)
    create_descriptor_view(database, submission.descriptor or {}, threshold)
    used = used_subtags(database) if "language_cell" in views else frozenset()
    lists = _all(need.codelists for need in applied.values())
    create_codelists(database, standard, lists, words, used)
    create_lookups(database, standard, _all(need.lookups for need in applied.values()), words)
    if "dated_code" in words:
        create_dated_codes(database, standard, present, used)
    if previous is not None:
        _carry_over(submission, previous, words, stored=small)
    if "personal_data_match" in words:
        fill_matches(database, present, descriptor=submission.descriptor)


def _submitted(submission: Submission, table: Table) -> Table:
    """Return a table with those of its fields alone that were submitted."""
    names = (*submission.columns[table.name], *table.primary_key)
    fields = {name: field for name, field in table.fields.items() if name in names}
    return dataclasses.replace(table, fields=fields)


def _create_tables(submission: Submission, words: Container[str], *, stored: bool) -> None:
    tables = [_named(t, words) for t in submission.standard.tables.values() if t.name in words]
    present = [table for table in tables if table.name in submission.columns]
    create_typed(submission.connection, present, stored=stored)
    create_empty(submission.connection, (table for table in tables if table not in present))


def _named(table: Table, words: Container[str]) -> Table:
    """Return a table with those of its fields alone that rules name."""
    fields = {name: field for name, field in table.fields.items() if name in words}
    return dataclasses.replace(table, fields=fields)


def _all(names: Iterable[frozenset[str]]) -> list[str]:
    return sorted(frozenset().union(*names))


def _carry_over(
    submission: Submission, previous: Submission, words: Container[str], *, stored: bool
) -> None:
    """Let the tables of the earlier release stand beside those of this one."""
    database, standard = submission.connection, submission.standard
    if not getattr(database, "holds_previous", False):  # Spark was given both.
        _copy(submission, previous)
    tables = [_named(t, words) for t in standard.tables.values() if PREVIOUS + t.name in words]
    create_typed(database, tables, source="previous", prefix=PREVIOUS, stored=stored)


def _copy(submission: Submission, previous: Submission) -> None:
    database = submission.connection
    create_previous(database, submission.standard)
    for table in previous.tables:
        names = ["_row", "_source", *previous.columns[table.name]]
        columns = ", ".join(map(identifier, names))
        rows = previous.connection.cursor().execute(
            f"SELECT {columns} FROM submitted.{identifier(table.name)}"
        )
        places = ", ".join("unnest(?::varchar[])" for _ in names)
        while batch := rows.fetchmany(_BATCH):
            database.execute(
                f"INSERT INTO previous.{identifier(table.name)} ({columns}) SELECT {places}",
                [
                    [None if cell is None else str(cell) for cell in column]
                    for column in zip(*batch, strict=True)
                ],
            )
