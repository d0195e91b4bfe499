"""Small graphs in files that are the same each time: rdflib's own order changes from run to run."""

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import rdflib


class Text(NamedTuple):
    """A literal."""

    text: str
    language: str | None = None
    #: A compact IRI.
    datatype: str | None = None


class Name(NamedTuple):
    """A thing by its compact IRI."""

    compact: str


#: The IRI of a node, a property as compact IRI, and a literal, or another node by its IRI or name.
Statement = tuple[str, str, str | Text | Name]


def turtle(statements: Iterable[Statement], prefixes: Mapping[str, str]) -> str:
    """Return a graph without blank nodes as Turtle."""
    return _graph(statements, prefixes).serialize(format="turtle")


def json_ld(statements: Iterable[Statement], prefixes: Mapping[str, str]) -> str:
    """Return a graph without blank nodes as JSON-LD."""
    text = _graph(statements, prefixes).serialize(
        format="json-ld", context=dict(prefixes), auto_compact=True
    )
    document = json.loads(text)
    nodes = _sorted(document.get("@graph", []))
    ordered = {"@context": dict(sorted(prefixes.items())), "@graph": nodes}
    return json.dumps(ordered, ensure_ascii=False, indent=1) + "\n"


def _graph(statements: Iterable[Statement], prefixes: Mapping[str, str]) -> "rdflib.Graph":
    import rdflib

    class OrderedGraph(rdflib.Graph):
        """A graph that is read in one order, whatever the hashes of its terms."""

        def triples(self, pattern: Any) -> Any:
            yield from sorted(super().triples(pattern))

    graph = OrderedGraph(bind_namespaces="none")
    for prefix, start in sorted(prefixes.items()):
        graph.bind(prefix, start)
    for subject, name, target in statements:
        graph.add((rdflib.URIRef(subject), _expanded(name, prefixes), _object(target, prefixes)))
    return graph


def _object(
    target: str | Text | Name, prefixes: Mapping[str, str]
) -> "rdflib.URIRef | rdflib.Literal":
    import rdflib

    if isinstance(target, Name):
        return _expanded(target.compact, prefixes)
    if isinstance(target, str):
        return rdflib.URIRef(target)
    datatype = _expanded(target.datatype, prefixes) if target.datatype else None
    return rdflib.Literal(target.text, lang=target.language, datatype=datatype, normalize=False)


def _expanded(name: str, prefixes: Mapping[str, str]) -> "rdflib.URIRef":
    import rdflib

    prefix, _, local = name.partition(":")
    return rdflib.URIRef(prefixes[prefix] + local)


def _sorted(value: Any) -> Any:
    """Sort what has no order in JSON-LD: members and values; there are no lists in our graphs."""
    if isinstance(value, dict):
        return {key: _sorted(value[key]) for key in sorted(value)}
    if isinstance(value, list):
        return sorted((_sorted(each) for each in value), key=json.dumps)
    return value
