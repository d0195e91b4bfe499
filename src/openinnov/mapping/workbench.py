"""Where a mapping runs: tables of its own in the database, and texts as bound parameters."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_PARAMETER = re.compile(r"\$(p[0-9]+)")
#: How many rows are handed over at a time.
_BATCH = 2048


class Workbench:
    """A schema of scratch tables, ``mapping``, that goes when the work is done.

    No text of a foreign file or of a mapping stands in SQL: `bind` gives a name for it, and `run`
    hands over those that a statement names. Foreign columns have names of our own.
    """

    def __init__(self, database: "DuckDBPyConnection") -> None:
        self._database = database
        self._names: dict[str, str] = {}
        self._texts: dict[str, str] = {}
        self._tables = 0
        database.execute("CREATE SCHEMA mapping")

    def bind(self, text: str) -> str:
        """Return the parameter that stands for a text."""
        name = self._names.setdefault(text, f"p{len(self._names)}")
        self._texts[name] = text
        return f"${name}"

    def run(self, sql: str) -> "DuckDBPyConnection":
        """Execute a statement with the texts that it names."""
        texts = {name: self._texts[name] for name in _PARAMETER.findall(sql)}
        return self._database.execute(sql, texts or None)

    def rows(self, sql: str) -> list[Any]:
        """Return the rows of a query."""
        return self.run(sql).fetchall()

    def batches(self, sql: str) -> Iterator[list[Any]]:
        """Yield the rows of a query, some at a time, while other statements run."""
        texts = {name: self._texts[name] for name in _PARAMETER.findall(sql)}
        rows = self._database.cursor().execute(sql, texts or None)
        while batch := rows.fetchmany(_BATCH):
            yield batch

    def value(self, sql: str) -> Any:
        """Return the one value of a query."""
        return self.rows(sql)[0][0]

    def table(self, stem: str, columns: Mapping[str, str]) -> str:
        """Create an empty table under a new name."""
        name = f"mapping.{self.alias(stem)}"
        listed = ", ".join(f"{column} {kind}" for column, kind in columns.items())
        self._database.execute(f"CREATE TABLE {name} ({listed})")
        return name

    def alias(self, stem: str) -> str:
        """Return a name that no other table or join has."""
        self._tables += 1
        return f"{stem}_{self._tables}"

    def insert(self, table: str, kinds: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Append rows to a table whose columns are of these types."""
        cells = ", ".join(f"unnest(?::{kind}[])" for kind in kinds)
        batch: list[Sequence[Any]] = []
        for row in rows:
            batch.append(row)
            if len(batch) == _BATCH:
                self._append(table, cells, batch)
                batch = []
        if batch:
            self._append(table, cells, batch)

    def _append(self, table: str, cells: str, batch: list[Sequence[Any]]) -> None:
        columns = [list(column) for column in zip(*batch, strict=True)]
        self._database.execute(f"INSERT INTO {table} SELECT {cells}", columns)

    def close(self) -> None:
        """Drop the scratch tables."""
        self._database.execute("DROP SCHEMA mapping CASCADE")
