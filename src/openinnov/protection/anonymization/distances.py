"""How far the distribution of a class is from that of all rows: the earth mover's distance.

Li, Li, Venkatasubramanian 2007. All distances between two values are in [0, 1].
"""

from collections.abc import Iterator
from typing import Literal

import numpy as np

from openinnov.exceptions import RefusedError
from openinnov.protection.anonymization.arrays import Bools, Floats, Ints
from openinnov.protection.anonymization.histogram import Histogram
from openinnov.protection.anonymization.problem import Attribute

#: "equal": two values are as far apart as any other two; "ordered": as their places are;
#: "hierarchical": as far as the level at which they meet.
Distance = Literal["equal", "ordered", "hierarchical"]
#: So many cells of classes and values are worked on together.
_CELLS = 2_000_000


def distances(
    attribute: Attribute, shares: Floats, histogram: Histogram, rows: Ints, distance: Distance
) -> Floats:
    """Return the distance of each class, by its rows, from the shares of the values in all rows.

    Raises `RefusedError` for a hierarchical distance of a field without hierarchy.
    """
    if distance == "equal":
        # Half the sum of the differences is the sum of the surpluses, none of which is a zero's.
        own = histogram.rows / rows[histogram.classes]
        return histogram.sums(np.maximum(own - shares[histogram.values], 0), len(rows))
    found = np.empty(len(rows))
    for part, dense in _parts(histogram, len(rows), len(shares)):
        surplus = dense / np.maximum(rows[part], 1)[:, None] - shares
        if distance == "ordered":
            found[part] = np.abs(np.cumsum(surplus, 1)).sum(1) / max(len(shares) - 1, 1)
        else:
            found[part] = _hierarchical(attribute, surplus)
    return found


def least_distances(
    attribute: Attribute, shares: Floats, histogram: Histogram, size: int, distance: Distance
) -> Floats:
    """Return the distance of each class if its values had the best counts, some of them none.

    The share of what is not in the class has to be moved to the nearest value that is.
    """
    if distance == "equal":
        return 1 - histogram.sums(shares[histogram.values], size)
    found = np.empty(size)
    for part, dense in _parts(histogram, size, len(shares)):
        if distance == "ordered":
            found[part] = _ways(dense > 0) @ shares
        else:
            found[part] = _absent(attribute, dense, shares)
    return found


def _parts(histogram: Histogram, size: int, width: int) -> Iterator[tuple[slice, Floats]]:
    """Yield the rows by value of some classes after the other."""
    step = max(_CELLS // width, 1)
    for start in range(0, size, step):
        end = min(start + step, size)
        yield slice(start, end), histogram.dense(start, end, width)


def _hierarchical(attribute: Attribute, surplus: Floats) -> Floats:
    """Return what has to be moved within each value of each level, times the way up to it."""
    found = np.zeros(len(surplus))
    below, height = surplus, len(_children(attribute))
    for level, children in enumerate(_children(attribute), 1):
        gain, loss = np.maximum(below, 0) @ children, np.maximum(-below, 0) @ children
        found += level / height * np.minimum(gain, loss).sum(1)
        below = below @ children
    return found


def _absent(attribute: Attribute, rows: Floats, shares: Floats) -> Floats:
    """Return the way that the share of each value goes up to a value under which there are rows."""
    found = np.zeros(len(rows))
    steps = _children(attribute)
    for children in steps:
        found += (rows == 0) @ shares / len(steps)
        rows, shares = rows @ children, shares @ children
    return found


def _children(attribute: Attribute) -> list[Floats]:
    """Return for each level which values (lines) of the one below go into which (columns)."""
    if attribute.hierarchy is None:
        raise RefusedError(f"{attribute.name}: a hierarchical distance needs a hierarchy")
    leaves = attribute.hierarchy.encode(attribute.values)
    below, found = np.arange(len(leaves)), []
    for codes in attribute.hierarchy.codes[1:]:
        distinct, above = np.unique(codes[leaves], return_inverse=True)
        children = np.zeros((below.max() + 1, len(distinct)))
        children[below, above] = 1
        found.append(children)
        below = above
    return found


def _ways(present: Bools) -> Floats:
    """Return how far each place is from the nearest that is present, of the greatest distance."""
    width = present.shape[1]
    places = np.arange(width)
    far = 2 * width
    before = np.maximum.accumulate(np.where(present, places, -far), 1)
    after = np.minimum.accumulate(np.where(present, places, far)[:, ::-1], 1)[:, ::-1]
    ways: Floats = np.minimum(places - before, after - places) / max(width - 1, 1)
    return ways
