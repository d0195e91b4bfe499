"""Tables of others, which may be published as they are: whoever has them says so.

What is described by our standard is a submission, and goes through protection. So that this is no
way round it, a file is refused if a descriptor beside it or above it, or what a Parquet file says
of itself, names the standard or has one of its keys; so is a schema that has one. Nothing turns the
one into the other.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openinnov.exceptions import RefusedError
from openinnov.reading.foreign import Schema

_DESCRIPTOR = "datapackage.json"
#: What the keys of the standard, and the names of its versions, begin with or hold.
_KEY, _NAME = "openinnov:", "w3id.org/openinnov"


@dataclass(frozen=True, slots=True)
class ForeignTable:
    """A file with a table of others.

    Raises `RefusedError` unless `public_data` is true, where there is no such file, and where the
    file is one of a submission or a release.
    """

    file: Path
    #: That the table may be published as it is, as whoever has it states.
    public_data: bool

    def __post_init__(self) -> None:
        """Refuse what may not be published as it is."""
        if self.public_data is not True:
            raise RefusedError(
                f"{self.file.name}: is taken as it is, so state that it may be published: "
                "--public-data, or public_data=True"
            )
        if not self.file.is_file():
            raise RefusedError(f"{self.file.name}: there is no such file")
        for place in _marks(self.file):
            raise RefusedError(
                f"{self.file.name}: belongs to our standard, says {place}; such data go through "
                "openinnov publish, which protects them"
            )


@dataclass(frozen=True, slots=True)
class ForeignPackage:
    """Several tables of others: files that each have a Table Schema, or a data package.

    Raises `RefusedError` as `ForeignTable` does for each of the files, where a file of several
    lacks its schema, and where a schema is one of our standard.
    """

    #: CSV files, or one ``datapackage.json``, or the folder in which it stands.
    files: Path | str | Sequence[Path | str]
    #: The Table Schema of each of the CSV files, in their order: a document, or the path of one.
    schemas: Sequence[Schema] = ()
    #: That the tables may be published as they are, as whoever has them states.
    public_data: bool = False

    def __post_init__(self) -> None:
        """Refuse what may not be published as it is, or is not described."""
        for file in self.paths:
            ForeignTable(file, self.public_data)
        if self.descriptor is not None and self.schemas:
            raise RefusedError(f"{_DESCRIPTOR}: describes its tables itself: leave out the schemas")
        if self.descriptor is None and not 0 < len(self.paths) == len(self.schemas):
            raise RefusedError(
                f"{len(self.paths)} files have {len(self.schemas)} schemas: give each its own, in "
                f"their order, or a {_DESCRIPTOR} that describes them"
            )
        for schema in self.schemas:
            if _is_ours_schema(schema):
                raise RefusedError(
                    "a schema belongs to our standard; such data go through openinnov publish, "
                    "which protects them"
                )

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files; of a folder, the descriptor in it."""
        files = [self.files] if isinstance(self.files, Path | str) else self.files
        paths = map(Path, files)
        return tuple(path / _DESCRIPTOR if path.is_dir() else path for path in paths)

    @property
    def descriptor(self) -> Path | None:
        """The descriptor, if the tables come as a data package."""
        return self.paths[0] if [path.name for path in self.paths] == [_DESCRIPTOR] else None


def is_ours(document: Any) -> bool:
    """Say whether a document names our standard, or has one of its keys at any depth."""
    if isinstance(document, dict):
        return any(key.startswith(_KEY) or is_ours(value) for key, value in document.items())
    if isinstance(document, list):
        return any(map(is_ours, document))
    return isinstance(document, str) and _NAME in document


def _marks(file: Path) -> Iterator[str]:
    """Yield what says that a file is one of our standard."""
    # A link belongs to where it stands, and to where it leads.
    for folder in dict.fromkeys((*file.absolute().parents, *file.resolve().parents)):
        descriptor = folder / _DESCRIPTOR
        if descriptor.is_file() and _is_ours_file(descriptor):
            yield f"{_DESCRIPTOR} in {folder.name or 'its folder'}"
    if file.suffix.lower() == ".parquet" and _is_ours_parquet(file):
        yield "its metadata"


def _is_ours_file(descriptor: Path) -> bool:
    text = descriptor.read_text("utf-8", "replace")
    try:
        return is_ours(json.loads(text))
    except (ValueError, RecursionError):
        return _KEY in text or _NAME in text


def _is_ours_schema(schema: Schema) -> bool:
    if isinstance(schema, Path | str):
        path = Path(schema)
        return path.is_file() and _is_ours_file(path)
    return is_ours(schema)


def _is_ours_parquet(file: Path) -> bool:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        schema = pq.read_schema(file)
    except (OSError, pa.ArrowException):
        return False  # It is no Parquet file: whoever reads it says so.
    notes = [schema.metadata, *(field.metadata for field in schema)]
    said = (part for each in notes for pair in (each or {}).items() for part in pair)
    return any(_KEY.encode() in part or _NAME.encode() in part for part in said)
