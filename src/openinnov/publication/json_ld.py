"""RDF as JSON-LD: ``rdf/data.jsonld``, one document that needs nothing from elsewhere.

The context comes first and inline, then one node a line. A node reads like a row: the keys are the
fields, references and codes stand as in the tables. What other tables say of it has the compact IRI
of the property as its key. Numbers are texts, because JSON-LD makes of 12.5 the double 1.25E1.
Specification: JSON-LD 1.1.
"""

import json
from collections.abc import Collection, Iterable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from openinnov.derived.json_ld_context import context
from openinnov.derived.names import class_name
from openinnov.publication import iris
from openinnov.publication.arrays import Parts, data, joined, looked_up, replaced
from openinnov.publication.files import HashingWriter, Output
from openinnov.publication.gathering import gathered, is_single
from openinnov.publication.optional import given
from openinnov.publication.plan import TYPE
from openinnov.publication.streaming import Batch, ahead, batches
from openinnov.publication.terms import Terms
from openinnov.submission import ProtectedSubmission, Submission

if TYPE_CHECKING:
    import pyarrow as pa

PATH = "rdf/data.jsonld"
_UNSAFE = '["\\\\\x00-\x1f]'
#: Names that JSON-LD reads as they are meant: no colon, no blank, nothing to encode.
_SIMPLE = "^[A-Za-z0-9][A-Za-z0-9._~-]*$"


def write(protected: ProtectedSubmission, output: Output) -> None:
    """Write the file."""
    submission = protected.submission
    with output.open_linked_data(PATH) as writer:
        write_document(submission, writer, submission.columns, batches(submission))


def write_document(
    submission: Submission, writer: HashingWriter, tables: Collection[str], found: Iterable[Batch]
) -> None:
    """Write a document of the nodes of some tables."""
    head = json.dumps(inline_context(submission, tables), ensure_ascii=False, separators=(",", ":"))
    writer.write(f'{{"@context":{head},"@graph":['.encode())
    separator = b"\n"
    for nodes in ahead(partial(nodes_of, submission), found):
        writer.write(separator)
        # Each node begins with the comma that parts it from the one before.
        writer.write(nodes[len(",\n") :])
        separator = b",\n"
    writer.write(b"\n]}\n")


def inline_context(submission: Submission, names: Collection[str]) -> dict[str, Any]:
    """Return the context of what is released of some tables."""
    standard = submission.standard
    tables = {
        table.name: replace(
            table, fields={name: table.fields[name] for name in submission.columns[table.name]}
        )
        for table in submission.tables
        if table.name in names
    }
    document = context(replace(standard, tables=tables), base=iris.base(submission))
    return {"@language": _language(submission), **document}


def _language(submission: Submission) -> str:
    return str((submission.descriptor or {})["openinnov:language"]).lower()


def nodes_of(submission: Submission, batch: Batch) -> memoryview:
    """Return the nodes of a batch, one a line, each after a comma and the end of a line."""
    members: dict[str, list[Terms]] = {}
    for terms in batch.terms:
        members.setdefault(terms.column.key, []).append(terms)
    pieces: list[Parts] = [(',\n{"@id":"', batch.subjects, '"')]
    for key, group in members.items():
        sources = [(terms, (_rendered(submission, batch, terms),)) for terms in group]
        pieces.append(_member(key, sources))
    return data(joined(*given(pieces), "}"))


def _member(key: str, sources: list[tuple[Terms, Parts]]) -> Parts:
    """Return the member of a JSON object, of which a row may have none."""
    start, values = f",{json.dumps(key)}:", gathered(sources, ",")
    if is_single([terms for terms, _ in sources]):
        return start, *values
    return f"{start}[", *values, "]"


def _rendered(submission: Submission, batch: Batch, terms: Terms) -> "pa.Array":
    column = terms.column
    if column.property == TYPE:
        table = batch.node.table
        names = {table.classes[0]: class_name(table)}
        return looked_up(terms.values, lambda name: json.dumps(names.get(name, name)))
    # The context knows the fields by their names, and nothing of other keys.
    known = column.key != column.property
    if terms.iris is not None:
        return _resources(terms, known=known)
    return _literals(submission, terms, known=known)


def _resources(terms: Terms, *, known: bool) -> "pa.Array":
    import pyarrow.compute as pc

    column, whole = terms.column, joined('{"@id":"', terms.iris, '"}')
    if column.kind == "compact":
        return joined('{"@id":"', terms.values, '"}')
    if not known:
        return whole
    if column.kind == "iri":
        return joined('"', terms.values, '"')
    # The context of a column knows the column itself as well, so that no code may have its name.
    simple = pc.and_(
        pc.match_substring_regex(terms.values, _SIMPLE), pc.not_equal(terms.values, column.key)
    )
    return pc.if_else(simple, joined('"', terms.values, '"'), whole)


def _literals(submission: Submission, terms: Terms, *, known: bool) -> "pa.Array":
    import pyarrow.compute as pc

    texts = joined('"', quoted(terms.values), '"')
    if terms.languages is not None:
        tagged = joined('{"@value":', texts, ',"@language":"', terms.languages, '"}')
        return pc.if_else(pc.equal(terms.languages, _language(submission)), texts, tagged)
    if terms.datatypes is not None:
        return joined('{"@value":', texts, ',"@type":"', terms.datatypes, '"}')
    if known:
        return texts
    datatype = f',"@type":"{terms.column.datatype}"' if terms.column.datatype else ""
    return joined('{"@value":', texts, f"{datatype}}}")


def quoted(texts: "pa.Array") -> "pa.Array":
    """Escape the characters that a JSON string does not hold as they are."""
    import pyarrow.compute as pc

    unsafe = pc.match_substring_regex(texts, _UNSAFE)
    return replaced(texts, unsafe, lambda text: json.dumps(text, ensure_ascii=False)[1:-1])
