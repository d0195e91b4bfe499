"""The codelists as schemes of concepts, and each code as a concept (SKOS).

A concept has an IRI of ours. Where the list names what others call the same, that IRI is linked by
`skos:exactMatch`; it is the one that stands in linked data, and nothing else is said of it here.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import quote

from openinnov.derived.ordered_graph import Name, Statement, Text
from openinnov.standard import Code, Codelist, Standard

#: The list in which the broader codes of a list stand, if it is another one.
_ABOVE = {"sdg_indicator": "sdg"}
#: The property whose objects are properties, which are no concepts.
_PREDICATE = "rdf:predicate"
#: The datatype of a year, a month or a day by its length.
_DATES = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}


def scheme_iri(standard: Standard, codelist: str) -> str:
    """Return the IRI of a codelist."""
    return f"{standard.code_base}/{codelist}"


def concept_iri(standard: Standard, codelist: str, code: str) -> str:
    """Return the IRI that the standard itself gives a code, whatever others call it.

    >>> from openinnov.standard import load
    >>> concept_iri(load(), "sdg", "16.10")
    'https://w3id.org/openinnov/code/sdg/16.10'
    """
    return f"{scheme_iri(standard, codelist)}/{quote(code, safe='')}"


def schemes(standard: Standard, languages: Sequence[str]) -> Iterator[Statement]:
    """Yield all that is said of the codelists and their codes, with texts in some languages."""
    sources = _sources(standard)
    predicates = {
        name
        for table in standard.tables.values()
        for field in table.fields.values()
        for name in field.codelists
        if _PREDICATE in field.properties
    }
    for name, codelist in standard.codelists.items():
        yield from _scheme(standard, codelist, sources.get(name, {}), languages)
        broader = broader_codes(standard, name)
        for code in codelist.codes.values():
            yield from _concept(standard, name, code, languages)
            if broader:
                yield from _place(standard, name, code.code, broader.get(code.code, ""))
            if code.iri:
                link = "rdfs:seeAlso" if name in predicates else "skos:exactMatch"
                yield concept_iri(standard, name, code.code), link, code.iri


def broader_codes(standard: Standard, codelist: str) -> Mapping[str, str]:
    """Return the broader code of each code of a list that has one."""
    with (standard.root / "codelists" / f"{codelist}.csv").open(encoding="utf-8", newline="") as f:
        return {row["code"]: row["broader"] for row in csv.DictReader(f) if row.get("broader")}


def _sources(standard: Standard) -> Mapping[str, Mapping[str, str]]:
    with (standard.root / "codelists.csv").open(encoding="utf-8", newline="") as file:
        return {row["name"]: row for row in csv.DictReader(file)}


def _scheme(
    standard: Standard, codelist: Codelist, source: Mapping[str, str], languages: Sequence[str]
) -> Iterator[Statement]:
    node = scheme_iri(standard, codelist.name)
    yield node, "rdf:type", Name("skos:ConceptScheme")
    for text in texts(standard, f"codelist/{codelist.name}/title", codelist.title, languages):
        yield node, "dcterms:title", text
    for column, prop in (("source", "dcterms:source"), ("licence", "dcterms:rights")):
        if source.get(column):
            yield node, prop, Text(source[column], "en")


def texts(standard: Standard, key: str, english: str, languages: Sequence[str]) -> Iterator[Text]:
    """Yield a text in each language that has it."""
    for language in languages:
        text = english if language == "en" else standard.texts(language).get(key)
        if text:
            yield Text(text, language.lower())


def _concept(
    standard: Standard, name: str, code: Code, languages: Sequence[str]
) -> Iterator[Statement]:
    node, key = concept_iri(standard, name, code.code), f"codelist/{name}/{code.code}"
    yield node, "rdf:type", Name("skos:Concept")
    yield node, "skos:inScheme", scheme_iri(standard, name)
    yield node, "skos:notation", Text(code.code)
    for text in texts(standard, f"{key}/title", code.title, languages):
        yield node, "skos:prefLabel", text
    for text in texts(standard, f"{key}/definition", code.definition, languages):
        yield node, "skos:definition", text
    for day, prop in (
        (code.valid_from, "schema:validFrom"),
        (code.valid_to, "schema:validThrough"),
    ):
        if day:
            yield node, prop, Text(day, datatype=_DATES[len(day)])
    if code.status != "active":
        yield node, "owl:deprecated", Text("true", datatype="xsd:boolean")
    if code.replaced_by:
        yield node, "dcterms:isReplacedBy", concept_iri(standard, name, code.replaced_by)


def _place(standard: Standard, name: str, code: str, above: str) -> Iterator[Statement]:
    """Yield where a code stands in a list that has levels."""
    node = concept_iri(standard, name, code)
    if name in _ABOVE:
        yield node, "skos:broadMatch", concept_iri(standard, _ABOVE[name], above)
    elif above:
        yield node, "skos:broader", concept_iri(standard, name, above)
    else:
        yield node, "skos:topConceptOf", scheme_iri(standard, name)
