"""The rows to protect, as arrays: distinct tuples of quasi-identifiers with what hangs on them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from openinnov.exceptions import RefusedError
from openinnov.protection.anonymization.arrays import Codes, Floats, Ints, firsts, number, total
from openinnov.protection.anonymization.axis import Axis, axis
from openinnov.protection.anonymization.hierarchy import Hierarchy
from openinnov.protection.anonymization.histogram import Histogram, histogram


@dataclass(frozen=True, slots=True)
class Field:
    """A quasi-identifier."""

    name: str
    hierarchy: Hierarchy
    #: The least that is done: the search starts at this level.
    lowest: int = 0
    #: The most that may be done; by default up to one value for all. 0 makes strata.
    highest: int | None = None

    @property
    def levels(self) -> range:
        """Return the levels that may be chosen."""
        height = self.hierarchy.height
        return range(self.lowest, (height if self.highest is None else self.highest) + 1)


@dataclass(frozen=True, slots=True)
class Attribute:
    """A sensitive field, of which the values are not to be told from the quasi-identifiers."""

    name: str
    #: The values, in their order, which matters to t-closeness with ordered distance.
    values: tuple[str, ...]
    #: The levels of the values, which matter to t-closeness with hierarchical distance.
    hierarchy: Hierarchy | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Problem:
    """What is to be anonymized; made by `problem`."""

    quasi: tuple[Field, ...]
    sensitive: tuple[Attribute, ...]
    #: The levels of each quasi-identifier over the values that occur.
    axes: tuple[Axis, ...]
    #: For each quasi-identifier and level the code of each distinct tuple.
    columns: tuple[tuple[Codes, ...], ...]
    #: How many rows have each tuple.
    rows: Ints
    #: How many rows of the population have it; `None` if nothing is known of one.
    population: Ints | None
    #: A histogram over the tuples for each sensitive field.
    histograms: tuple[Histogram, ...]
    #: Which of the distinct lines each line that was given is.
    lines: Ints
    #: For each distinct line the tuple that it has, how many rows it stands for, and its code of
    #: each sensitive field.
    places: Ints
    counts: Ints
    values: tuple[Codes, ...]
    #: How many rows there are.
    size: int = field(init=False)
    #: The share of each value in all rows, for each sensitive field.
    shares: tuple[Floats, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "size", int(self.rows.sum()))
        shares = (
            np.bincount(each.values, each.rows, len(attribute.values)) / max(self.size, 1)
            for each, attribute in zip(self.histograms, self.sensitive, strict=True)
        )
        object.__setattr__(self, "shares", tuple(shares))

    def index(self, attribute: str) -> int:
        """Return the place of a sensitive field, or raise `RefusedError`."""
        names = [each.name for each in self.sensitive]
        if attribute not in names:
            raise RefusedError(f"{attribute} is asked to be diverse and is no sensitive field here")
        return names.index(attribute)


def problem(
    quasi: Sequence[tuple[Field, Codes]],
    counts: Codes,
    sensitive: Sequence[tuple[Attribute, Codes]] = (),
    population: Codes | None = None,
) -> Problem:
    """Return the problem that the lines of a grouped table make, in whatever order they stand.

    With each quasi-identifier comes the code of its value in each line, as its hierarchy numbers
    `labels[0]`; with each sensitive field the place of the value among its values. `counts` says
    how many rows a line stands for. Lines may be equal. If the rows are part of a register,
    `population` says how many rows of that a line stands for, and a count may be 0.

    Raises `RefusedError` where a value has no line in its hierarchy; the message has no value.
    """
    for each, codes in quasi:
        _refuse(each.name, counts[(codes < 0) | (codes >= len(each.hierarchy.labels[0]))])
    for attribute, codes in sensitive:
        _refuse(attribute.name, counts[(codes < 0) | (codes >= len(attribute.values))])
    pairs = [axis(each.hierarchy, codes) for each, codes in quasi]
    places, size = number(((own, made.cards[0]) for made, own in pairs), len(counts))
    first = firsts(places, size)
    told = [(places, size), *((codes, len(each.values)) for each, codes in sensitive)]
    lines, distinct = number(told, len(counts))
    one = firsts(lines, distinct)
    return Problem(
        quasi=tuple(each for each, _ in quasi),
        sensitive=tuple(each for each, _ in sensitive),
        axes=tuple(made for made, _ in pairs),
        columns=tuple(tuple(codes[own[first]] for codes in made.codes) for made, own in pairs),
        rows=total(places, counts, size),
        population=None if population is None else total(places, population, size),
        histograms=tuple(
            histogram(places, size, codes, len(each.values), counts) for each, codes in sensitive
        ),
        lines=lines,
        places=places[one],
        counts=total(lines, counts, distinct),
        values=tuple(codes[one] for _, codes in sensitive),
    )


def _refuse(name: str, wrong: Codes) -> None:
    if wrong.sum():
        raise RefusedError(
            f"{name}: {wrong.sum()} rows have a value without a line; correct them, or add the line"
        )
