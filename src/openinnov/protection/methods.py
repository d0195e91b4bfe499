"""The methods of protection, by the names that a policy calls them."""

from typing import Protocol

from openinnov.policy import Treatment
from openinnov.protection import (
    drop,
    generalize,
    keep,
    pseudonymize,
    rounding,
    scrub,
    suppress,
    top_code,
)
from openinnov.standard import Field


class Method(Protocol):
    """What each module of a method provides."""

    #: The code of the technique, from the codelist of techniques; "" if nothing is taken away.
    TECHNIQUE: str

    def apply(self, treatment: Treatment, field: Field, cell: str, scope: str) -> str:
        """Return SQL of the new cell; applied to what it made, it changes nothing.

        `scope` is the "table.field" under which it looks up what it needs.
        """

    def release(self, treatment: Treatment, field: Field) -> Field:
        """Return what the field demands of the cells that are made."""


METHODS: dict[str, Method] = {
    "drop": drop,
    "generalize": generalize,
    "keep": keep,
    "pseudonymize": pseudonymize,
    "round": rounding,
    "scrub": scrub,
    "suppress": suppress,
    "top-code": top_code,
}
