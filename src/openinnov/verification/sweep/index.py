"""Many byte strings sought at once: windows of 4 or 8 bytes, hashed into a table of bits.

Each needle is known by its window that fewest other needles have. All windows of the bytes that are
searched are hashed by numpy and looked up; of what the table knows, the end of the needle is
compared next, by numpy as well, and what is left is compared as a whole.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from openinnov.verification.sweep.forms import Needle

_SHORT, _LONG = 4, 8
#: How many windows of a needle, spread over its start, are weighed against each other.
_WEIGHED, _FAR = 6, 48
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

        kind = np.dtype(f"<u{width}")
        chosen = _chosen(needles, width)
        order = sorted(range(len(needles)), key=lambda number: chosen[number][1])
        self._width = width
        self._needles = [needles[number] for number in order]
        windows = np.array([chosen[number][1] for number in order], kind)
        #: Where the window of each needle begins, and its last bytes.
        self._offset: Any = np.array([chosen[number][0] for number in order], np.int64)
        self._size: Any = np.array([len(each.data) for each in self._needles], np.int64)
        self._end: Any = np.array(
            [int.from_bytes(each.data[-width:], "little") for each in self._needles], kind
        )
        #: The distinct windows, and which needles have each.
        self._keys: Any
        self._keys, self._first, self._many = np.unique(
            windows, return_index=True, return_counts=True
        )
        bits = min(max(len(self._keys) * 32, 1 << 16).bit_length(), 26)
        self._shift = kind.type(width * 8 - bits)
        self._spread = kind.type(_SPREAD[width])
        self._bits: Any = np.zeros(1 << bits, np.bool_)
        self._bits[(self._keys * self._spread) >> self._shift] = True

    def find(self, data: bytes, original: bytes | None) -> Iterator[tuple[int, Needle]]:
        """Yield where needles stand."""
        import numpy as np

        if not self._needles:
            return
        array = np.frombuffer(data, np.uint8)
        for position, key in self._known(array):
            many = self._many[key]
            before = np.repeat(np.cumsum(many) - many, many)
            number = np.repeat(self._first[key], many) + np.arange(many.sum()) - before
            start = np.repeat(position, many) - self._offset[number]
            end = start + self._size[number]
            inside = np.flatnonzero((start >= 0) & (end <= len(array)))
            number, start, end = number[inside], start[inside], end[inside]
            last = array[(end - self._width)[:, None] + np.arange(self._width)]
            same = np.flatnonzero(last.view(self._keys.dtype)[:, 0] == self._end[number])
            for place, index in zip(start[same].tolist(), number[same].tolist(), strict=True):
                if _stands(self._needles[index], data, original, place):
                    yield place, self._needles[index]

    def _known(self, array: Any) -> Iterator[tuple[Any, Any]]:
        """Yield the positions of windows that needles have, with the numbers of these windows."""
        import numpy as np

        for shift in range(self._width):
            count = (len(array) - shift) // self._width
            if count < 1:
                return
            windows = array[shift : shift + count * self._width].view(self._keys.dtype)
            likely = np.flatnonzero(self._bits[(windows * self._spread) >> self._shift])
            found = windows[likely]
            key = np.minimum(np.searchsorted(self._keys, found), len(self._keys) - 1)
            sure = np.flatnonzero(self._keys[key] == found)
            yield likely[sure] * self._width + shift, key[sure]


def _chosen(needles: list[Needle], width: int) -> list[tuple[int, int]]:
    """Return the offset and the number of the window by which each needle is known."""
    windows = [_windows(each.data, width) for each in needles]
    common = Counter(window for each in windows for window in each.values())
    found = (min(each.items(), key=lambda pair: common[pair[1]]) for each in windows)
    return [(offset, int.from_bytes(window, "little")) for offset, window in found]


def _windows(data: bytes, width: int) -> dict[int, bytes]:
    last = min(len(data) - width, _FAR)
    offsets = range(0, last + 1, max(last // (_WEIGHED - 1), 1))
    return {offset: data[offset : offset + width] for offset in offsets}


def _stands(needle: Needle, data: bytes, original: bytes | None, start: int) -> bool:
    end = start + len(needle.data)
    if data[start:end] != needle.data:
        return False
    if needle.exact is not None and original is not None and original[start:end] != needle.exact:
        return False
    before, after = data[start - 1 : start] if start else b"", data[end : end + 1]
    return not ((before and before[0] in needle.before) or (after and after[0] in needle.after))
