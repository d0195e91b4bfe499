"""Pieces of a rendering of which a row may have none."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from openinnov.publication.arrays import Parts, joined

if TYPE_CHECKING:
    import pyarrow as pa


def given(pieces: Iterable[Parts]) -> Parts:
    """Return the parts of pieces for one join, in which a piece that a row lacks is nothing.

    A piece that no row lacks stays in its parts: so its bytes are copied once.
    """
    import pyarrow.compute as pc

    parts: list[str | pa.Array] = []
    for piece in pieces:
        if is_in_all(piece):
            parts += piece
        else:
            parts.append(pc.fill_null(joined(*piece), ""))
    return tuple(parts)


def is_in_all(piece: Parts) -> bool:
    """Say whether no row lacks a piece."""
    return all(isinstance(part, str) or not part.null_count for part in piece)
