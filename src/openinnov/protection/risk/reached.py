"""How far each privacy model is reached: its parameter at which the data just pass."""

from dataclasses import dataclass

import numpy as np

from openinnov.protection.anonymization.classes import Classes
from openinnov.protection.anonymization.distances import Distance, distances
from openinnov.protection.anonymization.histogram import Histogram
from openinnov.protection.anonymization.problem import Problem


@dataclass(frozen=True, slots=True)
class Reached:
    """What is reached for a sensitive field: that of the worst class."""

    attribute: str
    #: The greatest share of one value: the alpha of (alpha, k)-anonymity (Wong et al. 2006).
    alpha: float
    distinct_l: int
    entropy_l: float
    #: (c, l)-diversity holds for each greater c, with l the distinct values; infinite if l is 1.
    recursive_c: float
    t_equal: float
    t_ordered: float
    #: `None` if the field has no hierarchy.
    t_hierarchical: float | None
    #: The most that the share of a value grows, relative to its share in all rows.
    beta: float
    enhanced_beta: float
    #: The most that the natural logarithm of the share of a value that is there changes.
    delta: float


def k_reached(classes: Classes) -> int:
    """Return the rows of the smallest class; 0 if there is none."""
    return int(classes.rows.min()) if len(classes) else 0


def reached(problem: Problem, classes: Classes) -> tuple[Reached, ...]:
    """Return what is reached for each sensitive field, by classes that all have rows.

    The shares in all rows are those of the problem, before any was suppressed.
    """
    return tuple(_reached(problem, classes, place) for place in range(len(problem.sensitive)))


def _reached(problem: Problem, classes: Classes, place: int) -> Reached:
    attribute, shares = problem.sensitive[place], problem.shares[place]
    histogram, size = classes.histograms[place], len(classes)
    own = histogram.rows / classes.rows[histogram.classes]
    ratio = own / shares[histogram.values]
    distinct = int(histogram.distinct(size).min(initial=len(shares)))
    beta = float((ratio - 1).max(initial=0))

    def far(distance: Distance) -> float:
        found = distances(attribute, shares, histogram, classes.rows, distance)
        return float(found.max(initial=0))

    return Reached(
        attribute=attribute.name,
        alpha=float(own.max(initial=0)),
        distinct_l=distinct,
        entropy_l=float(np.exp(histogram.sums(-own * np.log(own), size).min(initial=np.inf))),
        recursive_c=_recursive(histogram, size, distinct),
        t_equal=far("equal"),
        t_ordered=far("ordered"),
        t_hierarchical=far("hierarchical") if attribute.hierarchy else None,
        beta=beta,
        enhanced_beta=min(beta, float(-np.log(shares[shares > 0].min(initial=1)))),
        delta=float(np.abs(np.log(ratio)).max(initial=0)),
    )


def _recursive(histogram: Histogram, size: int, values: int) -> float:
    if values < 2:  # noqa: PLR2004 -- one value has nothing after it.
        return np.inf
    first, tail = histogram.falling(size, values)
    return float((first / tail).max(initial=0))
