"""The report as SARIF, for tools that show results of checks beside files.

Specification: OASIS SARIF 2.1.0. A result stands for a notice, and holds no text of a file: GitHub
shows 5,000 results of a run and 100 places of a result.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from openinnov.report import Finding, Notice, Report, say_reason
from openinnov.reporting import text
from openinnov.standard import Check, Words

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
#: How many places of a result GitHub shows.
_PLACES = 100
#: A sheet stands behind the name of its file, which ends as files do.
_SHEET = re.compile(r"(?P<file>.+?\.[A-Za-z]+)#(?P<sheet>.+)", re.DOTALL)


def render(report: Report, words: Words) -> str:
    """Return the report as a SARIF log."""
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [_run(report, words)]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def file_name(source: str) -> str:
    """Return the file of a source, which may be a sheet of it.

    >>> file_name("cases.xlsx#Needs"), file_name("need.csv"), file_name("a #1.csv")
    ('cases.xlsx', 'need.csv', 'a #1.csv')
    """
    sheet = _SHEET.fullmatch(source)
    return sheet["file"] if sheet else source


def column_number(cell: str) -> int:
    """Return the number of the column of a cell, from 1.

    >>> column_number("C17"), column_number("AA2")
    (3, 27)
    """
    number = 0
    for letter in cell.rstrip("0123456789"):
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _run(report: Report, words: Words) -> dict[str, Any]:
    standard = report.standard
    names = sorted({notice.check.name for notice in report.notices})
    unevaluated = sorted({each.rule for each in report.unevaluated} - set(names))
    rules = [*names, *unevaluated]
    return {
        "tool": {
            "driver": {
                "name": "openinnov",
                "version": report.tool_version,
                "rules": [_rule(standard.check(name), words) for name in rules],
            }
        },
        "language": words.language,
        "artifacts": list(_artifacts(report)),
        "invocations": [
            {
                "executionSuccessful": True,
                "toolConfigurationNotifications": [
                    {
                        "level": "note",
                        "message": {"text": say_reason(words, each)},
                        "associatedRule": {"id": each.rule, "index": rules.index(each.rule)},
                    }
                    for each in report.unevaluated
                ],
            }
        ],
        "results": [_result(notice, words, rules) for notice in report.notices],
        "properties": {
            "standard": f"{standard.name} {standard.version}",
            "standardSha256": standard.sha256(),
            "valid": report.valid,
            "totals": dict(report.totals),
            "verdict": text.verdict(report, words),
        },
    }


def _rule(check: Check, words: Words) -> dict[str, Any]:
    return {
        "id": check.name,
        "shortDescription": {"text": words.check(check, "sentence")},
        "fullDescription": {"text": words.check(check, "why")},
        "help": {"text": words.check(check, "fix")},
        "defaultConfiguration": {"level": _LEVELS[check.severity]},
        "properties": {"tags": [check.card]},
    }


def _artifacts(report: Report) -> Iterator[dict[str, Any]]:
    files = {file_name(source.name): source for source in report.sources}
    for name, source in files.items():
        hashes = {"sha-256": source.sha256}
        yield {"location": _file(name), "length": source.size, "hashes": hashes}


def _file(name: str) -> dict[str, str]:
    return {"uri": quote(name)}


def _result(notice: Notice, words: Words, rules: list[str]) -> dict[str, Any]:
    check, place = notice.check, {"table": notice.table, "field": notice.field}
    lines = [words.check(check, "sentence")]
    lines += [f"{words.say(f'label/{p}')}: {said}" for p, said in text.explain(notice, words)]
    result: dict[str, Any] = {
        "ruleId": check.name,
        "ruleIndex": rules.index(check.name),
        "level": _LEVELS[check.severity],
        "message": {"text": "\n".join(lines)},
        "locations": [_location(finding) for finding in notice.samples[:_PLACES]],
        "occurrenceCount": notice.total,
        "partialFingerprints": _fingerprints(notice),
        "properties": {
            **{name: value for name, value in place.items() if value is not None},
            "rows": list(notice.rows),
            "rowsComplete": notice.rows_complete,
            "withheld": notice.withheld,
        },
    }
    if changes := [change for finding in notice.samples for change in _changes(finding)]:
        said = {"text": words.say("safe")}
        result["fixes"] = [{"description": said, "artifactChanges": changes[:_PLACES]}]
    return result


def _location(finding: Finding) -> dict[str, Any]:
    location: dict[str, Any] = {}
    if finding.source:
        location["physicalLocation"] = {
            "artifactLocation": _file(file_name(finding.source)),
            "region": {"startLine": finding.line or finding.row or 1},
        }
    names = [name for name in (finding.table, finding.field) if name]
    if names:
        logical = {"fullyQualifiedName": ".".join(names)}
        if finding.cell:
            logical["decoratedName"] = finding.cell
        location["logicalLocations"] = [logical]
    if finding.suggestion is not None:
        location["message"] = {"text": text.shorten(finding.suggestion)}
    return location


def _fingerprints(notice: Notice) -> dict[str, str]:
    """Return what stays the same while the notice does, of names alone: values can be guessed.

    GitHub would make the second itself, of the text of the line, if it were not there.
    """
    names = "\n".join([notice.check.name, notice.table or "", notice.field or ""])
    digest = hashlib.sha256(names.encode()).hexdigest()
    return {"openinnov/v1": digest, "primaryLocationLineHash": f"{digest[:16]}:1"}


def _changes(finding: Finding) -> Iterator[dict[str, Any]]:
    """Yield the change of a cell that only spells it otherwise.

    The cell is a part of the file, named as RFC 7111 names it, for a line holds other cells too.
    """
    if not (finding.safe and finding.source and finding.cell and finding.value is not None):
        return
    if finding.suggestion is None or not finding.source.endswith(".csv"):
        return
    column = column_number(finding.cell)
    yield {
        "artifactLocation": {"uri": f"{quote(finding.source)}#cell={finding.row},{column}"},
        "replacements": [
            {
                "deletedRegion": {"charOffset": 0, "charLength": len(finding.value)},
                "insertedContent": {"text": finding.suggestion},
            }
        ],
    }
