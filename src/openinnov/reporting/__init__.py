"""Ways to write a report down. Each module of this package renders the one document."""

from typing import Protocol

from openinnov.report import Report
from openinnov.reporting import frictionless, github, html, json, junit, sarif, text
from openinnov.standard import Words


class Output(Protocol):
    """What each module of this package provides."""

    def render(self, report: Report, words: Words) -> str:
        """Return the report in this form and language, with a line feed at its end."""


OUTPUTS: dict[str, Output] = {
    "frictionless": frictionless,
    "github": github,
    "html": html,
    "json": json,
    "junit": junit,
    "sarif": sarif,
    "text": text,
}
#: The output of a file by its ending; frictionless and GitHub have none of their own.
ENDINGS = {".html": "html", ".json": "json", ".sarif": "sarif", ".txt": "text", ".xml": "junit"}
