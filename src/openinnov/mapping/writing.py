"""A mapped submission as files: its tables, its descriptor, and the account of the mapping."""

import csv
import json
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openinnov.engine.sql import identifier
from openinnov.exceptions import MappingError
from openinnov.mapping.assembly import ORIGIN
from openinnov.mapping.listings import KeptOut, Unmapped

if TYPE_CHECKING:
    from openinnov.mapping import Mapped

#: The profile that a descriptor follows.
_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
#: A cell that begins with one of these is a formula to a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
#: The folder of what became of the foreign records.
ACCOUNT = "account"
#: The columns of the listings.
_KEPT_OUT = tuple(each.name for each in fields(KeptOut))
_UNMAPPED = tuple(each.name for each in fields(Unmapped) if each.name != "lost")
#: How many rows are written at a time.
_BATCH = 10_000


def write(mapped: "Mapped", directory: Path, *, replace: bool = False) -> None:
    """Write a mapped submission to a folder that does not exist yet, or is empty.

    The account of the mapping lies in a folder of its own in there, ``account``: beside the tables,
    its listings would count as tables that the standard does not know.

    `replace` puts the files in the place of those of an earlier run; another folder is refused.
    """
    ours = (directory / ACCOUNT / "mapping.json").is_file()
    if directory.exists() and not directory.is_dir():
        raise MappingError(f"{directory.name} is a file; name a folder")
    if directory.is_dir() and any(directory.iterdir()) and not (replace and ours):
        raise MappingError(f"{directory.name} is not empty; name a new folder")
    directory.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=directory.parent, prefix=".mapping-") as scratch:
        fresh = Path(scratch) / "fresh"
        (fresh / ACCOUNT).mkdir(parents=True)
        _write_submission(mapped, fresh)
        _write_account(mapped, fresh / ACCOUNT)
        if directory.is_dir():
            directory.rename(Path(scratch) / "old")
        fresh.rename(directory)


def _write_submission(mapped: "Mapped", folder: Path) -> None:
    submission = mapped.submission
    for table, columns in submission.columns.items():
        _write(folder / f"{table}.csv", columns, _rows(mapped, table, columns))
    names = list(submission.columns)
    resources = [{"name": name, "path": f"{name}.csv"} for name in names]
    descriptor = {"$schema": _PROFILE, **(submission.descriptor or {}), "resources": resources}
    _write_json(folder / "datapackage.json", descriptor)


def _write_account(mapped: "Mapped", folder: Path) -> None:
    _write_json(folder / "mapping.json", mapped.summary)
    _write(folder / "kept-out.csv", _KEPT_OUT, (_line(e, _KEPT_OUT) for e in mapped.kept_out))
    _write(folder / "unmapped.csv", _UNMAPPED, (_line(e, _UNMAPPED) for e in mapped.unmapped))
    origins = mapped.submission.database.execute(
        f"SELECT table_name, _row, source, source_row FROM {ORIGIN} ORDER BY ALL"
    ).fetchall()
    header = ("table", "row", "file", "file_row")
    _write(folder / "origins.csv", header, ([_plain(cell) for cell in row] for row in origins))


def _rows(mapped: "Mapped", table: str, columns: Sequence[str]) -> Iterator[Sequence[Any]]:
    cells = ", ".join(map(identifier, columns))
    # A cursor of its own, so that reading on is not disturbed.
    cursor = mapped.submission.database.cursor().execute(
        f"SELECT {cells} FROM submitted.{identifier(table)} ORDER BY _row"
    )
    while batch := cursor.fetchmany(_BATCH):
        yield from batch


def _line(entry: KeptOut | Unmapped, names: Sequence[str]) -> list[Any]:
    return [_plain(getattr(entry, name)) for name in names]


def _plain(cell: object) -> object:
    """Return a cell of a listing that no spreadsheet takes for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _write(file: Path, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def _write_json(file: Path, value: object) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=2)
    file.write_text(f"{text}\n", encoding="utf-8", newline="\n")
