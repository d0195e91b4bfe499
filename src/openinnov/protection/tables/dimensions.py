"""The fields by which tables are broken down, and what is part of what."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from openinnov.exceptions import RefusedError
from openinnov.protection.tables.cells import Coordinates


@dataclass(frozen=True, slots=True)
class Dimension:
    """A field by which tables are broken down.

    Raises `RefusedError` if a code is a part of itself.
    """

    name: str
    #: Whether its codes are exhaustive and disjoint, so that parts add up to their whole. If not,
    #: each is at most its whole, and no more is known.
    partition: bool = False
    #: For a code, the code of which it is a part; what has none is a part of the whole.
    parents: Mapping[str, str] = field(default_factory=dict)
    #: Codes that mean the whole, as an absent dimension does.
    wholes: Collection[str] = ()

    def __post_init__(self) -> None:
        """Walk up from each code."""
        for code in self.parents:
            seen, parent = {code}, self.parents.get(code)
            while parent is not None:
                if parent in seen:
                    raise RefusedError(f"the codes of {self.name} go in a circle; correct them")
                seen.add(parent)
                parent = self.parents.get(parent)

    def above(self, coordinates: Coordinates) -> Coordinates | None:
        """Return the whole of which a cell is a part by this dimension, or None."""
        codes = dict(coordinates)
        code = codes.pop(self.name, None)
        if code is None:
            return None
        parent = self.parents.get(code)
        if parent is not None and parent not in self.wholes:
            codes[self.name] = parent
        return tuple(sorted(codes.items()))

    def depth(self, coordinates: Coordinates) -> int:
        """Return how many wholes stand above a cell by this dimension."""
        code, depth = dict(coordinates).get(self.name), 0
        while code is not None and code not in self.wholes:
            code, depth = self.parents.get(code), depth + 1
        return depth


def without_wholes(coordinates: Coordinates, dimensions: Iterable[Dimension]) -> Coordinates:
    """Return coordinates in which no code means the whole."""
    wholes = {dimension.name: dimension.wholes for dimension in dimensions}
    return tuple((name, code) for name, code in coordinates if code not in wholes.get(name, ()))
