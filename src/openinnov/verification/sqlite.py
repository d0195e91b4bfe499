"""Whether a database holds the tables and cells of the CSV files, and nothing besides."""

import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from itertools import zip_longest
from typing import Any

from openinnov.verification.package import Package, names, objects
from openinnov.verification.rows import csv_rows, text_of

_NUMBERS, _NUMBER = frozenset({"integer", "year"}), re.compile("-?[0-9]+")
_OTHERS = "SELECT name FROM sqlite_master WHERE type <> 'index' OR sql IS NOT NULL"


def check(package: Package) -> Iterator[str]:
    """Yield each database of the package that tells something else than the CSV files."""
    for path in package.files:
        if path.endswith(".sqlite"):
            try:
                with closing(_opened(package, path)) as database:
                    yield from _faults(package, path, database)
            except sqlite3.DatabaseError:
                yield f"{path}: is no SQLite database"


def _opened(package: Package, path: str) -> sqlite3.Connection:
    address = (package.directory / path).resolve().as_uri()
    # Else SQLite would write files beside it.
    return sqlite3.connect(f"{address}?mode=ro&immutable=1", uri=True)


def _faults(package: Package, path: str, database: sqlite3.Connection) -> Iterator[str]:
    found = {str(name) for (name,) in database.execute(_OTHERS)}
    if found != package.tables.keys():
        yield f"{path}: the tables are not those of the package"
        return
    for name, resource in package.tables.items():
        wanted, quoted = names(resource["schema"]), name.replace('"', '""')
        kinds = [str(each.get("openinnov:type")) for each in objects(resource["schema"]["fields"])]
        rows = database.execute(f'SELECT * FROM "{quoted}" ORDER BY rowid')
        same = [each[0] for each in rows.description] == wanted and all(
            own == other
            for own, other in zip_longest(
                (_plain(row, kinds) for row in csv_rows(package, str(resource["path"]))),
                (_texts(row, kinds) for row in rows),
            )
        )
        if not same:
            yield f"{path}: {name} does not tell what {resource['path']} tells"


def _plain(row: Mapping[str, str], kinds: Sequence[str]) -> list[str]:
    """Return the cells of a record as numbers are written: -0 and 0099 are 0 and 99."""
    return [
        str(int(cell)) if kind in _NUMBERS and _NUMBER.fullmatch(cell) else cell
        for cell, kind in zip(row.values(), kinds, strict=False)
    ]


def _texts(row: tuple[Any, ...], kinds: Sequence[str]) -> list[str]:
    return [
        text_of(bool(cell) if kind == "boolean" and cell is not None else cell)
        for cell, kind in zip(row, kinds, strict=False)
    ]
