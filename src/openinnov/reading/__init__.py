"""Reading what publishers submit: one format a file, one shape in the end.

A reader decides about structure only. It turns each record into text cells under the fields that
the headings name, notes what is broken, and infers nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

from openinnov.reading import csv, json, parquet, workbook
from openinnov.reading.folder import describe, strangers
from openinnov.reading.foreign import Schema, one_table, package_of_others, tables_of, try_patterns
from openinnov.reading.intake import Intake, Part
from openinnov.reading.package import DESCRIPTOR, naming, read_descriptor, resources
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


def read(
    source: Path | str, *, standard: Standard | None = None, schema: Schema | None = None
) -> Submission:
    """Read a submission: a file, a folder of files, or a data package.

    With a `schema`, a Table Schema of others or the path of one, the source is a file that follows
    it. A data package that has Table Schemas and nothing of our standard follows those. Such data
    can be validated, but neither protected nor published.

    Raises `StandardError` where such a schema asks for what this tool does not check, and
    `SubmissionError`, with the file and the place, when something cannot be read at all.
    What is merely wrong becomes a finding of validation.
    """
    path = Path(source)
    with naming(path):
        if schema is not None:
            own, part = one_table(path, schema, READERS)
            return replace(_read_parts(own, [part]), path=path)
        if standard is None and (descriptor := package_of_others(path)) is not None:
            own, parts, others = tables_of(descriptor, path, READERS)
            return replace(_read_parts(own, parts, _properties(descriptor), others), path=path)
        return replace(_read(path, load() if standard is None else standard), path=path)


def _read_parts(
    standard: Standard,
    parts: Iterable[Part],
    properties: Mapping[str, Any] | None = None,
    others: Iterable[str] = (),
) -> Submission:
    """Read tables that follow Table Schemas of others."""
    intake = Intake(standard, properties)
    try_patterns(intake)
    for part in parts:
        with naming(part.path):
            READERS[part.format].read(part, intake)
    for name in others:
        intake.set_aside(name)
    return intake.submission()


def _properties(descriptor: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in descriptor.items() if key != "resources"}


def _read(path: Path, standard: Standard) -> Submission:
    descriptor, listed = describe(path, READERS)
    if "openinnov:release" in descriptor:
        schemas = [resource for _, resource in resources(descriptor, path / DESCRIPTOR)]
        standard = release_standard(standard, schemas)
    intake = Intake(standard, _properties(descriptor) or None)
    for part in listed:
        with naming(part.path):
            READERS[part.format].read(part, intake)
    for name in strangers(path, descriptor, listed, READERS):
        intake.set_aside(name)
    return intake.submission()
