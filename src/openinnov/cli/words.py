"""The types of what is typed on the command line."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click


class Choice(click.ParamType[str]):
    """One of a few words; a typing error gets the nearest of them."""

    name = "choice"

    def __init__(self, words: Sequence[str]) -> None:
        self.words = words

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the word, or fail and name the nearest."""
        if value not in self.words:
            self.fail(f"{value!r} is none of {', '.join(self.words)}.{hint(value, self.words)}")
        return str(value)

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """Return the words, for the help."""
        return f"[{'|'.join(self.words)}]"


class Place(click.Path):
    """A path; an empty one, which a shell makes of a variable that is not set, is refused."""

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path."""
        if value == "":
            self.fail("is empty: name a file or a folder")
        return super().convert(value, param, ctx)


class Output(click.ParamType[tuple[str, str]]):
    """A format and where to write it, such as ``json=report.json``; ``-`` is standard output."""

    name = "format=path"

    def __init__(self, formats: Sequence[str]) -> None:
        self.formats = formats

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str]:
        """Return the format and the path, split at the first equals sign."""
        form, equals, path = value.partition("=")
        if not equals or not path:
            self.fail(f"{value!r} should be FORMAT=PATH, such as {self.formats[0]}=-")
        if form not in self.formats:
            self.fail(f"{form!r} is none of {', '.join(self.formats)}.{hint(form, self.formats)}")
        return form, path


def hint(word: str, words: Sequence[str]) -> str:
    """Ask whether the nearest of some words was meant."""
    import difflib

    near = difflib.get_close_matches(word, words, n=1)
    return f" Did you mean {near[0]!r}?" if near else ""
