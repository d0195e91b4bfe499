"""Check a submission against the standard."""

from collections.abc import Collection, Iterator
from contextlib import nullcontext
from typing import TYPE_CHECKING

from openinnov import __version__
from openinnov.descriptor import faults, version_faults
from openinnov.engine.duckdb import FINDINGS, unoptimized, use_all_cores
from openinnov.exceptions import SubmissionError
from openinnov.report import Origin, Report
from openinnov.submission import Submission
from openinnov.validation.fields import check_fields
from openinnov.validation.groups import Grouping
from openinnov.validation.notices import notices
from openinnov.validation.semantic import apply_rules
from openinnov.validation.shown import conceal_persons, drop_protected_values, show_as_submitted

if TYPE_CHECKING:
    from openinnov.submission import Source

__all__ = ["THRESHOLD", "validate"]

#: How many people a group has at least that may be told apart, unless a policy says more.
THRESHOLD = 5
#: Up to how many records a query is run as it is written.
_FEW = 1_000
#: Up to how many records one core checks them, and what rules read is stored.
_SMALL = 20_000


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
    records = {table.name: submission.rows(table.name) for table in submission.tables}
    total = sum(records.values())
    small = total <= _SMALL
    if not small:
        use_all_cores(database)
    with unoptimized(database) if total <= _FEW else nullcontext():
        checked, unchecked = check_fields(submission)
        applied, unapplied = apply_rules(submission, previous, threshold, names, small=small)
    show_as_submitted(submission)
    drop_protected_values(submission)
    grouping = Grouping(database, samples=samples)
    conceal_persons(submission, grouping)
    return Report(
        standard=submission.standard,
        tool_version=__version__,
        sources=tuple(_origin(source) for source in submission.sources),
        tables=records,
        evaluated=(*checked, *applied),
        unevaluated=(*unchecked, *unapplied),
        notices=notices(submission, records, grouping),
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
