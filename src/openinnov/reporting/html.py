"""The report as a page to send on: one file without a script that asks the network for nothing."""

import base64
import hashlib
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openinnov.report import Finding, Notice, Report
from openinnov.reporting import text
from openinnov.reporting.markup import speaker, user
from openinnov.reporting.sarif import file_name
from openinnov.standard import Words

if TYPE_CHECKING:
    from jinja2 import Template
    from markupsafe import Markup

_CARDS = ("validity", "accuracy", "usefulness", "privacy")
_SEVERITIES = ("error", "warning", "info")
#: How many notices stand under "what to fix first", and places under a notice.
_FIRST, _PLACES = 5, 10
#: How many files the title names, and how many values are a few.
_FILES, _VALUES = 3, 3


def render(report: Report, words: Words) -> str:
    """Return the report as a page."""
    template, style = _template()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii")
    groups = [_group(number, notice, words) for number, notice in enumerate(report.notices, 1)]
    page = template.render(
        words=words,
        say=speaker(words),
        user=user,
        style=style,
        style_hash=f"sha256-{digest}",
        verdict=text.verdict(report, words),
        mood=_mood(report.totals),
        files=_files(report),
        first=[group for group in groups if group["severity"] == groups[0]["severity"]][:_FIRST],
        cards=[_card(name, report, words) for name in _CARDS],
        groups=groups,
        checked=text.checked(report, words),
        unchecked=list(text.unchecked(report, words)),
        sources=list(_sources(report, words)),
        versions=list(_versions(report, words)),
        withheld=any(notice.withheld for notice in report.notices),
    )
    # Two thousand bytes that say what the page says already; no text holds such a mark unescaped.
    return page if words.direction == "rtl" else page.replace('<code dir="ltr">', "<code>")


@cache
def _template() -> "tuple[Template, str]":
    """Return the template and the style, which every page of this process shares."""
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    page = Path(__file__).with_name("report.html.jinja").read_text("utf-8")
    style = Path(__file__).with_name("report.css").read_text("utf-8")
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.from_string(page), Markup(style)  # noqa: S704 -- a file of this package.


def _prose(advice: str) -> "Markup":
    """Mark the words of a sentence, and the names in backticks within it."""
    from markupsafe import Markup

    # Every second piece stood between two backticks.
    pieces = enumerate(advice.split("`"))
    marked = (_code(piece) if number % 2 else piece for number, piece in pieces)
    return Markup("<bdi>{}</bdi>").format(Markup("").join(marked))


def _code(value: object) -> "Markup":
    """Mark what runs from left to right in every language."""
    from markupsafe import Markup

    return Markup('<code dir="ltr">{}</code>').format(value)


def _mood(totals: Mapping[str, int]) -> str:
    return next((severity for severity in _SEVERITIES if totals[severity]), "good")


def _files(report: Report) -> str:
    names = list(dict.fromkeys(file_name(source.name) for source in report.sources))
    return ", ".join(names[:_FILES] + ["…"] * (len(names) > _FILES))


def _card(name: str, report: Report, words: Words) -> dict[str, Any]:
    totals = dict.fromkeys(_SEVERITIES, 0)
    for notice in report.notices:
        if notice.check.card == name:
            totals[notice.check.severity] += notice.total
    counts = [words.say(f"count/{level}", n=n) for level, n in totals.items() if n]
    if not counts:
        checked = any(report.standard.check(rule).card == name for rule in report.evaluated)
        counts = [words.say("verdict/none" if checked else "card/unchecked")]
    title = words.say(f"card/{name}")
    return {"title": title, "counts": counts, "mood": _mood(totals)}


def _group(number: int, notice: Notice, words: Words) -> dict[str, Any]:
    from markupsafe import Markup

    check, say = notice.check, speaker(words)
    where = Markup("; ").join(text.place(notice, say, user, _code))
    said = [("where", where)]
    heads, places = _places(notice, words)
    # A few values are seen at a glance; many are not said twice, if the places tell them all.
    if notice.values and (len(notice.values) <= _VALUES or notice.total > len(places)):
        shown = ((user(text.cut(value)), total) for value, total in notice.values)
        said.append(
            ("found", Markup(", ").join(Markup('"{}" ({})').format(*each) for each in shown))
        )
    said += [(part, _prose(advice)) for part, advice in text.advise(notice, words)]
    return {
        "id": f"n{number}",
        "severity": check.severity,
        "label": words.say(f"severity/{check.severity}"),
        "title": _prose(words.check(check, "sentence")),
        "rule": check.name,
        "location": Markup("; ").join(text.location(notice, say, user, _code)),
        "said": [(words.say(f"label/{part}"), advice) for part, advice in said],
        "heads": heads,
        "places": places,
        "more": notice.total > len(places),
    }


def _places(notice: Notice, words: Words) -> "tuple[list[str], list[list[Markup | str]]]":
    """Return the headings and the rows of a table of places, without columns that say nothing."""
    columns: dict[str, Callable[[Finding], Markup | str]] = {
        "column/row": lambda finding: str(finding.row),
        "column/cell": lambda finding: _code(finding.cell) if finding.cell else "",
        "column/value": lambda finding: _value(finding.value),
        "label/suggestion": lambda finding: _suggestion(finding, words),
    }
    found = [finding for finding in notice.samples if finding.row][:_PLACES]
    if all(finding.cell for finding in found):
        del columns["column/row"]  # The address of a cell ends with it.
    cells = {name: [cell(finding) for finding in found] for name, cell in columns.items()}
    filled = {name: column for name, column in cells.items() if any(column)}
    heads = [words.say(name) for name in filled]
    return heads, [list(row) for row in zip(*filled.values(), strict=True)]


def _value(value: str | None) -> "Markup | str":
    return "" if value is None else user(text.cut(value))


def _suggestion(finding: Finding, words: Words) -> "Markup | str":
    from markupsafe import Markup

    value = _value(finding.suggestion)
    unsure = value and not finding.safe
    return Markup("{} ({})").format(value, words.say("guess")) if unsure else value


def _sources(report: Report, words: Words) -> "Iterator[Markup]":
    say = speaker(words)
    for source in report.sources:
        yield say(
            "report/file",
            name=user(source.name),
            records=source.records,
            checked=source.checked,
            quarantined=source.quarantined,
            comments=source.comments,
        )


def _versions(report: Report, words: Words) -> "Iterator[Markup]":
    from markupsafe import Markup

    say, standard = speaker(words), report.standard
    hashes = {file_name(source.name): source.sha256 for source in report.sources}
    yield say("report/standard", name=_code(standard.name), version=_code(standard.version))
    yield say("report/hash", hash=_code(standard.sha256()))
    yield say("report/tool", version=_code(report.tool_version))
    for name, digest in hashes.items():
        yield Markup("{} {}").format(user(name), say("report/hash", hash=_code(digest)))
