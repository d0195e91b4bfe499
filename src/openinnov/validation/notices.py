"""Turn the groups of findings into the notices of a report."""

from collections.abc import Mapping

from openinnov.reading.sheet_xml import address
from openinnov.report import Finding, Notice
from openinnov.standard import Standard
from openinnov.submission import Source, Submission
from openinnov.validation.advice import Advice
from openinnov.validation.demands import demand
from openinnov.validation.groups import RANGES, WIDTH, Group, Grouping

_SEVERITIES = {"error": 0, "warning": 1, "info": 2}
_CONCEALED = """
SELECT rule, coalesce(table_name, ''), coalesce(field_name, '') FROM temp.concealed
"""


def notices(
    submission: Submission, records: Mapping[str, int], grouping: Grouping
) -> tuple[Notice, ...]:
    """Return the notices of a submission, worst first, then in the order of the standard.

    `records` says how many records each of its tables has.
    """
    groups = grouping.groups()
    if not groups:
        return ()
    concealed = set(submission.connection.execute(_CONCEALED).fetchall())
    advice = Advice(submission)
    return tuple(
        _notice(
            submission,
            advice,
            group,
            every_row=0 < group.rows == records.get(group.table, 0),
            concealed=group.key in concealed,
        )
        for group in sorted(groups, key=lambda group: _order(submission.standard, *group.key))
    )


def _order(standard: Standard, rule: str, table: str, field: str) -> tuple[int, int, str, int, str]:
    severity = _SEVERITIES[standard.check(rule).severity]
    if table not in standard.tables:
        return severity, -1, table, 0, f"{field}{rule}"
    fields = list(standard.tables[table].fields)
    position = fields.index(field) if field in fields else -1
    return severity, list(standard.tables).index(table), "", position, rule


def _notice(
    submission: Submission, advice: Advice, group: Group, *, every_row: bool, concealed: bool
) -> Notice:
    rule, table, field = group.key
    check = submission.standard.check(rule)
    origin = next((s for s in submission.sources if s.table == table), None)
    known = submission.standard.tables.get(table)
    params = (
        demand(submission.standard, known, field, rule) if known and field in known.fields else {}
    )
    # A value that was cut is no longer what stands in the cell.
    whole = {value for _, _, value, _ in group.samples if value and len(value) < WIDTH}
    suggested = advice.suggestions(group.key, whole)
    return Notice(
        check=check,
        table=table or None,
        field=field or None,
        heading=_heading(submission, table, field) or None,
        params=advice.nearest(group.key, params, [value for value, _ in group.values]),
        total=group.total,
        rows=tuple(_range(*island) for island in group.islands[:RANGES]),
        rows_complete=len(group.islands) <= RANGES,
        every_row=every_row,
        values=tuple(group.values),
        withheld=concealed or _is_protected(submission.standard, table, field),
        samples=tuple(
            Finding(
                rule=rule,
                severity=check.severity,
                table=table or None,
                source=source or (origin.name if origin else None),
                row=row,
                line=origin.spans.line(row) if origin and origin.spans and row else None,
                cell=_cell(origin, row, field),
                field=field or None,
                value=value,
                detail=detail,
                suggestion=advised.text if advised else None,
                safe=advised is not None and advised.safe,
            )
            for source, row, value, detail in group.samples
            for advised in [suggested.get(value or "")]
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
