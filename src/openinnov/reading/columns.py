"""Columns of Arrow as text, in the form that the standard asks for."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from openinnov.reading.cells import text_of
from openinnov.reading.headings import SPACE

if TYPE_CHECKING:
    from pyarrow import Array, DataType

#: Noughts at the end of the fraction of a second say nothing.
_FRACTION = r"(?:\.0+|(\.[0-9]*[1-9])0+)$"


def has_text(kind: "DataType") -> bool:
    """Say whether values of a type can be written as text: one value, or a list of them."""
    from pyarrow import types

    if types.is_dictionary(kind) or _is_list(kind):
        return has_text(kind.value_type) and not _is_list(kind.value_type)
    tests = (
        types.is_boolean,
        types.is_date,
        types.is_large_string,
        types.is_null,
        types.is_string,
        types.is_string_view,
        types.is_time,
        types.is_timestamp,
        is_number,
    )
    return any(test(kind) for test in tests)


def is_number(kind: "DataType") -> bool:
    """Say whether values of a type are numbers."""
    from pyarrow import types

    return bool(types.is_integer(kind) or types.is_floating(kind) or types.is_decimal(kind))


def to_text(column: "Array", delimiter: str = ";") -> "Array":
    """Return a column as text, in which empty cells are null.

    The delimiter stands between the items of a list.
    """
    import pyarrow as pa
    from pyarrow import types

    kind = column.type
    if types.is_dictionary(kind):
        return to_text(column.dictionary_decode(), delimiter)
    if _is_list(kind):
        return pa.array([_joined(each, delimiter) for each in _items(column)], pa.string())
    if types.is_timestamp(kind):
        return _moment(column)
    if types.is_floating(kind) or types.is_decimal(kind):
        return pa.array([text_of(each) for each in column.to_pylist()], pa.string())
    texts = column.cast(pa.string())
    return _without_noughts(texts) if types.is_time(kind) else _without_empty(texts)


def mixed_lists(column: "Array", delimiter: str | None) -> "Array":
    """Say which cells hold a list whose text would be another list, or any where none is due.

    Where lists are due, the delimiter stands between their items.
    """
    import pyarrow as pa

    if not _is_list(column.type):
        return pa.array([False] * len(column))
    return pa.array(
        [
            bool(items)
            and (delimiter is None or any(delimiter in (item or "") for item in items or ()))
            for items in _items(column)
        ],
        pa.bool_(),
    )


def blank_cells(texts: "Array") -> "Array":
    """Say which cells hold white space at most."""
    import pyarrow.compute as pc

    return pc.fill_null(pc.equal(pc.utf8_trim(texts, SPACE), ""), fill_value=True)


def runs(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last of each run of ascending numbers.

    >>> list(runs([2, 3, 4, 9]))
    [(2, 4), (9, 9)]
    """
    first = 0
    for i, row in enumerate(rows):
        if i == 0 or rows[i - 1] != row - 1:
            first = row
        if i + 1 == len(rows) or rows[i + 1] != row + 1:
            yield first, row


def _is_list(kind: "DataType") -> bool:
    from pyarrow import types

    return bool(types.is_list(kind) or types.is_large_list(kind) or types.is_fixed_size_list(kind))


def _items(column: "Array") -> Iterator[list[str | None] | None]:
    for cell in column:
        yield to_text(cell.values).to_pylist() if cell.is_valid else None


def _joined(items: list[str | None] | None, delimiter: str) -> str | None:
    return delimiter.join(item for item in items or () if item) or None


def _moment(column: "Array") -> "Array":
    """Write a time as ISO 8601 has it; one with a zone in universal time."""
    import pyarrow as pa
    import pyarrow.compute as pc

    # The number counts from 1970 in universal time, so that no table of zones is asked.
    plain = column.cast(pa.int64()).cast(pa.timestamp(column.type.unit))
    texts = _without_noughts(pc.replace_substring(plain.cast(pa.string()), " ", "T"))
    return texts if column.type.tz is None else pc.binary_join_element_wise(texts, "Z", "")


def _without_noughts(texts: "Array") -> "Array":
    import pyarrow.compute as pc

    return pc.replace_substring_regex(texts, _FRACTION, r"\1")


def _without_empty(texts: "Array") -> Any:
    import pyarrow as pa
    import pyarrow.compute as pc

    return pc.if_else(pc.equal(texts, ""), pa.scalar(None, pa.string()), texts)
