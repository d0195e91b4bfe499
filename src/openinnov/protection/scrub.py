"""Scrub: a mark stands in a text in the place of each piece of personal data.

The cell itself is kept here; `texts` searches all texts of a release together.
"""

from dataclasses import replace

from openinnov.policy import Treatment
from openinnov.standard import Field

TECHNIQUE = "redacted"


def apply(treatment: Treatment, field: Field, cell: str, scope: str) -> str:
    """Return the cell, in which marks are set later."""
    return cell


def release(treatment: Treatment, field: Field) -> Field:
    """Return a field whose texts may be longer, as a mark can be longer than what it hides."""
    return replace(field, max_length=None)
