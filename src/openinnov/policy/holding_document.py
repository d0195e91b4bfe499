"""How the file of a policy says what is held back."""

from datetime import date
from typing import Self

from pydantic import (  # noqa: TID253 -- this module is imported when a policy is read, not before
    BaseModel,
    Field,
    model_validator,
)

from openinnov.policy.holding import Embargo
from openinnov.policy.microdata_document import CONFIG


class EmbargoModel(BaseModel):
    """An embargo: on whole records, all of a table or some, or on fields."""

    model_config = CONFIG

    table: str
    until: date
    reason: str
    fields: list[str] = []
    records: list[str] | None = Field(None, min_length=1)

    @model_validator(mode="after")
    def _of_one_sort(self) -> Self:
        if self.fields and self.records:
            raise ValueError("an embargo is on records or on fields: write two for both")
        return self

    def content(self) -> Embargo:
        """Return it as a value."""
        return Embargo(
            self.table,
            self.until,
            self.reason,
            tuple(self.fields),
            frozenset(self.records or ()),
        )
