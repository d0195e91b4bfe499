"""The submission again, as it was submitted, with all safe repairs made, and a list of them.

What can be read in two ways stays as it is. Files, sheets, records, columns and cells stay where
they are, also those that the standard does not know; the texts of a CSV file come in UTF-8 and with
the usual delimiter. What was not read from files, or from such as are not written here, comes as a
folder of CSV files of the tables alone, and the list says what is missing.
"""

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from openinnov.copies import csv_file, json_file, parquet_file, xlsx_file
from openinnov.copies.cells import harmless, line
from openinnov.copies.mending import Mending
from openinnov.copies.originals import parts_of
from openinnov.copies.places import check_report, rows
from openinnov.copies.targets import check_targets, new_file
from openinnov.engine.sql import identifier
from openinnov.exceptions import PublicationError
from openinnov.reading.headings import Headings, shown
from openinnov.reading.intake import Part
from openinnov.reading.package import DESCRIPTOR
from openinnov.reading.sheet_xml import address
from openinnov.repair import stage
from openinnov.replacement import replacing
from openinnov.report import Report
from openinnov.standard import Words
from openinnov.submission import Submission

_REWRITERS: Mapping[str, ModuleType] = {
    ".csv": csv_file,
    ".json": json_file,
    ".parquet": parquet_file,
    ".tsv": csv_file,
    ".xlsx": xlsx_file,
}
#: What a package says of a file that is no longer so once it is written anew.
_OUTDATED = ("bytes", "dialect", "encoding", "hash")
_CHANGES = "changes.csv"
_HEADINGS = ("source", "row", "cell", "field", "rule", "before", "after", "done")
#: Values stand in the list where the report may show them.
_CHANGED = """
SELECT r.source, r._row, r.table_name, r.field_name, r.rule,
CASE WHEN f.value IS NOT NULL THEN r.before END, CASE WHEN f.value IS NOT NULL THEN r.after END
FROM temp.repaired AS r JOIN temp.found AS f ON f.table_name = r.table_name AND f._row = r._row
AND f.field_name = r.field_name AND f.rule = r.rule
ORDER BY r.source, r._row, r.field_name
"""
#: What is mended in a file as a whole, when it is written anew.
_WHOLE = ("bare-quote", "dialect-mismatch", "transcoded")
_LOST = ("blank-label", "extra-label", "unknown-table")


def targets(path: Path) -> tuple[Path, ...]:
    """Return the path, and that of the list of changes beside it."""
    return path, path.with_name(_CHANGES)


def write(submission: Submission, report: Report, words: Words, path: Path) -> None:
    """Write the mended submission, and the list of what changed."""
    check_report(submission, report)
    parts = parts_of(submission)
    stage(submission)
    usual: set[str] = set()
    if parts is None or submission.path is None:
        _write_tables(submission, path)
    elif submission.path.is_file() and submission.path.name != DESCRIPTOR:
        if path.suffix.lower() != submission.path.suffix.lower():
            raise PublicationError(
                f"{shown(str(path))}: should end in {submission.path.suffix}, as the submission"
            )
        _write_file(submission, parts[0], path, usual)
    else:
        _write_folder(submission, parts, path, usual)
    with new_file(path.with_name(_CHANGES)) as file:
        for cells in _changes(submission, usual, files=parts is not None):
            file.write(line([harmless(cell) for cell in cells]).encode())


def _write_file(submission: Submission, part: Part, path: Path, usual: set[str]) -> None:
    mending = Mending(submission, Headings(submission.standard))
    with new_file(path) as file:
        if _REWRITERS[part.format].rewrite(part, mending, file):
            usual.add(part.name)


def _write_folder(
    submission: Submission, parts: Sequence[Part], path: Path, usual: set[str]
) -> None:
    folder = submission.path if submission.path and submission.path.is_dir() else None
    folder = folder or parts[0].path.parent
    written = {part.path for part in parts}
    with replacing(path, lambda target: check_targets(submission.path, [target])) as fresh:
        for file in _beside(folder):
            if file not in written:
                target = fresh / file.relative_to(folder)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, target)
        for part in parts:
            _write_file(submission, part, fresh / part.path.relative_to(folder), usual)
        _correct_descriptor(fresh / DESCRIPTOR, parts, usual)


def _beside(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder; of one that lists its files, also those further down."""
    deep = (folder / DESCRIPTOR).exists() and "resources" in json.loads(
        (folder / DESCRIPTOR).read_text("utf-8-sig")
    )
    for path in sorted(folder.rglob("*") if deep else folder.iterdir()):
        if path.is_file() and path.resolve().is_relative_to(folder.resolve()):
            yield path


def _correct_descriptor(file: Path, parts: Sequence[Part], usual: set[str]) -> None:
    """Take out of a descriptor what it says of files that were written in another way."""
    if not file.exists():
        return
    descriptor: dict[str, Any] = json.loads(file.read_text("utf-8-sig"))
    if "resources" not in descriptor:
        return
    for part in parts:
        for resource in descriptor["resources"]:
            if resource.get("name") == part.table:
                for key in _OUTDATED:
                    if key in {"bytes", "hash"} or part.name in usual:
                        resource.pop(key, None)
    file.write_text(json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n", "utf-8")


def _write_tables(submission: Submission, path: Path) -> None:
    """Write the tables as CSV, and what is known of the package."""
    with replacing(path, lambda target: check_targets(submission.path, [target])) as fresh:
        if submission.descriptor is not None:
            text = json.dumps(dict(submission.descriptor), ensure_ascii=False, indent=2)
            (fresh / DESCRIPTOR).write_text(text + "\n", "utf-8")
        for table in submission.tables:
            names = submission.columns[table.name]
            cells = ", ".join(f"own.{identifier(name)}" for name in names)
            with new_file(fresh / f"{table.name}.csv") as file:
                file.write(line(names).encode())
                changed = _repairs(submission, table.name)
                query = f"SELECT _row, {cells} FROM submitted.{identifier(table.name)} AS own "
                for row, *record in rows(submission.connection, f"{query} ORDER BY _row"):
                    texts = [
                        changed.get((row, name), cell or "")
                        for name, cell in zip(names, record, strict=True)
                    ]
                    file.write(line(texts).encode())


def _repairs(submission: Submission, table: str) -> Mapping[tuple[int, str], str]:
    query = "SELECT _row, field_name, after FROM temp.repaired WHERE table_name = ?"
    found = submission.connection.execute(query, [table]).fetchall()
    return {(row, name): text for row, name, text in found}


def _changes(submission: Submission, usual: set[str], *, files: bool) -> Iterator[Sequence[str]]:
    """Yield the lines of the list: what changed in files, then in cells, then what is missing."""
    yield _HEADINGS
    listed = _WHOLE if files else _LOST
    names = ", ".join(f"'{name}'" for name in listed)
    about = submission.connection.execute(
        f"SELECT source, _row, rule, value, detail FROM temp.found WHERE rule IN ({names}) "
        "ORDER BY ALL"
    ).fetchall()
    for source, row, rule, value, detail in about:
        if not files:
            yield [source, "", "", "", rule, value or "", "", "left out"]
        elif source in usual:
            yield [source, str(row or ""), "", "", rule, detail or "", "", "mended"]
    columns = {each.table: each.columns or {} for each in submission.sources}
    for source, row, table, field, rule, before, after in rows(submission.connection, _CHANGED):
        column = columns[table].get(field)
        cell = "" if column is None else address(row, column - 1)
        yield [source, str(row), cell, field, rule, before or "", after or "", "mended"]
