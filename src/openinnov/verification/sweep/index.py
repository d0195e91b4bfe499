"""Many byte strings sought at once: windows of 4 or 8 bytes, hashed into a table of bits.

Each needle is known by its window that fewest other needles have. All windows of the bytes that are
searched are hashed by numpy and looked up; only what the table knows is compared.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from openinnov.verification.sweep.forms import Needle

_SHORT, _LONG = 4, 8
#: How far into a needle its window is looked for.
_FAR = 64
#: An odd number whose multiples spread well (Knuth: the golden ratio times a power of two).
_SPREAD = {4: 0x9E3779B1, 8: 0x9E3779B97F4A7C15}


class Index:
    """Needles that can be found in bytes."""

    def __init__(self, needles: Iterable[Needle]) -> None:
        distinct = dict.fromkeys(needles)
        self.longest = max((len(needle.data) for needle in distinct), default=0)
        self._tables = [
            _Table([each for each in distinct if len(each.data) >= _LONG], _LONG),
            _Table([each for each in distinct if _SHORT <= len(each.data) < _LONG], _SHORT),
        ]

    def find(self, data: bytes, original: bytes | None = None) -> Iterator[tuple[int, Needle]]:
        """Yield where each needle stands in bytes of which all letters are small.

        `original` has the same bytes with their capitals, which some needles heed.
        """
        for table in self._tables:
            yield from table.find(data, original)


class _Table:
    """Needles of which each has a window of a width."""

    def __init__(self, needles: list[Needle], width: int) -> None:
        import numpy as np

        self._width = width
        self._known: dict[int, list[tuple[int, Needle]]] = defaultdict(list)
        common = Counter(window for each in needles for window in _windows(each.data, width))
        for needle in needles:
            offset, window = min(
                enumerate(_windows(needle.data, width)), key=lambda each: common[each[1]]
            )
            self._known[int.from_bytes(window, "little")].append((offset, needle))
        kind = np.dtype(f"<u{width}")
        self._keys: Any = np.array(sorted(self._known), kind)
        bits = min(max(len(self._keys) * 64, 1 << 16).bit_length(), 26)
        self._shift = kind.type(width * 8 - bits)
        self._spread = kind.type(_SPREAD[width])
        self._bits: Any = np.zeros(1 << bits, np.bool_)
        self._bits[(self._keys * self._spread) >> self._shift] = True

    def find(self, data: bytes, original: bytes | None) -> Iterator[tuple[int, Needle]]:
        """Yield where needles stand."""
        if not len(self._keys):
            return
        for position, key in self._candidates(data):
            for offset, needle in self._known[key]:
                start = position - offset
                if start >= 0 and _stands(needle, data, original, start):
                    yield start, needle

    def _candidates(self, data: bytes) -> Iterator[tuple[int, int]]:
        import numpy as np

        array = np.frombuffer(data, np.uint8)
        for shift in range(self._width):
            count = (len(array) - shift) // self._width
            if count < 1:
                return
            windows = array[shift : shift + count * self._width].view(self._keys.dtype)
            likely = np.flatnonzero(self._bits[(windows * self._spread) >> self._shift])
            found = windows[likely]
            place = np.minimum(np.searchsorted(self._keys, found), len(self._keys) - 1)
            sure = self._keys[place] == found
            positions = (likely[sure] * self._width + shift).tolist()
            yield from zip(positions, found[sure].tolist(), strict=True)


def _windows(data: bytes, width: int) -> list[bytes]:
    return [data[i : i + width] for i in range(min(len(data) - width, _FAR) + 1)]


def _stands(needle: Needle, data: bytes, original: bytes | None, start: int) -> bool:
    end = start + len(needle.data)
    if data[start:end] != needle.data:
        return False
    if needle.exact is not None and original is not None and original[start:end] != needle.exact:
        return False
    before, after = data[start - 1 : start] if start else b"", data[end : end + 1]
    return not ((before and before[0] in needle.before) or (after and after[0] in needle.after))
