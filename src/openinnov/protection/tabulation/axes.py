"""The fields by which records are counted, as breakdowns: codes that stand under each other."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from openinnov.policy.microdata import Microdata
from openinnov.policy.tabulation import TabulationRule, chains
from openinnov.protection.tables.cells import Coordinates, coordinates
from openinnov.protection.tables.dimensions import Dimension

#: What the fields of a record say, by their names; None where it says nothing.
Codes = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Axis:
    """Fields that stand under each other, the outermost first: a state, then its districts."""

    fields: tuple[str, ...]

    def code(self, codes: Codes, depth: int) -> str:
        """Return the code of a record at a depth, with all codes above it, since names recur."""
        return _code([codes[name] for name in self.fields[:depth]])

    def above(self, code: str, depth: int) -> str:
        """Return the code at a depth under which a code stands."""
        return _code(json.loads(code)[:depth])

    def told(self, place: Mapping[str, str]) -> Iterator[tuple[str, str | None]]:
        """Yield what the place of a cell says of each field, but for those that are summed over."""
        code = place.get(self.fields[0])
        yield from zip(self.fields, json.loads(code) if code else (), strict=False)

    def depth(self, names: Iterable[str]) -> int:
        """Return how deep fields go, of which some may stand elsewhere."""
        given = set(names)
        return max((i for i, name in enumerate(self.fields, 1) if name in given), default=0)

    def depths(self, rule: TabulationRule) -> range:
        """Return the depths at which a table has cells; 0 is the whole."""
        return range(self.depth(rule.apart), self.depth((*rule.dimensions, *rule.apart)) + 1)

    def dimension(self, records: Iterable[Codes]) -> Dimension:
        """Return it as a breakdown of which the parts add up, as each record has one code."""
        parents = {
            self.code(codes, depth): self.code(codes, depth - 1)
            for codes in records
            for depth in range(2, len(self.fields) + 1)
        }
        return Dimension(self.fields[0], partition=True, parents=parents)


def _code(codes: Sequence[str | None]) -> str:
    return json.dumps(codes, ensure_ascii=False) if codes else ""


def axes(rules: Iterable[TabulationRule], microdata: Microdata | None) -> tuple[Axis, ...]:
    """Return the breakdowns of all tables that are made of the same records."""
    return tuple(Axis(chain) for chain in sorted(chains(rules, microdata)))


def places(axes: Sequence[Axis], codes: Codes, depths: Sequence[range]) -> Iterator[Coordinates]:
    """Yield where a record is counted: at each combination of depths."""
    for chosen in product(*depths):
        yield coordinates(
            {
                axis.fields[0]: axis.code(codes, depth)
                for axis, depth in zip(axes, chosen, strict=True)
            }
        )


def crossed(
    axes: Sequence[Axis], records: Sequence[Codes], depths: Sequence[range]
) -> Iterator[Coordinates]:
    """Yield all combinations of the codes that occur, also those in which nobody is."""
    listed = [
        sorted({axis.code(codes, depth) for codes in records for depth in own})
        for axis, own in zip(axes, depths, strict=True)
    ]
    names = [axis.fields[0] for axis in axes]
    for chosen in product(*listed):
        yield coordinates(dict(zip(names, chosen, strict=True)))


def above(axes: Sequence[Axis], place: Coordinates, depths: Sequence[range]) -> Coordinates:
    """Return the deepest cell at some depths that a combination of codes is a part of."""
    codes = dict(place)
    return coordinates(
        {
            axis.fields[0]: axis.above(codes[axis.fields[0]], max(own))
            for axis, own in zip(axes, depths, strict=True)
        }
    )
