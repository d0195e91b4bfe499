"""The files of linked data of a package, plain or compressed, read line by line."""

import gzip
import hashlib
import io
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from openinnov.verification.package import Package

#: What is wrong with a compressed file, however it is compressed.
BROKEN = (EOFError, OSError, zlib.error)


def zstd(file: Any, mode: str = "rb") -> Any:
    """Open a file for reading, a path or a stream of bytes, that Zstandard compressed."""
    import pyarrow as pa

    return io.BufferedReader(pa.input_stream(file, compression="zstd"))


_PIECE = 1 << 20
#: How a compressed file is opened, by what its name ends with.
_OPEN: Mapping[str, Callable[..., Any]] = {".gz": gzip.open, ".zst": zstd}


def files(package: Package, ending: str) -> list[str]:
    """Return the files of a kind: ".nq" finds "a.nq", "a.nq.gz" and "a.nq.zst"."""
    endings = tuple(ending + packed for packed in ("", *_OPEN))
    return [path for path in package.files if path.endswith(endings)]


def plain(path: str) -> str:
    """Return the name that a file has once it is decompressed.

    >>> plain("rdf/data.nq.zst")
    'rdf/data.nq'
    """
    return path.removesuffix(Path(path).suffix) if Path(path).suffix in _OPEN else path


def is_compressed(path: str) -> bool:
    """Say whether a file is one that has to be decompressed."""
    return plain(path) != path


def opened(file: Path) -> IO[bytes]:
    """Open a file; what is read of it is decompressed.

    Reading raises one of `BROKEN` where it is not what its name says.
    """
    found: IO[bytes] = _OPEN.get(file.suffix, Path.open)(file, "rb")
    return found


def lines(file: Path) -> Iterator[bytes]:
    """Yield the lines of a file, with their ends.

    It ends where the file is broken; that it is so, the check of the descriptor says.
    """
    with opened(file) as content:
        try:
            yield from content
        except BROKEN:
            return


def pieces(file: Path, size: int) -> Iterator[bytes]:
    """Yield the bytes of a file, some at a time; it ends where the file is broken, see `lines`."""
    with opened(file) as content:
        try:
            while piece := content.read(size):
                yield piece
        except BROKEN:
            return


def digest(file: Path) -> tuple[int, str]:
    """Return size and SHA-256 of a file once it is decompressed; raise one of `BROKEN`."""
    with opened(file) as content:
        size, found = 0, hashlib.sha256()
        while piece := content.read(_PIECE):
            size += len(piece)
            found.update(piece)
    return size, found.hexdigest()
