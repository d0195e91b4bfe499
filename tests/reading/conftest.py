"""Writing small sources to a folder."""

import datetime as dt

import pytest
import xlsxwriter

from openinnov.reading import read


@pytest.fixture
def folder(tmp_path):
    """Return a function that writes files, by name, into a folder, and returns that."""

    def write(files):
        for name, content in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return tmp_path

    return write


@pytest.fixture
def reading(folder):
    """Return a function that writes files into a folder and reads it."""
    return lambda files: read(folder(files))


@pytest.fixture
def book(tmp_path):
    """Return a function that writes sheets of rows into a workbook; a function formats more."""

    def write(content, more=None):
        path = tmp_path / "book.xlsx"
        with xlsxwriter.Workbook(path) as workbook:
            day = workbook.add_format({"num_format": "yyyy-mm-dd"})
            for name, rows in content.items():
                sheet = workbook.add_worksheet(name)
                for i, row in enumerate(rows):
                    for j, value in enumerate(row):
                        kind = day if isinstance(value, dt.date) else None
                        sheet.write(i, j, value, *[kind] if kind else [])
            if more is not None:
                more(workbook)
        return path

    return write
