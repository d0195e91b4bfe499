"""What the command ``validate`` does with a report: render it, also where there is none."""

import os
from collections.abc import Sequence
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

import click

from openinnov import __version__
from openinnov.cli.boundary import say_cause
from openinnov.cli.steps import write

if TYPE_CHECKING:
    from openinnov.report import Report
    from openinnov.standard import Words

#: The keys of `openinnov.reporting.OUTPUTS`, which is not imported before it is needed.
FORMATS = ("text", "json", "html", "sarif", "github", "junit", "frictionless")


class WrittenCause(AbstractContextManager["WrittenCause"]):
    """Writes why something was not done as JSON, where JSON was asked for."""

    def __init__(self, outputs: Sequence[tuple[str, str]], language: str) -> None:
        self._paths = [path for form, path in outputs if form == "json"]
        self._language = language

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Write the cause, and let it go on."""
        if error is None or not self._paths:
            return
        from openinnov.report import Report, Unevaluated
        from openinnov.reporting import OUTPUTS
        from openinnov.standard import Words, load

        standard = load()
        language = self._language if standard.reports_in(self._language) else "en"
        rules = (*standard.checks, *standard.rules)
        report = Report(
            standard=standard,
            tool_version=__version__,
            sources=(),
            tables={},
            evaluated=(),
            unevaluated=tuple(Unevaluated(rule, "not-read") for rule in rules),
            notices=(),
            cause=say_cause(error).removeprefix("Error: "),
        )
        text = OUTPUTS["json"].render(report, Words(standard, language))
        with suppress(click.ClickException):  # What is wrong already is said, not this.
            write([(text, path) for path in self._paths])


def render(
    report: "Report", words: "Words", outputs: Sequence[tuple[str, str]]
) -> list[tuple[str, str]]:
    """Return the texts of a report in some formats, each with its path."""
    from openinnov.reporting import OUTPUTS

    return [(OUTPUTS[form].render(report, words), path) for form, path in outputs]


def summarize(report: "Report", words: "Words", outputs: Sequence[tuple[str, str]]) -> None:
    """Add all notices to the summary of a step of GitHub Actions, if this is one."""
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if not summary or "github" not in [form for form, _ in outputs]:
        return
    from openinnov.reporting import github

    try:
        with Path(summary).open("a", encoding="utf-8", newline="\n") as file:
            file.write(github.summarize(report, words))
    except OSError as error:
        raise click.FileError(summary, error.strerror) from error
