"""Ways to write a report down. Each module of this package renders the one document."""

from typing import Protocol

from openinnov.report import Report
from openinnov.reporting import json, text
from openinnov.standard import Words


class Output(Protocol):
    """What each module of this package provides."""

    def render(self, report: Report, words: Words) -> str:
        """Return the report in this form and language, with a line feed at its end."""


OUTPUTS: dict[str, Output] = {"json": json, "text": text}
