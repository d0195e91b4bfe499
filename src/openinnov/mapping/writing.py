"""A mapped submission as files: its tables, its descriptor, and the account of the mapping."""

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openinnov.engine.sql import identifier
from openinnov.exceptions import MappingError
from openinnov.mapping.assembly import ORIGIN
from openinnov.mapping.listings import KeptOut, Unmapped
from openinnov.reading.headings import shown
from openinnov.replacement import replacing

if TYPE_CHECKING:
    from openinnov.mapping import Mapped

#: The profile that a descriptor follows.
_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
#: A cell that begins with one of these is a formula to a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
#: The folder of what became of the foreign records.
ACCOUNT = "account"
_SUMMARY, _LISTINGS = "mapping.json", ("kept-out.csv", "unmapped.csv", "origins.csv")
_DESCRIPTOR = "datapackage.json"
#: The columns of the listings.
_KEPT_OUT = tuple(each.name for each in fields(KeptOut))
_UNMAPPED = tuple(each.name for each in fields(Unmapped) if each.name != "lost")
#: How many rows are written at a time.
_BATCH = 10_000


def write(mapped: "Mapped", directory: Path, *, replace: bool = False) -> None:
    """Write a mapped submission to a folder that does not exist yet, or is empty.

    The account of the mapping lies in a folder of its own in there, ``account``: beside the tables,
    its listings would count as tables that the standard does not know.

    `replace` puts the files in the place of those of an earlier run; a folder that holds anything
    else is refused. Raises `MappingError` where the folder may not, or cannot, be written.
    """
    place = directory.parent.resolve() / directory.name
    if directory.name in {"", ".."}:
        place = directory.resolve()
    try:
        with replacing(place, lambda _: _check(place, directory, replace=replace)) as fresh:
            _write_submission(mapped, fresh)
            (fresh / ACCOUNT).mkdir()
            _write_account(mapped, fresh / ACCOUNT)
    except OSError as error:
        reason = error.strerror or "it cannot be written"
        raise MappingError(f"{shown(str(directory))}: cannot be written: {reason}") from error


def _check(place: Path, directory: Path, *, replace: bool) -> None:
    """Raise `MappingError`, with the folder as it was given, if it may not be written."""
    name = shown(str(directory))
    if place.is_symlink():
        raise MappingError(f"{name} is a link; name the folder itself")
    if place.exists() and not place.is_dir():
        raise MappingError(f"{name} is a file; name a folder")
    if not place.is_dir() or not any(place.iterdir()):
        return
    own = _written_earlier(place)
    if not own:
        raise MappingError(f"{name} is not empty; name a new folder")
    if not replace:
        raise MappingError(f"{name} holds an earlier run; say --replace to put this one there")
    found = (path for path in sorted(place.rglob("*")) if path.is_symlink() or not path.is_dir())
    others = [path.relative_to(place).as_posix() for path in found]
    others = [shown(other) for other in others if other not in own]
    if others:
        raise MappingError(
            f"{name} holds {', '.join(others[:3])} besides the earlier run, which would be lost; "
            "move it elsewhere"
        )


def _written_earlier(folder: Path) -> frozenset[str]:
    """Return the files that an earlier run says it wrote to a folder; none if there was no run."""
    try:
        account = json.loads((folder / ACCOUNT / _SUMMARY).read_bytes())
    except (OSError, ValueError):
        return frozenset()
    if not isinstance(account, dict) or not isinstance(account.get("tables"), dict):
        return frozenset()
    listings = (f"{ACCOUNT}/{name}" for name in (_SUMMARY, *_LISTINGS))
    return frozenset((_DESCRIPTOR, *listings, *(f"{table}.csv" for table in account["tables"])))


def _write_submission(mapped: "Mapped", folder: Path) -> None:
    submission = mapped.submission
    for table, columns in submission.columns.items():
        _write(folder / f"{table}.csv", columns, _rows(mapped, table, columns))
    names = list(submission.columns)
    resources = [{"name": name, "path": f"{name}.csv"} for name in names]
    descriptor = {"$schema": _PROFILE, **(submission.descriptor or {}), "resources": resources}
    _write_json(folder / _DESCRIPTOR, descriptor)


def _write_account(mapped: "Mapped", folder: Path) -> None:
    kept_out, unmapped, origins = (folder / name for name in _LISTINGS)
    _write_json(folder / _SUMMARY, mapped.summary)
    _write(kept_out, _KEPT_OUT, (_line(each, _KEPT_OUT) for each in mapped.kept_out))
    _write(unmapped, _UNMAPPED, (_line(each, _UNMAPPED) for each in mapped.unmapped))
    rows = mapped.submission.connection.execute(
        f"SELECT table_name, _row, source, source_row FROM {ORIGIN} ORDER BY ALL"
    ).fetchall()
    header = ("table", "row", "file", "file_row")
    _write(origins, header, ([_plain(cell) for cell in row] for row in rows))


def _rows(mapped: "Mapped", table: str, columns: Sequence[str]) -> Iterator[Sequence[Any]]:
    cells = ", ".join(map(identifier, columns))
    # A cursor of its own, so that reading on is not disturbed.
    cursor = mapped.submission.connection.cursor().execute(
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
