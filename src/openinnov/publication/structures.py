"""``rdf/structures.ttl``: how the observations among the linked data are structured.

Each cube of the release, its structure, and what each dimension may hold. The mark of what is
withheld is in every list of codes. There are no slices.
Specification: RDF Data Cube Vocabulary, W3C Recommendation 2014.
"""

from collections.abc import Iterator

from openinnov.derived.marks import WITHHELD
from openinnov.derived.ordered_graph import Name, Statement, Text
from openinnov.derived.structure import CONFIDENTIAL, MISSING, structure
from openinnov.publication import cubes, iris
from openinnov.standard import Cube, Table, read_terms
from openinnov.submission import Submission

PATH = "rdf/structures.ttl"
#: What the marks of others mean that stand for a measure that is withheld.
_MARKS = {MISSING[1]: "Missing value", CONFIDENTIAL[1]: "Confidential"}


def statements(submission: Submission) -> Iterator[Statement]:
    """Yield the cubes of a release and all that they consist of; nothing if it has none."""
    standard = submission.standard
    terms = read_terms(standard.root)
    found = [(table, table.cube) for table in submission.tables if table.cube]
    for table, cube in found:
        yield from _cube(submission, table, cube)
        yield from structure(standard, table, cube)
        title = terms[cube.structure].label if cube.structure in terms else table.title
        yield iris.expand(standard, cube.structure), "rdfs:label", Text(title, "en")
    marks = {each for _, cube in found for each in cube.totals.values() if ":" in each} | {WITHHELD}
    labels = {mark: terms[mark].label for mark in sorted(marks) if mark in terms}
    for compact, label in {**labels, **_MARKS}.items() if found else ():
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
