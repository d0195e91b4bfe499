"""Rows of a CSV file as its dialect has them, and the columns that they belong to.

Specification: Model for Tabular Data and Metadata, W3C Recommendation 2015, section 8.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from openinnov.csvw.metadata import Column, Dialect, Table
from openinnov.exceptions import MetadataError

#: The longest cell, in characters.
_LONGEST = 1 << 30


@dataclass(frozen=True, slots=True)
class Row:
    """A row with cells."""

    #: Its number among the rows with cells, and among all of the file.
    number: int
    source: int
    cells: list[str]


def read(table: Table) -> tuple[list[list[str]], Iterator[Row]]:
    """Return the rows of titles of a table, and then the others, which are read on demand.

    Raises `MetadataError` where the file cannot be read, also while the rows are gone through.
    """
    dialect = table.dialect
    found = _records(table.file, dialect)
    titles = []
    for _, cells in found if dialect.header_rows else ():
        titles.append(cells)
        if len(titles) == dialect.header_rows:
            break
    return titles, _rows(found, dialect)


def _rows(found: Iterator[tuple[int, list[str]]], dialect: Dialect) -> Iterator[Row]:
    number = 0
    for source, cells in found:
        if not any(cells) and (dialect.skip_blank_rows or not cells):
            continue
        number += 1
        yield Row(number, source, cells)


def _records(file: Path, dialect: Dialect) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(_LONGEST)
    options: dict[str, Any] = {
        "delimiter": dialect.delimiter,
        "doublequote": dialect.double_quote,
        "escapechar": None if dialect.double_quote else "\\",
        "skipinitialspace": dialect.skip_initial_space,
        "strict": True,
    }
    if dialect.quote_char:
        options["quotechar"] = dialect.quote_char
    else:
        options["quoting"] = csv.QUOTE_NONE
    encoding = "utf-8-sig" if dialect.encoding.lower() in {"utf-8", "utf8"} else dialect.encoding
    number = 0
    try:
        with file.open(encoding=encoding, newline="") as lines:
            for number, cells in enumerate(csv.reader(lines, **options), start=1):
                if number <= dialect.skip_rows or _is_comment(cells, dialect):
                    continue
                yield number, [_trimmed(cell, dialect) for cell in cells[dialect.skip_columns :]]
    except OSError as error:
        raise MetadataError(f"{file.name}: cannot be read: {error.strerror}") from None
    except LookupError:
        raise MetadataError(f"{file.name}: there is no encoding of the name given") from None
    except UnicodeDecodeError:
        raise MetadataError(f"{file.name}: row {number + 1} is not in {encoding}") from None
    except (csv.Error, TypeError) as error:
        raise MetadataError(f"{file.name}: row {number + 1} is no CSV: {error}") from None


def _is_comment(cells: list[str], dialect: Dialect) -> bool:
    prefix = dialect.comment_prefix
    return bool(prefix) and bool(cells) and cells[0].startswith(str(prefix))


def _trimmed(cell: str, dialect: Dialect) -> str:
    if dialect.trim in {"both", "start"}:
        cell = cell.lstrip()
    return cell.rstrip() if dialect.trim in {"both", "end"} else cell


def columns(table: Table, titles: list[list[str]]) -> tuple[Column, ...]:
    """Return the columns of a table: those described, or those that the titles name.

    Raises `MetadataError` where the file has other columns than are described.
    """
    if table.columns is None:
        width = max(map(len, titles), default=0)
        named = [next((row[i] for row in titles if i < len(row)), "") for i in range(width)]
        return tuple(_named(title, i) for i, title in enumerate(named, start=1))
    stored = [column for column in table.columns if not column.virtual]
    for row in titles:
        if len(row) != len(stored):
            raise MetadataError(
                f"{table.file.name}: has {len(row)} columns, and {len(stored)} are described"
            )
        for number, (title, column) in enumerate(zip(row, stored, strict=True), start=1):
            known = {text.strip().casefold() for text in (*column.titles, column.name)}
            if title and column.titles and title.strip().casefold() not in known:
                raise MetadataError(
                    f"{table.file.name}: column {number} has another title than is described for "
                    f"{column.name}"
                )
    return table.columns


def _named(title: str, number: int) -> Column:
    name = quote(title.strip(), safe="") or f"_col.{number}"
    return Column(name=name, titles=(title,))
