"""What readers could not read: nothing leaves as long as there is any, for it would be lost.

It may also name persons, who could then not be sought in the texts.
"""

from openinnov.engine.sql import literal
from openinnov.exceptions import RefusedError
from openinnov.submission import Submission

#: Errors in cells that were read as they stand, so that validation judges them.
_READ = frozenset({"ambiguous-number", "type"})
#: How many kinds of fault, and how many rows of each, are named.
_FAULTS, _ROWS = 10, 8
# Headings and values may be personal, so neither is shown.
_PLACES = f"""
SELECT concat_ws(', ', source, 'table ' || table_name, 'field ' || field_name, label,
    'row ' || array_to_string(rows[:{_ROWS}], ', ') || if(len(rows) > {_ROWS}, ', …', '')
), rule, total
FROM (
    SELECT rule, table_name, source, field_name, count(*) AS total,
        CASE WHEN rule = 'duplicate-label' THEN detail END AS label,
        list(DISTINCT _row ORDER BY _row) FILTER (WHERE _row IS NOT NULL) AS rows
    FROM submitted._finding GROUP BY ALL
)
"""


def refuse_unread(submission: Submission) -> None:
    """Raise `RefusedError` where something that was submitted was not read."""
    checks = submission.standard.checks
    # An empty row is worth a warning, and holds nothing that could be lost.
    errors = [c.name for c in checks.values() if c.severity == "error" and c.name not in _READ]
    found = (
        submission.connection.cursor()
        .execute(f"{_PLACES} WHERE rule IN ({', '.join(map(literal, errors))}) ORDER BY ALL")
        .fetchall()
    )
    if not found:
        return
    lines = "".join(
        f"\n  {place} ({rule}: {total}): {checks[rule].sentence} {checks[rule].fix}"
        for place, rule, total in found[:_FAULTS]
    )
    more = f"\n  and {len(found) - _FAULTS} more" if len(found) > _FAULTS else ""
    raise RefusedError(
        "something that was submitted could not be read, so nothing was written; correct it, and "
        f"see openinnov validate for all places:{lines}{more}"
    )


def unlabelled(submission: Submission) -> list[tuple[str, str]]:
    """Return the source and the place of each column with values but without a heading."""
    return (
        submission.connection.cursor()
        .execute(
            "SELECT DISTINCT source, detail FROM submitted._finding WHERE rule = 'blank-label' "
            "ORDER BY ALL"
        )
        .fetchall()
    )
