"""Looking at the bytes of a large file while they pass by on their way to be parsed."""

import hashlib
from typing import BinaryIO, Self

from openinnov.reading.dialect import Dialect
from openinnov.reading.quotes import Soundness

#: A letter of UTF-8 has less bytes; the first of several begins with two ones, the others with one.
_LONGEST_LETTER, _FIRST_OF_MANY, _LATER = 5, 0b1100_0000, 0b1000_0000


class Watched:
    """A binary file that ends early where it is not UTF-8, or a quotation mark stands astray.

    What parses it must never see such a place: parsers pass over the one, and quote the other.
    """

    def __init__(self, stream: BinaryIO, dialect: Dialect, mark: int = 0) -> None:
        self._stream = stream
        self.dialect = dialect
        start = stream.read(mark)
        self._digest, self.size = hashlib.sha256(start), len(start)
        #: The bytes of a letter of which the rest comes with the next piece.
        self._begun = b""
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
        self.sound = self.sound and self._soundness.sound and self._is_utf8(piece)
        if not piece:
            self.sound = self.sound and self._soundness.finish()

    def _is_utf8(self, piece: bytes) -> bool:
        """Say whether the text up to here is UTF-8, as Arrow finds out much faster."""
        import pyarrow as pa

        text = self._begun + piece if self._begun else piece
        whole = _whole(text) if piece else len(text)
        self._begun = text[whole:]
        ends = pa.array([0, whole], pa.int64()).buffers()[1]
        try:
            # An array that looks at the bytes where they are.
            pa.Array.from_buffers(pa.large_string(), 1, [None, ends, pa.py_buffer(text)]).validate(
                full=True
            )
        except pa.ArrowInvalid:
            return False
        return True


def _whole(text: bytes) -> int:
    """Return the length of a text without the letter at its end that is cut off, if one is."""
    for back in range(1, min(_LONGEST_LETTER, len(text) + 1)):
        first = text[-back]
        if first >= _FIRST_OF_MANY:
            # As many ones as it begins with, so many bytes it should have.
            return len(text) - back if back < 8 - (first ^ 0xFF).bit_length() else len(text)
        if first < _LATER:
            break
    return len(text)
