"""What protection did, in numbers, for the person who decides whether it may go out."""

from typing import Any

from openinnov.protection.work import DESCRIPTION, Work
from openinnov.submission import Mark, Measure, ProtectedSubmission

_VERSION = "1.3"
_MEASURES = """
SELECT table_name, field_name, technique, reason,
    CASE WHEN count(cells) = count(*) THEN CAST(sum(cells) AS BIGINT) END
FROM (
    SELECT * FROM temp.measure
    UNION ALL
    SELECT table_name, field_name, reason, technique, count(*) FROM temp.notice
    WHERE record_id <> '*' GROUP BY ALL
)
GROUP BY ALL ORDER BY ALL
"""


def measures(work: Work) -> tuple[Measure, ...]:
    """Return what was done, in the order of the standard; small numbers of records are left out.

    Cells of which each has a notice of its own are counted, however few they are.
    """
    rows = work.database.execute(_MEASURES).fetchall()
    tables = [*work.submission.standard.tables]
    ordered = sorted(rows, key=lambda row: tables.index(row[0]))
    return tuple(Measure(*row) for row in ordered)


def marks(work: Work) -> tuple[Mark, ...]:
    """Return where something was taken out of texts, in the order of the standard."""
    rows = work.database.execute(
        "SELECT table_name, _row, field_name, kind, CAST(sum(pieces) AS BIGINT) FROM temp.mark "
        "GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    tables = [*work.submission.standard.tables, DESCRIPTION]
    return tuple(Mark(*row) for row in sorted(rows, key=lambda row: tables.index(row[0])))


def plan_document(protected: ProtectedSubmission) -> dict[str, Any]:
    """Return what was done as a document of plain values: counts, and no value of any cell."""
    submission = protected.submission
    return {
        "version": _VERSION,
        "profile": protected.profile,
        "policy": dict(protected.policy),
        "tables": [
            {"table": name, "records": submission.rows(name), "fields": list(fields)}
            for name, fields in submission.columns.items()
        ],
        "measures": [
            {
                "table": measure.table,
                "field": measure.field,
                "method": measure.method,
                "reason": measure.reason,
                **({} if measure.cells is None else {"cells": measure.cells}),
            }
            for measure in protected.plan
        ],
        "unfound": [{"table": name, "ids": ids} for name, ids in protected.unfound.items()],
        "risks": [str(each) for each in protected.anonymity],
        "texts": [
            {"table": table, "field": field, "kind": kind, "pieces": pieces}
            for (table, field, kind), pieces in _pieces(protected).items()
        ],
    }


def _pieces(protected: ProtectedSubmission) -> dict[tuple[str, str, str], int]:
    """Return how many pieces of each kind were taken out of the texts of each field."""
    pieces: dict[tuple[str, str, str], int] = {}
    for mark in protected.marks:
        place = (mark.table, mark.field, mark.kind)
        pieces[place] = pieces.get(place, 0) + mark.count
    return dict(sorted(pieces.items()))
