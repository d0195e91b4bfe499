"""All bytes of a package: names, files, and what is packed within files."""

import bz2
import gzip
import io
import lzma
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from openinnov.verification.rows import text_of

#: How deep files may lie within files, and how much may come out of one: more is suspicious.
_DEEPEST, _LARGEST = 4, 1 << 30
#: What is wrong with a packed file, whichever way it is packed.
_BROKEN = (
    *(EOFError, OSError, RuntimeError, ValueError, NotImplementedError),
    *(zlib.error, lzma.LZMAError, zipfile.BadZipFile, sqlite3.DatabaseError),
)


class ClosedError(Exception):
    """A packed file cannot be looked into."""


def unpack(directory: Path) -> Iterator[tuple[str, bytes]]:
    """Yield each name and each file of a directory, and what is within it.

    Raises `ClosedError`, with the file, where that cannot be told.
    """
    paths = sorted(directory.rglob("*"))
    names = (path.name.encode("utf-8", "surrogateescape") for path in paths)
    yield "the name of a file", b"\n".join(names)
    for path in paths:
        if path.is_file():
            yield from _file(path.relative_to(directory).as_posix(), path.read_bytes(), 0)


def _file(shown: str, data: bytes, depth: int) -> Iterator[tuple[str, bytes]]:
    yield shown, data
    open_ = next((each for magic, each in _PACKED.items() if data.startswith(magic)), None)
    if open_ is None and zipfile.is_zipfile(io.BytesIO(data)):
        open_ = _zip
    if open_ is None:
        return
    if depth == _DEEPEST:
        raise ClosedError(f"{shown}: files lie within files more than {_DEEPEST} deep")
    try:
        found = list(open_(shown, data))
    except _BROKEN:
        raise ClosedError(f"{shown}: what is packed in it cannot be read") from None
    for name, content, packed in found:
        if packed:
            yield from _file(name, content, depth + 1)
        else:
            yield name, content


#: Name, bytes, and whether these are a file of their own.
_Parts = Iterator[tuple[str, bytes, bool]]


def _zip(shown: str, data: bytes) -> _Parts:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        yield f"{shown}, its comment", archive.comment, False
        size = 0
        for member in archive.infolist():
            size += member.file_size
            if size > _LARGEST:
                raise ValueError("too large")
            yield f"{shown}, a member's name", member.filename.encode("utf-8", "replace"), False
            yield f"{shown}, a member's notes", member.comment + b"\n" + member.extra, False
            yield f"{shown}, a member", archive.read(member), True


def _stream(open_: Callable[..., Any]) -> Callable[[str, bytes], _Parts]:
    def parts(shown: str, data: bytes) -> _Parts:
        with open_(io.BytesIO(data)) as file:
            content = file.read(_LARGEST + 1)
        if len(content) > _LARGEST:
            raise ValueError("too large")
        yield f"{shown}, unpacked", content, True

    return parts


def _sqlite(shown: str, data: bytes) -> _Parts:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "database"
        path.write_bytes(data)
        database = sqlite3.connect(path)
        try:
            tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            for (name,) in tables.fetchall():
                quoted = '"' + name.replace('"', '""') + '"'
                for row in database.execute(f"SELECT * FROM {quoted}"):
                    cells = (
                        each if isinstance(each, bytes) else str(each).encode() for each in row
                    )
                    yield f"{shown}, a row", b"\n".join(cells), False
        finally:
            database.close()


def _parquet(shown: str, data: bytes) -> _Parts:
    import pyarrow as pa
    import pyarrow.parquet as pq

    with pq.ParquetFile(pa.BufferReader(data)) as file:
        notes = file.metadata.metadata or {}
        yield (
            f"{shown}, its metadata",
            b"\n".join(each for pair in notes.items() for each in pair),
            False,
        )
        for batch in file.iter_batches():
            columns = (dict.fromkeys(map(text_of, each.to_pylist())) for each in batch.columns)
            text = "\n".join(cell for column in columns for cell in column)
            yield f"{shown}, a cell", text.encode("utf-8", "replace"), False
        yield f"{shown}, its columns", "\n".join(file.schema_arrow.names).encode(), False


_PACKED: Mapping[bytes, Callable[[str, bytes], _Parts]] = {
    b"PK\x03\x04": _zip,
    b"\x1f\x8b": _stream(gzip.open),
    b"BZh": _stream(bz2.open),
    b"\xfd7zXZ\x00": _stream(lzma.open),
    b"SQLite format 3\x00": _sqlite,
    b"PAR1": _parquet,
}
