"""Columns of text, by Arrow: what is rare meets Python, the rest does not."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

if TYPE_CHECKING:
    import pyarrow as pa

#: Arrays and texts that make up a rendering, once they are joined.
Parts = tuple[Any, ...]
#: What an IRI holds without being encoded: the unreserved characters of RFC 3986.
_UNRESERVED = "^[A-Za-z0-9._~-]*$"


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
