"""Folders of tables: which files are read, and which are only named."""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from openinnov.exceptions import SubmissionError
from openinnov.reading.headings import shown
from openinnov.reading.intake import Part
from openinnov.reading.package import (
    DESCRIPTOR,
    existing,
    inside,
    load_descriptor,
    part,
    resources,
    suffix_of,
)

_ACCEPTED = (
    "CSV files or a folder of them, a workbook (.xlsx, .ods, .xls), JSON, Parquet, a data package, "
    "or a zip archive of these"
)
#: Files beside the data that everybody expects.
_COMPANIONS = ("readme", "license", "licence", "copying", "notice", "changelog", "sha256sums")


def describe(
    path: Path, formats: Collection[str], declared: str | None = None
) -> tuple[dict[str, Any], list[Part]]:
    """Return the descriptor of a source, which may be empty, and the files to read.

    The format of a single file may be declared.
    """
    if not path.exists():
        raise SubmissionError(f"{shown(str(path))}: there is no such file or folder")
    if path.name != DESCRIPTOR and not path.is_dir():
        return {}, [_part(path, formats, declared)]
    folder = path if path.is_dir() else path.parent
    file = folder / DESCRIPTOR
    descriptor = load_descriptor(inside(folder, file)) if file.exists() else {}
    if "resources" in descriptor:
        return descriptor, [part(i, r, file, formats) for i, r in resources(descriptor, file)]
    listed = [_part(each, formats) for each in _files(folder) if _is_table(each, formats)]
    if not listed:
        name = shown(folder.name or str(folder))
        raise SubmissionError(f"{name}: holds nothing to read; give {_ACCEPTED}")
    return descriptor, listed


def strangers(
    path: Path, descriptor: Mapping[str, Any], listed: Collection[Part], formats: Collection[str]
) -> Iterator[str]:
    """Yield the names of what else lies in a folder, so that nothing is passed over in silence.

    Beside a package, that is what looks like a table but is not listed; beside a release, nothing.
    """
    if not path.is_dir() or "openinnov:release" in descriptor:
        return
    known = {each.path for each in listed}
    for each in _files(path):
        if each not in known and ("resources" not in descriptor or _is_table(each, formats)):
            yield shown(each.name)


def is_lock(name: str) -> bool:
    """Say whether a file only shows that a spreadsheet program has another one open.

    >>> is_lock("~$cases.xlsx"), is_lock(".~lock.cases.csv#"), is_lock("cases.csv")
    (True, True, False)
    """
    return name.startswith(("~$", ".~lock."))


def _part(path: Path, formats: Collection[str], declared: str | None = None) -> Part:
    suffix = declared or suffix_of(path)
    if suffix not in formats:
        raise SubmissionError(f"{shown(path.name)}: is not read; give {_ACCEPTED}")
    return Part(existing(path), suffix)


def _is_table(path: Path, formats: Collection[str]) -> bool:
    return path.is_file() and suffix_of(path) in formats


def _files(folder: Path) -> Iterator[Path]:
    """Yield what lies in a folder in order; raise `SubmissionError` where a link leaves it."""
    for path in sorted(folder.iterdir()):
        name = path.name.lower()
        expected = name.startswith((".", *_COMPANIONS)) or name.endswith(".md")
        if not expected and name != DESCRIPTOR and not is_lock(name):
            yield inside(folder, path)
