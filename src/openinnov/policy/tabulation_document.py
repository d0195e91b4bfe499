"""What may stand in the part of a policy file that is about a table made of records."""

from collections.abc import Mapping
from typing import Any, Literal, Self

from pydantic import (  # noqa: TID253 -- this module is imported when a policy is read, not before
    BaseModel,
    Field,
    model_validator,
)

from openinnov.policy.counts import CountRule
from openinnov.policy.microdata_document import CONFIG
from openinnov.policy.tabulation import TabulationRule

#: The key by which a table that is made of records differs from one that is reported.
FROM = "from"
#: What can be asked only where it is known who gave how much.
_OF_RECORDS = ("dominance", "p_percent", "dimensions", "values", "apart")


class _Model(BaseModel):
    model_config = CONFIG


class DominanceModel(_Model):
    """The (n, k) rule."""

    largest: int = Field(ge=1)
    percent: float = Field(gt=0, lt=100)


class TabulationModel(_Model):
    """One table that is made of records."""

    source: str = Field(alias="from")
    dimensions: list[str] = Field(min_length=1)
    apart: list[str] = []
    values: list[str] = []
    threshold: int | None = Field(None, ge=2)
    zeros: Literal["safe", "withhold"] | None = None
    dominance: DominanceModel | None = None
    p_percent: float | None = Field(None, gt=0, le=100)

    @model_validator(mode="after")
    def _options_fit(self) -> Self:
        if not self.values and (self.dominance or self.p_percent):
            raise ValueError("dominance and p_percent are about values, and none are named")
        return self

    def content(self, default: CountRule) -> TabulationRule:
        """Return what it says; what it does not say is as in all tables."""
        return TabulationRule(
            source=self.source,
            dimensions=tuple(dict.fromkeys(self.dimensions)),
            apart=tuple(dict.fromkeys(self.apart)),
            values=tuple(dict.fromkeys(self.values)),
            threshold=self.threshold or default.threshold,
            zeros=self.zeros or default.zeros,
            largest=self.dominance.largest if self.dominance else None,
            percent=self.dominance.percent if self.dominance else None,
            p_percent=self.p_percent,
        )


def refuse_of_reported(given: Any) -> Any:
    """Refuse for a table of reported numbers what nobody can check there."""
    for name in _OF_RECORDS if isinstance(given, Mapping) else ():
        if name in given:
            raise ValueError(
                f"{name} is for tables that are made of records: add {FROM}, or leave it out; "
                "reported numbers do not say who stands behind them"
            )
    return given
