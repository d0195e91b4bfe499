"""Keep: the cell stays as it is."""

from openinnov.policy import Treatment
from openinnov.standard import Field

TECHNIQUE = ""


def apply(treatment: Treatment, field: Field, cell: str, scope: str) -> str:
    """Return the cell."""
    return cell


def release(treatment: Treatment, field: Field) -> Field:
    """Return the field, which demands what it did."""
    return field
