"""Whether N-Quads are canonical, without blank nodes, and of one graph."""

import re
from collections.abc import Iterable, Iterator

from openinnov.verification import linked_data
from openinnov.verification.package import Package

_IRI = rb'<[^\x00-\x20<>"{}|^`\\]++>'
_TEXT = rb'"(?:[^"\\\x00-\x1f\x7f]++|\\[btnfr"\\]|\\u[0-9A-F]{4})*+"'
#: A statement of canonical N-Quads that names every node, up to its graph.
_STATEMENT = rb"%b %b (?:%b|%b(?:@[a-z]++(?:-[a-z0-9]++)*+|\^\^%b)?) " % (
    *(_IRI, _IRI, _IRI),
    *(_TEXT, _IRI),
)
_FIRST = re.compile(rb"%b(?P<end>%b \.\n)" % (_STATEMENT, _IRI))


def check(package: Package) -> Iterator[str]:
    """Yield N-Quads files that are not canonical, and have blank nodes or several graphs."""
    for path in linked_data.files(package, ".nq"):
        yield from _quad_faults(path, linked_data.lines(package.directory / path))


def _quad_faults(path: str, lines: Iterable[bytes]) -> Iterator[str]:
    previous, line_of_graph = b"", _FIRST.fullmatch
    for number, line in enumerate(lines, start=1):
        found = line_of_graph(line)
        if found is None:
            yield f"{path}: line {number} is no canonical N-Quad of the graph of the first line"
            return
        if line <= previous:
            yield f"{path}: line {number} is not in order, or stands twice"
            return
        if number == 1:
            line_of_graph = re.compile(_STATEMENT + re.escape(found["end"])).fullmatch
        previous = line
