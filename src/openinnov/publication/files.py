"""The files of a package: what each is, how large, and its SHA-256."""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

#: The media type of each kind of file.
MEDIA_TYPES = {
    ".csv": "text/csv",
    ".jsonld": "application/ld+json",
    ".nq": "application/n-quads",
    ".parquet": "application/vnd.apache.parquet",
    ".ttl": "text/turtle",
}
#: The file that lists the SHA-256 of all others.
CHECKSUMS = "SHA256SUMS"


@dataclass(frozen=True, slots=True)
class File:
    """A file of a package."""

    #: The path within the package, with slashes.
    path: str
    sha256: str
    #: The size in bytes.
    size: int

    @property
    def suffix(self) -> str:
        """The ending of the name, with its dot."""
        return PurePosixPath(self.path).suffix

    @property
    def stem(self) -> str:
        """The name without folder and ending."""
        return PurePosixPath(self.path).stem


class HashingWriter:
    """A file that is hashed while it is written."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._hash = hashlib.sha256()
        #: How many bytes were written.
        self.size = 0
        #: Some libraries ask for it.
        self.closed = False

    def write(self, data: bytes | memoryview) -> int:
        """Write bytes."""
        self._hash.update(data)
        self.size += len(data)
        return self._stream.write(data)

    def file(self, path: str) -> File:
        """Return what was written, as the file at a path of the package."""
        return File(path, self._hash.hexdigest(), self.size)


@contextmanager
def writing(directory: Path, path: str, files: list[File]) -> Iterator[HashingWriter]:
    """Open a file of the package for writing, and add it to `files` when it is complete."""
    target = directory / path
    target.parent.mkdir(exist_ok=True)
    with target.open("wb") as stream:
        writer = HashingWriter(stream)
        yield writer
    files.append(writer.file(path))


def write_text(directory: Path, path: str, text: str, files: list[File]) -> None:
    """Write a text file of the package."""
    with writing(directory, path, files) as writer:
        writer.write(text.encode())


def write_checksums(directory: Path, files: Sequence[File]) -> None:
    """Write the list that ``sha256sum -c SHA256SUMS`` checks."""
    lines = sorted((file.path, file.sha256) for file in files)
    text = "".join(f"{sha256}  {path}\n" for path, sha256 in lines)
    write_text(directory, CHECKSUMS, text, [])
