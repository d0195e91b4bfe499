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
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from math import inf
from pathlib import Path
from typing import IO, Any

from openinnov.verification.linked_data import zstd
from openinnov.verification.rows import text_of

#: How deep files may lie within files.
_DEEPEST = 4
#: How much may come out of a file: so many bytes, or so many times its size. More is suspicious.
_LARGEST, _RATIO = 1 << 30, 200
#: How many bytes of a file are looked at once.
_PIECE = 16 << 20
#: What is wrong with a packed file, whichever way it is packed.
_BROKEN = (
    *(EOFError, OSError, RuntimeError, ValueError, NotImplementedError),
    *(zlib.error, lzma.LZMAError, zipfile.BadZipFile, sqlite3.DatabaseError),
)


class ClosedError(Exception):
    """A packed file cannot be looked into."""


def unpack(directory: Path, overlap: int) -> Iterator[tuple[str, bytes]]:
    """Yield each name and each file of a directory, and what is within it.

    Large files come in pieces, each of which repeats the last `overlap` bytes of the one before.
    Raises `ClosedError`, with the file, where it cannot be told what is within.
    """
    paths = sorted(directory.rglob("*"))
    names = (path.name.encode("utf-8", "surrogateescape") for path in paths)
    yield "the name of a file", b"\n".join(names)
    for path in paths:
        if path.is_file():
            shown = path.relative_to(directory).as_posix()
            yield from _File(shown, partial(_opened, path), overlap).parts()


#: Opens something to read its bytes.
_Source = Callable[[], AbstractContextManager[IO[bytes]]]


@dataclass(frozen=True, slots=True)
class _File:
    """A file, wherever it lies."""

    #: What it is called in a message.
    shown: str
    #: Opens it, as often as it is read.
    open: _Source
    overlap: int
    #: How deep it lies within others.
    depth: int = 0
    #: How many bytes may be in it.
    most: float = inf

    def parts(self) -> Iterator[tuple[str, bytes]]:
        """Yield its bytes, and those of what is within it."""
        head, last, size = b"", b"", 0
        with self.open() as file:
            while piece := file.read(_PIECE):
                size += len(piece)
                if size > self.most:
                    raise ValueError("too large")
                head, last = head or piece, last[-self.overlap :] + piece
                yield self.shown, last
        try:
            yield from self._within(head, last, size)
        except _BROKEN:
            raise ClosedError(f"{self.shown}: what is packed in it cannot be read") from None

    def _within(self, head: bytes, last: bytes, size: int) -> Iterator[tuple[str, bytes]]:
        if decompress := _found(_STREAMS, head):
            source = partial(_decompressed, self.open, decompress)
            yield from self._inner(f"{self.shown}, unpacked", source, size * _RATIO).parts()
            return
        parts = _found(_PACKED, head)
        if parts is None and zipfile.is_zipfile(io.BytesIO(last)):
            parts = _zip
        if parts is not None:
            with self.open() as file:
                data = file.read()
            for name, content, packed in list(parts(self.shown, data)):
                if packed:
                    yield from self._inner(name, partial(io.BytesIO, content), len(content)).parts()
                else:
                    yield name, content

    def _inner(self, shown: str, source: _Source, most: int) -> "_File":
        if self.depth == _DEEPEST:
            raise ClosedError(f"{self.shown}: files lie within files more than {_DEEPEST} deep")
        return _File(shown, source, self.overlap, self.depth + 1, max(most, _LARGEST))


def _opened(path: Path) -> IO[bytes]:
    return path.open("rb")


@contextmanager
def _decompressed(source: _Source, decompress: Callable[..., Any]) -> Iterator[IO[bytes]]:
    with source() as file, decompress(file) as content:
        yield content


def _found(known: Mapping[bytes, Callable[..., Any]], head: bytes) -> Callable[..., Any] | None:
    """Return what is known of files that begin like this one."""
    return next((each for magic, each in known.items() if head.startswith(magic)), None)


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
    b"SQLite format 3\x00": _sqlite,
    b"PAR1": _parquet,
}
#: What is compressed as a whole, by its first bytes, and how it is opened.
_STREAMS: Mapping[bytes, Callable[..., Any]] = {
    b"\x1f\x8b": gzip.open,
    b"BZh": bz2.open,
    b"\xfd7zXZ\x00": lzma.open,
    b"\x28\xb5\x2f\xfd": zstd,
}
