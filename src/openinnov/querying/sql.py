"""Queries in SQL: the dialect of DuckDB, over the tables of packages."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openinnov.engine.duckdb import MEMORY_LIMIT
from openinnov.engine.sql import identifier, literal
from openinnov.exceptions import QueryError
from openinnov.querying.answer import Answer

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection, Statement

#: In which column rows of several packages tell whose they are.
PACKAGE = "_package"
_ROWS = 1000
#: What PIVOT becomes is of the type MULTI; but so is what writes such a table into a file.
_PIVOTS = re.compile(r"\s*(PIVOT|SELECT|FROM)\b", re.IGNORECASE)


def ask(packages: Mapping[str, Path], text: str) -> Answer:
    """Return the answer of packages, which have names of their own.

    Raises `QueryError` if the query is faulty or would do more than read.
    """
    import duckdb

    database = _open(packages)
    try:
        statements = database.extract_statements(text)
        if len(statements) != 1 or not _reads(statements[0]):
            raise QueryError("ask one query that reads, such as SELECT; nothing else is run")
        result = database.execute(statements[0])
        columns = tuple(name for name, *_ in result.description or ())
        return Answer(columns, _rows(result))
    except duckdb.Error as error:
        raise QueryError(_said(error)) from None


def _reads(statement: "Statement") -> bool:
    """Say whether a statement does nothing but read: it may have the files of packages open."""
    if statement.type.name == "MULTI":
        return bool(_PIVOTS.match(statement.query))
    return statement.type.name == "SELECT"


def _open(packages: Mapping[str, Path]) -> "DuckDBPyConnection":
    """Return a database with a view of each table, which can read nothing but the packages."""
    import duckdb

    database = duckdb.connect(config={"memory_limit": MEMORY_LIMIT})
    for table, views in _tables(packages).items():
        database.execute(f"CREATE VIEW {identifier(table)} AS {' UNION ALL BY NAME '.join(views)}")
    folders = ", ".join(literal(f"{path.resolve()}/") for path in packages.values())
    for setting in (
        "autoinstall_known_extensions = false",
        "autoload_known_extensions = false",
        f"allowed_directories = [{folders}]",
        "enable_external_access = false",
        "lock_configuration = true",
    ):
        database.execute(f"SET {setting}")
    return database


def _tables(packages: Mapping[str, Path]) -> dict[str, list[str]]:
    """Return by the name of each table the queries of it, one for each package that has it."""
    tables: dict[str, list[str]] = {}
    for name, path in packages.items():
        said = f", {literal(name)} AS {PACKAGE}" if len(packages) > 1 else ""
        for file in _files(path):
            reader = "read_parquet({})"
            if file.suffix == ".csv":
                reader = (
                    "read_csv({}, all_varchar = true, header = true, delim = ',', quote = '\"')"
                )
            read = reader.format(literal(str(file.resolve())))
            tables.setdefault(file.stem, []).append(f"SELECT *{said} FROM {read}")
    return tables


def _files(package: Path) -> Sequence[Path]:
    """Return a file for each table: that with types where there is one."""
    found = {file.stem: file for file in sorted((package / "data").glob("*.csv"))}
    found |= {file.stem: file for file in sorted((package / "data").glob("*.parquet"))}
    if not found:
        raise QueryError(f"{package}: holds no tables in data/")
    return list(found.values())


def _rows(result: "DuckDBPyConnection") -> Iterator[tuple[Any, ...]]:
    import duckdb

    try:
        while rows := result.fetchmany(_ROWS):
            yield from rows
    except duckdb.Error as error:  # A value may turn out not to fit when most is answered.
        raise QueryError(_said(error)) from None


def _said(error: Exception) -> str:
    return str(error).strip().replace("\n\n", "\n")
