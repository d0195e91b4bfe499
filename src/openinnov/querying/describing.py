"""One record as a small JSON-LD document, which needs nothing from elsewhere."""

import json
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from openinnov.engine.sql import identifier, literal
from openinnov.exceptions import QueryError, UnknownNameError
from openinnov.publication import iris
from openinnov.publication.annotations import nodes
from openinnov.publication.json_ld import inline_context, nodes_of
from openinnov.publication.plan import Node
from openinnov.publication.refusal import refuse_faults
from openinnov.publication.streaming import selected
from openinnov.reading import read, read_descriptor
from openinnov.submission import ProtectedSubmission, Submission

DESCRIPTOR = "datapackage.json"
#: What a notice says of the record that it is about.
_ABOUT = "rdf:subject"
#: What each context keeps: it is no term.
_ALWAYS = frozenset({"@language", "@version", "@vocab"})


def describe(source: ProtectedSubmission | Path | str, table: str, key: str) -> dict[str, Any]:
    """Return a record of what may be published, or of a published package, as JSON-LD.

    The record is named by its table and its key, whose parts a slash joins, such as
    "bd-a2i-1/16.6". The document has the statements of the N-Quads about the record, and under
    ``@included`` the notices of what is withheld of it; its context holds the terms that it uses.

    Raises `UnknownNameError` where there is no such table or record, and `QueryError` where a
    directory is no published package; `RefusedError` where the descriptor lacks something.
    """
    submission = source.submission if isinstance(source, ProtectedSubmission) else _read(source)
    refuse_faults(submission)
    submission.standard.table(table)
    planned = {node.table.name: node for node in nodes(submission)}
    found = [*_records(submission, planned.get(table), key)]
    if not found:
        raise UnknownNameError(f"{table}: there is no record {key} that is linked data")
    (record,) = found
    notices = [*_notices(submission, planned, str(record["@id"]))]
    full = inline_context(submission, planned)
    context = _used(full, [record, *notices])
    included = {"@included": notices} if notices else {}
    return {"@context": context, **record, **included}


def _read(package: Path | str) -> Submission:
    file = Path(package) / DESCRIPTOR
    if not file.is_file() or "openinnov:release" not in read_descriptor(file):
        raise QueryError(f"{package}: is no published package")
    return read(package)


def _records(submission: Submission, node: Node | None, key: str) -> Iterator[dict[str, Any]]:
    if node is None:
        return
    # A key of parts may be given as it stands in the table, or as in the IRI.
    start = literal(node.start)
    iri = f"_subject IN ({start} || {iris.path_sql(literal(key))}, {start} || {literal(key)})"
    yield from _nodes(submission, node, iri)


def _notices(
    submission: Submission, planned: Mapping[str, Node], iri: str
) -> Iterator[dict[str, Any]]:
    for node in planned.values():
        for column in node.columns:
            if column.property == _ABOUT:
                condition = f"{identifier(column.name)} = {literal(iri)}"
                yield from _nodes(submission, node, condition)


def _nodes(submission: Submission, node: Node, condition: str) -> Iterator[dict[str, Any]]:
    for batch in selected(submission, node, condition):
        text = bytes(nodes_of(submission, batch)).decode()
        yield from json.loads(f"[{text.removeprefix(',')}]")


def _used(context: Mapping[str, Any], found: Collection[Mapping[str, Any]]) -> dict[str, Any]:
    """Return of a context what some nodes use: classes, of these the terms, and prefixes."""
    classes: dict[str, Any] = {}
    for node in found:
        for name in _listed(node.get("@type")):
            if isinstance(context.get(name), dict):
                kept = classes.setdefault(name, {**context[name], "@context": {}})["@context"]
                kept |= {
                    key: _with_names(key, term, node[key])
                    for key, term in context[name]["@context"].items()
                    if key in node
                }
    prefixes = {text.partition(":")[0] for text in _texts([classes, *found]) if ":" in text}
    return {
        **{key: value for key, value in context.items() if key in {*_ALWAYS, *prefixes}},
        **classes,
    }


def _with_names(key: str, term: Mapping[str, Any], values: Any) -> dict[str, Any]:
    """Return a term which of the names in its own context keeps those that values have."""
    if "@context" not in term:
        return dict(term)
    nothing, names = term["@context"]
    wanted = {key, *_ALWAYS, *(value for value in _listed(values) if isinstance(value, str))}
    return {**term, "@context": [nothing, {n: iri for n, iri in names.items() if n in wanted}]}


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _texts(value: Any) -> Iterator[str]:
    """Yield each key and each text."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from value
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
