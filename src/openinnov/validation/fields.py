"""Apply the checks that the fields of tables state."""

from collections.abc import Iterator

from openinnov.engine.checks import (
    bad_cells_query,
    bad_rows_query,
    findings_query,
)
from openinnov.engine.keys import foreign_keys, key_queries, reference_query
from openinnov.engine.sql import identifier
from openinnov.report import Unevaluated
from openinnov.standard import ForeignKey, Table
from openinnov.submission import Submission

#: A large table of which so many records at its beginning, or one in so many of those, are bad is
#: looked at as a whole.
_BEGINNING, _MOST = 20_000, 10


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
    rows = f"submitted.{identifier(table.name)}"
    if _is_mostly_bad(submission, table):
        yield findings_query(standard, table, names, rows)
        return
    bad = bad_rows_query(standard, table, names)
    submission.connection.execute(f"CREATE OR REPLACE TEMP TABLE bad_record AS {bad}")
    if submission.connection.execute("SELECT 1 FROM temp.bad_record LIMIT 1").fetchall():
        fields = _bad_fields(submission, table, "temp.bad_record")
        yield findings_query(standard, table, fields, "temp.bad_record")


def _is_mostly_bad(submission: Submission, table: Table) -> bool:
    """Say whether to pick the bad rows of a large table would be to copy it, from how it begins."""
    if submission.rows(table.name) <= _BEGINNING:
        return False
    bad = bad_rows_query(submission.standard, table, submission.columns[table.name], "_row")
    query = f"SELECT count(*) FROM ({bad} AND _row <= {_BEGINNING})"
    ((total,),) = submission.connection.execute(query).fetchall()
    return bool(total > _BEGINNING // _MOST)


def _bad_fields(submission: Submission, table: Table, rows: str) -> list[str]:
    names = submission.columns[table.name]
    query = bad_cells_query(submission.standard, table, names, rows)
    (counts,) = submission.connection.execute(query).fetchall()
    return [name for name, count in zip(names, counts, strict=True) if count]
