"""Top-code: from a bound on, values are not told apart; below, they may be rounded down."""

from dataclasses import replace

from openinnov.engine.sql import literal
from openinnov.engine.types import TYPES
from openinnov.policy import Treatment
from openinnov.protection.rounding import down
from openinnov.standard import Field

TECHNIQUE = "top-coded"


def apply(treatment: Treatment, field: Field, cell: str, scope: str) -> str:
    """Return the bound with a plus sign, or the value below it."""
    above = treatment.above or 0
    top = literal(f"{above}+")
    good = TYPES["decimal"].guard(cell)
    number = f"TRY_CAST({cell} AS DECIMAL(38, 9))"
    # A cell such as 5000+ was coded before; a higher bound than ours says too much.
    bound = f"TRY_CAST(rtrim({cell}, '+') AS DECIMAL(38, 9))"
    coded = rf"regexp_matches({cell}, '\A[0-9]{{1,18}}\+\z')"
    below = down(cell, treatment.step) if treatment.step else cell
    return (
        f"CASE WHEN {coded} THEN CASE WHEN {bound} >= {above} THEN {top} ELSE {cell} END "
        f"WHEN {good} THEN CASE WHEN {number} >= {above} THEN {top} ELSE {below} END END"
    )


def release(treatment: Treatment, field: Field) -> Field:
    """Return a field of texts, since ``5000+`` is no number."""
    return replace(
        field,
        type="string",
        required=False,
        unique=False,
        minimum=None,
        maximum=None,
        exclusive_minimum=None,
    )
