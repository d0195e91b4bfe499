"""Ways to write a report down. Each module of this package renders the one document."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Protocol, cast

from openinnov.report import Report
from openinnov.standard import Words


class Output(Protocol):
    """What each module of this package provides."""

    def render(self, report: Report, words: Words) -> str:
        """Return the report in this form and language, with a line feed at its end."""


class _Outputs(Mapping[str, Output]):
    """The outputs by their names; each is imported when it is asked for, since few are."""

    _names = ("frictionless", "github", "html", "json", "junit", "sarif", "text")

    def __getitem__(self, name: str) -> Output:
        if name not in self._names:
            raise KeyError(name)
        return cast("Output", import_module(f"{__name__}.{name}"))

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


OUTPUTS: Mapping[str, Output] = _Outputs()
#: The output of a file by its ending; frictionless and GitHub have none of their own.
ENDINGS = {".html": "html", ".json": "json", ".sarif": "sarif", ".txt": "text", ".xml": "junit"}
