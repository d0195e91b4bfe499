"""Whether JSON-LD documents of one table each say all that the N-Quads say of it, and no more."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import PurePosixPath
from typing import Any

from openinnov.verification import linked_data
from openinnov.verification.json_ld import Context
from openinnov.verification.package import Package
from openinnov.verification.quads_text import Term, triples
from openinnov.verification.vocabulary import Vocabulary

#: JSON-LD documents beside the N-Quads that are of no table.
_OTHERS = frozenset({"data", "catalog", "schema-org"})
_Said = frozenset[tuple[str, Term]]
#: The document that a node stands in, the IRI of the node, and what is said of it.
_Node = tuple[str, str, _Said]


def check(package: Package, path: str, words: Vocabulary) -> Iterator[str]:
    """Yield the documents that say something else than N-Quads do of the records of their table."""
    starts = dict(sorted(_starts(package, path, words)))
    if not starts:
        return
    own = ((path, *each) for each in _quads(linked_data.lines(package.directory / path)))
    others = (node for start, twin in starts.items() for node in _nodes(package, twin, start))
    wrong: Counter[str] = Counter()
    for quads, node in _aligned(own, others):
        if quads is None or node is None or quads[2] != node[2]:
            wrong[node[0] if node else _of(starts, quads) or path] += 1
    for twin, number in sorted(wrong.items()):
        said = "have no document of their table" if twin == path else f"are not as {path} has them"
        yield f"{twin}: {number} records {said}"


def _of(starts: Mapping[str, str], node: _Node | None) -> str | None:
    """Return the document in which a node should stand."""
    found = (twin for start, twin in starts.items() if node and node[1].startswith(start))
    return next(found, None)


def _starts(package: Package, path: str, words: Vocabulary) -> Iterator[tuple[str, str]]:
    """Yield the documents, each with what the IRIs of the records of its table begin with."""
    for twin in linked_data.files(package, ".jsonld"):
        name = PurePosixPath(linked_data.plain(twin))
        if name.parent == PurePosixPath(path).parent and name.stem not in _OTHERS:
            yield f"{words.base}/{name.stem}/", twin


def _quads(lines: Iterable[bytes]) -> Iterator[tuple[str, _Said]]:
    for subject, found in groupby(triples(lines), key=lambda triple: triple[0]):
        yield subject, frozenset((predicate, term) for _, predicate, term in found)


def _nodes(package: Package, twin: str, start: str) -> Iterator[_Node]:
    """Yield the nodes of a document; one that is of another table says nothing that counts."""
    lines = linked_data.lines(package.directory / twin)
    head = _parsed(next(lines, b"").strip() + b"]}")
    context = Context(_object(head.get("@context")))
    for line in lines:
        if line != b"]}\n":
            node = _parsed(line.strip().removesuffix(b","))
            subject = str(node.get("@id"))
            said = context.statements(node) if subject.startswith(start) else ()
            yield twin, subject, frozenset(said)


def _parsed(text: bytes) -> dict[str, Any]:
    try:
        return _object(json.loads(text))
    except (ValueError, RecursionError):
        return {}


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _aligned(
    left: Iterator[_Node], right: Iterator[_Node]
) -> Iterator[tuple[_Node | None, _Node | None]]:
    """Yield the nodes of two sequences in the order of their IRIs, side by side where equal."""
    own, other = next(left, None), next(right, None)
    while own is not None or other is not None:
        # The bracket that ends an IRI is greater than digits, and less than letters.
        keys = [None if node is None else f"{node[1]}>" for node in (own, other)]
        first = min(key for key in keys if key is not None)
        yield (own if keys[0] == first else None), (other if keys[1] == first else None)
        own = next(left, None) if keys[0] == first else own
        other = next(right, None) if keys[1] == first else other
