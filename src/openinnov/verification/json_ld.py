"""What a node of a JSON-LD document says, by the context in the first line of the document.

It is as much of JSON-LD 1.1 as a published document has: prefixes, classes that bring the terms of
their columns, and terms whose texts are names. Another node says something else.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from openinnov.verification.quads_text import Term

_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


@dataclass(frozen=True, slots=True)
class Context:
    """The context of a document."""

    document: Mapping[str, Any]

    def statements(self, node: Mapping[str, Any]) -> Iterator[tuple[str, Term]]:
        """Yield each predicate of a node with its object."""
        classes = [each for each in _listed(node.get("@type")) if isinstance(each, str)]
        terms: dict[str, Any] = {}
        for name in classes:
            terms |= _object(_object(self.document.get(name)).get("@context"))
            yield _TYPE, _resource(self._class(name))
        for key, values in node.items():
            if not key.startswith("@"):
                term = _object(terms.get(key))
                predicate = self._iri(str(term.get("@id", key)))
                for value in _listed(values):
                    yield predicate, self._object(term, value)

    def _object(self, term: Mapping[str, Any], value: Any) -> Term:
        if isinstance(value, dict):
            return self._spelt_out(value)
        text, kind = str(value), term.get("@type")
        if kind == "@vocab":
            return _resource(self._named(term, text))
        if kind == "@id":
            return _resource(text)
        if kind is not None:
            return None, text, None, self._iri(str(kind))
        return None, text, _text(term.get("@language", self.document.get("@language"))), None

    def _spelt_out(self, value: Mapping[str, Any]) -> Term:
        if "@id" in value:
            return _resource(self._iri(str(value["@id"])))
        kind, language = value.get("@type"), _text(value.get("@language"))
        return None, str(value.get("@value")), language, self._iri(str(kind)) if kind else None

    def _named(self, term: Mapping[str, Any], text: str) -> str:
        """Return the IRI that a text names: that of a term, or the common start and the text."""
        *_, names = [{}, *_listed(term.get("@context"))]
        iri = _object(names).get(text)
        if isinstance(iri, str) and not text.startswith("@"):
            return iri
        return text if ":" in text else f"{_object(names).get('@vocab', '')}{text}"

    def _class(self, name: str) -> str:
        return self._iri(str(_object(self.document.get(name)).get("@id", name)))

    def _iri(self, text: str) -> str:
        """Return the IRI of a compact one, or one that is whole."""
        prefix, _, local = text.partition(":")
        start = self.document.get(prefix)
        if not isinstance(start, str) or local.startswith("//"):
            return text
        return f"{start}{local}"


def _resource(iri: str) -> Term:
    return iri, None, None, None


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
