"""Reading what publishers submit: one format a file, one shape in the end.

A reader decides about structure only. It turns each record into text cells under the fields that
the headings name, notes what is broken, and infers nothing.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from openinnov.reading import csv, json, parquet, workbook
from openinnov.reading.folder import describe, strangers
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


def read(source: Path | str, *, standard: Standard | None = None) -> Submission:
    """Read a submission: a file, a folder of files, or a data package.

    Raises `SubmissionError`, with the file and the place, when something cannot be read at all.
    What is merely wrong becomes a finding of validation.
    """
    path = Path(source)
    standard = load() if standard is None else standard
    with naming(path):
        return _read(path, standard)


def _read(path: Path, standard: Standard) -> Submission:
    descriptor, listed = describe(path, READERS)
    if "openinnov:release" in descriptor:
        schemas = [resource for _, resource in resources(descriptor, path / DESCRIPTOR)]
        standard = release_standard(standard, schemas)
    properties = {key: value for key, value in descriptor.items() if key != "resources"}
    intake = Intake(standard, properties or None)
    for part in listed:
        with naming(part.path):
            READERS[part.format].read(part, intake)
    for name in strangers(path, descriptor, listed, READERS):
        intake.set_aside(name)
    return intake.submission()
