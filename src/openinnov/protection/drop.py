"""Drop: the column is absent from every output."""

from dataclasses import replace

from openinnov.policy import Treatment
from openinnov.standard import Field

TECHNIQUE = "dropped"


def apply(treatment: Treatment, field: Field, cell: str, scope: str) -> str:
    """Return nothing; the column is left out besides."""
    return "NULL"


def release(treatment: Treatment, field: Field) -> Field:
    """Return a field that nobody misses."""
    return replace(field, required=False, recommended=False, unique=False, reference=None)
