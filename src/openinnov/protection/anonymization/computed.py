"""Hierarchies that are worked out from the values instead of read from a file.

Each takes the distinct values of the data, of which some may stand at a higher level already. How
many lines there are is told, not counted: what is lost must not depend on who is in the data.
"""

import re
from calendar import isleap, monthrange
from collections.abc import Iterable, Sequence
from itertools import pairwise

from openinnov.exceptions import PolicyError, RefusedError
from openinnov.protection.anonymization.hierarchy import ALL, MISSING, Hierarchy, build

#: Stands between the parts of a value that is told by several columns.
SEPARATOR = "\x1f"
_NUMBER = re.compile(r"(-?\d+)(?:-(-?\d+))?")
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?")
#: The characters of a date that a cut leaves.
_CUTS = {"month": 7, "year": 4}


def by_width(
    values: Iterable[str], widths: Sequence[int], size: int, *, missing: bool = False
) -> Hierarchy:
    """Return the bands of whole numbers, `lo-hi`, of which each width holds the one before.

    `size` is how many numbers may occur. Raises `PolicyError` for widths that do not nest, and
    `RefusedError` for values that are neither whole numbers nor bands of these widths.
    """
    steps = [1, *widths]
    if any(b <= a or b % a for a, b in pairwise(steps)) or size < steps[-1]:
        raise PolicyError(
            "the widths of bands should grow, each a multiple of the one before, and the size be "
            "at least the last"
        )
    starts = [_start(value, steps) for value in _told(values)]
    _refuse(starts.count(None), "are neither whole numbers nor bands of the widths given")
    numbers = sorted({start for start in starts if start is not None})
    chains = [
        (str(start), *(_band(start - start % width, width) for width in widths), ALL)
        for start in numbers
    ]
    return build(chains, len(steps), size, lambda level, _: steps[level], missing=missing)


def by_date(
    values: Iterable[str], cuts: Sequence[str], size: int, *, missing: bool = False
) -> Hierarchy:
    """Return the cuts of dates to the "month", the "year", or one after the other.

    `size` is how many days may occur. Raises `PolicyError` for other cuts, and `RefusedError` for
    values that are no dates.
    """
    if list(cuts) not in (["month"], ["year"], ["month", "year"]):
        raise PolicyError('dates are cut to ["month"], ["year"] or ["month", "year"]')
    dates = _told(values)
    _refuse(sum(not _DATE.fullmatch(date) for date in dates), "are no dates")
    # A date that is cut already is no longer than what is left, so it stays.
    chains = [(date, *(date[: _CUTS[cut]] for cut in cuts), ALL) for date in dates]
    return build(chains, len(cuts) + 1, size, lambda _, date: _days(date), missing=missing)


def by_reference(values: Iterable[str], size: float, *, missing: bool = False) -> Hierarchy:
    """Return the hierarchy of one step: a value, or nothing. `size` is how many may occur."""
    chains = [(value, ALL) for value in _told(values)]
    return build(chains, 1, size, lambda *_: 1, missing=missing)


def by_parents(
    rows: Iterable[Sequence[str]], parents: int, size: float, *, missing: bool = False
) -> Hierarchy:
    """Return the hierarchy that other columns make, from rows of (outermost parent, …, value).

    Values recur under several parents, so a value is told by its whole row, joined by `SEPARATOR`.
    `size` is how many values may occur. Under each parent of a level the same share of them is
    taken to lie: if they were counted, the loss would depend on who is in the data.
    """
    height = parents + 1
    chains = [
        (*(SEPARATOR.join(row[:end]) for end in range(height, 0, -1)), ALL)
        for row in sorted({tuple(row) for row in rows})
        if row[-1] != MISSING
    ]
    return build(chains, height, size, lambda level, _: size ** (level / height), missing=missing)


def _told(values: Iterable[str]) -> list[str]:
    """Return the distinct values that are more than nothing and less than everything, sorted."""
    return sorted({*values} - {MISSING, ALL})


def _refuse(count: int, what: str) -> None:
    if count:
        raise RefusedError(f"{count} distinct values {what}; correct them first")


def _start(value: str, steps: Sequence[int]) -> int | None:
    """Return the first number of a band, or the number itself; `None` if it is neither."""
    match = _NUMBER.fullmatch(value)
    if not match:
        return None
    first = int(match[1])
    if match[2] is None:
        return first
    width = int(match[2]) - first + 1
    return first if width in steps[1:] and first % width == 0 else None


def _band(first: int, width: int) -> str:
    return f"{first}-{first + width - 1}"


def _days(date: str) -> int:
    """Return the number of days in a date: one, those of its month, or those of its year."""
    match date.split("-"):
        case [year]:
            return 366 if isleap(int(year)) else 365
        case [year, month]:
            return monthrange(int(year), int(month))[1]
    return 1
