"""Group findings into notices: exact totals, the places of the first, the commonest values."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from openinnov.reading.sheet_xml import address
from openinnov.report import Finding, Notice
from openinnov.standard import Standard
from openinnov.submission import Source, Submission
from openinnov.validation.advice import Advice
from openinnov.validation.demands import demand

#: How many ranges of rows, and how many values, a notice names.
_RANGES, _VALUES = 100, 8
_SEVERITIES = {"error": 0, "warning": 1, "info": 2}
#: What is found, with "" where there is no table or field.
_FOUND = (
    "SELECT rule, coalesce(table_name, '') AS table_name, coalesce(field_name, '') AS field_name, "
    "source, _row, value, detail FROM temp.found"
)
_KEY = "rule, table_name, field_name"
_GROUPS = f"SELECT {_KEY}, count(*), count(DISTINCT _row) FROM ({_FOUND}) AS f GROUP BY {_KEY}"
#: The rows in a row. Engines sort nulls differently, so each order says where they go.
_ISLANDS = f"""
SELECT {_KEY}, first_row, last_row FROM (
    SELECT {_KEY}, min(_row) AS first_row, max(_row) AS last_row,
        row_number() OVER (PARTITION BY {_KEY} ORDER BY min(_row)) AS place
    FROM (
        SELECT {_KEY}, _row, _row - row_number() OVER (PARTITION BY {_KEY} ORDER BY _row) AS island
        FROM (SELECT DISTINCT {_KEY}, _row FROM ({_FOUND}) AS f WHERE _row IS NOT NULL) AS places
    ) AS numbered GROUP BY {_KEY}, island
) AS islands WHERE place <= {_RANGES + 1} ORDER BY {_KEY}, place
"""
#: How many characters of a value are told.
_WIDTH = 1_000
_VALUE = f"CASE WHEN length(value) > {_WIDTH} THEN left(value, {_WIDTH - 1}) || '…' ELSE value END"
_COMMONEST = f"""
SELECT {_KEY}, {_VALUE}, total FROM (
    SELECT {_KEY}, value, count(*) AS total,
        row_number() OVER (PARTITION BY {_KEY} ORDER BY count(*) DESC, value) AS place
    FROM ({_FOUND}) AS f WHERE value IS NOT NULL GROUP BY {_KEY}, value
) AS counted WHERE place <= {_VALUES} ORDER BY {_KEY}, place
"""
_SAMPLES = f"""
SELECT {_KEY}, source, _row, {_VALUE}, detail FROM (
    SELECT *, row_number() OVER (PARTITION BY {_KEY} ORDER BY _row NULLS FIRST,
        source NULLS LAST, value NULLS LAST, detail NULLS LAST) AS place
    FROM ({_FOUND}) AS f
) AS ranked WHERE place <= ? ORDER BY {_KEY}, place
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


@dataclass(frozen=True, slots=True)
class _Details:
    """What the notices name, by rule, table and field."""

    islands: Mapping[Key, list[tuple[Any, ...]]]
    values: Mapping[Key, list[tuple[Any, ...]]]
    samples: Mapping[Key, list[tuple[Any, ...]]]


def notices(submission: Submission, *, samples: int) -> tuple[Notice, ...]:
    """Return the notices of a submission, worst first, then in the order of the standard."""
    database = submission.connection
    groups = database.execute(_GROUPS).fetchall()
    if not groups:
        return ()
    concealed = set(database.execute(_CONCEALED).fetchall())
    details = _Details(
        _by_key(database.execute(_ISLANDS).fetchall()),
        _by_key(database.execute(_COMMONEST).fetchall()),
        _by_key(database.execute(_SAMPLES, [samples]).fetchall()),
    )
    counts = {table.name: submission.rows(table.name) for table in submission.tables}
    ordered = sorted(groups, key=lambda group: _order(submission.standard, group[:3]))
    advice = Advice(submission)
    return tuple(
        _notice(
            submission,
            advice,
            (rule, table, field),
            _Extent(total, 0 < rows == counts.get(table, 0), (rule, table, field) in concealed),
            details,
        )
        for rule, table, field, total, rows in ordered
    )


def _by_key(rows: Iterable[tuple[Any, ...]]) -> Mapping[Key, list[tuple[Any, ...]]]:
    """Part rows by the rule, table and field that they begin with."""
    parted: defaultdict[Key, list[tuple[Any, ...]]] = defaultdict(list)
    for rule, table, field, *cells in rows:
        parted[rule, table, field].append(tuple(cells))
    return parted


def _order(standard: Standard, key: Key) -> tuple[int, int, str, int, str]:
    rule, table, field = key
    severity = _SEVERITIES[standard.check(rule).severity]
    if table not in standard.tables:
        return severity, -1, table, 0, f"{field}{rule}"
    fields = list(standard.tables[table].fields)
    position = fields.index(field) if field in fields else -1
    return severity, list(standard.tables).index(table), "", position, rule


def _notice(
    submission: Submission, advice: Advice, key: Key, extent: _Extent, details: _Details
) -> Notice:
    rule, table, field = key
    check, islands = submission.standard.check(rule), details.islands.get(key, [])
    origin = next((s for s in submission.sources if s.table == table), None)
    fields = submission.standard.tables[table].fields if table in submission.standard.tables else {}
    params = demand(submission.standard, fields[field], rule) if field in fields else {}
    values = details.values.get(key, [])
    # A value that was cut is no longer what stands in the cell.
    whole = {each[2] for each in details.samples[key] if each[2] and len(each[2]) < _WIDTH}
    suggested = advice.suggestions(key, whole)
    return Notice(
        check=check,
        table=table or None,
        field=field or None,
        heading=_heading(submission, table, field) or None,
        params=advice.nearest(key, params, [value for value, _ in values]),
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
                suggestion=suggested[value].text if value in suggested else None,
                safe=value in suggested and suggested[value].safe,
            )
            for source, row, value, detail in details.samples[key]
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
