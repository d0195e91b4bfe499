"""The report as text, for people at a terminal."""

import unicodedata
from collections.abc import Iterator

from openinnov.report import Notice, Report

_SEVERITIES = {"error": "Error", "warning": "Warning", "info": "Note"}
#: The checks that find what the standard does not know.
_UNKNOWN = ("unknown-table", "extra-label")
#: How many ranges of rows a line names; the JSON has more.
_RANGES = 8
#: How many characters of a value are shown.
_WIDTH = 60


def render(report: Report) -> str:
    """Return a report as lines of text."""
    return "\n".join(_lines(report)) + "\n"


def escape(text: str) -> str:
    r"""Return a text in which nothing moves the cursor or turns the direction of writing.

    >>> escape("a\x1b[31mb\u202e")
    'a\\x1b[31mb\\u202e'
    """
    return "".join(
        char.encode("unicode_escape").decode("ascii")
        if unicodedata.category(char) in {"Cc", "Cf", "Zl", "Zp", "Cs", "Co", "Cn"}
        else char
        for char in text
    )


def _lines(report: Report) -> Iterator[str]:
    yield _verdict(report)
    for notice in report.notices:
        yield ""
        yield from _notice(notice)
    yield ""
    rows, tables = sum(report.tables.values()), len(report.tables)
    yield f"Checked. Rules: {len(report.evaluated)}. Rows: {rows}. Tables: {tables}."
    reasons: dict[str, list[str]] = {}
    for rule, reason in report.unevaluated:
        reasons.setdefault(reason, []).append(rule)
    for reason, rules in reasons.items():
        yield f"Not checked, {reason}: {', '.join(rules)}."
    if any(notice.withheld for notice in report.notices):
        yield "Values in protected fields are not shown."


def _verdict(report: Report) -> str:
    totals = report.totals
    counts = f"Warnings: {totals['warning']}. Notes: {totals['info']}."
    if not report.publishable and len(report):
        agree = "agree" if report.valid else "do not agree"
        return f"The data {agree} with their schema. Errors: {totals['error']}. {counts}"
    if not report.valid:
        return f"Not ready to publish. Errors: {totals['error']}. {counts}"
    if any(notice.check.name in _UNKNOWN for notice in report.notices):
        return f"Can be published with --drop-unknown, which leaves out what is unknown. {counts}"
    return f"Can be published, with advice. {counts}" if len(report) else "No problems found."


def _notice(notice: Notice) -> Iterator[str]:
    check = notice.check
    yield f"{_SEVERITIES[check.severity]}: {check.sentence} ({check.name})"
    yield f"  Where:  {_place(notice)}"
    if notice.values:
        shown = (f'"{_short(value)}" ({total})' for value, total in notice.values)
        yield f"  Found:  {', '.join(shown)}"
    details = [finding.detail for finding in notice.samples if finding.detail][:1]
    # The number of an earlier row says nothing without this one.
    if details and not details[0].isdigit():
        yield f"  What:   {escape(details[0])}"
    yield f"  Why:    {check.why}"
    yield f"  Fix:    {check.fix}"


def _place(notice: Notice) -> str:
    if notice.table == "descriptor":
        return "the package as a whole"
    parts = []
    sources = sorted({finding.source for finding in notice.samples if finding.source})
    if sources:
        parts.append(escape(", ".join(sources)))
    elif notice.table:
        parts.append(f"table {notice.table}")
    if notice.heading:
        label = "property" if notice.check.name == "descriptor" else "column"
        parts.append(f'{label} "{escape(notice.heading)}"')
    if notice.every_row:
        parts.append("every row")
    elif notice.rows:
        more = len(notice.rows) > _RANGES or not notice.rows_complete
        ranges = ", ".join(notice.rows[:_RANGES])
        parts.append(f"rows {ranges}{' and more' if more else ''}")
    parts.append(f"total: {notice.total}")
    return "; ".join(parts)


def _short(value: str) -> str:
    return escape(value if len(value) <= _WIDTH else f"{value[: _WIDTH - 1]}…")
