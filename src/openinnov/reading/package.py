"""Data packages: the files that a ``datapackage.json`` lists, and what it says of them."""

import json
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePath, PurePosixPath
from typing import Any

from openinnov.exceptions import SubmissionError
from openinnov.reading.dialect import parse_dialect
from openinnov.reading.headings import shown
from openinnov.reading.intake import Part
from openinnov.reading.json_text import no_json

DESCRIPTOR = "datapackage.json"
_Resource = Mapping[str, Any]


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Raise `SubmissionError` with the name of a file or folder that cannot be opened."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or "it is damaged"
        name = shown(path.name or str(path))
        raise SubmissionError(f"{name}: cannot be opened: {reason}") from None


def load_descriptor(file: Path) -> dict[str, Any]:
    """Return a descriptor; raise `SubmissionError` if it is none."""
    try:
        with naming(file):
            descriptor = json.loads(file.read_text("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise SubmissionError(f"{file.name}: byte {error.start} is not UTF-8") from None
    except json.JSONDecodeError as error:
        raise no_json(file.name, error) from None
    except RecursionError:
        raise SubmissionError(f"{file.name}: is nested too deeply") from None
    if not isinstance(descriptor, dict):
        raise SubmissionError(f"{file.name}: must be an object")
    return descriptor


def read_descriptor(file: Path) -> dict[str, Any]:
    """Return the properties of a descriptor but its resources; raise `SubmissionError` if none."""
    return {key: value for key, value in load_descriptor(file).items() if key != "resources"}


def resources(descriptor: Mapping[str, Any], file: Path) -> list[tuple[int, _Resource]]:
    """Return the resources to read, each with its index: of a release, its described CSV files."""
    listed = descriptor.get("resources")
    if not isinstance(listed, list) or not all(isinstance(each, dict) for each in listed):
        raise SubmissionError(f"{file.name}: resources must be a list of objects")
    everything = "openinnov:release" not in descriptor
    read = [(i, r) for i, r in enumerate(listed) if everything or isinstance(r.get("schema"), dict)]
    for key in ("name", "path"):
        _refuse_repeated(read, key, file)
    return read


def _refuse_repeated(listed: list[tuple[int, _Resource]], key: str, file: Path) -> None:
    """Raise `SubmissionError` where two resources have one name or file: it would be read twice."""
    first: dict[str, int] = {}
    for i, resource in listed:
        value = resource.get(key)
        if isinstance(value, str) and first.setdefault(value, i) != i:
            raise SubmissionError(
                f"{file.name}: {shown(value)} is listed twice, as resources {first[value] + 1} "
                f"and {i + 1}: remove one"
            )


def part(index: int, resource: _Resource, file: Path, formats: Collection[str]) -> Part:
    """Return the file of a resource; raise `SubmissionError` where it may not be opened."""
    name = resource.get("name")
    if not isinstance(name, str):
        raise SubmissionError(f"{file.name}: resource {index + 1} needs a name")
    place = f"{file.name}: resource {shown(name)}"
    if "data" in resource:
        return Part(file, ".json", name, inline=index)
    path = _path(resource.get("path"), place)
    suffix = _format(resource, path)
    if suffix not in formats:
        raise SubmissionError(f"{place}: {shown(path.name)} is none of {', '.join(formats)}")
    return Part(
        existing(inside(file.parent, file.parent / path)),
        suffix,
        name,
        parse_dialect(resource.get("dialect"), place),
        _encoding(resource.get("encoding"), place),
    )


def existing(path: Path) -> Path:
    """Return the path of a file; raise `SubmissionError` if there is none."""
    if not path.is_file():
        raise SubmissionError(f"{shown(path.name)}: there is no such file")
    return path


def inside(folder: Path, path: Path) -> Path:
    """Return a path; raise `SubmissionError` if a link leads it out of its folder."""
    try:
        resolved = path.resolve()
    except RuntimeError:  # A link that leads to itself.
        resolved = path.parents[-1]
    if not resolved.is_relative_to(folder.resolve()):
        raise SubmissionError(
            f"{shown(path.name)}: is a link that leaves the folder: copy the file"
        )
    return path


def _path(value: object, place: str) -> PurePosixPath:
    if isinstance(value, list) and len(value) == 1:
        (value,) = value
    if isinstance(value, list):
        raise SubmissionError(f"{place}: a table in several files is not read: join them")
    if not isinstance(value, str) or not value:
        raise SubmissionError(f"{place}: needs a path or data")
    return member(value, place)


def member(value: str, place: str) -> PurePosixPath:
    """Return the path of a file of a package; raise `SubmissionError` where it leads out of it."""
    path = PurePosixPath(value)
    if path.is_absolute() or ".." in path.parts or ":" in value or "\\" in value or "\0" in value:
        raise SubmissionError(
            f"{place}: the path must lead to a file of the package: no address, no .., no /"
        )
    return path


def _format(resource: _Resource, path: PurePosixPath) -> str:
    declared = resource.get("format")
    return f".{declared.lower()}" if isinstance(declared, str) else suffix_of(path)


def suffix_of(path: PurePath) -> str:
    """Return the ending of a name that tells the format, that of a compression aside.

    >>> suffix_of(PurePath("need.csv.gz")), suffix_of(PurePath("need.CSV"))
    ('.csv', '.csv')
    """
    suffix = path.suffix.lower()
    return PurePath(path.stem).suffix.lower() if suffix == ".gz" else suffix


def _encoding(value: object, place: str) -> str | None:
    if value is None or isinstance(value, str):
        return value
    raise SubmissionError(f"{place}: the encoding must be a text such as utf-8")
