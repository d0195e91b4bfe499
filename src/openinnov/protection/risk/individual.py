"""The individual risk of Benedetti and Franconi, and what follows from it.

A class with f rows in the sample has F in the population, which is not known but estimated by the
sum of weights; p = f/F. The risk is the expectation of 1/F. Benedetti, Franconi 1998; Franconi,
Polettini 2004.
"""

import numpy as np

from openinnov.protection.anonymization.arrays import Codes, Floats, Ints

#: From such a p, or so many rows, on so many terms of the series are exact.
_LARGE = 0.5
_MANY = 40
_TERMS = 60


def individual(rows: Ints, population: Floats | Codes) -> Floats:
    """Return the risk of each class's rows, exactly.

    That is p ∫₀¹ sᶠ⁻¹ / (p + qs) ds with q = 1 - p, of which the textbook's series is one form.
    Where p < ½ the integral follows from the one for f - 1, which loses no digits there.
    """
    p = np.minimum(rows / population, 1.0)
    found = np.empty(len(rows))
    series = (p >= _LARGE) | (rows >= _MANY)
    found[series] = _series(rows[series], p[series])
    found[~series] = _recursion(rows[~series], p[~series])
    return found


def global_risk(rows: Ints, risks: Floats) -> float:
    """Return the mean risk of a row. Times the rows it is the expected re-identifications."""
    return float(rows @ risks) / max(int(rows.sum()), 1)


def households(risks: Floats, members: Codes) -> Floats:
    """Return the risk of each household that one of its rows is re-identified.

    `members` is the number of the household of each row.
    """
    with np.errstate(divide="ignore"):  # A row of risk one leaves nothing to hide.
        hidden = np.bincount(members, np.log1p(-risks))
    return -np.expm1(hidden)


def _series(rows: Ints, p: Floats) -> Floats:
    """Return p/f Σ n! qⁿ / ((f + 1) … (f + n))."""
    term = np.ones(len(rows))
    found = np.ones(len(rows))
    for n in range(_TERMS):
        term = term * (n + 1) * (1 - p) / (rows + 1 + n)
        found += term
    return found * p / rows


def _recursion(rows: Ints, p: Floats) -> Floats:
    """Return p times the integral: -ln p / q for one row, then (1/f - p I) / q for one more."""
    q = 1 - p
    integral = -np.log(p) / q
    for f in range(1, int(rows.max(initial=1))):
        integral = np.where(rows > f, (1 / f - p * integral) / q, integral)
    return p * integral
