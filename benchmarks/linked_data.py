"""Time the writers of linked data beside rdflib and pyoxigraph, on the same statements.

``python benchmarks/linked_data.py [RECORDS]`` prints the table of ``benchmarks/README.md``. Each
writer is a process of its own, and they take turns. Only writing is timed: ours begins with the
protected tables in the database; the peers with the terms as tuples of texts, of which they make
objects, a graph and a file. What is written goes nowhere, so that the disk does not count; nor does
the SHA-256 of a file, which peers do not take, but in the row that says so. The peers write the
records of the first few only, and their time is scaled: rdflib is superlinear, so that this is in
its favour.
"""

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from generate import submission

import openinnov
from openinnov.publication import FORMATS
from openinnov.publication.files import COMPRESSIONS, HashingWriter, Output

ROUNDS = 3
#: How many statements the peers write.
SAMPLE = 120_000
FILES = {"n-quads": "data.nq", "turtle": "data.ttl", "trig": "data.trig", "json-ld": "data.jsonld"}
Quad = tuple[str, str, str, str | None, str | None, str]


class _Nowhere(Output):
    """An output of which nothing is kept, but the SHA-256."""

    def _create(self, _: str) -> BinaryIO:
        return Path(os.devnull).open("wb")


class _Unhashed(_Nowhere):
    """An output of which nothing is kept."""

    @contextmanager
    def open_linked_data(self, path: str) -> Iterator[HashingWriter]:
        """Open a file for writing, compressed as it is asked for."""
        with self._create(path) as stream:
            if self.compression is None:
                yield stream
            else:
                with COMPRESSIONS[self.compression].open(stream) as inside:
                    yield inside


def ours(form: str, compression: str | None, folder: Path) -> Iterator[Callable[[], None]]:
    """Write all statements in a form."""
    protected = openinnov.protect(openinnov.read(folder / "submission"))
    yield lambda: FORMATS[form].write(protected, _Unhashed(folder, compression))


def hashed(form: str, compression: str | None, folder: Path) -> Iterator[Callable[[], None]]:
    """Write all statements in a form, with the SHA-256 of the file."""
    protected = openinnov.protect(openinnov.read(folder / "submission"))
    yield lambda: FORMATS[form].write(protected, _Nowhere(folder, compression))


def _quads(folder: Path) -> list[Quad]:
    """Return the first statements as texts."""
    import pyoxigraph

    quads = pyoxigraph.parse(
        path=str(folder / "package/rdf/data.nq"), format=pyoxigraph.RdfFormat.N_QUADS
    )
    return [
        (
            quad.subject.value,
            quad.predicate.value,
            quad.object.value,
            getattr(quad.object, "language", None),
            getattr(getattr(quad.object, "datatype", None), "value", None),
            quad.graph_name.value,
        )
        for quad in islice(quads, SAMPLE)
    ]


def by_rdflib(form: str, _: str | None, folder: Path) -> Iterator[Callable[[], None]]:
    """Make a graph of the first statements, and serialize it."""
    import rdflib

    quads = _quads(folder)

    def write() -> None:
        graph = rdflib.Graph()
        for subject, predicate, value, language, datatype, _ in quads:
            if datatype is None:
                term = rdflib.URIRef(value)
            elif language or datatype.endswith("#string"):
                term = rdflib.Literal(value, lang=language)
            else:
                term = rdflib.Literal(value, datatype=rdflib.URIRef(datatype))
            graph.add((rdflib.URIRef(subject), rdflib.URIRef(predicate), term))
        graph.serialize(format=form).encode()

    yield write


def by_pyoxigraph(_: str, __: str | None, folder: Path) -> Iterator[Callable[[], None]]:
    """Make objects of the first statements, and serialize them."""
    import pyoxigraph as ox

    quads = _quads(folder)

    def made() -> Iterator[ox.Quad]:
        for subject, predicate, value, language, datatype, graph in quads:
            if datatype is None:
                term = ox.NamedNode(value)
            elif language:
                term = ox.Literal(value, language=language)
            else:
                term = ox.Literal(value, datatype=ox.NamedNode(datatype))
            nodes = map(ox.NamedNode, (subject, predicate))
            yield ox.Quad(*nodes, term, ox.NamedNode(graph))

    def write() -> None:
        ox.serialize(made(), format=ox.RdfFormat.N_QUADS)

    yield write


WRITERS = {"ours": ours, "hashed": hashed, "rdflib": by_rdflib, "pyoxigraph": by_pyoxigraph}
#: What is timed: the writer, the form, and how it is compressed.
RUNS = [
    *(("ours", form, None) for form in FILES),
    ("ours", "n-quads", "zstd"),
    ("ours", "n-quads", "gzip"),
    ("hashed", "n-quads", None),
    ("rdflib", "nt", None),
    ("rdflib", "turtle", None),
    ("pyoxigraph", "n-quads", None),
]


def child(writer: str, form: str, compression: str, folder: Path) -> None:
    """Print the seconds of a writer, and its peak memory before and then, in MiB."""
    for write in WRITERS[writer](form, compression or None, folder):
        before = _peak()
        Path("/proc/self/clear_refs").write_text("5")  # From here on the peak is a new one.
        start = time.perf_counter()
        write()
        print(time.perf_counter() - start, before, _peak())


def _peak() -> float:
    (line,) = re.findall(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text("utf-8"))
    return int(line) / 1024


def _measure(folder: Path, run: tuple[str, str, str | None]) -> list[float]:
    command = [sys.executable, __file__, "child", run[0], run[1], run[2] or "", str(folder)]
    return [float(text) for text in subprocess.check_output(command, text=True).split()]


def main(records: int) -> None:
    """Print the table."""
    folder = Path(tempfile.mkdtemp(prefix=".benchmark-", dir=Path.cwd()))
    try:
        submission(folder / "submission", records)
        protected = openinnov.protect(openinnov.read(folder / "submission"))
        (folder / "package").mkdir()
        FORMATS["n-quads"].write(protected, Output(folder / "package"))
        del protected
        with (folder / "package/rdf/data.nq").open("rb") as lines:
            total = sum(1 for _ in lines)
        found = {run: [] for run in RUNS}
        for _ in range(ROUNDS):
            for run in RUNS:
                found[run].append(_measure(folder, run))
        _print(total, found)
    finally:
        shutil.rmtree(folder)


def _print(total: int, found: dict[tuple[str, str, str | None], list[list[float]]]) -> None:
    seconds = {}
    for run, rounds in found.items():
        scale = 1 if run[0] in {"ours", "hashed"} else total / min(SAMPLE, total)
        seconds[run] = statistics.median(each[0] for each in rounds) * scale
    print(f"{total:,} statements\n")
    print("| writer | s | times rdflib | times pyoxigraph | memory before, MiB | at its peak |")
    print("| --- | --- | --- | --- | --- | --- |")
    ox = seconds["pyoxigraph", "n-quads", None]
    for run, time_ in seconds.items():
        peer = seconds["rdflib", "turtle" if run[1] in {"turtle", "trig"} else "nt", None]
        before, peak = (max(rounds[place] for rounds in found[run]) for place in (1, 2))
        name = " ".join(part for part in run if part)
        times = f"{time_:.2f} | {peer / time_:.0f} | {ox / time_:.1f}"
        print(f"| {name} | {times} | {before:.0f} | {peak:.0f} |")


if __name__ == "__main__":
    if sys.argv[1:2] == ["child"]:
        child(*sys.argv[2:5], Path(sys.argv[5]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 200_000)
