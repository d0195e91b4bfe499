"""Large sets of which only hashes are kept: eight bytes an item, whatever its length.

The hashes are those of Python, of 64 bits and with a secret of the process where texts are hashed.
Of ten million items that are in such a set and ten million that are not, one of the latter is taken
for one of the former in one of two hundred thousand cases.
"""

from array import array
from collections.abc import Hashable, Iterable, Sequence
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

#: Items that are looked at together.
_BATCH = 1 << 16


class Fingerprints:
    """A set to which items are added, and that is then asked for others."""

    def __init__(self) -> None:
        self._fresh = array("q")
        self._chunks: list[np.ndarray] = []

    def add(self, item: Hashable) -> None:
        """Add an item."""
        self._fresh.append(hash(item))
        if len(self._fresh) == _BATCH:
            self._flush()

    def lacks(self, asked: Iterable[Sequence[Hashable]]) -> int:
        """Return for how many of these not one of the items that each names is in the set.

        The likeliest item should come first.
        """
        self._flush()
        self._chunks = [_united(self._chunks)]
        asked = iter(asked)
        return sum(self._lacked(batch) for batch in iter(lambda: list(islice(asked, _BATCH)), []))

    def _lacked(self, asked: list[Sequence[Hashable]]) -> int:
        lacking = place = 0
        while asked:
            found = self._has([items[place] for items in asked])
            left = [items for items, known in zip(asked, found, strict=True) if not known]
            place += 1
            asked = [items for items in left if len(items) > place]
            lacking += len(left) - len(asked)
        return lacking

    def _has(self, items: list[Hashable]) -> list[bool]:
        import numpy as np

        (known,) = self._chunks
        hashes = np.fromiter(map(hash, items), np.int64, len(items))
        # Neighbours in the order of the set are near each other in memory.
        order = np.argsort(hashes)
        found = np.empty(len(items), bool)
        found[order] = known[np.searchsorted(known, hashes[order]) % len(known)] == hashes[order]
        return list(found.tolist())

    def _flush(self) -> None:
        import numpy as np

        if self._fresh:
            self._chunks.append(_united([np.frombuffer(self._fresh, np.int64)]))
        self._fresh = array("q")


def _united(chunks: "Sequence[np.ndarray]") -> "np.ndarray":
    """Return what is in any of some arrays, sorted; where there is nothing, the hash of nothing."""
    import numpy as np

    united = np.concatenate([*chunks, np.array([hash(())])])
    united.sort()
    first = np.append([True], united[1:] != united[:-1])
    kept: np.ndarray = united[first]
    return kept
