"""The report as frictionless writes one, for tools that read those.

It knows no severity: errors become its errors, in its own types, and all else its warnings. It has
no place for a total beside the places that are named, so a warning says that there are more.
"""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from openinnov.report import Finding, Notice, Origin, Report
from openinnov.reporting import text
from openinnov.reporting.sarif import column_number
from openinnov.standard import Words

#: The types of frictionless for our checks of cells; each needs a row and a field.
_CELLS: Mapping[str, str] = {
    "type": "type-error",
    "unique": "unique-error",
    "primary-key": "primary-key",
    "foreign-key": "foreign-key",
    "missing-cell": "missing-cell",
    "extra-cell": "extra-cell",
    **dict.fromkeys(["required", "pattern", "enum", "codelist"], "constraint-error"),
    **dict.fromkeys(["minimum", "maximum", "min-length", "max-length"], "constraint-error"),
    **dict.fromkeys(["exclusive-minimum", "exclusive-maximum"], "constraint-error"),
}

#: What may not stand in the name of a task.
_NAMELESS = re.compile(r"[^-a-z0-9._/]")


def render(report: Report, words: Words) -> str:
    """Return the descriptor of a report of frictionless."""
    notices: dict[str | None, list[Notice]] = {}
    for notice in report.notices:
        place = notice.table if notice.table in report.tables else None
        notices.setdefault(place, []).append(notice)
    tasks = [
        _task(source, notices.pop(source.table, []), words)
        for source in report.sources
        if source.table is not None
    ]
    rest = [notice for group in notices.values() for notice in group]
    document = {
        "name": "openinnov",
        "title": text.verdict(report, words),
        "valid": report.valid,
        "stats": {"tasks": len(tasks), **_stats(report.notices)},
        "warnings": _warnings(rest, words),
        "errors": _errors(rest, words),
        "tasks": tasks,
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _task(source: Origin, notices: list[Notice], words: Words) -> dict[str, Any]:
    errors = _errors(notices, words)
    stats = {"sha256": source.sha256, "bytes": source.size, "rows": source.checked}
    return {
        "name": _NAMELESS.sub("-", (source.table or "").lower()),
        "type": "table",
        "valid": not errors,
        "place": source.name,
        "labels": [],
        "stats": {**stats, **_stats(notices)},
        "warnings": _warnings(notices, words),
        "errors": errors,
    }


def _stats(notices: Iterable[Notice]) -> dict[str, int]:
    """Count: the errors exactly, the warnings as the lines that they are."""
    grave = [notice for notice in notices if notice.check.severity == "error"]
    warned = [notice for notice in notices if _is_warned(notice)]
    total = sum(notice.total for notice in grave)
    # The same input gives the same report, so no time is told.
    return {"errors": total, "warnings": len(warned), "seconds": 0}


def _is_warned(notice: Notice) -> bool:
    return notice.check.severity != "error" or len(notice.samples) < notice.total


def _warnings(notices: Iterable[Notice], words: Words) -> list[str]:
    return [
        f"{words.say(f'severity/{notice.check.severity}')}: {_note(notice, words)} "
        f"({notice.check.name}) {'; '.join(text.place(notice, words.say))}"
        for notice in notices
        if _is_warned(notice)
    ]


def _errors(notices: Iterable[Notice], words: Words) -> list[dict[str, Any]]:
    grave = (notice for notice in notices if notice.check.severity == "error")
    return [_error(notice, finding, words) for notice in grave for finding in notice.samples]


def _note(notice: Notice, words: Words) -> str:
    said = [said for part, said in text.advise(notice, words) if part != "why"]
    return " ".join([words.check(notice.check, "sentence"), *said])


def _error(notice: Notice, finding: Finding, words: Words) -> dict[str, Any]:
    sentence, note = words.check(notice.check, "sentence"), _note(notice, words)
    error: dict[str, Any] = {
        "type": _type(notice.check.name, finding),
        "title": sentence,
        "description": words.check(notice.check, "why"),
        "message": note,
        "tags": ["#openinnov"],
        "note": note,
        "rule": notice.check.name,
    }
    if finding.row is not None:
        # Other cells of the record are none of the reader's business.
        error |= {"rowNumber": finding.row, "cells": []}
    if finding.field is not None:
        error |= {
            "fieldName": finding.field,
            "fieldNumber": column_number(finding.cell) if finding.cell else 0,
            "cell": finding.value or "",
            "label": finding.field,
        }
    if error["type"] == "missing-label":
        error |= {"labels": [], "rowNumbers": [1]}
    if error["type"] == "foreign-key":
        error |= {
            "fieldNames": [finding.field],
            "fieldCells": [finding.value or ""],
            "referenceName": notice.params["table"],
            "referenceFieldNames": [notice.params["field"]],
        }
    return error


def _type(rule: str, finding: Finding) -> str:
    """Return the type of frictionless that has a place for all that the finding names."""
    if finding.row is None:
        is_heading = rule == "missing-label" and finding.field is not None
        return rule if is_heading else "table-error"
    if finding.field is None:
        return "row-constraint"
    return _CELLS.get(rule, "row-constraint")
