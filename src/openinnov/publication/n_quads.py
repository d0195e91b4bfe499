"""RDF as canonical N-Quads: ``rdf/data.nq``, the form that RDFC-1.0 gives the data set.

Each line is a statement in the graph of the release. Lines are sorted by code point and none stands
twice; as there are no blank nodes, the SHA-256 of the file is the hash of the graph. Specification:
RDF 1.1 N-Quads, and RDF Dataset Canonicalization, section "Canonical form of N-Quads".
"""

from collections.abc import Sequence
from functools import partial
from itertools import groupby
from pathlib import Path

from openinnov.publication import iris
from openinnov.publication.files import File, writing
from openinnov.publication.literals import literals
from openinnov.publication.terms import (
    Batch,
    Parts,
    Terms,
    ahead,
    batches,
    data,
    gathered,
    is_single,
    joined,
    looked_up,
)
from openinnov.standard import Standard
from openinnov.submission import ProtectedSubmission

PATH = "rdf/data.nq"


def write(protected: ProtectedSubmission, directory: Path, files: list[File]) -> None:
    """Write the file."""
    submission = protected.submission
    graph = iris.dataset(submission)
    with writing(directory, PATH, files) as writer:
        render = partial(_quads, submission.standard, graph=graph)
        for quads in ahead(render, batches(submission)):
            writer.write(quads)


def _quads(standard: Standard, batch: Batch, *, graph: str) -> memoryview:
    import pyarrow.compute as pc

    subjects, end = joined("<", batch.subjects, "> "), f" <{graph}> .\n"
    lines = []
    for predicate, terms in _by_predicate(standard, batch.terms):
        sources = [(each, _parts(standard, each)) for each in terms]
        separator = "" if is_single(terms) else joined(end, subjects, f"<{predicate}> ")
        lines.append(joined(subjects, f"<{predicate}> ", *gathered(sources, separator), end))
    return data(joined(*(pc.fill_null(each, "") for each in lines)))


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
