"""Small graphs in files that are the same each time: rdflib's own order changes from run to run."""

import json
from collections.abc import Iterable, Iterator, Mapping
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


class Blank(NamedTuple):
    """A thing without an IRI: SHACL wants that paths which are no property have none."""

    label: str


#: The IRI of a node, a property as compact IRI, and a literal, or another node by its IRI or name.
Statement = tuple[str | Blank, str, str | Text | Name | Blank]


def turtle(statements: Iterable[Statement], prefixes: Mapping[str, str]) -> str:
    """Return a graph as Turtle; a blank node has to be the object of one statement."""
    return _graph(statements, prefixes).serialize(format="turtle")


def documents(
    statements: Iterable[Statement], prefixes: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Yield a graph without blank nodes as Turtle, JSON-LD and RDF/XML, each after its ending."""
    graph = _graph(statements, prefixes)
    yield ".ttl", graph.serialize(format="turtle")
    yield ".jsonld", _json_ld(graph, prefixes)
    yield ".rdf", graph.serialize(format="xml")


def _json_ld(graph: "rdflib.Graph", prefixes: Mapping[str, str]) -> str:
    text = graph.serialize(format="json-ld", context=dict(prefixes), auto_compact=True)
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
        graph.add(
            (_node(subject, prefixes), _expanded(name, prefixes), _node(target, prefixes)),
        )
    return graph


def _node(
    target: str | Text | Name | Blank, prefixes: Mapping[str, str]
) -> "rdflib.URIRef | rdflib.Literal | rdflib.BNode":
    import rdflib

    if isinstance(target, Blank):
        return rdflib.BNode(target.label)
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
