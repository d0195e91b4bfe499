"""A package as it lies on the disk, and nothing besides."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openinnov.verification.shape import is_table

CHECKSUMS = "SHA256SUMS"
SIGNATURE = f"{CHECKSUMS}.sig"
DESCRIPTOR = "datapackage.json"


@dataclass(frozen=True, slots=True)
class Package:
    """The files of a package."""

    directory: Path
    #: Size and SHA-256 of each file by its path.
    files: Mapping[str, tuple[int, str]]
    #: The descriptor; empty if there is none that can be read.
    descriptor: Mapping[str, Any]

    @property
    def resources(self) -> list[Mapping[str, Any]]:
        """What the descriptor says of each file."""
        return [
            each
            for each in objects(self.descriptor.get("resources"))
            if isinstance(each.get("path"), str)
        ]

    @property
    def tables(self) -> dict[str, Mapping[str, Any]]:
        """The resources that are tables of which the file is there, by their name."""
        return {
            str(each.get("name")): each
            for each in self.resources
            if each.get("path") in self.files and is_table(each)
        }

    @property
    def unread(self) -> list[str]:
        """The files of which the schema has another form than it should."""
        found = (each for each in self.resources if "schema" in each and not is_table(each))
        return [str(each.get("path")) for each in found]


def opened(directory: Path) -> Package:
    """Return the package in a directory."""
    paths = (path for path in sorted(directory.rglob("*")) if path.is_file())
    files = {path.relative_to(directory).as_posix(): _digest(path) for path in paths}
    return Package(directory, files, load(directory / DESCRIPTOR))


def load(path: Path) -> Mapping[str, Any]:
    """Return the object in a JSON file, or an empty one."""
    try:
        document = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return document if isinstance(document, dict) else {}


def objects(value: object) -> list[Mapping[str, Any]]:
    """Return the objects of a list, or none of what is no list."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def names(schema: Mapping[str, Any]) -> list[str]:
    """Return the names of the fields of a Table Schema."""
    return [str(field.get("name")) for field in objects(schema.get("fields"))]


def _digest(path: Path) -> tuple[int, str]:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256")
        return file.tell(), digest.hexdigest()
