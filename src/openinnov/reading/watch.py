"""Looking at the bytes of a large file while they pass by on their way to be parsed."""

import codecs
import hashlib
from typing import BinaryIO, Self

from openinnov.reading.dialect import Dialect
from openinnov.reading.quotes import Soundness


class Watched:
    """A binary file that ends early where it is not UTF-8, or a quotation mark stands astray.

    What parses it must never see such a place: parsers pass over the one, and quote the other.
    """

    def __init__(self, stream: BinaryIO, dialect: Dialect, mark: int = 0) -> None:
        self._stream = stream
        self.dialect = dialect
        start = stream.read(mark)
        self._digest, self.size = hashlib.sha256(start), len(start)
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._soundness = Soundness(dialect)
        #: Whether the bytes so far are as they should be.
        self.sound = True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def sha256(self) -> str:
        """The digest of all bytes so far."""
        return self._digest.hexdigest()

    @property
    def closed(self) -> bool:
        """Whether the file is closed."""
        return self._stream.closed

    def close(self) -> None:
        """Close the file."""
        self._stream.close()

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes, or nothing where the file is not sound."""
        piece = self._stream.read(size) if self.sound else b""
        self._look(piece)
        return piece if self.sound else b""

    def _look(self, piece: bytes) -> None:
        self.size += len(piece)
        self._digest.update(piece)
        self._soundness.feed(piece)
        try:
            self._decoder.decode(piece, final=not piece)
        except UnicodeDecodeError:
            self.sound = False
        self.sound = self.sound and self._soundness.sound
        if not piece:
            self.sound = self.sound and self._soundness.finish()
