"""Public tables of others, written as a complete data package, with nothing lost or changed.

Each table is a CSV file as `publication.data_package` writes them, and a Parquet file with types.
A package is written beside its place and only then put there, see `replacement`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openinnov.exceptions import PublicationError
from openinnov.foreign_table import ForeignPackage
from openinnov.packaging import description, readme, tables
from openinnov.packaging.loading import Loaded, load
from openinnov.packaging.metadata import metadata
from openinnov.packaging.naming import safe_names
from openinnov.packaging.tables import Table
from openinnov.publication.files import CHECKSUMS, File, Output
from openinnov.publication.target import check_target, is_release, place
from openinnov.reading import read_descriptor
from openinnov.reading.headings import shown
from openinnov.replacement import replacing

__all__ = ["Packaged", "write_package"]


@dataclass(frozen=True, slots=True)
class Packaged:
    """What was written, and where."""

    directory: Path
    #: How many records each table has, by its name in the package.
    tables: Mapping[str, int]
    #: The files by their paths, but the list of checksums.
    files: Mapping[str, File]
    #: How many rows without a value were left out.
    blank: int
    #: The fields whose pattern was not checked, each with its table.
    unchecked: Sequence[tuple[str, str]]

    def __str__(self) -> str:
        """Say what was written, in the words of the command line."""
        records, size = sum(self.tables.values()), sum(file.size for file in self.files.values())
        text = (
            f"Written: {records} records of {len(self.tables)} tables, {len(self.files)} files, "
            f"{size} bytes, to {self.directory}"
        )
        if self.blank:
            text += f"\nLeft out: {self.blank} rows without any value"
        for table, field in self.unchecked:
            place = f"{shown(field)} in {shown(table)}"
            text += f"\nNot checked: the pattern of {place}, which programs read differently"
        return text


def write_package(  # noqa: PLR0913 -- each is a choice of its own
    source: ForeignPackage,
    directory: Path | str,
    *,
    name: str | None = None,
    title: str | None = None,
    licence: str | None = None,
    descriptor: Mapping[str, Any] | Path | str | None = None,
    encoding: str | None = None,
    replace: bool = False,
) -> Packaged:
    """Write public tables of others as a data package of version 2, and return what it holds.

    The tables are checked by their Table Schemas first. `descriptor` has properties of the package,
    or is the path of a JSON file with them, and goes before those of the source; `name`, `title`
    and `licence` go before both. The licence is a code such as "CC-BY-4.0", or an address. Text is
    in the `encoding`, unless a byte order mark or the source says otherwise; else in UTF-8.

    Raises `RefusedError` where errors are in the tables, something of them would be lost, name or
    licence are missing, or anything is of our standard; `StandardError` and `SubmissionError` as
    `openinnov.read` does; and `PublicationError` when the directory cannot be written or, without
    `replace`, is not empty. Then nothing is written.
    """
    target = place(Path(directory))

    def check(path: Path) -> None:
        check_target(path, replace=replace, written=_is_written)

    check(target)  # Before the work, and once more when it is done.
    loaded = load(source, encoding=encoding)
    if isinstance(descriptor, Path | str):
        descriptor = read_descriptor(Path(descriptor))
    options = {key: value for key, value in (("name", name), ("title", title)) if value}
    given = {**loaded.properties, **(descriptor or {}), **options}
    said = metadata(given, licence=licence)
    names = safe_names(list(loaded.submission.columns))
    listed = [Table.of(loaded, own, each, names) for own, each in names.items()]
    try:
        with replacing(target, check) as fresh:
            files = _write(loaded, said, listed, Output(fresh))
    except OSError as error:
        raise PublicationError(f"{directory}: cannot be written: {error.strerror}") from error
    return Packaged(
        directory=Path(directory),
        tables={each.name: each.rows for each in listed},
        files={file.path: file for file in files},
        blank=loaded.blank,
        unchecked=loaded.unchecked,
    )


def _write(
    loaded: Loaded, said: Mapping[str, Any], listed: Sequence[Table], output: Output
) -> Sequence[File]:
    for each in listed:
        tables.write(loaded, each, output)
    description.write(loaded, said, listed, output)
    readme.write(said, listed, output)
    output.write_checksums()
    return output.files


def _is_written(descriptor: Path) -> bool:
    """Say whether a descriptor is one of a package that was written here: with its checksum."""
    try:
        lines = descriptor.with_name(CHECKSUMS).read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return False
    return any(line[66:] == descriptor.name for line in lines) and not is_release(descriptor)
