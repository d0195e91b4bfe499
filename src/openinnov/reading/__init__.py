"""Reading what publishers submit: one format a file, one shape in the end.

A reader decides about structure only. It turns each record into text cells under the fields that
the headings name, notes what is broken, and infers nothing.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol

from openinnov.exceptions import SubmissionError
from openinnov.reading import csv, json, parquet, workbook
from openinnov.reading.headings import shown
from openinnov.reading.intake import Intake, Part
from openinnov.reading.package import (
    DESCRIPTOR,
    inside,
    load_descriptor,
    part,
    read_descriptor,
    resources,
)
from openinnov.reading.release import release_standard
from openinnov.standard import Standard, load
from openinnov.submission import Submission

__all__ = ["READERS", "Reader", "read", "read_descriptor"]


class Reader(Protocol):
    """What each reader of a format provides."""

    def read(self, part: Part, intake: Intake) -> None:
        """Read a file into the database of a submission."""


#: The reader for each ending of a file name.
READERS: Mapping[str, Reader] = {
    ".csv": csv,
    ".json": json,
    ".parquet": parquet,
    ".tsv": csv,
    ".xlsx": workbook,
}
_ACCEPTED = "CSV files or a folder of them, an XLSX workbook, JSON, Parquet, or a data package"
#: Files beside the data that everybody expects.
_COMPANIONS = ("readme", "license", "licence", "copying", "notice", "changelog", "sha256sums")


def read(source: Path | str, *, standard: Standard | None = None) -> Submission:
    """Read a submission: a file, a folder of files, or a data package.

    Raises `SubmissionError`, with the file and the place, when something cannot be read at all.
    What is merely wrong becomes a finding of validation.
    """
    path = Path(source)
    standard = load() if standard is None else standard
    descriptor, listed = _describe(path)
    if "openinnov:release" in descriptor:
        standard = release_standard(standard, [each for _, each in resources(descriptor, path)])
    intake = Intake(standard, {k: v for k, v in descriptor.items() if k != "resources"} or None)
    for each in listed:
        READERS[each.format].read(each, intake)
    for name in _strangers(path, descriptor):
        intake.set_aside(name)
    return intake.submission()


def _describe(path: Path) -> tuple[dict[str, Any], list[Part]]:
    """Return the descriptor of a source, which may be empty, and the files to read."""
    if not path.exists():
        raise SubmissionError(f"{shown(str(path))}: there is no such file or folder")
    file = path / DESCRIPTOR if path.is_dir() else path
    descriptor = load_descriptor(file) if file.name == DESCRIPTOR and file.exists() else {}
    if "resources" in descriptor:
        found = resources(descriptor, file)
        return descriptor, [part(i, each, file, READERS) for i, each in found]
    if not path.is_dir():
        return descriptor, [_part(path)]
    listed = [_part(each) for each in _files(path) if each.suffix.lower() in READERS]
    if not listed:
        raise SubmissionError(f"{shown(path.name)}: holds nothing to read; give {_ACCEPTED}")
    return descriptor, listed


def _part(path: Path) -> Part:
    suffix = path.suffix.lower()
    if suffix not in READERS:
        raise SubmissionError(f"{shown(path.name)}: is not read; give {_ACCEPTED}")
    return Part(path, suffix)


def _files(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder in order; raise `SubmissionError` where a link leaves it."""
    for path in sorted(folder.iterdir()):
        if inside(folder, path).is_file() and not _is_companion(path):
            yield path


def _is_companion(path: Path) -> bool:
    name = path.name.lower()
    return name.startswith((".", *_COMPANIONS)) or name.endswith(".md") or name == DESCRIPTOR


def _strangers(path: Path, descriptor: Mapping[str, Any]) -> Iterator[str]:
    """Yield what else lies in a folder of tables."""
    if not path.is_dir() or "resources" in descriptor:
        return
    for each in sorted(path.iterdir()):
        if _is_companion(each) or (each.is_file() and each.suffix.lower() in READERS):
            continue
        yield shown(each.name)
