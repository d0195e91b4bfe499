"""Data of others, with Table Schemas of their own: a file and its schema, or a data package."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, cast

from openinnov.engine.duckdb import can_match
from openinnov.exceptions import StandardError, SubmissionError
from openinnov.reading.headings import shown
from openinnov.reading.intake import Intake, Part
from openinnov.reading.package import (
    DESCRIPTOR,
    existing,
    inside,
    load_descriptor,
    member,
    part,
    resources,
)
from openinnov.standard import Standard, table_schema_standard

_OURS = "openinnov:"
#: A schema as a document, or the file that holds it.
Schema = Mapping[str, Any] | Path | str


@dataclass(frozen=True, slots=True)
class Described:
    """Tables of others, as their schemas describe them."""

    standard: Standard
    #: The files that hold the tables.
    parts: Sequence[Part]
    #: The schema of each table, as it was given.
    schemas: Mapping[str, Mapping[str, Any]]
    #: The names of what has no schema.
    others: Sequence[str] = ()


def package_of_others(path: Path) -> dict[str, Any] | None:
    """Return the descriptor of a package that has Table Schemas, and nothing of our standard."""
    file = path / DESCRIPTOR if path.is_dir() else path
    if file.name != DESCRIPTOR or not file.is_file():
        return None
    descriptor = load_descriptor(inside(file.parent, file))
    listed = descriptor.get("resources")
    described = isinstance(listed, list) and any(
        isinstance(each, dict) and "schema" in each for each in listed
    )
    ours = any(key.startswith(_OURS) for key in descriptor)
    return descriptor if described and not ours else None


def one_table(path: Path, schema: Schema, formats: Collection[str]) -> tuple[Standard, Part]:
    """Return the standard of one table that a schema describes, and the file that holds it.

    Raises `SubmissionError` where the source is more than a file.
    """
    described = with_schemas([(path, schema)], formats)
    return described.standard, described.parts[0]


def with_schemas(files: Sequence[tuple[Path, Schema]], formats: Collection[str]) -> Described:
    """Return tables that schemas describe, one or more.

    A table has the name of its file. Raises `SubmissionError` where a source is more than a file,
    or two files have one name.
    """
    schemas: dict[str, tuple[str, Mapping[str, Any]]] = {}
    parts = []
    for path, schema in files:
        if path.is_dir() or path.name == DESCRIPTOR:
            raise SubmissionError(
                f"{shown(path.name)}: a schema describes one file: give the file, or a package "
                "whose resources name their schemas"
            )
        if path.suffix.lower() not in formats:
            raise SubmissionError(f"{shown(path.name)}: is none of {', '.join(formats)}")
        if path.stem in schemas:
            raise SubmissionError(f"{shown(path.name)}: two files have this name: rename one")
        schemas[path.stem] = _document(schema)
        parts.append(Part(existing(path), path.suffix.lower(), path.stem))
    place, document = next(iter(schemas.values()))
    name = document.get("name")
    return _described(schemas, parts, name if isinstance(name, str) else place)


def _described(
    schemas: Mapping[str, tuple[str, object]],
    parts: Sequence[Part],
    name: str,
    version: str = "",
    others: Sequence[str] = (),
) -> Described:
    standard = table_schema_standard(schemas, name=name, version=version)
    # Each is an object, or it would have been refused.
    documents = {table: dict(cast("Any", schema)) for table, (_, schema) in schemas.items()}
    return Described(standard, parts, documents, others)


def _document(schema: Schema) -> tuple[str, Mapping[str, Any]]:
    if isinstance(schema, Mapping):
        return "schema", dict(schema)
    file = Path(schema)
    return shown(file.name), load_descriptor(existing(file))


def tables_of(descriptor: Mapping[str, Any], path: Path, formats: Collection[str]) -> Described:
    """Return the tables of a package, and the names of what has no schema."""
    file = path / DESCRIPTOR if path.is_dir() else path
    schemas: dict[str, tuple[str, object]] = {}
    parts, others = [], []
    for i, resource in resources(descriptor, file):
        name = resource.get("name")
        if "schema" not in resource:
            others.append(shown(str(name or resource.get("path") or f"resource {i + 1}")))
            continue
        found = part(i, resource, file, formats)
        parts.append(found)
        schemas[str(name)] = _resource_schema(resource["schema"], shown(str(name)), file)
    title, version = descriptor.get("name"), descriptor.get("version")
    return _described(
        schemas,
        parts,
        title if isinstance(title, str) else "data package",
        version if isinstance(version, str) else "",
        others,
    )


def _resource_schema(schema: object, name: str, file: Path) -> tuple[str, object]:
    """Return a schema and the place to name in messages; it may stand in a file of the package."""
    place = f"{file.name}: resource {name}"
    if not isinstance(schema, str):
        return f"{place}: schema", schema
    path = member(schema, f"{place}: the schema")
    return f"{place}: {shown(path.name)}", _schema_file(file.parent, path)


def _schema_file(folder: Path, path: PurePosixPath) -> dict[str, Any]:
    return load_descriptor(existing(inside(folder, folder / path)))


def try_patterns(intake: Intake) -> None:
    """Raise `StandardError` where a pattern is portable, but too large for the database."""
    for table in intake.standard.tables.values():
        for field in table.fields.values():
            if field.pattern is not None and not can_match(intake.database, field.pattern):
                raise StandardError(
                    f"{table.name}: field {field.name}: pattern: is too large: allow fewer "
                    "repetitions"
                )
