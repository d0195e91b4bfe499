"""RDF as canonical N-Quads: ``rdf/data.nq``, the form that RDFC-1.0 gives the data set.

Each line is a statement in the graph of the release. Lines are sorted by code point and none stands
twice; as there are no blank nodes, the SHA-256 of the file is the hash of the graph. Specification:
RDF 1.1 N-Quads, and RDF Dataset Canonicalization, section "Canonical form of N-Quads".
"""

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from openinnov.publication import iris
from openinnov.publication.files import File, writing
from openinnov.publication.literals import literals
from openinnov.publication.terms import (
    Batch,
    Terms,
    batches,
    data,
    gathered,
    is_single,
    joined,
    looked_up,
)
from openinnov.standard import Standard
from openinnov.submission import ProtectedSubmission

if TYPE_CHECKING:
    import pyarrow as pa

PATH = "rdf/data.nq"


def write(protected: ProtectedSubmission, directory: Path, files: list[File]) -> None:
    """Write the file."""
    submission = protected.submission
    graph = iris.dataset(submission)
    with writing(directory, PATH, files) as writer:
        for batch in batches(submission):
            writer.write(_quads(submission.standard, batch, graph))


def _quads(standard: Standard, batch: Batch, graph: str) -> memoryview:
    import pyarrow.compute as pc

    subjects, end = joined("<", batch.subjects, "> "), f" <{graph}> .\n"
    lines = []
    for predicate, terms in _by_predicate(standard, batch.terms):
        start = joined(subjects, f"<{predicate}> ")
        sources = [(each, _rendered(standard, each)) for each in terms]
        separator = "" if is_single(sources) else joined(end, start)
        lines.append(joined(start, gathered(sources, separator), end))
    return data(joined(*(pc.fill_null(each, "") for each in lines)))


def _by_predicate(standard: Standard, terms: Sequence[Terms]) -> list[tuple[str, list[Terms]]]:
    # A longer IRI comes first where the shorter one ends: ">" is greater than digits.
    ordered = sorted(terms, key=lambda each: iris.expand(standard, each.column.property) + ">")
    groups = groupby(ordered, key=lambda each: iris.expand(standard, each.column.property))
    return [(predicate, list(group)) for predicate, group in groups]


def _rendered(standard: Standard, terms: Terms) -> "pa.Array":
    if terms.iris is not None:
        return joined("<", terms.iris, ">")
    datatype, datatypes = terms.column.datatype, terms.datatypes
    return literals(
        terms,
        datatype=f"<{iris.expand(standard, datatype)}>" if datatype else "",
        datatypes=None
        if datatypes is None
        else looked_up(datatypes, lambda name: f"<{iris.expand(standard, name)}>"),
    )
