"""Spark: runs the queries of a validation on data that outgrow one machine.

A `Connection` takes the same statements as that of DuckDB. Spark's tables cannot be changed, so
what is inserted or changed is kept as a query, and written to the private folder when somebody
asks: many findings stay in Spark, and only what a report names comes to this process.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openinnov.engine import statements
from openinnov.engine.dialect import name, to_spark, unquoted, view
from openinnov.engine.spark_result import Result

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection
    from pyarrow import RecordBatchReader, Table
    from pyspark.sql import DataFrame, SparkSession

_WORD = re.compile(r"\w+(?:\.\w+)?")
_ARROW_TYPES = {"STRING": "string", "BIGINT": "int64"}
#: How many queries are put into one: planning grows faster than their number.
_AT_ONCE = 8
#: How many rows may be a part of the plan of a query.
_IN_PLAN = 20_000


@dataclass(slots=True)
class _Filled:
    """A table that is filled and changed."""

    #: Its columns with their types.
    columns: Sequence[tuple[str, str]]
    #: What is in it; none before somebody asks, which nobody does of most tables that are empty.
    frame: "DataFrame | None" = None
    #: Queries, and rows of this process, that are to be put into it.
    queries: "list[DataFrame]" = field(default_factory=list)
    rows: list[tuple[Any, ...]] = field(default_factory=list)
    #: Whether its frame is a query that would run anew with each that reads it.
    changed: bool = False


class Connection:
    """What validation asks of a database: it runs our statements, and gives rows back."""

    #: An earlier release is read beside the submission, and is not copied.
    holds_previous = True
    #: What is inserted runs when somebody asks, many queries at once; to ask costs most.
    postpones = True

    def __init__(
        self,
        session: "SparkSession",
        folder: Path,
        reader: "DuckDBPyConnection",
        *,
        small: bool,
    ) -> None:
        self._session = session
        #: What has read the submission: it answers what is asked about a few texts.
        self._reader = reader
        #: Whether what is read is small enough to be a part of the plan of a query.
        self._small = small
        self._folder = folder
        self._tables: dict[str, _Filled] = {}
        self._files = 0

    def read(self, schema: str, table: str, batches: "RecordBatchReader") -> None:
        """Let these rows stand for a table; many of them lie in a file."""
        shown = view(schema, table)
        self._tables.pop(shown, None)
        if self._small:
            frame = self._given(batches.read_all())
        else:
            frame = self._session.read.parquet(self._write(batches))
        self._show(shown, frame)

    def execute(
        self, statement: str, parameters: Sequence[Any] = ()
    ) -> "Result | DuckDBPyConnection | None":
        """Run a statement; what is not a query has no result."""
        if statements.NOTHING_TO_DO.match(statement):
            return None
        forms = {
            statements.DEFINE: self._define,
            statements.CREATE: self._create,
            statements.INSERT: self._insert,
            statements.UPDATE: self._update,
        }
        for form, run in forms.items():
            if parts := form.fullmatch(statement):
                run(parts, parameters)
                return None
        if parameters and isinstance(parameters[0], list):
            return self._reader.execute(statement, parameters)
        return Result(self._query(statement, parameters, final=True))

    def _define(self, parts: re.Match[str], parameters: Sequence[Any]) -> None:
        self._tables.pop(_view(parts), None)
        frame = self._query(parts["query"], parameters)
        if parts["sort"] == "TABLE" and self._small:
            frame = self._given(frame.toArrow())  # Else it would be planned anew with each query.
        self._show(_view(parts), frame)

    def _create(self, parts: re.Match[str], _: Sequence[Any]) -> None:
        columns = statements.COLUMN.findall(parts["columns"])
        self._tables[_view(parts)] = _Filled(
            [(unquoted(column), to_spark(sql)) for column, sql in columns]
        )

    def _insert(self, parts: re.Match[str], parameters: Sequence[Any]) -> None:
        table = self._tables[_view(parts)]
        if not statements.LISTS.fullmatch(parts["query"]):
            table.queries.append(self._query(parts["query"], parameters, into=table.columns))
            return
        given = [unquoted(each) for each in (parts["columns"] or "").split(", ") if each]
        names = [column for column, _ in table.columns]
        places = [
            (given or names).index(each) if each in (given or names) else None for each in names
        ]
        for row in zip(*parameters, strict=True):
            table.rows.append(tuple(None if i is None else row[i] for i in places))

    def _update(self, parts: re.Match[str], _: Sequence[Any]) -> None:
        """Put a query in the place of a table that has other cells where a condition holds."""
        table, shown, source = self._tables[_view(parts)], _view(parts), parts["other"]
        self._settle(shown, table)
        where, value = to_spark(parts["where"]), to_spark(parts["value"])
        other = f" LEFT JOIN {to_spark(source)} AS {parts['alias']} ON {where}" if source else ""
        changed = f"{value} IS NOT NULL" if source else where
        cells = ", ".join(
            f"CASE WHEN {changed} THEN {value} ELSE own_.{name(column)} END AS {name(column)}"
            if column == parts["column"]
            else f"own_.{name(column)}"
            for column, _ in table.columns
        )
        table.frame = self._session.sql(f"SELECT {cells} FROM {shown} AS own_{other}")
        table.changed = True
        self._show(shown, table.frame)

    def _query(
        self,
        query: str,
        parameters: Sequence[Any] = (),
        *,
        final: bool = False,
        into: Sequence[tuple[str, str]] = (),
    ) -> "DataFrame":
        """Return the rows of a query, as the columns of the table that they go into, if any."""
        if listed := statements.LIST.search(query):
            (cells,), parameters = parameters, ()
            query = statements.LIST.sub(
                f"SELECT {listed['column']} FROM {self._listed(listed, cells)}", query
            )
        words = set(_WORD.findall(query))
        for shown, table in self._tables.items():
            if table.frame is None and statements.bare(shown) in query:
                table.frame = self._session.sql(statements.empty(table.columns))
                self._show(shown, table.frame)
            if words & {shown[1:-1], f"temp.{shown[1:-1]}"} and (table.rows or "temp." in query):
                self._settle(shown, table, stored=final)
        return self._session.sql(statements.shaped(to_spark(query), into), list(parameters) or None)

    def _settle(self, shown: str, table: _Filled, *, stored: bool = False) -> None:
        """Let what was put into a table be seen."""
        held = table.frame
        if held is None:
            held = self._session.sql(statements.empty(table.columns))
        if table.rows:
            held, table.rows = held.union(self._from_rows(table)), []
        if table.queries or (table.changed and stored):
            held = self._kept([held, *table.queries])
            table.queries, table.changed = [], False
        if held is not table.frame:
            table.frame = held
            self._show(shown, held)

    def _kept(self, frames: "Sequence[DataFrame]") -> "DataFrame":
        """Run queries, and keep what they give."""
        import pyarrow as pa

        starts = range(0, len(frames), _AT_ONCE)
        lots = [reduce(lambda a, b: a.union(b), frames[i : i + _AT_ONCE]) for i in starts]
        if self._small:
            tables = [lot.coalesce(1).toArrow() for lot in lots]
            return self._given(pa.concat_tables(tables, promote_options="default"))
        file = self._new_file().as_uri()
        for lot in lots:
            lot.write.mode("append").parquet(file)
        return self._session.read.parquet(file)

    def _given(self, rows: "Table") -> "DataFrame":
        """Let rows of this process be seen: as a part of plans, unless they are many."""
        if rows.num_rows > _IN_PLAN:
            return self._session.read.parquet(self._write(rows.to_reader()))
        return self._session.createDataFrame(rows)

    def _write(self, batches: "RecordBatchReader") -> str:
        """Write rows to a file, and return where that is."""
        from pyarrow.parquet import ParquetWriter

        file = self._new_file()
        with ParquetWriter(file, batches.schema) as writer:
            for batch in batches:
                writer.write_batch(batch)
        return file.as_uri()

    def _new_file(self) -> Path:
        self._files += 1
        return self._folder / f"{self._files}.parquet"

    def _listed(self, listed: re.Match[str], cells: Sequence[Any]) -> str:
        """Let the list that a query takes stand in a view of its own; return the name of that."""
        self._files += 1
        shown = name(f"list {self._files}")
        columns = [(listed["column"], to_spark(listed["type"]))]
        self._show(shown, self._from_lists(columns, [cells]))
        return shown

    def _from_rows(self, table: _Filled) -> "DataFrame":
        return self._from_lists(table.columns, list(zip(*table.rows, strict=True)))

    def _from_lists(
        self, columns: Sequence[tuple[str, str]], lists: Sequence[Sequence[Any]]
    ) -> "DataFrame":
        import pyarrow as pa

        arrays = [
            pa.array(cells, _ARROW_TYPES[sql])
            for cells, (_, sql) in zip(lists, columns, strict=True)
        ]
        names = [column for column, _ in columns]
        return self._given(pa.Table.from_arrays(arrays, names))

    def _show(self, shown: str, frame: "DataFrame") -> None:
        frame.createOrReplaceTempView(shown)


def _view(parts: re.Match[str]) -> str:
    return view(parts["schema"] or "", unquoted(parts["table"]))
