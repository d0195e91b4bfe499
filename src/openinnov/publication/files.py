"""The files of a package: what each is, how large, and its SHA-256."""

import gzip
import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any, BinaryIO

#: The media type of each kind of file by its ending, and of files whose ending says another.
MEDIA_TYPES = {
    ".cff": "application/yaml",
    ".csv": "text/csv",
    ".json": "application/ld+json",
    ".jsonld": "application/ld+json",
    ".nq": "application/n-quads",
    ".parquet": "application/vnd.apache.parquet",
    ".rdf": "application/rdf+xml",
    ".trig": "application/trig",
    ".sqlite": "application/vnd.sqlite3",
    ".ttl": "text/turtle",
    "datapackage-v1.json": "application/json",
}
#: The file that lists the SHA-256 of all others.
CHECKSUMS = "SHA256SUMS"
#: The signature of that list, where there is one.
SIGNATURE = f"{CHECKSUMS}.sig"


@dataclass(frozen=True, slots=True)
class Compression:
    """A way to compress files."""

    #: What the name of a compressed file ends with.
    ending: str
    media_type: str
    #: Opens a stream that compresses what is written to it, and the same bytes each time.
    open: Callable[[Any], AbstractContextManager[Any]]


def _gzip(stream: Any) -> AbstractContextManager[Any]:
    # Neither a name nor a time is in it.
    return gzip.GzipFile(filename="", mode="wb", compresslevel=6, fileobj=stream, mtime=0)


def _zstd(stream: Any) -> AbstractContextManager[Any]:
    import pyarrow as pa

    compressed: AbstractContextManager[Any] = pa.CompressedOutputStream(stream, "zstd")
    return compressed


#: The ways to compress linked data, by their names: RFC 1952 and RFC 8878.
COMPRESSIONS: Mapping[str, Compression] = {
    "gzip": Compression(".gz", "application/gzip", _gzip),
    "zstd": Compression(".zst", "application/zstd", _zstd),
}
_BY_ENDING = {each.ending: name for name, each in COMPRESSIONS.items()}


@dataclass(frozen=True, slots=True)
class File:
    """A file of a package."""

    #: The path within the package, with slashes.
    path: str
    sha256: str
    #: The size in bytes.
    size: int
    #: What it is once it is decompressed, if it is compressed.
    content: "File | None" = None

    @property
    def suffix(self) -> str:
        """The ending of the name of its content, with its dot."""
        return PurePosixPath(self._plain).suffix

    @property
    def stem(self) -> str:
        """The name without folder and ending."""
        return PurePosixPath(self._plain).stem

    @property
    def compression(self) -> str | None:
        """How it is compressed: a key of `COMPRESSIONS`."""
        return _BY_ENDING.get(PurePosixPath(self.path).suffix)

    @property
    def media_types(self) -> tuple[str, ...]:
        """The media type of its content, and then that of the compressed file, if it is one."""
        packed = (COMPRESSIONS[self.compression].media_type,) if self.compression else ()
        plain = MEDIA_TYPES.get(self._plain) or MEDIA_TYPES[self.suffix]
        return plain, *packed

    @property
    def _plain(self) -> str:
        return self.path if self.content is None else self.content.path


class HashingWriter:
    """A file that is hashed while it is written."""

    def __init__(self, stream: IO[bytes]) -> None:
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

    def flush(self) -> None:
        """Do nothing: what is not yet written is so when the file is closed."""

    def close(self) -> None:
        """Take no more; the file itself is closed by who opened it."""
        self.closed = True

    def file(self, path: str, content: File | None = None) -> File:
        """Return what was written, as the file at a path of the package."""
        return File(path, self._hash.hexdigest(), self.size, content)


@dataclass(slots=True)
class Output:
    """A package that is being written."""

    directory: Path
    #: How linked data are compressed: a key of `COMPRESSIONS`.
    compression: str | None = None
    #: The files that are complete, in the order in which they were written.
    files: list[File] = field(default_factory=list)

    @contextmanager
    def open(self, path: str) -> Iterator[HashingWriter]:
        """Open a file for writing; it belongs to the package once it is complete."""
        with self._create(path) as stream:
            writer = HashingWriter(stream)
            yield writer
        self.files.append(writer.file(path))

    @contextmanager
    def open_linked_data(self, path: str) -> Iterator[HashingWriter]:
        """Open a file of linked data for writing, compressed as it is asked for."""
        if self.compression is None:
            with self.open(path) as writer:
                yield writer
            return
        compression = COMPRESSIONS[self.compression]
        packed = path + compression.ending
        with self._create(packed) as stream:
            outer = HashingWriter(stream)
            with compression.open(outer) as inside:
                writer = HashingWriter(inside)
                yield writer
        self.files.append(outer.file(packed, writer.file(path)))

    def write_text(self, path: str, text: str) -> None:
        """Write a text file."""
        with self.open(path) as writer:
            writer.write(text.encode())

    def take(self, path: str) -> None:
        """Take in a file that a library has written to its place itself."""
        target = self.directory / path
        with target.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        self.files.append(File(path, digest, target.stat().st_size))

    def write_checksums(self) -> None:
        """Write the list that ``sha256sum -c SHA256SUMS`` checks."""
        lines = sorted((file.path, file.sha256) for file in self.files)
        text = "".join(f"{sha256}  {path}\n" for path, sha256 in lines)
        with self._create(CHECKSUMS) as stream:
            stream.write(text.encode())

    def _create(self, path: str) -> BinaryIO:
        target = self.directory / path
        target.parent.mkdir(exist_ok=True)
        return target.open("wb")
