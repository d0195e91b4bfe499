"""What may stand in the part of a policy file that is about records of single persons."""

from typing import Annotated, Literal, Self

from pydantic import (  # noqa: TID253 -- this module is imported when a policy is read, not before
    BaseModel,
    ConfigDict,
    Field,
    model_validator,
)

from openinnov.policy.microdata import Closeness, Coarsening, Diversity, Gate, Microdata

_Share = Annotated[float, Field(ge=0, le=1)]


#: Nothing is taken that is not known, and no message holds a value.
CONFIG = ConfigDict(extra="forbid", frozen=True, strict=True, hide_input_in_errors=True)


class _Model(BaseModel):
    model_config = CONFIG


class DiversityModel(_Model):
    """l-diversity of one field."""

    field: str
    kind: Literal["distinct", "entropy", "recursive"]
    value: float = Field(gt=1)
    c: float | None = Field(None, gt=0)
    safe: list[str] = []

    @model_validator(mode="after")
    def _options_fit(self) -> Self:
        if (self.kind == "recursive") != (self.c is not None):
            raise ValueError("recursive takes c and value, the others value alone")
        if self.kind != "entropy" and self.value != int(self.value):
            raise ValueError("value should be a whole number unless the kind is entropy")
        return self

    def content(self) -> Diversity:
        """Return what it says."""
        return Diversity(self.field, self.kind, self.value, self.c, tuple(self.safe))


class ClosenessModel(_Model):
    """t-closeness of one field."""

    field: str
    distance: Literal["equal", "ordered", "hierarchical"] = "equal"
    value: float = Field(0.3, gt=0, le=1)


class CoarseningModel(_Model):
    """How one field is coarsened."""

    size: int | None = Field(None, ge=1)
    widths: list[Annotated[int, Field(ge=2)]] = []
    cut: list[Literal["month", "year"]] = []
    parents: list[str] = []
    lines: dict[str, list[str]] | None = None

    @model_validator(mode="after")
    def _is_one(self) -> Self:
        ways = [self.widths, self.cut, self.parents, self.lines]
        if sum(bool(way) for way in ways) > 1:
            raise ValueError("takes one of widths, cut, parents and file")
        if (self.size is None) == (self.lines is None):
            raise ValueError("takes size unless it has a file, which has its own")
        return self

    def content(self) -> Coarsening:
        """Return what it says."""
        return Coarsening(
            size=self.size,
            widths=tuple(self.widths),
            cut=tuple(self.cut),
            parents=tuple(self.parents),
            lines={value: tuple(levels) for value, levels in (self.lines or {}).items()} or None,
        )


class MicrodataModel(_Model):
    """The records of one table."""

    k: int = Field(ge=2)
    l: list[DiversityModel] = []  # noqa: E741 -- the letter that the literature has
    t: list[ClosenessModel] = []
    suppression: _Share = 0.0
    objective: Literal[
        "loss", "entropy", "discernibility", "average-class-size", "precision", "height"
    ] = "loss"
    weights: dict[str, Annotated[float, Field(gt=0)]] = {}
    local: bool = True
    strata: list[str] = []
    hierarchies: dict[str, CoarseningModel] = {}
    weight: str | None = None

    def content(self) -> Microdata:
        """Return what it says."""
        return Microdata(
            k=self.k,
            diversity=tuple(each.content() for each in self.l),
            closeness=tuple(Closeness(each.field, each.distance, each.value) for each in self.t),
            suppression=self.suppression,
            objective=self.objective,
            weights=self.weights,
            local=self.local,
            strata=tuple(self.strata),
            hierarchies={name: each.content() for name, each in self.hierarchies.items()},
            weight=self.weight,
        )


class GateModel(_Model):
    """The risks above which nothing is released."""

    prosecutor_max: _Share = 1.0
    global_risk: _Share = 1.0
    rows_lost: _Share = 1.0

    def content(self) -> Gate:
        """Return what it says."""
        return Gate(self.prosecutor_max, self.global_risk, self.rows_lost)
