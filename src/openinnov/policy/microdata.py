"""What a policy asks of records about single persons before they are told to anybody."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

#: How the rows of a table leave that are made anonymous.
ANONYMIZE = "anonymize"
#: What is lost by coarsening may be measured as.
OBJECTIVES = (
    "loss",
    "entropy",
    "discernibility",
    "average-class-size",
    "precision",
    "height",
)


@dataclass(frozen=True, slots=True)
class Diversity:
    """l-diversity of a sensitive field (Machanavajjhala et al. 2007)."""

    field: str
    #: "distinct", "entropy" or "recursive".
    kind: str
    value: float
    #: The constant of recursive (c, l)-diversity.
    c: float | None = None
    #: Values that harm nobody when everyone in a class has them.
    safe: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Closeness:
    """t-closeness of a sensitive field (Li, Li, Venkatasubramanian 2007)."""

    field: str
    distance: Literal["equal", "ordered", "hierarchical"]
    value: float


@dataclass(frozen=True, slots=True)
class Coarsening:
    """How the values of a field are coarsened, where the standard has no hierarchy for it.

    With nothing but a size there is one step: a value, or nothing.
    """

    #: How many values may occur; it must not depend on who is in the data.
    size: int | None = None
    #: The widths of bands of whole numbers, each a multiple of the one before.
    widths: tuple[int, ...] = ()
    #: To what dates are cut: "month", "year".
    cut: tuple[str, ...] = ()
    #: Other fields of the row that stand above the value, the outermost first.
    parents: tuple[str, ...] = ()
    #: The levels of each value, of a file.
    lines: Mapping[str, tuple[str, ...]] | None = None


@dataclass(frozen=True, slots=True)
class Microdata:
    """When the rows of a table are anonymous, and how they are made so."""

    #: How many persons no row can be told from, itself included.
    k: int
    diversity: tuple[Diversity, ...] = ()
    closeness: tuple[Closeness, ...] = ()
    #: The share of rows that may be dropped.
    suppression: float = 0.0
    objective: str = "loss"
    #: How much each field weighs in the loss, 1 if nothing is said.
    weights: Mapping[str, float] | None = None
    #: Whether rows are saved by emptying single cells.
    local: bool = True
    #: Fields that are never coarsened: the guarantee holds within each of their values.
    strata: tuple[str, ...] = ()
    hierarchies: Mapping[str, Coarsening] | None = None
    #: The field that says for how many persons of the population a row stands, if there is one.
    weight: str | None = None


@dataclass(frozen=True, slots=True)
class Gate:
    """The risks above which nothing is released."""

    #: 1 over the persons of the smallest class.
    prosecutor_max: float = 1.0
    #: The mean of the individual risks.
    global_risk: float = 1.0
    #: The share of rows that are dropped: it protects use, not people.
    rows_lost: float = 1.0
