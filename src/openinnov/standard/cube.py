"""A table whose rows are observations of a statistical cube."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cube:
    """How the rows of a table are observations of a statistical cube."""

    #: The structure of the cube, as compact IRI.
    structure: str
    #: The field of what is observed.
    measure: str
    #: The fields that together tell the observations apart.
    dimensions: Sequence[str]
    #: What an empty dimension stands for: another field, a code, a compact IRI or a text.
    totals: Mapping[str, str]
    #: The table of the records that a field names: a release that drops the field forgets it.
    references: Mapping[str, str]
