"""Tables of others, which may be published as they are: whoever has them says so.

What is described by our standard is a submission, and goes through protection. So that this is no
way round it, a file is refused if a descriptor beside it or above it, or what a Parquet file says
of itself, names the standard or has one of its keys; and nothing turns the one into the other.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openinnov.exceptions import RefusedError

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


def is_ours(document: Any) -> bool:
    """Say whether a document names our standard, or has one of its keys at any depth."""
    if isinstance(document, dict):
        return any(key.startswith(_KEY) or is_ours(value) for key, value in document.items())
    if isinstance(document, list):
        return any(map(is_ours, document))
    return isinstance(document, str) and _NAME in document


def _marks(file: Path) -> Iterator[str]:
    """Yield what says that a file is one of our standard."""
    for folder in file.resolve().parents:
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
