"""The rows of a query that Spark runs."""

from itertools import islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyspark.sql import DataFrame


class Result:
    """The rows of a query, which come when they are asked for."""

    def __init__(self, frame: "DataFrame") -> None:
        self._frame = frame
        self._rows: Iterator[tuple[Any, ...]] | None = None

    def fetchall(self) -> list[tuple[Any, ...]]:
        """Return all rows."""
        return [tuple(row) for row in self._frame.collect()]

    def fetchmany(self, size: int) -> list[tuple[Any, ...]]:
        """Return the next rows; none means that there are no more."""
        if self._rows is None:
            self._rows = (tuple(row) for row in self._frame.toLocalIterator())
        return list(islice(self._rows, size))
