"""Columns of text as RDF terms, by Arrow, for all formats of linked data alike.

What is rare, a character to escape or a code in no list, meets Python; the rest does not.
"""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from openinnov.derived.json_ld_context import SCHEMES
from openinnov.engine.duckdb import stream
from openinnov.exceptions import PublicationError, RefusedError
from openinnov.publication import iris
from openinnov.publication.annotations import nodes
from openinnov.publication.plan import Column, Node
from openinnov.standard import Standard
from openinnov.submission import Submission

if TYPE_CHECKING:
    import pyarrow as pa

#: Arrays and texts that make up a rendering, once they are joined.
Parts = tuple[Any, ...]
#: Rows a batch: a working set that stays in the cache of the processor.
BATCH = 8192
#: An escape is six bytes long, and names stand beside each value.
_BATCH_BYTES = 64 << 20
#: What no IRI of N-Quads or Turtle may hold.
_ILLEGAL = '[\\x00-\\x20"<>\\\\^`{|}\\x7f]'
#: What an IRI holds without being encoded: the unreserved characters of RFC 3986.
_UNRESERVED = "^[A-Za-z0-9._~-]*$"


@dataclass(frozen=True, slots=True)
class Terms:
    """The objects that a column gives the nodes of a batch."""

    column: Column
    #: The row of each value; none where there is one value a row, which may be null.
    rows: "pa.Array | None"
    #: How many values each row has.
    sizes: "pa.Array"
    #: The values as they stand in the table.
    values: "pa.Array"
    #: The IRI of each value, if these are resources.
    iris: "pa.Array | None" = None
    #: The language tag of each value, if these are texts in a language.
    languages: "pa.Array | None" = None
    #: The datatype of each value as compact IRI, if it differs from value to value.
    datatypes: "pa.Array | None" = None


@dataclass(frozen=True, slots=True)
class Batch:
    """Some nodes of one table."""

    node: Node
    subjects: "pa.Array"
    terms: Sequence[Terms]


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
        reader = stream(submission.connection.cursor(), node.query, BATCH)
        for batch in (part for whole in reader if len(whole) for part in _halved(whole)):
            found = _batch(submission.standard, node, batch)
            written += sum(_given(terms) for terms in found.terms)
            yield found
        _check(submission, node, written)


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


def _given(terms: Terms) -> int:
    import pyarrow.compute as pc

    return pc.sum(terms.sizes).as_py() or 0


def _batch(standard: Standard, node: Node, batch: "pa.RecordBatch") -> Batch:
    columns = dict(zip(batch.schema.names, batch.columns, strict=True))
    terms = [_terms(standard, column, columns) for column in node.columns]
    return Batch(node, columns["_subject"], terms)


def _terms(standard: Standard, column: Column, columns: dict[str, Any]) -> Terms:
    import pyarrow as pa
    import pyarrow.compute as pc

    values = columns[column.name]
    if column.many:
        rows = pc.list_parent_indices(values)
        sizes = pc.fill_null(pc.list_value_length(values), 0)
        values = values.flatten()
    else:
        rows, sizes = None, pc.cast(pc.is_valid(values), pa.int32())
    languages = columns["_language"] if column.kind == "own language" else None
    bare = Terms(column, rows, sizes, values, languages=languages)
    return KINDS[column.kind](standard, bare)


def _own(standard: Standard, terms: Terms) -> Terms:
    return terms


def _with_language(standard: Standard, terms: Terms) -> Terms:
    text, language = terms.values.flatten()
    return Terms(terms.column, terms.rows, terms.sizes, text, languages=language)


def _partial_date(standard: Standard, terms: Terms) -> Terms:
    import pyarrow as pa
    import pyarrow.compute as pc

    # "2019", "2019-05" and "2019-05-17" have 4, 7 and 10 characters.
    place = pc.divide(pc.subtract(pc.binary_length(terms.values), 4), 3)
    datatypes = pa.array(["xsd:gYear", "xsd:gYearMonth", "xsd:date"]).take(place)
    return Terms(terms.column, terms.rows, terms.sizes, terms.values, datatypes=datatypes)


def _record(standard: Standard, terms: Terms) -> Terms:
    start = terms.column.start
    # The addresses of these schemes hold two characters more as they are.
    safe = "@+" if start in SCHEMES.values() else ""
    return _resources(terms, joined(start, encoded(terms.values, safe=safe)))


def _iri(standard: Standard, terms: Terms) -> Terms:
    import pyarrow.compute as pc

    if pc.any(pc.match_substring_regex(terms.values, _ILLEGAL)).as_py():
        raise RefusedError(f"{terms.column.key}: a value is no web address: correct it")
    return _resources(terms, terms.values)


def _compact(standard: Standard, terms: Terms) -> Terms:
    return _resources(terms, looked_up(terms.values, lambda name: iris.expand(standard, name)))


def _code(standard: Standard, terms: Terms) -> Terms:
    codes = _codes(standard, terms.column.codelists)
    start = f"{standard.code_base}/{terms.column.codelists[0]}/"
    return _resources(
        terms, looked_up(terms.values, lambda code: codes.get(code) or start + quote(code, safe=""))
    )


#: How the values of a column become terms.
KINDS: dict[str, Callable[[Standard, Terms], Terms]] = {
    "code": _code,
    "compact": _compact,
    "iri": _iri,
    "language of its own": _with_language,
    "own language": _own,
    "partial date": _partial_date,
    "record": _record,
    "text": _own,
}


def _resources(terms: Terms, found: "pa.Array") -> Terms:
    return Terms(terms.column, terms.rows, terms.sizes, terms.values, iris=found)


def _codes(standard: Standard, names: Sequence[str]) -> dict[str, str]:
    """Return the IRI of each code of some codelists; where two have it, the first counts."""
    return {
        code.code: code.iri or f"{standard.code_base}/{name}/{quote(code.code, safe='')}"
        for name in reversed(names)
        for code in standard.codelists[name].codes.values()
    }


def looked_up(values: "pa.Array", find: Callable[[str], str]) -> "pa.Array":
    """Return what is found for each distinct value, in the place of all that are equal to it."""
    import pyarrow as pa

    coded = values.dictionary_encode()
    found = pa.array([find(value) for value in coded.dictionary.to_pylist()], pa.string())
    return found.take(coded.indices)


def data(texts: "pa.Array") -> memoryview:
    """Return all texts one after the other, as bytes; they have to be fresh from a join."""
    _, offsets, content = texts.buffers()
    return memoryview(content)[: memoryview(offsets).cast("i")[len(texts)]]


def joined(*parts: Any) -> "pa.Array":
    """Join arrays and texts row by row; a null makes a null."""
    import pyarrow.compute as pc

    merged: list[Any] = []
    for part in parts:
        if merged and isinstance(part, str) and isinstance(merged[-1], str):
            merged[-1] += part
        else:
            merged.append(part)
    return pc.binary_join_element_wise(*merged, "")


def encoded(values: "pa.Array", *, safe: str = "") -> "pa.Array":
    """Return values as they stand in an IRI template: all but unreserved characters encoded."""
    import pyarrow.compute as pc

    return replaced(
        values,
        pc.invert(pc.match_substring_regex(values, _UNRESERVED)),
        lambda text: quote(text, safe=safe),
    )


def replaced(values: "pa.Array", rare: "pa.Array", find: Callable[[str], str]) -> "pa.Array":
    """Return values of which the rare ones are replaced."""
    import pyarrow as pa
    import pyarrow.compute as pc

    mask = pc.fill_null(rare, False)  # noqa: FBT003 -- Arrow's own signature
    if not pc.any(mask).as_py():
        return values
    texts = [find(text) for text in values.filter(mask).to_pylist()]
    return pc.replace_with_mask(values, mask, pa.array(texts, values.type))


def gathered(sources: Sequence[tuple[Terms, Parts]], separator: "str | pa.Array") -> Parts:
    """Join the rendered terms of each row, sorted and without doubles; null where there is none.

    `sources` are the terms of one property, each with the parts that its rendering consists of.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    (first, parts), *more = sources
    if is_single([terms for terms, _ in sources]):
        return parts
    placed = pa.concat_tables([_placed(terms, joined(*parts)) for terms, parts in sources])
    order = [("row", "ascending"), ("text", "ascending")]
    rows, texts = (
        column.combine_chunks() for column in placed.take(pc.sort_indices(placed, order)).columns
    )
    sizes = first.sizes
    for terms, _ in more:
        sizes = pc.add(sizes, terms.sizes)
    rows, texts, sizes = _once(rows, texts, sizes)
    offsets = pa.concat_arrays([pa.array([0], pa.int32()), pc.cumulative_sum(sizes)])
    lists = pa.ListArray.from_arrays(offsets, texts)
    return (pc.if_else(pc.greater(sizes, 0), pc.binary_join(lists, separator), None),)


def is_single(terms: Sequence[Terms]) -> bool:
    """Say whether no row has more than one of these terms."""
    return len(terms) == 1 and terms[0].rows is None


def _placed(terms: Terms, rendered: "pa.Array") -> "pa.Table":
    """Return each term with its row."""
    import pyarrow as pa
    import pyarrow.compute as pc

    rows = terms.rows
    if rows is None:
        rows = pc.indices_nonzero(pc.is_valid(rendered))
        rendered = rendered.drop_null()
    return pa.table({"row": rows.cast(pa.int32()), "text": rendered})


def _once(
    rows: "pa.Array", texts: "pa.Array", sizes: "pa.Array"
) -> tuple["pa.Array", "pa.Array", "pa.Array"]:
    """Leave out what is said twice of a row, such as a translation equal to its original."""
    import pyarrow as pa
    import pyarrow.compute as pc

    same = pc.and_(pc.equal(rows[1:], rows[:-1]), pc.equal(texts[1:], texts[:-1]))
    if not pc.any(same).as_py():
        return rows, texts, sizes
    twice = pa.concat_arrays([pa.array([False]), same])
    left = sizes.to_pylist()
    for row in rows.filter(twice).to_pylist():
        left[row] -= 1
    once = pc.invert(twice)
    return rows.filter(once), texts.filter(once), pa.array(left, sizes.type)
