"""The terms of one property of a node, from whatever columns they come: sorted, none said twice."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from openinnov.publication.arrays import Parts, joined
from openinnov.publication.terms import Terms

if TYPE_CHECKING:
    import pyarrow as pa


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
