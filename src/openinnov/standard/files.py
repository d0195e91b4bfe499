"""The files of a standard as documents and rows; what cannot be read is named with its place."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from openinnov.exceptions import StandardError


def read_text(file: Path, name: str) -> str:
    """Return the text of a file, or raise `StandardError` with the name by which it is known."""
    try:
        return file.read_bytes().decode("utf-8")
    except OSError as error:
        raise StandardError(f"{name}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise StandardError(f"{name}: byte {error.start} is not UTF-8") from None


def read_json(file: Path) -> Any:
    """Return the document in a file, or raise `StandardError`."""
    try:
        return json.loads(read_text(file, file.name))
    except json.JSONDecodeError as error:
        raise StandardError(f"{file.name}: line {error.lineno} is no JSON: {error.msg}") from None


def read_cells(file: Path, name: str, columns: tuple[str, ...]) -> Iterator[list[str]]:
    """Yield the rows of a CSV file below its header, which begins with the given columns.

    Raises `StandardError` where the file cannot be read, lacks a column, or has a row of another
    length than its header.
    """
    reader = csv.reader(read_text(file, name).splitlines(keepends=True), strict=True)
    try:
        header = next(reader, [])
        if tuple(header[: len(columns)]) != columns:
            raise StandardError(f"{name}: line 1 must begin with {','.join(columns)}")
        for row in reader:
            if len(row) != len(header):
                raise StandardError(
                    f"{name}: line {reader.line_num} has {len(row)} cells, not {len(header)}"
                )
            yield row
    except csv.Error as error:
        raise StandardError(f"{name}: line {reader.line_num} is no CSV: {error}") from None


def refuse_repeated(names: list[str], file: str) -> None:
    """Raise `StandardError` where a name stands in a file more than once."""
    if len(set(names)) < len(names):
        twice = next(name for place, name in enumerate(names) if name in names[:place])
        raise StandardError(f"{file}: {twice} stands there twice")
