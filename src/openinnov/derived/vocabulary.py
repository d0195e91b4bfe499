"""The standard's own classes, properties and codelists as a vocabulary (OWL and SKOS), in Turtle.

A class is that of a table, a property that of one or several fields; a codelist is a scheme of
concepts. Labels and definitions are in the languages of reports, as far as there are translations.
A property has a domain or a range where that holds in every table that uses it; otherwise
`schema:domainIncludes` and `schema:rangeIncludes` name the classes. Terms of others are linked by
their IRIs, and nothing else is said of them.

Specifications: OWL 2, W3C Recommendation 2012; SKOS Reference, W3C Recommendation 2009.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from openinnov.derived.ordered_graph import Name, Statement, Text, turtle
from openinnov.derived.own_terms import CONCEPT, Own, domains, own_terms, ranges
from openinnov.derived.schemes import scheme_iri, schemes, texts
from openinnov.derived.structure import structure
from openinnov.standard import Standard, Term

_VANN = "http://purl.org/vocab/vann/"
_ONTOLOGY = "http://purl.org/adms/assettype/Ontology"
#: By which property a thing of each type is named; the others have `rdfs:label`.
_LABELS = {"skos:Concept": "skos:prefLabel"}
#: How a term of each type is said to be a kind of something; the others are concepts.
_PARENTS = {
    "owl:Class": "rdfs:subClassOf",
    "owl:DatatypeProperty": "rdfs:subPropertyOf",
    "owl:ObjectProperty": "rdfs:subPropertyOf",
    "rdf:Property": "rdfs:subPropertyOf",
}


def derive(standard: Standard, language: str = "en") -> str:
    """Return the vocabulary as Turtle."""
    text = turtle(statements(standard), {**standard.prefixes, "vann": _VANN})
    return text.rstrip("\n") + "\n"


def address(standard: Standard) -> str:
    """Return the IRI of the vocabulary."""
    return standard.namespace.removesuffix("#")


def statements(standard: Standard) -> Iterator[Statement]:
    """Yield all statements of the vocabulary."""
    languages = standard.report_languages
    yield from _ontology(standard)
    for own in own_terms(standard):
        yield from _term(standard, own, languages)
    yield from schemes(standard, languages)
    for name in standard.codelists:
        yield address(standard), "dcterms:hasPart", scheme_iri(standard, name)


def _ontology(standard: Standard) -> Iterator[Statement]:
    package: dict[str, Any] = json.loads((standard.root / "datapackage.json").read_text("utf-8"))
    node = address(standard)
    prefix = next(each for each, iri in standard.prefixes.items() if iri == standard.namespace)
    for kind in ("owl:Ontology", "adms:Asset"):
        yield node, "rdf:type", Name(kind)
    yield node, "dcterms:type", _ONTOLOGY
    yield node, "dcterms:title", Text(standard.title, "en")
    yield node, "owl:versionInfo", Text(standard.version)
    yield node, "vann:preferredNamespacePrefix", Text(prefix)
    yield node, "vann:preferredNamespaceUri", Text(standard.namespace)
    if description := package.get("description"):
        yield node, "dcterms:description", Text(description, "en")
    for licence in package.get("licenses", ()):
        yield node, "dcterms:license", licence["path"]
    if homepage := package.get("homepage"):
        yield node, "foaf:homepage", homepage


def _term(standard: Standard, own: Own, languages: Sequence[str]) -> Iterator[Statement]:
    node = standard.namespace + own.local
    yield node, "rdf:type", Name(own.type)
    yield node, "rdfs:isDefinedBy", address(standard)
    label, definition = (f"{own.key}/{ending}" for ending in own.endings)
    for text in texts(standard, label, own.label, languages):
        yield node, _LABELS.get(own.type, "rdfs:label"), text
    for text in texts(standard, definition, own.definition, languages):
        yield node, "skos:definition", text
    if own.term:
        yield from _links(own, own.term, node)
    yield from _uses(standard, own, node)
    if own.table and own.table.cube and own.name == own.table.cube.structure:
        for statement in structure(standard, own.table, own.table.cube):
            # Of the dimensions of others it is said in each release, not here.
            if str(statement[0]).startswith(standard.namespace):
                yield statement


def _links(own: Own, term: Term, node: str) -> Iterator[Statement]:
    for parent in term.parents:
        yield node, _PARENTS.get(own.type, "skos:broader"), Name(parent)
    for match in term.matches:
        yield node, "skos:closeMatch", match
    if term.status == "deprecated":
        yield node, "owl:deprecated", Text("true", datatype="xsd:boolean")
    if term.replaced_by:
        yield node, "dcterms:isReplacedBy", Name(term.replaced_by)


def _uses(standard: Standard, own: Own, node: str) -> Iterator[Statement]:
    classes = [*domains(own.uses)]
    prop = "rdfs:domain" if len(classes) == 1 else "schema:domainIncludes"
    for name in classes:
        yield node, prop, Name(name)
    objects = [*ranges(own.uses)]
    # Where one field takes any object, or the name of a group, no range holds.
    whole = len(objects) == 1 and all(use.range and not use.grouped for use in own.uses)
    if any(use.is_dimension for use in own.uses):
        # The structure of the observations has the range, in which their marks are as well.
        whole, objects = False, [name for name in objects if name != CONCEPT]
    for name in objects:
        yield node, "rdfs:range" if whole else "schema:rangeIncludes", Name(name)
    for name in dict.fromkeys(each for use in own.uses for each in use.field.codelists):
        yield node, "rdfs:seeAlso", scheme_iri(standard, name)
