"""``rdf/structures.ttl``: how the observations among the linked data are structured.

Each cube of the release, its structure, and what each dimension may hold. The mark of what is
withheld is in every list of codes. There are no slices.
Specification: RDF Data Cube Vocabulary, W3C Recommendation 2014.
"""

from collections.abc import Iterator

from openinnov.derived.marks import WITHHELD
from openinnov.derived.ordered_graph import Name, Statement, Text
from openinnov.publication import cubes, iris
from openinnov.publication.plan import columns_of
from openinnov.standard import Cube, Field, Standard, Table
from openinnov.submission import Submission

PATH = "rdf/structures.ttl"
#: What is said of what is withheld, and what it means.
_MARKS = {
    WITHHELD: "Withheld",
    cubes.MISSING[1]: "Missing value",
    cubes.CONFIDENTIAL[1]: "Confidential",
}
#: What a dimension holds by the kind of its column.
_RANGES = {"code": "skos:Concept", "partial date": "rdfs:Literal"}


def statements(submission: Submission) -> Iterator[Statement]:
    """Yield the cubes of a release and all that they consist of; nothing if it has none."""
    standard = submission.standard
    found = [(table, table.cube) for table in submission.tables if table.cube]
    for table, cube in found:
        yield from _cube(submission, table, cube)
        yield from _structure(submission, table, cube)
    totals = {each for _, cube in found for each in cube.totals.values() if ":" in each}
    marks = dict.fromkeys(sorted(totals), "All, not parted by this dimension")
    for compact, label in {**marks, **_MARKS}.items() if found else ():
        node = iris.expand(standard, compact)
        yield node, "rdf:type", Name("skos:Concept")
        yield node, "skos:prefLabel", Text(label, "en")


def _cube(submission: Submission, table: Table, cube: Cube) -> Iterator[Statement]:
    node = cubes.dataset(submission, table)
    yield node, "rdf:type", Name("qb:DataSet")
    yield node, "qb:structure", Name(cube.structure)
    yield node, "dcterms:isPartOf", iris.dataset(submission)
    yield node, "rdfs:label", Text(table.title, "en")
    yield node, "rdfs:comment", Text(table.description, "en")


def _structure(submission: Submission, table: Table, cube: Cube) -> Iterator[Statement]:
    standard = submission.standard
    node = iris.expand(standard, cube.structure)
    yield node, "rdf:type", Name("qb:DataStructureDefinition")
    yield node, "rdfs:label", Text(table.title, "en")
    for order, name in enumerate(cube.dimensions, start=1):
        field = table.fields[name]
        yield from _component(standard, node, field.properties[0], "dimension")
        part = _part(node, field.properties[0])
        yield part, "qb:order", Text(str(order), datatype="xsd:integer")
        yield from _values(submission, cube, field)
    measure = table.fields[cube.measure].properties[0]
    yield from _component(standard, node, measure, "measure")
    yield iris.expand(standard, measure), "rdfs:range", Name("xsd:decimal")
    for prop in _attributes(table, cube):
        yield from _component(standard, node, prop, "attribute")
        part = _part(node, prop)
        yield part, "qb:componentRequired", Text("false", datatype="xsd:boolean")


def _component(standard: Standard, node: str, prop: str, role: str) -> Iterator[Statement]:
    part = _part(node, prop)
    yield node, "qb:component", part
    yield part, "rdf:type", Name("qb:ComponentSpecification")
    for link in (f"qb:{role}", "qb:componentProperty"):
        yield part, link, Name(prop)
    yield iris.expand(standard, prop), "rdf:type", Name(f"qb:{role.capitalize()}Property")


def _part(node: str, prop: str) -> str:
    """Return the IRI of the part of a structure that a property has: there are no blank nodes."""
    return f"{node}-{prop.replace(':', '-')}"


def _values(submission: Submission, cube: Cube, field: Field) -> Iterator[Statement]:
    """Yield what a dimension may hold."""
    standard = submission.standard
    node = iris.expand(standard, field.properties[0])
    column, *_ = columns_of(submission, field, field.properties[0])
    if column.kind == "code":
        scheme = f"{standard.code_base}/{field.codelists[0]}"
        yield node, "rdf:type", Name("qb:CodedProperty")
        yield node, "qb:codeList", scheme
        yield scheme, "rdf:type", Name("skos:ConceptScheme")
        yield scheme, "dcterms:title", Text(standard.codelists[field.codelists[0]].title, "en")
        yield iris.expand(standard, WITHHELD), "skos:inScheme", scheme
    if named := cube.references.get(field.name):
        yield node, "rdfs:range", Name(standard.tables[named].classes[0])
    else:
        yield node, "rdfs:range", Name(_RANGES.get(column.kind, "xsd:string"))


def _attributes(table: Table, cube: Cube) -> list[str]:
    """Return the properties that are neither measured nor tell observations apart, nor name one."""
    others = {*table.primary_key, cube.measure, *cube.dimensions}
    stated = {
        prop
        for field in table.fields.values()
        if field.name not in others
        for prop in field.properties
    }
    return sorted({*stated, cubes.MISSING[0], cubes.CONFIDENTIAL[0]})
