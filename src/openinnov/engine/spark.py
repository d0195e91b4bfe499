"""Spark: runs the queries of a validation on data that outgrow one machine.

A `Connection` takes the same statements as that of DuckDB. Spark's tables cannot be changed, so
what is inserted or changed is kept as a query, and written to the private folder when somebody
asks: findings stay in Spark, and only what a report names comes to this process.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openinnov.engine.dialect import name, to_spark, unquoted, view

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection
    from pyspark.sql import DataFrame, SparkSession

_TABLE = r'(?:(?P<schema>\w+)\.)?(?P<table>"(?:[^"]|"")*"|\w+)'
_DEFINE = re.compile(
    rf"CREATE OR REPLACE TEMP (?P<sort>VIEW|TABLE) {_TABLE} AS (?P<query>.*)", re.DOTALL
)
_CREATE = re.compile(rf"CREATE (?:OR REPLACE TEMP )?TABLE {_TABLE} \((?P<columns>.*)\)", re.DOTALL)
_INSERT = re.compile(
    rf"INSERT INTO {_TABLE} (?:\((?P<columns>[^)]*)\) )?(?P<query>SELECT .*)", re.DOTALL
)
_UPDATE = re.compile(
    rf"UPDATE {_TABLE} SET (?P<column>\w+) = (?P<value>[\w.]+)"
    r"(?: FROM (?P<other>\(.*\)) AS (?P<alias>\w+))? WHERE (?P<where>.*)",
    re.DOTALL,
)
_COLUMN = re.compile(r'("(?:[^"]|"")*"|\w+) ([A-Z]+(?:\([^)]*\))?)(?:, |$)')
_WORD = re.compile(r"\w+(?:\.\w+)?")
#: One list of this process, or several side by side.
_LIST = re.compile(r"SELECT unnest\(\?::(?P<type>\w+)\[\]\) AS (?P<column>\w+)")
_LISTS = re.compile(r"SELECT unnest\(\?::\w+\[\]\)(?:, unnest\(\?::\w+\[\]\))*")
_ARROW_TYPES = {"STRING": "string", "BIGINT": "int64"}
#: Settings and schemas are matters of DuckDB.
_NOTHING_TO_DO = re.compile(r"(?:PRAGMA|SET|CREATE SCHEMA|DROP SCHEMA) ")
#: How many queries are put into one: planning grows faster than their number.
_AT_ONCE = 8


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


@dataclass(slots=True)
class _Filled:
    """A table that is filled and changed."""

    #: Its columns with their types.
    columns: Sequence[tuple[str, str]]
    #: What is in it.
    frame: "DataFrame"
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

    def new_file(self) -> Path:
        """Return the path of a file or folder that is still to be written."""
        self._files += 1
        return self._folder / f"{self._files}.parquet"

    def read(self, schema: str, table: str, file: Path) -> None:
        """Let a Parquet file stand for a table."""
        shown = view(schema, table)
        self._tables.pop(shown, None)
        self._show(shown, self._kept(self._session.read.parquet(file.as_uri())))

    def execute(
        self, statement: str, parameters: Sequence[Any] = ()
    ) -> "Result | DuckDBPyConnection":
        """Run a statement."""
        if _NOTHING_TO_DO.match(statement):
            return Result(self._session.sql("SELECT 1 WHERE FALSE"))
        statements = {
            _DEFINE: self._define,
            _CREATE: self._create,
            _INSERT: self._insert,
            _UPDATE: self._update,
        }
        for form, run in statements.items():
            if parts := form.fullmatch(statement):
                return Result(run(parts, parameters))
        if parameters and isinstance(parameters[0], list):
            return self._reader.execute(statement, parameters)
        return Result(self._query(statement, parameters, final=True))

    def _define(self, parts: re.Match[str], parameters: Sequence[Any]) -> "DataFrame":
        self._tables.pop(_view(parts), None)
        frame = self._query(parts["query"], parameters)
        if parts["sort"] == "TABLE":  # Else its plan would be made anew with each query.
            frame = self._kept(frame)
        self._show(_view(parts), frame)
        return frame

    def _create(self, parts: re.Match[str], _: Sequence[Any]) -> "DataFrame":
        columns = [
            (unquoted(column), to_spark(sql)) for column, sql in _COLUMN.findall(parts["columns"])
        ]
        cells = ", ".join(f"CAST(NULL AS {sql}) AS {name(column)}" for column, sql in columns)
        frame = self._session.sql(f"SELECT {cells} WHERE FALSE")
        self._tables[_view(parts)] = _Filled(columns, frame)
        self._show(_view(parts), frame)
        return frame

    def _insert(self, parts: re.Match[str], parameters: Sequence[Any]) -> "DataFrame":
        table = self._tables[_view(parts)]
        if not _LISTS.fullmatch(parts["query"]):
            frame = self._query(parts["query"], parameters)
            table.queries.append(self._fitting(table, frame))
            return table.frame
        given = [unquoted(each) for each in (parts["columns"] or "").split(", ") if each]
        names = [column for column, _ in table.columns]
        places = [
            (given or names).index(each) if each in (given or names) else None for each in names
        ]
        for row in zip(*parameters, strict=True):
            table.rows.append(tuple(None if i is None else row[i] for i in places))
        return table.frame

    def _update(self, parts: re.Match[str], _: Sequence[Any]) -> "DataFrame":
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
        return table.frame

    def _query(
        self, query: str, parameters: Sequence[Any] = (), *, final: bool = False
    ) -> "DataFrame":
        if listed := _LIST.search(query):
            (cells,), parameters = parameters, ()
            query = _LIST.sub(
                f"SELECT {listed['column']} FROM {self._listed(listed, cells)}", query
            )
        words = set(_WORD.findall(query))
        for shown, table in self._tables.items():
            if words & {shown[1:-1], f"temp.{shown[1:-1]}"} and (table.rows or "temp." in query):
                self._settle(shown, table, stored=final)
        return self._session.sql(to_spark(query), list(parameters) or None)

    def _settle(self, shown: str, table: _Filled, *, stored: bool = False) -> None:
        """Let what was put into a table be seen."""
        if table.rows:
            table.frame = table.frame.union(self._from_rows(table))
            table.rows = []
            self._show(shown, table.frame)
        if table.queries or (table.changed and stored):
            file = self.new_file().as_uri()
            frames = [table.frame, *table.queries]
            for start in range(0, len(frames), _AT_ONCE):
                lot = reduce(lambda a, b: a.union(b), frames[start : start + _AT_ONCE])
                lot = lot.coalesce(1) if self._small else lot
                lot.write.mode("append").parquet(file)
            table.frame, table.queries, table.changed = self._session.read.parquet(file), [], False
            self._show(shown, table.frame)

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
        return self._session.createDataFrame(pa.Table.from_arrays(arrays, names))

    def _fitting(self, table: _Filled, frame: "DataFrame") -> "DataFrame":
        named = frame.toDF(*(column for column, _ in table.columns))
        return named.selectExpr(
            *(f"CAST({name(column)} AS {sql}) AS {name(column)}" for column, sql in table.columns)
        )

    def _kept(self, frame: "DataFrame") -> "DataFrame":
        return self._session.createDataFrame(frame.toArrow()) if self._small else frame

    def _show(self, shown: str, frame: "DataFrame") -> None:
        frame.createOrReplaceTempView(shown)


def _view(parts: re.Match[str]) -> str:
    return view(parts["schema"] or "", unquoted(parts["table"]))
