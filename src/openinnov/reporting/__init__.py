"""Ways to write a report down. Each module of this package renders the one document."""

from collections.abc import Mapping
from typing import Protocol

from openinnov.plugins import Plugins
from openinnov.report import Report
from openinnov.standard import Words


class Output(Protocol):
    """What each module of this package provides."""

    def render(self, report: Report, words: Words) -> str:
        """Return the report in this form and language, with a line feed at its end."""


#: The outputs by the names that users give.
OUTPUTS: Mapping[str, Output] = Plugins(
    __name__,
    {name: name for name in ("frictionless", "github", "html", "json", "junit", "sarif", "text")},
)
#: The output of a file by its ending; frictionless and GitHub have none of their own.
ENDINGS = {".html": "html", ".json": "json", ".sarif": "sarif", ".txt": "text", ".xml": "junit"}
