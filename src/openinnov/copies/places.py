"""All places that validation found, as a query over the database of the submission."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from openinnov.engine.sql import literal
from openinnov.exceptions import RefusedError
from openinnov.reading.sheet_xml import address
from openinnov.repair import REPAIRABLE, Suggester
from openinnov.report import Report
from openinnov.submission import Submission
from openinnov.validation.shown import conceal_other_persons

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

#: How many rows are fetched at a time.
BATCH = 10_000
COLUMNS = (
    *("rule", "severity", "table", "source", "row", "line", "cell", "field", "value"),
    *("suggestion", "safe", "detail"),
)
_KEY = ("rule", "table_name", "field_name")
_TABLES = """
CREATE OR REPLACE TEMP TABLE noticed
(rule VARCHAR, table_name VARCHAR, field_name VARCHAR, place BIGINT, severity VARCHAR,
source VARCHAR, letters VARCHAR);
CREATE OR REPLACE TEMP TABLE advised
(rule VARCHAR, table_name VARCHAR, field_name VARCHAR, value VARCHAR, suggestion VARCHAR,
safe BOOLEAN);
CREATE OR REPLACE TEMP TABLE spanned (source VARCHAR, _row BIGINT, surplus BIGINT)
"""
_SAME = " AND ".join(f"f.{name} IS NOT DISTINCT FROM {{other}}.{name}" for name in _KEY)
#: The lines of a text that records before a row take more than one: those of the nearest that does.
_SPANNED = "s.source = coalesce(f.source, n.source) AND s._row < f._row"
QUERY = f"""
SELECT f.rule, n.severity, f.table_name AS "table", coalesce(f.source, n.source) AS source,
f._row AS "row", f._row + s.surplus AS line, n.letters || f._row AS cell, f.field_name AS field,
f.value, a.suggestion, CASE WHEN a.suggestion IS NOT NULL THEN a.safe END AS safe, f.detail
FROM temp.found AS f JOIN temp.noticed AS n ON {_SAME.format(other="n")}
ASOF LEFT JOIN temp.spanned AS s ON {_SPANNED}
LEFT JOIN temp.advised AS a ON {_SAME.format(other="a")} AND f.value = a.value
ORDER BY n.place, f._row NULLS FIRST, f.source, f.value, f.detail
"""


def prepare(submission: Submission, report: Report) -> None:
    """Make what `QUERY` needs, of a submission that this report is the last one about.

    Raises `RefusedError` if it is not.
    """
    database = submission.connection
    check_report(submission, report)
    database.execute(_TABLES)
    sources = {source.table: source for source in reversed(submission.sources)}
    for place, notice in enumerate(report.notices):
        source = sources.get(notice.table)
        columns = (source.columns if source else None) or {}
        column = columns.get(notice.field or "")
        letters = None if column is None else address(0, column - 1)[:-1]
        key = [notice.check.name, notice.table, notice.field]
        database.execute(
            "INSERT INTO temp.noticed VALUES (?, ?, ?, ?, ?, ?, ?)",
            [*key, place, notice.check.severity, source.name if source else None, letters],
        )
    _span(submission)
    _advise(submission, report)


def rows(database: "DuckDBPyConnection", query: str) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a query, a batch in memory at a time."""
    # A cursor has temporary tables of its own, so the connection is busy meanwhile.
    database.execute(query)
    while batch := database.fetchmany(BATCH):
        yield from batch


def check_report(submission: Submission, report: Report) -> None:
    """Raise `RefusedError` unless a report is the last one about a submission.

    A copy tells more of the findings than the report, so none of them tells of a person then.
    """
    query = "SELECT count(*) FROM duckdb_tables() WHERE temporary AND table_name = 'found'"
    ((made,),) = submission.connection.execute(query).fetchall()
    if made:
        ((count,),) = submission.connection.execute("SELECT count(*) FROM temp.found").fetchall()
        if count == len(report):
            conceal_other_persons(submission)
            return
    raise RefusedError("this report is not the last one about the submission: validate it again")


def _span(submission: Submission) -> None:
    """Note for each text where its records stand, beginning with the first."""
    for source in submission.sources:
        if source.spans is not None:
            submission.connection.execute(
                f"INSERT INTO temp.spanned SELECT {literal(source.name)}, unnest(?::bigint[]), "
                "unnest(?::bigint[])",
                [[0, *source.spans.rows], [0, *source.spans.surplus]],
            )


def _advise(submission: Submission, report: Report) -> None:
    """Note the suggestions of the report, and the safe ones for the values beyond its samples."""
    suggester, database = Suggester(submission), submission.connection
    for notice in report.notices:
        name, table, field = notice.check.name, notice.table, notice.field
        if name not in REPAIRABLE or table is None or field is None:
            continue
        said = {f.value: (f.suggestion, f.safe) for f in notice.samples if f.suggestion}
        if len(notice.samples) < notice.total:
            others = database.execute(
                f"SELECT DISTINCT value FROM temp.found WHERE rule = {literal(name)} "
                f"AND table_name = {literal(table)} AND field_name = {literal(field)} "
                "AND value IS NOT NULL"
            ).fetchall()
            rest = [value for (value,) in others if value not in said]
            found = suggester.suggest(table, field, rest, guess=False) if rest else {}
            said |= {value: (each.text, each.safe) for value, each in found.items()}
        if said:
            database.execute(
                f"INSERT INTO temp.advised SELECT {literal(name)}, {literal(table)}, "
                f"{literal(field)}, unnest(?::varchar[]), unnest(?::varchar[]), "
                "unnest(?::boolean[])",
                [list(said), *(list(each) for each in zip(*said.values(), strict=True))],
            )
