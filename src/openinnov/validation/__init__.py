"""Check a submission against the standard."""

from collections.abc import Collection, Iterator
from contextlib import nullcontext
from typing import TYPE_CHECKING

from openinnov import __version__
from openinnov.descriptor import faults, version_faults
from openinnov.engine.checks import (
    bad_cells_query,
    bad_rows_query,
    findings_query,
    foreign_keys,
    key_queries,
    reference_query,
)
from openinnov.engine.duckdb import FINDINGS, unoptimized, use_all_cores
from openinnov.engine.sql import identifier
from openinnov.exceptions import SubmissionError
from openinnov.report import Origin, Report, Unevaluated
from openinnov.standard import ForeignKey, Table
from openinnov.submission import Submission
from openinnov.validation.notices import notices
from openinnov.validation.semantic import SMALL, apply_rules
from openinnov.validation.shown import drop_protected_values, show_as_submitted

if TYPE_CHECKING:
    from openinnov.submission import Source

__all__ = ["THRESHOLD", "validate"]

#: How many people a group has at least that may be told apart, unless a policy says more.
THRESHOLD = 5
#: Up to how many records a query is run as it is written.
_FEW = 1_000
#: Up to how many bad rows are copied: to find them again takes as long as to read all.
_STORED = 100_000


def validate(  # noqa: PLR0913 -- each is a choice of its own
    submission: Submission,
    *,
    previous: Submission | None = None,
    rules: Collection[str] | None = None,
    samples: int = 100,
    threshold: int = THRESHOLD,
    spark: str | None = None,
) -> Report:
    """Find what in a submission breaks the standard.

    `previous` is the publisher's last release, `rules` the names of the semantic rules to apply,
    all of them by default, `samples` the number of places named for each rule and field, and
    `threshold` the smallest group of people that is not small. The same input gives the same
    report: no rule asks for the time, "today" is when the descriptor says that the package was
    made. `spark` is the master of a Spark that runs the checks, such as "local[*]", for data
    that outgrow one machine; by default DuckDB runs them, and both give the same report.

    Raises `UnknownNameError` when the standard has no rule of such a name, `MissingExtraError`
    when Spark is not there, and `SubmissionError` when an earlier release is given to what follows
    a Table Schema of others.
    """
    for name in rules or ():
        submission.standard.check(name)
    if previous is not None and submission.standard.generic:
        raise SubmissionError(
            "an earlier release is compared by rules of the standard, which other Table Schemas "
            "do not have: leave it out"
        )
    names = submission.standard.rules if rules is None else rules
    if spark is not None:
        from openinnov.validation.staging import staged

        with staged(submission, previous, spark) as (here, before):
            return _report(here, before, names, samples=samples, threshold=threshold)
    return _report(submission, previous, names, samples=samples, threshold=threshold)


def _report(
    submission: Submission,
    previous: Submission | None,
    names: Collection[str],
    *,
    samples: int,
    threshold: int,
) -> Report:
    database = submission.connection
    database.execute(f"CREATE OR REPLACE TEMP TABLE found ({FINDINGS})")
    database.execute("INSERT INTO temp.found SELECT * FROM submitted._finding")
    for rule, table, field, detail in _structure(submission, previous):
        cells = [rule, table, field, detail]
        database.execute("INSERT INTO temp.found SELECT ?, ?, NULL, NULL, ?, NULL, ?", cells)
    total = sum(submission.rows(table.name) for table in submission.tables)
    if total > SMALL:
        use_all_cores(database)
    with unoptimized(database) if total <= _FEW else nullcontext():
        checked, unchecked = _check_fields(submission)
        applied, unapplied = apply_rules(submission, previous, threshold, names)
    show_as_submitted(submission)
    drop_protected_values(submission)
    return Report(
        standard=submission.standard,
        tool_version=__version__,
        sources=tuple(_origin(source) for source in submission.sources),
        tables={table.name: submission.rows(table.name) for table in submission.tables},
        evaluated=(*checked, *applied),
        unevaluated=(*unchecked, *unapplied),
        notices=notices(submission, samples=samples),
    )


def _structure(
    submission: Submission, previous: Submission | None
) -> Iterator[tuple[str, str | None, str | None, str | None]]:
    """Yield rule, table, field and detail of what is missing as a whole."""
    standard, descriptor = submission.standard, submission.descriptor
    if not any(source.table for source in submission.sources):
        yield "no-table", None, None, None
    for table in submission.tables:
        for field in table.fields.values():
            needed = table.fields_match in {"exact", "equal", "subset"}
            needed = needed or field.required or field.name in table.primary_key
            if needed and field.name not in submission.columns[table.name]:
                yield "missing-label", table.name, field.name, None
    if descriptor is None or standard.generic:
        return  # A bare file is a part of a package; the rest is not said to be missing.
    for table in standard.tables.values():
        if table.required and table.name not in submission.columns:
            yield "missing-table", table.name, None, None
    earlier = (previous.descriptor if previous else None) or {}
    for name, advice in (*faults(descriptor, standard), *version_faults(descriptor, earlier)):
        yield "descriptor", None, name, advice


def _check_fields(submission: Submission) -> tuple[list[str], list[Unevaluated]]:
    """Apply the checks that fields state; return those applied, and those that could not be."""
    standard, unchecked = submission.standard, set()
    postpones = getattr(submission.connection, "postpones", False)
    for table in submission.tables:
        names = submission.columns[table.name]
        queries = [*_cell_queries(submission, table, postpones=postpones)]
        for some, query in key_queries(table, names):
            if postpones or submission.connection.execute(some).fetchall():
                queries.append(query)
        for key in foreign_keys(table, names):
            reason = _unreadable(submission, key)
            if reason is None:
                queries.append(reference_query(table, key, standard.tables[key.table]))
            else:
                unchecked.add((reason, key.table))
        for query in queries:
            submission.connection.execute(f"INSERT INTO temp.found {query}")
    applied = [name for name in standard.checks if submission.columns]
    lost = [Unevaluated("foreign-key", *each) for each in sorted(unchecked)]
    return applied, [*lost, *(Unevaluated("pattern", "pattern", *p) for p in standard.unchecked)]


def _unreadable(submission: Submission, key: ForeignKey) -> str | None:
    """Return the reason why no reference can be followed, if so."""
    if key.table not in submission.columns:
        return "no-target"
    return None if set(key.target) <= set(submission.columns[key.table]) else "no-target-column"


def _cell_queries(submission: Submission, table: Table, *, postpones: bool) -> Iterator[str]:
    """Look closer at the rows, and of them at the fields, that have a bad cell: they are few."""
    standard, names = submission.standard, submission.columns[table.name]
    if not names:
        return
    if postpones:  # To find the rows first would be one more query that is waited for.
        fields = _bad_fields(submission, table, f"submitted.{identifier(table.name)}")
        if fields:
            bad = bad_rows_query(standard, table, fields)
            yield findings_query(standard, table, fields, f"({bad})")
        return
    rows, total = _bad_rows(submission, table)
    if total:
        fields = _bad_fields(submission, table, rows) if total <= _STORED else list(names)
        yield findings_query(standard, table, fields, rows)


def _bad_rows(submission: Submission, table: Table) -> tuple[str, int]:
    """Find the rows with a bad cell; return where they stand, and how many there are."""
    names, database = submission.columns[table.name], submission.connection
    query = bad_rows_query(submission.standard, table, names, "_row")
    database.execute(f"CREATE OR REPLACE TEMP TABLE bad_number AS {query}")
    ((total,),) = database.execute("SELECT count(*) FROM temp.bad_number").fetchall()
    rows = (
        f"SELECT * FROM submitted.{identifier(table.name)} "
        "WHERE _row IN (SELECT _row FROM temp.bad_number)"
    )
    if not 0 < total <= _STORED:
        return f"({rows})", total
    database.execute(f"CREATE OR REPLACE TEMP TABLE bad_record AS {rows}")
    return "temp.bad_record", total


def _bad_fields(submission: Submission, table: Table, rows: str) -> list[str]:
    names = submission.columns[table.name]
    query = bad_cells_query(submission.standard, table, names, rows)
    (counts,) = submission.connection.execute(query).fetchall()
    return [name for name, count in zip(names, counts, strict=True) if count]


def _origin(source: "Source") -> Origin:
    return Origin(
        name=source.name,
        table=source.table,
        sha256=source.sha256,
        size=source.size,
        encoding=source.encoding,
        records=source.records,
        checked=source.checked,
        quarantined=source.quarantined,
        comments=source.comments,
    )
