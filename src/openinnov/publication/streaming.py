"""The nodes of a release, some at a time, for all formats of linked data alike."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from openinnov.engine.duckdb import stream
from openinnov.exceptions import PublicationError
from openinnov.publication.annotations import nodes
from openinnov.publication.plan import Node
from openinnov.publication.terms import Terms, terms_of
from openinnov.standard import Standard
from openinnov.submission import Submission

if TYPE_CHECKING:
    import pyarrow as pa

#: Rows a batch: a working set that stays in the cache of the processor.
BATCH = 8192
#: An escape is six bytes long, and names stand beside each value.
_BATCH_BYTES = 64 << 20


@dataclass(frozen=True)
class Batch:
    """Some nodes of one table."""

    standard: Standard
    node: Node
    #: The columns of the query by their names.
    columns: Mapping[str, "pa.Array"]

    @property
    def subjects(self) -> "pa.Array":
        """The IRI of each node."""
        return self.columns["_subject"]

    @cached_property
    def terms(self) -> Sequence[Terms]:
        """The objects that each column of the plan gives; they are made by whoever asks first."""
        return [terms_of(self.standard, column, self.columns) for column in self.node.columns]

    def count(self) -> int:
        """Return how many statements the columns give."""
        return sum(_given(self.columns[column.name]) for column in self.node.columns)


def ahead(render: Callable[[Batch], memoryview], found: Iterable[Batch]) -> Iterator[memoryview]:
    """Render batches on several threads, and give the results in the order of the batches."""
    # Arrow lets go of the interpreter's lock; more than a few results at a time cost memory.
    workers = min(4, os.cpu_count() or 1)
    waiting: deque[Future[memoryview]] = deque()
    with ThreadPoolExecutor(workers) as pool:
        for batch in found:
            waiting.append(pool.submit(render, batch))
            if len(waiting) > workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def batches(submission: Submission) -> Iterator[Batch]:
    """Go through all nodes of a release, in the order of their IRIs.

    Raises `PublicationError` at the end of a table of which a statement got lost.
    """
    for node in nodes(submission):
        written = 0
        for found in _read(submission, node, node.query):
            written += found.count()
            yield found
        _check(submission, node, written)


def selected(submission: Submission, node: Node, condition: str) -> Iterator[Batch]:
    """Go through the nodes of a table that fulfil a condition in SQL, without counting them."""
    return _read(submission, node, f"SELECT * FROM ({node.query}) WHERE {condition}")


def _read(submission: Submission, node: Node, query: str) -> Iterator[Batch]:
    reader = stream(submission.connection.cursor(), query, BATCH)
    for batch in (part for whole in reader if len(whole) for part in _halved(whole)):
        columns = dict(zip(batch.schema.names, batch.columns, strict=True))
        yield Batch(submission.standard, node, columns)


def _halved(batch: "pa.RecordBatch") -> Iterator["pa.RecordBatch"]:
    """Cut a batch until what is made of it fits into one array, which holds 2 GiB at most."""
    rows = len(batch)
    if rows > 1 and batch.nbytes > _BATCH_BYTES:
        yield from _halved(batch.slice(0, rows // 2))
        yield from _halved(batch.slice(rows // 2))
    else:
        yield batch


def _check(submission: Submission, node: Node, written: int) -> None:
    (expected,) = submission.connection.cursor().execute(node.count).fetchall()[0]
    if written != expected:
        raise PublicationError(
            f"{node.table.name}: {expected} statements should be written and {written} came out; "
            "a translation or relation may name a record that is not there"
        )


def _given(values: "pa.Array") -> int:
    """Return how many values a column has, where a row may have none or a list of them."""
    import pyarrow as pa

    given: int = len(values) - values.null_count
    return len(values.flatten()) if pa.types.is_list(values.type) else given
