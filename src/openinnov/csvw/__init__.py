"""CSV files with CSVW metadata, written as RDF in minimal mode.

The metadata say which statement each cell is. Standard mode, which also describes rows and tables,
needs blank nodes for them, and is left out. Specifications: Metadata Vocabulary for Tabular Data,
and Generating RDF from Tabular Data on the Web, W3C Recommendations of 17 December 2015.
"""

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote, urljoin

from openinnov.csvw import rows
from openinnov.csvw.loading import Loader
from openinnov.csvw.metadata import Dialect, Table
from openinnov.csvw.statements import Fault, Statements
from openinnov.csvw.vocabulary import NOWHERE
from openinnov.exceptions import MetadataError, PublicationError, RefusedError
from openinnov.foreign_table import ForeignTable

__all__ = ["Converted", "write_rdf"]

#: How many faults a message tells.
_SHOWN = 10
#: How many lines are handed to the database that sorts them at once, and what it holds in memory.
_LOT, _MEMORY = 100_000, "400MB"


@dataclass(frozen=True, slots=True)
class Converted:
    """What was written."""

    tables: int
    rows: int
    statements: int


def write_rdf(
    source: ForeignTable,
    target: Path | str,
    *,
    metadata: Path | str | None = None,
    base: str | None = None,
) -> Converted:
    """Write the statements of a CSV file, or of all files of metadata, as canonical N-Triples.

    `source` is the CSV file, or a JSON file with metadata. Without `metadata` those beside the file
    count, ``NAME.csv-metadata.json`` or ``csv-metadata.json``; without any, each column is a
    property with its title. `base` is the address where the folder of the metadata will stand; by
    default addresses have to be complete. Lines are sorted, and none stands twice.

    Raises `MetadataError` where metadata are faulty or about other columns, `RefusedError` where a
    cell is not as they say and for a table of our standard, and `PublicationError` where the target
    cannot be written. Then nothing is written.
    """
    file, target = source.file, Path(target)
    tables = _tables(file, Path(metadata) if metadata else _beside(file), base)
    counts = {"rows": 0}
    with tempfile.TemporaryDirectory(prefix="openinnov-") as folder:
        ready = Path(folder) / "sorted"
        statements = _sort(_lines(tables, counts), ready, Path(folder))
        try:
            fresh = target.with_name(f".{target.name}.tmp")
            shutil.copyfile(ready, fresh)
            fresh.replace(target)
        except OSError as error:
            raise PublicationError(f"{target}: cannot be written: {error.strerror}") from None
    return Converted(len(tables), counts["rows"], statements)


def _beside(file: Path) -> Path | None:
    if file.suffix.lower() == ".json":
        return file
    for name in (f"{file.name}-metadata.json", "csv-metadata.json"):
        if file.with_name(name).is_file():
            return file.with_name(name)
    return None


def _tables(file: Path, metadata: Path | None, base: str | None) -> list[Table]:
    """Return the tables that are to be written."""
    start = base or NOWHERE
    if metadata is None:
        return [Table(urljoin(start, quote(file.name)), file, None, Dialect())]
    tables = Loader(metadata.parent, start).tables(metadata)
    if file.suffix.lower() != ".json":
        named = [table for table in tables if table.file.name == file.name]
        # Metadata from another folder are about the file that is given.
        tables = [replace(table, file=file) for table in named]
        if len(tables) != 1:
            raise MetadataError(f"{metadata.name}: should describe {file.name} once")
    return [table for table in tables if not table.suppressed]


def _lines(tables: list[Table], counts: dict[str, int]) -> Iterator[str]:
    for number, table in enumerate(tables):
        ForeignTable(table.file, public_data=True)  # Each file is looked at, not the first alone.
        titles, found = rows.read(table)
        statements = Statements(table, rows.columns(table, titles), number)
        for row in found:
            counts["rows"] += 1
            yield from statements.of(row)
            if len(statements.faults) >= _SHOWN:
                break
        if statements.faults:
            raise RefusedError(_told(table, statements.faults))


def _told(table: Table, faults: list[Fault]) -> str:
    more = ", and perhaps more" if len(faults) >= _SHOWN else ""
    lines = "".join(
        f"\n  row {fault.row}{f', {fault.column}' if fault.column else ''}: {fault.what}"
        for fault in faults[:_SHOWN]
    )
    return f"{table.file.name}: cells are not as the metadata say{more}:{lines}"


def _sort(lines: Iterator[str], target: Path, folder: Path) -> int:
    """Write lines in the order of their bytes, each once, and return how many there are."""
    import duckdb
    import pyarrow as pa

    with duckdb.connect(
        config={"memory_limit": _MEMORY, "temp_directory": str(folder)}
    ) as database:
        database.execute("CREATE TABLE line (text VARCHAR)")
        for lot in _lots(lines):
            batch = pa.table({"text": pa.array(lot, pa.string())})
            database.register("lot", batch)
            database.execute("INSERT INTO line SELECT text FROM lot")
            database.unregister("lot")
        reader = database.sql("SELECT DISTINCT text FROM line ORDER BY text").to_arrow_reader(8192)
        count = 0
        with target.open("wb") as stream:
            for found in reader:
                stream.write("".join(found.column(0).to_pylist()).encode())
                count += len(found)
    return count


def _lots(lines: Iterator[str]) -> Iterator[list[str]]:
    lot: list[str] = []
    for line in lines:
        lot.append(line)
        if len(lot) == _LOT:
            yield lot
            lot = []
    if lot:
        yield lot
