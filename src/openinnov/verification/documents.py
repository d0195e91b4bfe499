"""Whether JSON-LD documents are such, with a context of their own."""

import json
from collections.abc import Iterator

from openinnov.verification import linked_data
from openinnov.verification.package import Package

#: What JSON-LD documents are called.
_NAMES = (".jsonld", "croissant.json")
#: How a document of one node a line begins its nodes, and ends.
_NODES, _END = b'"@graph":[\n', b"]}\n"


def check(package: Package) -> Iterator[str]:
    """Yield JSON-LD files that are no JSON, or have their context elsewhere."""
    for path in package.files:
        if linked_data.plain(path).endswith(_NAMES) and not _has_context(package, path):
            yield f"{path}: is no JSON-LD document with a context of its own"


def _has_context(package: Package, path: str) -> bool:
    lines = linked_data.lines(package.directory / path)
    head = next(lines, b"")
    try:
        if head.endswith(_NODES):
            context = json.loads(head + _END).get("@context")
            return isinstance(context, dict) and _are_nodes(lines)
        document = json.loads(head + b"".join(lines))
        return isinstance(document, dict) and isinstance(document.get("@context"), dict)
    except (ValueError, RecursionError):
        return False


def _are_nodes(lines: Iterator[bytes]) -> bool:
    """Say whether one node a line follows, and then the end; raise `ValueError` for no JSON."""
    # A large document never stands in memory as a whole.
    previous = b",\n"
    for line in lines:
        if line == _END:
            return previous[-2:] != b",\n" or previous == b",\n"
        if previous[-2:] != b",\n":
            return False
        json.loads(line.removesuffix(b"\n").removesuffix(b","))
        previous = line
    return False
