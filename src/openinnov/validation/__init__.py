"""Check a submission against the standard."""

from collections.abc import Collection, Iterator
from contextlib import nullcontext
from typing import TYPE_CHECKING

from openinnov import __version__
from openinnov.descriptor import faults
from openinnov.engine.checks import (
    bad_cells_query,
    findings_query,
    key_queries,
    reference_query,
)
from openinnov.engine.duckdb import FINDINGS, unoptimized
from openinnov.report import Origin, Report
from openinnov.standard import Table
from openinnov.submission import Submission
from openinnov.validation.notices import notices
from openinnov.validation.semantic import apply_rules
from openinnov.validation.shown import drop_protected_values, show_as_submitted

if TYPE_CHECKING:
    from openinnov.submission import Source

__all__ = ["THRESHOLD", "validate"]

#: How many people a group has at least that may be told apart, unless a policy says more.
THRESHOLD = 5
#: Up to how many records a query is run as it is written.
_FEW = 1_000


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

    Raises `UnknownNameError` when the standard has no rule of such a name, and `MissingExtraError`
    when Spark is not there.
    """
    for name in rules or ():
        submission.standard.check(name)
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
    for rule, table, field, detail in _structure(submission):
        cells = [rule, table, field, detail]
        database.execute("INSERT INTO temp.found SELECT ?, ?, NULL, NULL, ?, NULL, ?", cells)
    few = sum(submission.rows(table.name) for table in submission.tables) <= _FEW
    with unoptimized(database) if few else nullcontext():
        checked, unchecked = _check_fields(submission)
        applied, unapplied = apply_rules(submission, previous, threshold, names)
    show_as_submitted(submission)
    drop_protected_values(submission)
    return Report(
        standard=submission.standard.name,
        standard_version=submission.standard.version,
        tool_version=__version__,
        sources=tuple(_origin(source) for source in submission.sources),
        tables={table.name: submission.rows(table.name) for table in submission.tables},
        evaluated=(*checked, *applied),
        unevaluated=(*unchecked, *unapplied),
        notices=notices(submission, samples=samples),
    )


def _structure(submission: Submission) -> Iterator[tuple[str, str | None, str | None, str | None]]:
    """Yield rule, table, field and detail of what is missing as a whole."""
    standard, descriptor = submission.standard, submission.descriptor
    if not submission.columns:
        yield "no-table", None, None, None
    for table in submission.tables:
        for field in table.fields.values():
            needed = field.required or field.name in table.primary_key
            if needed and field.name not in submission.columns[table.name]:
                yield "missing-label", table.name, field.name, None
    if descriptor is None:
        return  # A bare file is a part of a package; the rest is not said to be missing.
    for table in standard.tables.values():
        if table.required and table.name not in submission.columns:
            yield "missing-table", table.name, None, None
    for name, advice in faults(descriptor, standard):
        yield "descriptor", None, name, advice


def _check_fields(submission: Submission) -> tuple[list[str], list[tuple[str, str]]]:
    """Apply the checks that fields state; return those applied, and those that could not be."""
    standard, unchecked = submission.standard, {}
    for table in submission.tables:
        names = submission.columns[table.name]
        queries = [*_cell_queries(submission, table), *key_queries(table, names)]
        for name in names:
            target = table.fields[name].reference
            if target is None or target.external:
                continue
            if target.table in submission.columns:
                queries.append(reference_query(table, name, target))
            else:
                unchecked[target.table] = f"references to {target.table}: no such table"
        for query in queries:
            submission.connection.execute(f"INSERT INTO temp.found {query}")
    applied = [name for name in standard.checks if submission.columns]
    return applied, [("foreign-key", reason) for _, reason in sorted(unchecked.items())]


def _cell_queries(submission: Submission, table: Table) -> Iterator[str]:
    """Look closer at the fields that have a bad cell, which are few."""
    names = submission.columns[table.name]
    if names:
        query = bad_cells_query(submission.standard, table, names)
        (counts,) = submission.connection.execute(query).fetchall()
        bad = [name for name, count in zip(names, counts, strict=True) if count]
        if bad:
            yield findings_query(submission.standard, table, bad)


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
