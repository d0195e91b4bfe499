"""Apply the checks that the fields of tables state."""

from collections.abc import Iterator

from openinnov.engine.checks import (
    bad_cells_query,
    bad_rows_query,
    findings_query,
    foreign_keys,
    key_queries,
    reference_query,
)
from openinnov.engine.sql import identifier
from openinnov.report import Unevaluated
from openinnov.standard import ForeignKey, Table
from openinnov.submission import Submission

#: Up to how many bad rows are copied: to find them again takes as long as to read all.
_STORED = 100_000


def check_fields(submission: Submission) -> tuple[list[str], list[Unevaluated]]:
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
