"""Round: numbers down to a multiple, exactly; dates by cutting, never to the first of a month."""

from dataclasses import replace

from openinnov.engine.types import TYPES
from openinnov.policy import Treatment
from openinnov.protection.generalize import cut
from openinnov.standard import Field

TECHNIQUE = "rounded"
_CUTS = {"month": 1, "year": 2}


def apply(treatment: Treatment, field: Field, cell: str, scope: str) -> str:
    """Return the rounded cell."""
    if isinstance(treatment.to, str):
        return cut(cell, _CUTS[treatment.to])
    good = TYPES["decimal"].guard(cell)
    return f"CASE WHEN {good} THEN {down(cell, treatment.to or 1)} END"


def release(treatment: Treatment, field: Field) -> Field:
    """Return a field whose bounds may lie above what is left of a value."""
    if isinstance(treatment.to, str):
        return replace(field, type="partial_date", required=False, unique=False)
    return replace(field, required=False, unique=False, minimum=None, exclusive_minimum=None)


def down(cell: str, to: int) -> str:
    """Return the text of the greatest multiple that is not above a number."""
    # The remainder of a decimal is exact; a division would make it a float.
    number = f"TRY_CAST({cell} AS DECIMAL(38, 9))"
    below = f"((({number} % {to}) + {to}) % {to})"
    return f"CAST(CAST({number} - {below} AS HUGEINT) AS VARCHAR)"
