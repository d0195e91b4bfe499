"""RDF as canonical N-Quads: ``rdf/data.nq``, the form that RDFC-1.0 gives the data set.

Each line is a statement in the graph of the release. Lines are sorted by code point and none stands
twice; as there are no blank nodes, the SHA-256 of the file is the hash of the graph. Specification:
RDF 1.1 N-Quads, and RDF Dataset Canonicalization, section "Canonical form of N-Quads".
"""

from collections.abc import Sequence
from functools import partial
from itertools import groupby

from openinnov.publication import iris
from openinnov.publication.arrays import Parts, data, joined, looked_up
from openinnov.publication.files import Output
from openinnov.publication.gathering import gathered, is_single
from openinnov.publication.literals import literals
from openinnov.publication.optional import given
from openinnov.publication.streaming import Batch, ahead, batches
from openinnov.publication.terms import Terms
from openinnov.standard import Standard
from openinnov.submission import ProtectedSubmission

PATH = "rdf/data.nq"


def write(protected: ProtectedSubmission, output: Output) -> None:
    """Write the file."""
    submission = protected.submission
    graph = iris.dataset(submission)
    with output.open_linked_data(PATH) as writer:
        render = partial(_quads, submission.standard, graph=graph)
        for quads in ahead(render, batches(submission)):
            writer.write(quads)


def _quads(standard: Standard, batch: Batch, *, graph: str) -> memoryview:
    subjects, end = joined("<", batch.subjects, "> "), f" <{graph}> .\n"
    lines: list[Parts] = []
    for predicate, terms in _by_predicate(standard, batch.terms):
        sources = [(each, _parts(standard, each)) for each in terms]
        separator = "" if is_single(terms) else joined(end, subjects, f"<{predicate}> ")
        lines.append((subjects, f"<{predicate}> ", *gathered(sources, separator), end))
    # The empty text makes the bytes fresh, also where there is one part alone.
    return data(joined(*given(lines), ""))


def _by_predicate(standard: Standard, terms: Sequence[Terms]) -> list[tuple[str, list[Terms]]]:
    # A longer IRI comes first where the shorter one ends: ">" is greater than digits.
    ordered = sorted(terms, key=lambda each: iris.expand(standard, each.column.property) + ">")
    groups = groupby(ordered, key=lambda each: iris.expand(standard, each.column.property))
    return [(predicate, list(group)) for predicate, group in groups]


def _parts(standard: Standard, terms: Terms) -> Parts:
    if terms.iris is not None:
        return "<", terms.iris, ">"
    datatype, datatypes = terms.column.datatype, terms.datatypes
    return literals(
        terms,
        datatype=f"<{iris.expand(standard, datatype)}>" if datatype else "",
        datatypes=None
        if datatypes is None
        else looked_up(datatypes, lambda name: f"<{iris.expand(standard, name)}>"),
    )
