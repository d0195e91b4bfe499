"""Reading what publishers submit: one format a file, one shape in the end.

A reader decides about structure only. It turns each record into text cells under the fields that
the headings name, notes what is broken, and infers nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from openinnov.exceptions import SubmissionError
from openinnov.plugins import Plugins
from openinnov.reading.archive import ARCHIVE, Unpacked, expanded, unpacked
from openinnov.reading.folder import describe, strangers
from openinnov.reading.foreign import Schema, one_table, package_of_others, tables_of, try_patterns
from openinnov.reading.headings import shown
from openinnov.reading.intake import Intake, Part
from openinnov.reading.limits import UnsafeError
from openinnov.reading.package import DESCRIPTOR, naming, read_descriptor, resources
from openinnov.reading.release import release_standard
from openinnov.reading.stream import spooled
from openinnov.standard import Standard, load
from openinnov.submission import Submission

__all__ = ["FORMATS", "READERS", "Reader", "read", "read_descriptor", "read_parts"]


class Reader(Protocol):
    """What each reader of a format provides."""

    def read(self, part: Part, intake: Intake) -> None:
        """Read a file into the database of a submission."""


#: The reader for each ending of a file name.
READERS: Mapping[str, Reader] = Plugins(
    __name__,
    {
        ".csv": "csv",
        ".json": "json",
        ".ods": "workbook",
        ".parquet": "parquet",
        ".tsv": "csv",
        ".xls": "workbook",
        ".xlsx": "workbook",
    },
)
#: The endings that a source may be said to have.
FORMATS = (*READERS, ARCHIVE)


@dataclass(frozen=True, slots=True)
class _Said:
    """What whoever reads a source says of it, where its files do not."""

    table: str | None
    #: The key of a reader, or that of an archive.
    format: str | None
    encoding: str | None


def read(  # noqa: PLR0913 -- what nothing but whoever reads a source may know.
    source: Path | str | BinaryIO,
    *,
    standard: Standard | None = None,
    schema: Schema | None = None,
    table: str | None = None,
    input_format: str | None = None,
    encoding: str | None = None,
) -> Submission:
    """Read a submission: a file, a folder of files, a data package, an archive, or a stream.

    A single file or stream holds the `table` and has the `input_format`, such as "csv", that are
    named; else its name says both, and the first bytes of a stream its format. Text is in the
    `encoding`, unless a package or a byte order mark says otherwise; else in UTF-8.

    With a `schema`, a Table Schema of others or the path of one, the source is a file that follows
    it. A data package that has Table Schemas and nothing of our standard follows those. Such data
    can be validated, but neither protected nor published.

    Raises `StandardError` where such a schema asks for what this tool does not check, and
    `SubmissionError`, with the file and the place, when something cannot be read at all.
    What is merely wrong becomes a finding of validation.
    """
    form = None if input_format is None else f".{input_format}"
    if form is not None and form not in FORMATS:
        names = ", ".join(each.removeprefix(".") for each in FORMATS)
        raise SubmissionError(f"{shown(input_format or '')} is no format of a source: {names}")
    said = _Said(table, form, encoding)
    if not isinstance(source, Path | str):
        with spooled(source, form) as path:
            return _open(path, standard, schema, said)
    return _open(Path(source), standard, schema, said)


def _open(path: Path, standard: Standard | None, schema: Schema | None, said: _Said) -> Submission:
    with naming(path):
        if schema is not None:
            own, part = one_table(path, schema, READERS)
            parts = [replace(part, encoding=said.encoding)]
            return replace(read_parts(own, parts), path=path)
        try:
            with unpacked(path, said.format or path.suffix.lower()) as source:
                submission = _read_unpacked(source, standard, said)
        except UnsafeError:
            intake = Intake(load() if standard is None else standard)
            intake.refuse(shown(path.name))
            return intake.submission()
        # What an archive held is gone when it was read.
        return replace(submission, path=path) if source.path == path else submission


def _read_unpacked(source: Unpacked, standard: Standard | None, said: _Said) -> Submission:
    if standard is None and (descriptor := package_of_others(source.path)) is not None:
        described = tables_of(descriptor, source.path, READERS)
        completed = [_completed(part, source, said, alone=False) for part in described.parts]
        properties = _properties(descriptor)
        return read_parts(described.standard, completed, properties, described.others)
    return _read(source, load() if standard is None else standard, said)


def read_parts(
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
            _read_part(part, intake)
    for name in others:
        intake.set_aside(name)
    return intake.submission()


def _properties(descriptor: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in descriptor.items() if key != "resources"}


def _read(source: Unpacked, standard: Standard, said: _Said) -> Submission:
    path = source.path
    form = None if source.name else said.format
    descriptor, listed = describe(path, READERS, form)
    if "openinnov:release" in descriptor:
        schemas = [resource for _, resource in resources(descriptor, path / DESCRIPTOR)]
        standard = release_standard(standard, schemas)
    intake = Intake(standard, _properties(descriptor) or None)
    prefix = "" if source.name is None else f"{shown(source.name)}#"
    for part in listed:
        with naming(part.path):
            _read_part(_completed(part, source, said, alone=len(listed) == 1), intake)
    for name in strangers(path, descriptor, listed, READERS):
        intake.set_aside(prefix + name)
    for name in source.unsafe:
        intake.refuse(prefix + name)
    return intake.submission()


def _completed(part: Part, source: Unpacked, said: _Said, *, alone: bool) -> Part:
    """Return a part with what was said of it, where nothing else says it."""
    return replace(
        part,
        table=part.table or (said.table if alone else None),
        encoding=part.encoding or said.encoding,
        within=None if source.name is None else shown(source.name),
    )


def _read_part(part: Part, intake: Intake) -> None:
    try:
        with expanded(part) as plain:
            READERS[plain.format].read(plain, intake)
    except UnsafeError:
        intake.refuse(part.name)
