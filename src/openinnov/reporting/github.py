"""The report as annotations of GitHub Actions, and as the summary of a step.

GitHub shows 10 annotations of a kind for a step: one stands for a notice, worst first, and the
summary has all of them. Reference: "Workflow commands for GitHub Actions".
"""

import html
from collections.abc import Iterator

from openinnov.report import Notice, Report
from openinnov.reporting import text
from openinnov.reporting.sarif import file_name
from openinnov.standard import Words

_KINDS = {"error": "error", "warning": "warning", "info": "notice"}
_SHOWN = 10
#: How many bytes a summary may have, less what says that it goes on.
_SUMMARY = 1_048_576 - 1_024
_COLUMNS = ("severity", "rule", "table", "field", "total")
#: In the log of a step these begin a command, wherever they stand.
_COMMANDS = str.maketrans({"#": "\uff03", "\n": " ", "\r": " "})

_MARKS = str.maketrans({mark: f"&#{ord(mark)};" for mark in "|`*_[]\\~"})


def render(report: Report, words: Words) -> str:
    """Return a command for each annotation, and a line for each notice beyond those."""
    return "\n".join(_lines(report, words)) + "\n"


def summarize(report: Report, words: Words) -> str:
    """Return a table of all notices in Markdown, for the file that GITHUB_STEP_SUMMARY names."""
    heads = [words.say(f"column/{name}") for name in _COLUMNS] + [words.say("label/fix")]
    lines = [f"### {text.verdict(report, words)}", "", _row(heads), _row(["---"] * len(heads))]
    size = sum(len(line.encode()) + 1 for line in lines)
    for notice in report.notices:
        line = _row(_cells(notice, words))
        size += len(line.encode()) + 1
        if size > _SUMMARY:
            lines += ["", words.say("report/more-places")]
            break
        lines.append(line)
    return "\n".join(lines) + "\n\n"


def _lines(report: Report, words: Words) -> Iterator[str]:
    yield text.verdict(report, words)
    shown = dict.fromkeys(_KINDS, 0)
    for notice in report.notices:
        severity = notice.check.severity
        shown[severity] += 1
        yield _annotation(notice, words) if shown[severity] <= _SHOWN else _line(notice, words)


def _annotation(notice: Notice, words: Words) -> str:
    finding = notice.samples[0]
    properties = {"title": f"{words.check(notice.check, 'sentence')} ({notice.check.name})"}
    if finding.source:
        place = {"file": file_name(finding.source), "line": str(finding.line or finding.row or 1)}
        properties = place | properties
    said = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    lines = (f"{words.say(f'label/{part}')}: {t}" for part, t in text.explain(notice, words))
    return f"::{_KINDS[notice.check.severity]} {said}::{_message(chr(10).join(lines))}"


def _line(notice: Notice, words: Words) -> str:
    severity = words.say(f"severity/{notice.check.severity}")
    sentence, place = words.check(notice.check, "sentence"), text.place(notice, words.say)
    line = f"{severity}: {sentence} ({notice.check.name}) {'; '.join(place)}"
    return line.translate(_COMMANDS)


def _message(message: str) -> str:
    return message.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _message(text.escape(value)).replace(":", "%3A").replace(",", "%2C")


def _cells(notice: Notice, words: Words) -> list[str]:
    return [
        words.say(f"severity/{notice.check.severity}"),
        f"{words.check(notice.check, 'sentence')} ({notice.check.name})",
        notice.table or "",
        text.escape(notice.heading or ""),
        str(notice.total),
        words.check(notice.check, "fix"),
    ]


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(map(_markdown, cells))} |"


def _markdown(cell: str) -> str:
    """Return a text of which Markdown makes nothing else."""
    return html.escape(cell, quote=False).translate(_MARKS)
