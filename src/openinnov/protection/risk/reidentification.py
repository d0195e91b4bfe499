"""How likely a row is linked to its person, by who tries (El Emam 2013).

Rows of a class are as good as each other: of f in the data, or F in the population, one is right.
"""

from dataclasses import dataclass

from openinnov.protection.anonymization.arrays import Codes, Floats, Ints


@dataclass(frozen=True, slots=True)
class Linkage:
    """The risk of all rows that one of them is linked."""

    #: That of the row most at risk.
    maximum: float
    #: That of a row on average; times the rows, those that are linked if all are tried.
    mean: float
    #: The share of rows that are at more risk than a bound.
    above: float


def prosecutor(rows: Ints, bound: float = 0.2) -> Linkage:
    """Return the risk that who knows that a person is in the data finds the row: 1/f.

    `rows` is how many each class has, at least one.
    """
    return _linkage(rows, rows, bound)


def journalist(rows: Ints, population: Floats | Codes, bound: float = 0.2) -> Linkage:
    """Return the risk that who looks for anybody finds a row's person in the population: 1/F.

    `population` is how many persons each class stands for: counted, or the sum of weights.
    """
    return _linkage(rows, population, bound)


def marketer(rows: Ints, population: Floats | Codes | None = None) -> float:
    """Return the share of rows that are linked rightly, on average, if all are tried.

    Without a population everybody in the data is known to be.
    """
    return _linkage(rows, rows if population is None else population, 1).mean


def _linkage(rows: Ints, persons: Floats | Codes, bound: float) -> Linkage:
    risk = 1 / persons
    size = max(int(rows.sum()), 1)
    return Linkage(
        maximum=float(risk.max(initial=0)),
        mean=float(rows @ risk) / size,
        above=int(rows[risk > bound].sum()) / size,
    )
