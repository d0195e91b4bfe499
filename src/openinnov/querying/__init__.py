"""Ask published packages: in SQL over their tables, or in SPARQL over their linked data."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from openinnov.exceptions import QueryError, UnknownNameError
from openinnov.plugins import Plugins
from openinnov.querying.answer import FORMATS, Answer, Term, render
from openinnov.querying.describing import DESCRIPTOR, describe

__all__ = [
    "FORMATS",
    "SYNTAXES",
    "Answer",
    "Syntax",
    "Term",
    "describe",
    "query",
    "render",
    "syntax_of",
]

_COMMENTS = re.compile(r"--[^\n]*|#[^\n]*|/\*.*?\*/", re.DOTALL)
_SPARQL = re.compile(
    r"\s*(?:(?:PREFIX|BASE|ASK|CONSTRUCT|DESCRIBE\s*[?$<])\b|SELECT\b[^{(]*[?$]\w|SELECT\s*\*\s*"
    r"\{|SELECT\b.*\bWHERE\s*\{)",
    re.IGNORECASE | re.DOTALL,
)


class Syntax(Protocol):
    """What each syntax of queries provides."""

    def ask(self, packages: Mapping[str, Path], text: str) -> Answer:
        """Return the answer of packages, which have names of their own."""


#: The syntaxes, by their names.
SYNTAXES: Plugins[Syntax] = Plugins(__name__, {"sql": "sql", "sparql": "sparql"})


def query(
    packages: Path | str | Sequence[Path | str], text: str, *, syntax: str | None = None
) -> Answer:
    """Return the answer of one or several published packages to a query.

    Without `syntax`, "sql" or "sparql", the query shows which it is. In SQL, that of DuckDB, the
    tables are those of the package; with several packages each row tells in ``_package`` whose it
    is. In SPARQL the prefixes of the standard need not be declared, and all packages and their
    catalogues are one graph.

    Raises `QueryError` if a directory is no package, or the query is faulty or would do more than
    read; `MissingExtraError` if SPARQL is not installed; `UnknownNameError` for another syntax.
    """
    chosen = syntax or syntax_of(text)
    if chosen not in SYNTAXES:
        raise UnknownNameError(f"there is no syntax {chosen}; choose {', '.join(SYNTAXES)}")
    paths = [packages] if isinstance(packages, str | Path) else packages
    return SYNTAXES[chosen].ask(_named([Path(path) for path in paths]), text)


def syntax_of(text: str) -> str:
    """Return the syntax that a query is most likely in."""
    return "sparql" if _SPARQL.match(_COMMENTS.sub(" ", text)) else "sql"


def _named(paths: Sequence[Path]) -> dict[str, Path]:
    """Return the packages by names that no two of them share."""
    named: dict[str, Path] = {}
    for path in paths:
        if not (path / DESCRIPTOR).is_file():
            raise QueryError(f"{path}: is no package, as it has no {DESCRIPTOR}")
        name, number = path.resolve().name, 1
        while name in named:
            number += 1
            name = f"{path.resolve().name} ({number})"
        named[name] = path
    if not named:
        raise QueryError("name at least one package")
    return named
