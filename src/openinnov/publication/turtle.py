"""RDF as Turtle, for people to read: ``rdf/data.ttl``.

Each node is a paragraph: its classes, then its properties in the order of their names. Local names
stand for records whose id is of small letters, digits and hyphens; all else is a full IRI.
Specification: RDF 1.1 Turtle.
"""

from collections.abc import Mapping
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from openinnov.publication import iris
from openinnov.publication.files import File, writing
from openinnov.publication.literals import literals
from openinnov.publication.plan import TYPE
from openinnov.publication.terms import Batch, Parts, Terms, ahead, batches, data, gathered, joined
from openinnov.submission import ProtectedSubmission, Submission

if TYPE_CHECKING:
    import pyarrow as pa

PATH = "rdf/data.ttl"
#: What a local name may be: the standard allows more, but no id needs it.
_LOCAL = "^[a-z0-9][a-z0-9-]*$"


def write(protected: ProtectedSubmission, directory: Path, files: list[File]) -> None:
    """Write the file."""
    submission = protected.submission
    starts = _record_prefixes(submission)
    with writing(directory, PATH, files) as writer:
        writer.write(_header(submission, starts).encode())
        for paragraphs in ahead(partial(_paragraphs, starts=starts), batches(submission)):
            writer.write(paragraphs)


def _record_prefixes(submission: Submission) -> dict[str, str]:
    """Return the prefix that stands for the start of the IRIs of each table."""
    base = iris.base(submission)
    return {
        iris.subject_start(table, base): table.name
        for table in submission.standard.tables.values()
        if table.name not in submission.standard.prefixes
    }


def _header(submission: Submission, starts: Mapping[str, str]) -> str:
    prefixes = {**submission.standard.prefixes, **{name: start for start, name in starts.items()}}
    synthetic = (submission.descriptor or {}).get("openinnov:synthetic") is True
    notice = "# Synthetic data: the records were made up.\n" if synthetic else ""
    return notice + "".join(
        f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(prefixes.items())
    )


def _paragraphs(batch: Batch, *, starts: Mapping[str, str]) -> memoryview:
    import pyarrow.compute as pc

    # The class goes first, as "a".
    ordered = sorted(batch.terms, key=lambda terms: _order(terms.column.property))
    pieces = []
    for name, group in groupby(ordered, key=lambda terms: terms.column.property):
        sources = [(terms, _parts(terms, starts)) for terms in group]
        start = f" ;\n  {'a' if name == TYPE else name} "
        pieces.append(joined(start, *gathered(sources, ", ")))
    body = joined(*(pc.fill_null(piece, "") for piece in pieces))
    local = pc.utf8_slice_codeunits(batch.subjects, len(batch.node.start))
    subjects = _names(local, batch.subjects, starts[batch.node.start])
    # The first piece begins the paragraph, so that its " ;\n " goes.
    body = pc.utf8_slice_codeunits(body, len(" ;\n "))
    return data(joined("\n", subjects, body, " .\n"))


def _order(name: str) -> tuple[bool, str]:
    return name != TYPE, name


def _names(local: "pa.Array", full: "pa.Array", prefix: str) -> "pa.Array":
    """Return local names where they are simple, else full IRIs."""
    import pyarrow.compute as pc

    simple = pc.match_substring_regex(local, _LOCAL)
    return pc.if_else(simple, joined(f"{prefix}:", local), joined("<", full, ">"))


def _parts(terms: Terms, starts: Mapping[str, str]) -> Parts:
    column = terms.column
    if column.kind == "compact":
        return (terms.values,)
    if column.kind == "record" and column.start in starts:
        return (_names(terms.values, terms.iris, starts[column.start]),)
    if terms.iris is not None:
        return "<", terms.iris, ">"
    return literals(terms, datatype=column.datatype or "", datatypes=terms.datatypes)
