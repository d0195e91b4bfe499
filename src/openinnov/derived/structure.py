"""How the observations of a table are structured, as the RDF Data Cube says it.

Specification: RDF Data Cube Vocabulary, W3C Recommendation 2014. There are no slices.
"""

from collections.abc import Iterator

from openinnov.derived.marks import WITHHELD
from openinnov.derived.ordered_graph import Name, Statement, Text
from openinnov.derived.shapes import PARTIAL_DATES, property_shape
from openinnov.standard import Cube, Field, Standard, Table

#: What is said of an observation of which the measure is withheld: missing, and confidential.
MISSING = ("sdmx-attribute:obsStatus", "sdmx-code:obsStatus-M")
CONFIDENTIAL = ("sdmx-attribute:confStatus", "sdmx-code:confStatus-C")


def structure(standard: Standard, table: Table, cube: Cube) -> Iterator[Statement]:
    """Yield the structure of a table, and what each of its dimensions may hold."""
    node = _expanded(standard, cube.structure)
    yield node, "rdf:type", Name("qb:DataStructureDefinition")
    for order, name in enumerate(cube.dimensions, start=1):
        field = table.fields[name]
        yield from _component(standard, node, field.properties[0], "dimension")
        part = _part(node, field.properties[0])
        yield part, "qb:order", Text(str(order), datatype="xsd:integer")
        yield from _values(standard, table, cube, field)
    measure = table.fields[cube.measure].properties[0]
    yield from _component(standard, node, measure, "measure")
    yield _expanded(standard, measure), "rdfs:range", Name("xsd:decimal")
    for prop in _attributes(table, cube):
        yield from _component(standard, node, prop, "attribute")
        part = _part(node, prop)
        yield part, "qb:componentRequired", Text("false", datatype="xsd:boolean")


def parts(table: Table, cube: Cube) -> Iterator[tuple[str, str]]:
    """Yield the compact IRI of each part of a structure, and the property that is its."""
    dimensions = [table.fields[name].properties[0] for name in cube.dimensions]
    measure = table.fields[cube.measure].properties[0]
    for prop in (*dimensions, measure, *_attributes(table, cube)):
        yield _part(cube.structure, prop), prop


def _expanded(standard: Standard, compact: str) -> str:
    prefix, _, local = compact.partition(":")
    return standard.prefixes[prefix] + local


def _component(standard: Standard, node: str, prop: str, role: str) -> Iterator[Statement]:
    part = _part(node, prop)
    yield node, "qb:component", part
    yield part, "rdf:type", Name("qb:ComponentSpecification")
    for link in (f"qb:{role}", "qb:componentProperty"):
        yield part, link, Name(prop)
    yield _expanded(standard, prop), "rdf:type", Name(f"qb:{role.capitalize()}Property")


def _part(node: str, prop: str) -> str:
    """Return the IRI of the part of a structure that a property has: there are no blank nodes."""
    return f"{node}-{prop.replace(':', '-')}"


def _values(standard: Standard, table: Table, cube: Cube, field: Field) -> Iterator[Statement]:
    """Yield what a dimension may hold."""
    node = _expanded(standard, field.properties[0])
    forms = property_shape(standard, table, field, field.properties[0]).forms
    if field.codelists and not forms:
        scheme = f"{standard.code_base}/{field.codelists[0]}"
        yield node, "rdf:type", Name("qb:CodedProperty")
        yield node, "qb:codeList", scheme
        yield scheme, "rdf:type", Name("skos:ConceptScheme")
        yield scheme, "dcterms:title", Text(standard.codelists[field.codelists[0]].title, "en")
        yield _expanded(standard, WITHHELD), "skos:inScheme", scheme
        yield node, "rdfs:range", Name("skos:Concept")
    elif field.name in cube.references:
        # Not the class of the records: the mark of what is withheld stands here as well.
        yield node, "rdfs:range", Name("rdfs:Resource")
    else:
        is_date = tuple(form for form, _ in forms) == tuple(PARTIAL_DATES)
        yield node, "rdfs:range", Name("rdfs:Literal" if is_date else "xsd:string")


def _attributes(table: Table, cube: Cube) -> list[str]:
    """Return the properties that are neither measured nor tell observations apart, nor name one."""
    others = {*table.primary_key, cube.measure, *cube.dimensions}
    stated = {
        prop
        for field in table.fields.values()
        if field.name not in others
        for prop in field.properties
    }
    return sorted({*stated, MISSING[0], CONFIDENTIAL[0]})
