"""Suppress: the column stays, and its cells are empty: the last step of coarsening."""

from dataclasses import replace

from openinnov.policy import Treatment
from openinnov.standard import Field

TECHNIQUE = "suppressed"


def apply(treatment: Treatment, field: Field, cell: str, scope: str) -> str:
    """Return nothing."""
    return "NULL"


def release(treatment: Treatment, field: Field) -> Field:
    """Return a field that may be empty."""
    return replace(field, required=False, recommended=False, unique=False)
