"""The IRIs of a release: which field a property stands for, and which code a resource is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import quote, unquote

from openinnov.standard import load
from openinnov.verification.package import Package, objects

_SCHEMES = ("mailto:", "tel:")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The names of a release in linked data."""

    #: What the IRIs of its records begin with.
    base: str
    prefixes: Mapping[str, str]
    #: The codes that an IRI stands for, where it is none of our own.
    codes: Mapping[str, frozenset[str]]
    #: What stands before a value in an IRI: the schemes, and the bases of records.
    starts: frozenset[str]

    def expand(self, compact: str) -> str:
        """Return the IRI that a compact one stands for."""
        prefix, _, local = compact.partition(":")
        return self.prefixes.get(prefix, f"{prefix}:") + local

    def subject(self, template: str, row: Mapping[str, str]) -> str:
        """Return the IRI of a record, by the template of its table."""
        subject = template.replace("{base}", self.base)
        for name, cell in row.items():
            if f"{{{name}}}" in subject:
                subject = subject.replace(f"{{{name}}}", quote(cell, safe=""))
        return subject

    def texts(self, iri: str) -> list[str]:
        """Return what a cell may hold where linked data have a resource; the last is its name."""
        found = [iri, *self.codes.get(iri, ())]
        for start in self.starts:
            if iri.startswith(start):
                rest = iri.removeprefix(start)
                # A record has its table before its key.
                found.append(unquote(rest if start in _SCHEMES else rest.partition("/")[2]))
        return [*found, unquote(iri.rpartition("/")[2])]


def read_vocabulary(package: Package) -> Vocabulary:
    """Return the vocabulary of a package: the standard's, under the base of the publisher."""
    standard = _standard()
    own = package.descriptor.get("openinnov:base")
    base = str(own) if own else standard.base
    starts = frozenset({*_SCHEMES, f"{base}/", f"{standard.base}/"})
    return Vocabulary(base, standard.prefixes, _codes(), starts)


def properties(schema: Mapping[str, Any], names: Vocabulary) -> Iterator[tuple[str, str]]:
    """Yield each property of a table as IRI, with the field that it stands for."""
    for field in objects(schema.get("fields")):
        stated = field.get("openinnov:property", [])
        for compact in [stated] if isinstance(stated, str) else stated:
            yield names.expand(str(compact)), str(field.get("name"))


def _standard() -> Any:
    return load()


@cache
def _codes() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for codelist in _standard().codelists.values():
        for code in codelist.codes.values():
            if code.iri:
                found.setdefault(code.iri, set()).add(code.code)
    return {iri: frozenset(codes) for iri, codes in found.items()}
