"""RDF as Turtle, for people to read: ``rdf/data.ttl``.

Each node is a paragraph: its classes, then its properties in the order of their names. Local names
stand for records whose id is of small letters, digits and hyphens; all else is a full IRI.
Specification: RDF 1.1 Turtle.
"""

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from openinnov.publication import iris
from openinnov.publication.arrays import Parts, data, joined
from openinnov.publication.files import Output
from openinnov.publication.gathering import gathered
from openinnov.publication.literals import literals
from openinnov.publication.optional import given, is_in_all
from openinnov.publication.plan import TYPE
from openinnov.publication.streaming import Batch, ahead, batches
from openinnov.publication.terms import Terms
from openinnov.submission import ProtectedSubmission, Submission

if TYPE_CHECKING:
    import pyarrow as pa

PATH = "rdf/data.ttl"
#: What a local name may be: the standard allows more, but no id needs it.
_LOCAL = "^[a-z0-9][a-z0-9-]*$"

#: What stands between two properties of a record.
_NEXT = " ;\n "


def write(protected: ProtectedSubmission, output: Output) -> None:
    """Write the file."""
    with output.open_linked_data(PATH) as writer:
        writer.write(header(protected.submission))
        for each in paragraphs(protected.submission):
            writer.write(each)


def _record_prefixes(submission: Submission) -> dict[str, str]:
    """Return the prefix that stands for the start of the IRIs of each table."""
    base = iris.base(submission)
    return {
        iris.subject_start(table, base): table.name
        for table in submission.standard.tables.values()
        if table.name not in submission.standard.prefixes
    }


def header(submission: Submission) -> bytes:
    """Return the prefixes, after a notice where the records were made up."""
    starts = _record_prefixes(submission)
    prefixes = {**submission.standard.prefixes, **{name: start for start, name in starts.items()}}
    synthetic = (submission.descriptor or {}).get("openinnov:synthetic") is True
    notice = "# Synthetic data: the records were made up.\n" if synthetic else ""
    lines = (f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(prefixes.items()))
    return (notice + "".join(lines)).encode()


def paragraphs(submission: Submission) -> Iterator[memoryview]:
    """Yield the statements about all records, some records at a time."""
    starts = _record_prefixes(submission)
    yield from ahead(partial(_paragraphs, starts=starts), batches(submission))


def _paragraphs(batch: Batch, *, starts: Mapping[str, str]) -> memoryview:
    import pyarrow.compute as pc

    # The class goes first, as "a".
    ordered = sorted(batch.terms, key=lambda terms: _order(terms.column.property))
    pieces: list[Parts] = []
    for name, group in groupby(ordered, key=lambda terms: terms.column.property):
        sources = [(terms, _parts(terms, starts)) for terms in group]
        verb = f" {'a' if name == TYPE else name} "
        pieces.append((_NEXT + verb, *gathered(sources, ", ")))
    local = pc.utf8_slice_codeunits(batch.subjects, len(batch.node.start))
    subjects = _names(local, batch.subjects, starts[batch.node.start])
    return data(joined("\n", subjects, *_without_first(pieces), " .\n"))


def _without_first(pieces: list[Parts]) -> Parts:
    """Return the pieces for one join; the one that begins the paragraph goes on with nothing."""
    import pyarrow.compute as pc

    (start, *more), *rest = pieces
    if is_in_all(pieces[0]):
        return given([(start.removeprefix(_NEXT), *more), *rest])
    return (pc.binary_slice(joined(*given(pieces), ""), len(_NEXT)),)


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
