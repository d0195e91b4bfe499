"""The report as text, for people at a terminal."""

import unicodedata
from collections.abc import Callable, Iterator

from openinnov.report import Notice, Report, say_expected, say_reason
from openinnov.standard import Words

#: The checks that find what the standard does not know.
_UNKNOWN = ("unknown-table", "extra-label")
_LABELS = ("where", "found", "expected", "what", "why", "fix")
#: How many ranges of rows a line names; the JSON has more.
_RANGES = 8
#: How many suggestions are shown.
_VALUES = 8
#: How many characters of a value are shown.
_WIDTH = 60


def render(report: Report, words: Words) -> str:
    """Return a report as lines of text."""
    return "\n".join(_lines(report, words)) + "\n"


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


def _lines(report: Report, words: Words) -> Iterator[str]:
    yield verdict(report, words)
    for notice in report.notices:
        yield ""
        yield from _notice(notice, words)
    yield ""
    yield checked(report, words)
    yield from unchecked(report, words)
    if any(notice.withheld for notice in report.notices):
        yield words.say("withheld")


def verdict(report: Report, words: Words) -> str:
    """Say whether the data can be published, and how much was found."""
    if report.valid and not len(report):
        return words.say("verdict/none")
    levels = ("warning", "info") if report.valid else ("error", "warning", "info")
    counts = [words.say(f"count/{level}", n=report.totals[level]) for level in levels]
    if report.standard.generic:
        word = "agreed" if report.valid else "broken"
    elif not report.valid:
        word = "refused"
    elif any(notice.check.name in _UNKNOWN for notice in report.notices):
        word = "unknown"
    else:
        word = "advice"
    return " ".join([words.say(f"verdict/{word}"), *counts])


def checked(report: Report, words: Words) -> str:
    """Say how much was checked."""
    return words.say(
        "checked",
        rules=len(report.evaluated),
        rows=sum(report.tables.values()),
        tables=len(report.tables),
    )


def unchecked(report: Report, words: Words) -> Iterator[str]:
    """Say what was not checked, and why: a line for each reason."""
    reasons: dict[str, list[str]] = {}
    for each in report.unevaluated:
        reasons.setdefault(say_reason(words, each), []).append(each.rule)
    for reason, rules in reasons.items():
        yield words.say("unchecked", reason=reason, rules=", ".join(rules))


def _notice(notice: Notice, words: Words) -> Iterator[str]:
    check = notice.check
    severity = words.say(f"severity/{check.severity}")
    yield f"{severity}: {words.check(check, 'sentence')} ({check.name})"
    said = explain(notice, words)
    used = dict.fromkeys([*_LABELS, *(part for part, _ in said)])
    labels = {part: f"{words.say(f'label/{part}')}:" for part in used}
    width = max(map(len, labels.values()))
    yield from (f"  {labels[part]:<{width}}  {text}" for part, text in said)


def explain(notice: Notice, words: Words) -> list[tuple[str, str]]:
    """Say where something is wrong, what was found, what is right, why, and how to mend it.

    Each text stands behind the name of its part; the message ``label/…`` is the heading of it.
    """
    said = [("where", "; ".join(place(notice, words.say)))]
    if notice.values:
        shown = (f'"{shorten(value)}" ({total})' for value, total in notice.values)
        said.append(("found", ", ".join(shown)))
    said += [("suggestion", text) for text in _suggestions(notice, words)]
    return said + advise(notice, words)


def advise(notice: Notice, words: Words) -> list[tuple[str, str]]:
    """Say what is right, why, and how to mend what is not, each behind the name of its part."""
    said = []
    expected = say_expected(words, notice)
    details = [finding.detail for finding in notice.samples if finding.detail][:1]
    if expected:
        said.append(("expected", escape(expected)))
    # The number of an earlier row says nothing without this one.
    elif details and not details[0].isdigit():
        said.append(("what", escape(details[0])))
    return said + [(part, words.check(notice.check, part)) for part in ("why", "fix")]


def _suggestions(notice: Notice, words: Words) -> Iterator[str]:
    """Say in one line which values may stand for others, and in one which are only likely to."""
    for safe in (True, False):
        pairs = {
            finding.value: finding.suggestion
            for finding in notice.samples
            if finding.value and finding.suggestion and finding.safe == safe
        }
        shown = [f'"{shorten(value)}" → "{shorten(text)}"' for value, text in pairs.items()]
        if shown:
            more = f" {words.say('place/more')}" if len(shown) > _VALUES else ""
            sure = words.say("safe" if safe else "guess")
            yield f"{', '.join(shown[:_VALUES])}{more} ({sure})"


def place(
    notice: Notice,
    say: Callable[..., str],
    user: Callable[[str], str] = escape,
    address: Callable[[str], str] = str,
) -> list[str]:
    """Say where the findings of a notice are; `user` marks a user's words, `address` numbers."""
    parts = location(notice, say, user, address)
    if notice.table == "descriptor":
        return parts
    if notice.every_row:
        parts.append(say("place/every-row"))
    elif notice.rows:
        more = len(notice.rows) > _RANGES or not notice.rows_complete
        ranges = say("place/rows", rows=address(", ".join(notice.rows[:_RANGES])))
        # Marked texts add up to marked texts, which an f-string would lose.
        parts.append(ranges + " " + say("place/more") if more else ranges)
    parts.append(say("place/total", n=notice.total))
    return parts


def location(
    notice: Notice,
    say: Callable[..., str],
    user: Callable[[str], str] = escape,
    address: Callable[[str], str] = str,
) -> list[str]:
    """Say in which file and column the findings of a notice are."""
    if notice.table == "descriptor":
        return [say("place/package")]
    parts = []
    sources = sorted({finding.source for finding in notice.samples if finding.source})
    if sources:
        parts.append(user(", ".join(sources)))
    elif notice.table:
        parts.append(say("place/table", table=address(notice.table)))
    if notice.heading:
        is_property = notice.check.name == "descriptor"
        parts.append(
            say("place/property", name=user(notice.heading))
            if is_property
            else say("place/column", heading=user(notice.heading))
        )
    return parts


def shorten(value: str) -> str:
    """Return the beginning of a value, escaped."""
    return escape(cut(value))


def cut(value: str) -> str:
    """Return the beginning of a value."""
    return value if len(value) <= _WIDTH else f"{value[: _WIDTH - 1]}…"
