"""The terms of a standard that no table and no single field puts into words: ``terms.csv``."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from openinnov.exceptions import StandardError
from openinnov.standard.files import read_cells, refuse_repeated
from openinnov.standard.patterns import WEB

FILE = "terms.csv"
_COLUMNS = (
    "term",
    "type",
    "label",
    "definition",
    "parents",
    "matches",
    "status",
    "replaced_by",
)
_STATUSES = ("active", "deprecated")
_COMPACT = re.compile(r"[a-z][a-z-]*:[A-Za-z_][\w.-]*")


@dataclass(frozen=True, slots=True)
class Term:
    """A class, a property or a thing of the standard's own vocabulary."""

    #: A compact IRI.
    name: str
    #: What it is, as compact IRI, if no table uses it as class or property.
    type: str
    label: str
    definition: str
    #: The classes or properties of which it is a kind, as compact IRIs.
    parents: tuple[str, ...]
    #: The IRIs of things in other vocabularies that are close to it.
    matches: tuple[str, ...]
    #: "active" or "deprecated".
    status: str
    #: The term to use in its place, if it is deprecated.
    replaced_by: str


@cache
def read_terms(root: Path) -> Mapping[str, Term]:
    """Return the terms of the standard in a folder by name; none where there is no such file.

    Raises `StandardError`, with the term, where the file is faulty.
    """
    if not (root / FILE).is_file():
        return {}
    terms = [_term(*row[: len(_COLUMNS)]) for row in read_cells(root / FILE, FILE, _COLUMNS)]
    refuse_repeated([term.name for term in terms], FILE)
    known = {term.name: term for term in terms}
    for term in terms:
        for fault in _faults(term, known):
            raise StandardError(f"{FILE}: {term.name}: {fault}")
    return known


def _term(*cells: str) -> Term:
    name, kind, label, definition, parents, matches, status, replaced_by = cells
    return Term(
        name, kind, label, definition, _items(parents), _items(matches), status, replaced_by
    )


def _items(cell: str) -> tuple[str, ...]:
    return tuple(cell.split(";")) if cell else ()


def _faults(term: Term, known: Mapping[str, Term]) -> Iterator[str]:
    for name in (term.name, *([term.type] if term.type else []), *term.parents):
        if not _COMPACT.fullmatch(name):
            yield f"{name!r} is no compact IRI"
    for text in ("label", "definition"):
        if not getattr(term, text):
            yield f"it has no {text}"
    for match in term.matches:
        if not re.fullmatch(WEB, match):
            yield f"{match!r} is no web address"
    if term.status not in _STATUSES:
        yield f"status must be one of {', '.join(_STATUSES)}"
    if term.replaced_by and term.replaced_by not in known:
        yield f"it is replaced by {term.replaced_by}, which is no term"
