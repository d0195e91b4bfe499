"""Streams, such as standard input: kept in a private file, whose first bytes tell its format."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from openinnov.reading.archive import ARCHIVE, GZIP, private
from openinnov.reading.encoding import MARK_LENGTH, marked

#: What a stream is called in reports.
NAME = "stdin"
_START = 4096
_SIGNS = ((b"PAR1", ".parquet"), (b"\xd0\xcf\x11\xe0", ".xls"))
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.spreadsheet"


@contextmanager
def spooled(stream: BinaryIO, declared: str | None) -> Iterator[Path]:
    """Yield the path of a file that holds what a stream gives, named by its format."""
    with private() as folder:
        path = folder / NAME
        with path.open("wb") as file:
            shutil.copyfileobj(stream, file)
        yield path.rename(folder / (NAME + (declared or format_of(path))))


def format_of(path: Path) -> str:
    """Return the ending of a name that fits the content of a file; that of CSV if nothing else."""
    with path.open("rb") as file:
        start = file.read(_START)
    if start.startswith(b"\x1f\x8b"):
        return _of_text(_first_unpacked(path)) + GZIP
    return _of_archive(path) if start.startswith(b"PK") else _of_text(start)


def _of_text(start: bytes) -> str:
    for sign, suffix in _SIGNS:
        if start.startswith(sign):
            return suffix
    mark = marked(start[:MARK_LENGTH])
    text = start[mark[1] :] if mark else start
    return ".json" if text.replace(b"\0", b"").lstrip().startswith((b"{", b"[")) else ".csv"


def _of_archive(path: Path) -> str:
    import zipfile

    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            if "xl/workbook.xml" in names:
                return ".xlsx"
            if "mimetype" in names and archive.getinfo("mimetype").file_size < _START:
                return ".ods" if archive.read("mimetype").startswith(_OPEN_DOCUMENT) else ARCHIVE
    except (EOFError, NotImplementedError, RuntimeError, zipfile.BadZipFile):
        pass  # Whoever opens it as an archive says what is wrong with it.
    return ARCHIVE


def _first_unpacked(path: Path) -> bytes:
    import gzip
    import zlib

    try:
        with gzip.open(path) as file:
            return file.read(_START)
    except (EOFError, gzip.BadGzipFile, zlib.error):
        return b""
