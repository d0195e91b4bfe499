"""The statements that Spark takes from us, and what is made of them."""

import re
from collections.abc import Sequence

from openinnov.engine.dialect import name

_TABLE = r'(?:(?P<schema>\w+)\.)?(?P<table>"(?:[^"]|"")*"|\w+)'
#: A view or a table that a query fills.
DEFINE = re.compile(
    rf"CREATE OR REPLACE TEMP (?P<sort>VIEW|TABLE) {_TABLE} AS (?P<query>.*)", re.DOTALL
)
#: An empty table.
CREATE = re.compile(rf"CREATE (?:OR REPLACE TEMP )?TABLE {_TABLE} \((?P<columns>.*)\)", re.DOTALL)
#: Rows that go into a table.
INSERT = re.compile(
    rf"INSERT INTO {_TABLE} (?:\((?P<columns>[^)]*)\) )?(?P<query>SELECT .*)", re.DOTALL
)
#: A column that is changed where something holds.
UPDATE = re.compile(
    rf"UPDATE {_TABLE} SET (?P<column>\w+) = (?P<value>[\w.]+)"
    r"(?: FROM (?P<other>\(.*\)) AS (?P<alias>\w+))? WHERE (?P<where>.*)",
    re.DOTALL,
)
#: A column of a table, and its type.
COLUMN = re.compile(r'("(?:[^"]|"")*"|\w+) ([A-Z]+(?:\([^)]*\))?)(?:, |$)')
#: One list of this process, or several side by side.
LIST = re.compile(r"SELECT unnest\(\?::(?P<type>\w+)\[\]\) AS (?P<column>\w+)")
LISTS = re.compile(r"SELECT unnest\(\?::\w+\[\]\)(?:, unnest\(\?::\w+\[\]\))*")
#: Settings and schemas are matters of DuckDB.
NOTHING_TO_DO = re.compile(r"(?:PRAGMA|SET|CREATE SCHEMA|DROP SCHEMA) ")


def bare(shown: str) -> str:
    """Return the name of a table as a query has it, with or without quotes."""
    table = shown[1:-1].replace("``", "`")
    return table.removeprefix("submitted.").removeprefix("previous.").replace('"', '""')


def empty(columns: Sequence[tuple[str, str]]) -> str:
    """Return a query that has these columns and no row."""
    cells = ", ".join(f"CAST(NULL AS {sql}) AS {name(column)}" for column, sql in columns)
    return f"SELECT {cells} WHERE FALSE"


def shaped(query: str, columns: Sequence[tuple[str, str]]) -> str:
    """Let a query give columns of these names and types."""
    if not columns:
        return query
    cells = ", ".join(f"CAST({name(column)} AS {sql}) AS {name(column)}" for column, sql in columns)
    names = ", ".join(name(column) for column, _ in columns)
    return f"SELECT {cells} FROM (\n{query}\n) AS own_({names})"
