"""Hierarchies: how the values of a field are coarsened, level by level, to the one value ``*``."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from openinnov.exceptions import PolicyError
from openinnov.protection.anonymization.arrays import Codes, Floats

#: What stands for every value.
ALL = "*"
#: The value of an empty cell: a value of its own, of which the next is `ALL`.
MISSING = ""


@dataclass(frozen=True, slots=True, eq=False)
class Hierarchy:
    """The levels of a field: 0 is the value as it is, the last is one value for all."""

    #: The text of each code, by level. At level 0 these are the values that may occur: those of the
    #: lines, then those that stand at a higher level already, then `MISSING` if it may occur.
    labels: tuple[tuple[str, ...], ...]
    #: The code of each value, by level.
    codes: tuple[Codes, ...]
    #: How many lines the hierarchy has under what stands for each value, by level.
    lines: tuple[Floats, ...]
    #: How many lines it has in all, which must not depend on the data.
    size: float

    @property
    def height(self) -> int:
        """Return the level at which all values are one."""
        return len(self.codes) - 1

    def share(self, level: int) -> Floats:
        """Return the share of the lines that stand under each value at a level, in (0, 1]."""
        return self.lines[level] / self.size

    def texts(self, level: int) -> dict[str, str]:
        """Return what stands for each value at a level."""
        texts = (self.labels[level][code] for code in self.codes[level])
        return dict(zip(self.labels[0], texts, strict=True))

    def encode(self, values: Iterable[str]) -> Codes:
        """Return the code of each value; -1 for one that has no line."""
        places = {value: code for code, value in enumerate(self.labels[0])}
        return np.fromiter((places.get(value, -1) for value in values), np.int32)


def from_lines(lines: Mapping[str, Sequence[str]], *, missing: bool = False) -> Hierarchy:
    """Return the hierarchy of a file: what stands for each value at level 1, 2, … and last ``*``.

    Raises `PolicyError` where the levels do not nest or do not end in ``*``.
    """
    chains = [(value, *levels) for value, levels in lines.items()]
    found: dict[tuple[int, str], float] = {}
    for chain in chains:
        for place in enumerate(chain):
            found[place] = found.get(place, 0) + 1
    height = len(chains[0]) - 1 if chains else 0
    return build(chains, height, len(chains), lambda *place: found[place], missing=missing)


def build(
    chains: Sequence[tuple[str, ...]],
    height: int,
    size: float,
    lines: Callable[[int, str], float],
    *,
    missing: bool = False,
) -> Hierarchy:
    """Return the hierarchy in which each chain leads in `height` steps from a value up to ``*``.

    `lines` gives the number of lines under a text at a level, and `size` that of all. A missing
    value is a line of its own.
    """
    parents = _parents(chains, height)
    missing = missing and MISSING not in parents[0]
    every = [*chains, *_coarser(chains)]
    if missing:
        every.append((*[MISSING] * height, ALL))
        size += 1
    columns = [[chain[level] for chain in every] for level in range(height + 1)]
    labels = [tuple(dict.fromkeys(column)) for column in columns]
    places = [{text: code for code, text in enumerate(texts)} for texts in labels]

    def below(level: int, text: str) -> float:
        if text == ALL:
            return size
        if text == MISSING and missing:
            return 1
        first = next(place for place in range(level, len(parents)) if text in parents[place])
        return lines(first, text)

    return Hierarchy(
        labels=tuple(labels),
        codes=tuple(
            np.array([place[text] for text in column], np.int32)
            for place, column in zip(places, columns, strict=True)
        ),
        lines=tuple(
            np.array([below(level, text) for text in column], np.float64)
            for level, column in enumerate(columns)
        ),
        size=size,
    )


def _parents(chains: Sequence[tuple[str, ...]], height: int) -> list[dict[str, str]]:
    """Return what stands above each text at each level, or raise `PolicyError`."""
    if height < 1:
        raise PolicyError("a hierarchy should have at least one line and one level above the value")
    parents: list[dict[str, str]] = [{} for _ in range(height + 1)]
    for line, chain in enumerate(chains, 1):
        if len(chain) != height + 1 or chain[-1] != ALL:
            raise PolicyError(f"line {line} of a hierarchy should end in {ALL} at level {height}")
        for level, (text, above) in enumerate(pairwise(chain)):
            if parents[level].setdefault(text, above) != above:
                raise PolicyError(
                    f"line {line} of a hierarchy has another value at level {level + 1} than an "
                    f"earlier line with the same value at level {level}: let the levels nest"
                )
    return parents


def _coarser(chains: Sequence[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Yield a chain for each text that is no value itself: it may stand in the data already."""
    found = {chain[0] for chain in chains}
    for level in range(1, len(chains[0]) if chains else 0):
        for chain in chains:
            if chain[level] not in found:
                found.add(chain[level])
                yield (chain[level],) * level + chain[level:]
