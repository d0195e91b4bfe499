"""Every place of every finding, as CSV or Parquet by the ending of the path.

Values are those that the report may show; others are empty.
"""

from pathlib import Path

from openinnov.copies.cells import harmless, line
from openinnov.copies.places import BATCH, COLUMNS, QUERY, prepare, rows
from openinnov.copies.targets import new_file
from openinnov.engine.duckdb import stream
from openinnov.exceptions import PublicationError
from openinnov.reading.headings import shown
from openinnov.report import Report
from openinnov.standard import Words
from openinnov.submission import Submission


def targets(path: Path) -> tuple[Path, ...]:
    """Return the path, which ends in .csv or .parquet; else raise `PublicationError`."""
    if path.suffix.lower() not in {".csv", ".parquet"}:
        raise PublicationError(f"{shown(str(path))}: should end in .csv or .parquet")
    return (path,)


def write(submission: Submission, report: Report, words: Words, path: Path) -> None:
    """Write the findings, worst first."""
    prepare(submission, report)
    if path.suffix.lower() == ".csv":
        _write_csv(submission, path)
    else:
        _write_parquet(submission, path)


def _write_csv(submission: Submission, path: Path) -> None:
    with new_file(path) as file:
        file.write(line(list(COLUMNS)).encode())
        for row in rows(submission.connection, QUERY):
            cells = [harmless(cell) if isinstance(cell, str) else _text(cell) for cell in row]
            file.write(line(cells).encode())


def _text(cell: object) -> str:
    return "" if cell is None else str(cell).lower()


def _write_parquet(submission: Submission, path: Path) -> None:
    from pyarrow.parquet import ParquetWriter

    batches = stream(submission.connection, QUERY, BATCH)
    with new_file(path) as file, ParquetWriter(file, batches.schema) as writer:
        for batch in batches:
            writer.write_batch(batch)
