"""The lists of the standard as tables, for rules that look something up."""

import csv
from collections.abc import Container, Iterable, Sequence
from typing import TYPE_CHECKING

from openinnov.engine.sql import identifier
from openinnov.standard import Standard, Table

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def create_codelists(
    database: "DuckDBPyConnection",
    standard: Standard,
    names: Iterable[str],
    columns: Container[str],
    used: Container[str],
) -> None:
    """Load codelists as tables ``codelist_<name>``, with those of their columns.

    Of the languages, which are thousands, those alone are loaded that are `used`.
    """
    for name in names:
        header, rows = _codelist(standard, name, used)
        _load(database, f"codelist_{name}", header, rows, columns)


def create_lookups(
    database: "DuckDBPyConnection",
    standard: Standard,
    names: Iterable[str],
    columns: Container[str],
) -> None:
    """Load further tables of the standard that rules look things up in, with those columns."""
    for name in names:
        with (standard.root / "lookups" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
        _load(database, name, header, rows, columns)


def create_dated_codes(
    database: "DuckDBPyConnection",
    standard: Standard,
    tables: Iterable[Table],
    used: Container[str],
) -> None:
    """Load the codes that are valid for a time only, under the codelist of the field."""
    lists = {f.codelists for table in tables for f in table.fields.values() if f.codelists}
    dated = set()
    for names in lists:
        for name in names:
            header, rows = _codelist(standard, name, used)
            start, end = header.index("valid_from"), header.index("valid_to")
            dated |= {
                (names[0], row[0], row[start], row[end]) for row in rows if row[start] or row[end]
            }
    columns = ["codelist", "code", "valid_from", "valid_to"]
    _insert(database, "dated_code", columns, sorted(dated))


def used_subtags(database: "DuckDBPyConnection") -> frozenset[str]:
    """Return the parts of all language tags, from the view ``language_cell``."""
    query = "SELECT DISTINCT unnest(string_split(tag, '-')) FROM language_cell"
    return frozenset(part for (part,) in database.execute(query).fetchall())


def _codelist(
    standard: Standard, name: str, used: Container[str]
) -> tuple[list[str], list[list[str]]]:
    """Return the header and the rows of a codelist, of the languages those that are used."""
    with (standard.root / "codelists" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        # No language has a line break or a comma in its code, so lines can be passed over.
        lines = (
            (line for i, line in enumerate(file) if not i or line.partition(",")[0] in used)
            if name == "language"
            else file
        )
        header, *rows = csv.reader(lines)
    return header, rows


def _load(
    database: "DuckDBPyConnection",
    name: str,
    header: Sequence[str],
    rows: Iterable[Sequence[str]],
    columns: Container[str],
) -> None:
    kept = [position for position, column in enumerate(header) if column in columns]
    cells = ([row[position] for position in kept] for row in rows)
    _insert(database, name, [header[position] for position in kept], cells)


def _insert(
    database: "DuckDBPyConnection",
    name: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[str]],
) -> None:
    """Make a table of texts, in which an empty cell is null."""
    typed_columns = ", ".join(f"{identifier(column)} VARCHAR" for column in columns)
    database.execute(f"CREATE OR REPLACE TEMP TABLE {identifier(name)} ({typed_columns})")
    values = [[cell or None for cell in column] for column in zip(*rows, strict=True)]
    if values:
        cells = ", ".join("unnest(?::varchar[])" for _ in values)
        database.execute(f"INSERT INTO {identifier(name)} SELECT {cells}", values)
