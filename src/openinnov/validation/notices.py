"""Group findings into notices: exact totals, the places of the first, the commonest values."""

from dataclasses import dataclass

from openinnov.reading.sheet_xml import address
from openinnov.report import Finding, Notice
from openinnov.standard import Standard
from openinnov.submission import Source, Submission
from openinnov.validation.demands import demand

#: How many ranges of rows, and how many values, a notice names.
_RANGES, _VALUES = 100, 8
_SEVERITIES = {"error": 0, "warning": 1, "info": 2}
_KEY = "f.rule, coalesce(f.table_name, ''), coalesce(f.field_name, '')"
_SAME = f"({_KEY}) = (?, ?, ?)"
_ISLANDS = f"""
SELECT min(_row), max(_row) FROM (
    SELECT _row, _row - row_number() OVER (ORDER BY _row) AS island
    FROM (SELECT DISTINCT _row FROM temp.found AS f WHERE {_SAME} AND _row IS NOT NULL)
) GROUP BY island ORDER BY min(_row) LIMIT {_RANGES + 1}
"""
#: How many characters of a value are told.
_WIDTH = 1_000
_VALUE = f"CASE WHEN length(value) > {_WIDTH} THEN left(value, {_WIDTH - 1}) || '…' ELSE value END"
_VALUES_QUERY = f"""
SELECT {_VALUE}, count(*) FROM temp.found AS f WHERE {_SAME} AND value IS NOT NULL
GROUP BY value ORDER BY count(*) DESC, value LIMIT {_VALUES}
"""
_SAMPLES = f"""
SELECT source, _row, {_VALUE}, detail FROM temp.found AS f WHERE {_SAME}
ORDER BY _row NULLS FIRST, source, value, detail LIMIT ?
"""

_CONCEALED = """
SELECT rule, coalesce(table_name, ''), coalesce(field_name, '') FROM temp.concealed
"""

#: The rule, table and field that the findings of a notice share; "" where there is none.
Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class _Extent:
    """How far the findings of a notice go."""

    total: int
    every_row: bool
    #: Whether a value was dropped that not everybody may see.
    concealed: bool


def notices(submission: Submission, *, samples: int) -> tuple[Notice, ...]:
    """Return the notices of a submission, worst first, then in the order of the standard."""
    groups = submission.connection.execute(
        f"SELECT {_KEY}, count(*), count(DISTINCT _row) FROM temp.found AS f GROUP BY {_KEY}"
    ).fetchall()
    concealed = set(submission.connection.execute(_CONCEALED).fetchall())
    counts = {table.name: submission.rows(table.name) for table in submission.tables}
    ordered = sorted(groups, key=lambda group: _order(submission.standard, group[:3]))
    return tuple(
        _notice(
            submission,
            (rule, table, field),
            _Extent(total, 0 < rows == counts.get(table, 0), (rule, table, field) in concealed),
            samples,
        )
        for rule, table, field, total, rows in ordered
    )


def _order(standard: Standard, key: Key) -> tuple[int, int, str, int, str]:
    rule, table, field = key
    severity = _SEVERITIES[standard.check(rule).severity]
    if table not in standard.tables:
        return severity, -1, table, 0, f"{field}{rule}"
    fields = list(standard.tables[table].fields)
    position = fields.index(field) if field in fields else -1
    return severity, list(standard.tables).index(table), "", position, rule


def _notice(submission: Submission, key: Key, extent: _Extent, samples: int) -> Notice:
    rule, table, field = key
    check, database = submission.standard.check(rule), submission.connection
    islands = database.execute(_ISLANDS, key).fetchall()
    values = database.execute(_VALUES_QUERY, key).fetchall()
    places = database.execute(_SAMPLES, [*key, samples]).fetchall()
    origin = next((s for s in submission.sources if s.table == table), None)
    fields = submission.standard.tables[table].fields if table in submission.standard.tables else {}
    return Notice(
        check=check,
        table=table or None,
        field=field or None,
        heading=_heading(submission, table, field) or None,
        params=demand(submission.standard, fields[field], rule) if field in fields else {},
        total=extent.total,
        rows=tuple(_range(*island) for island in islands[:_RANGES]),
        rows_complete=len(islands) <= _RANGES,
        every_row=extent.every_row,
        values=tuple(values),
        withheld=extent.concealed or _is_protected(submission.standard, table, field),
        samples=tuple(
            Finding(
                rule=rule,
                severity=check.severity,
                table=table or None,
                source=source or (origin.name if origin else None),
                row=row,
                cell=_cell(origin, row, field),
                field=field or None,
                value=value,
                detail=detail,
            )
            for source, row, value, detail in places
        ),
    )


def _cell(origin: Source | None, row: int | None, field: str) -> str | None:
    if origin is None or row is None or not origin.columns or field not in origin.columns:
        return None
    return address(row, origin.columns[field] - 1)


def _range(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}-{last}"


def _heading(submission: Submission, table: str, field: str) -> str:
    for source in submission.sources:
        if source.table == table and source.headings and field in source.headings:
            return source.headings[field]
    return field


def _is_protected(standard: Standard, table: str, field: str) -> bool:
    fields = standard.tables[table].fields if table in standard.tables else {}
    return field in fields and fields[field].privacy != "public"
