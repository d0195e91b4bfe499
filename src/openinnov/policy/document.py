"""The file of a policy: what may stand in it, and how it becomes a `Policy`."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Literal, Self

from pydantic import (  # noqa: TID253 -- this module is imported when a policy is read, not before
    BaseModel,
    Field,
    ValidationError,
    model_validator,
)

from openinnov.exceptions import PolicyError
from openinnov.policy.counts import CountRule
from openinnov.policy.holding_document import EmbargoModel
from openinnov.policy.microdata_document import CONFIG, GateModel, MicrodataModel
from openinnov.policy.tabulation import TabulationRule
from openinnov.policy.tabulation_document import FROM, TabulationModel, refuse_of_reported
from openinnov.policy.values import Agreed, Agreement, Kind, Policy, Releases, Treatment, Treatments
from openinnov.wording import say

_OPTIONS = {
    "keep": frozenset[str](),
    "drop": frozenset[str](),
    "generalize": frozenset({"level"}),
    "round": frozenset({"to"}),
    "top-code": frozenset({"above", "step"}),
    "pseudonymize": frozenset[str](),
    "scrub": frozenset[str](),
}
_OPTIONAL = frozenset({"step"})
_OWN_TABLES = (("tables", "own"), ("tables", "made"))


class _Model(BaseModel):
    model_config = CONFIG


class _Treatment(_Model):
    method: Literal["keep", "drop", "generalize", "round", "top-code", "pseudonymize", "scrub"]
    level: int | None = Field(None, ge=1)
    to: int | Literal["month", "year"] | None = None
    above: int | None = Field(None, ge=1)
    step: int | None = Field(None, ge=1)
    reason: str = "personal"
    unless: Literal["agreement"] | None = None
    scope: str | None = None
    other: "_Treatment | None" = Field(None, alias="or")

    @model_validator(mode="after")
    def _options_fit(self) -> Self:
        needed = _OPTIONS[self.method]
        given = {name for name in ("level", "to", "above", "step") if getattr(self, name)}
        if not needed - _OPTIONAL <= given <= needed:
            raise ValueError(f"{self.method} takes {' and '.join(sorted(needed)) or 'no option'}")
        if isinstance(self.to, int) and self.to < 1:
            raise ValueError("to should be a positive number")
        if self.above is not None and self.step is not None and self.above % self.step:
            raise ValueError("step should divide above")
        if self.scope and self.method != "scrub":
            raise ValueError(f"{self.method} takes no scope: only words may be quoted")
        return self

    def value(self) -> Treatment:
        other = self.other.value() if self.other else None
        return Treatment(**self.model_dump(exclude={"other"}), other=other)


class _Treatments(_Model):
    internal: _Treatment
    partner: _Treatment
    public: _Treatment

    def values(self) -> Treatments:
        return {name: getattr(self, name).value() for name in type(self).model_fields}


class _SomeTreatments(_Model):
    internal: _Treatment | None = None
    partner: _Treatment | None = None
    public: _Treatment | None = None

    def values(self) -> Treatments:
        given = ((name, getattr(self, name)) for name in type(self).model_fields)
        return {name: treatment.value() for name, treatment in given if treatment}


_Leaves = Literal["keep", "counts", "large-groups", "anonymize", "agreement", "drop"]


class _Kind(_Model):
    internal: _Leaves
    partner: _Leaves
    public: _Leaves
    reason: str = "personal"
    classes: dict[str, _Treatments] = {}

    def value(self) -> Kind:
        leaves = {"internal": self.internal, "partner": self.partner, "public": self.public}
        return Kind(leaves, self.reason, {n: each.values() for n, each in self.classes.items()})


class _Counts(_Model):
    threshold: int | None = Field(None, ge=2)
    zeros: Literal["safe", "withhold"] | None = None
    method: Literal["suppress", "round"] | None = None
    base: int | None = Field(None, ge=2)
    partition: list[str] = []

    _refuse_of_reported = model_validator(mode="before")(refuse_of_reported)

    def value(self, default: CountRule) -> CountRule:
        stated = self.model_dump(exclude_none=True, exclude={"partition"})
        partition = dict.fromkeys([*default.partition, *self.partition])
        return replace(default, **stated, partition=tuple(partition))


class _Tables(_Model):
    threshold: int = Field(ge=2)
    zeros: Literal["safe", "withhold"] = "safe"
    method: Literal["suppress", "round"] = "suppress"
    base: int | None = Field(None, ge=2)
    partition: list[str] = []
    whole: dict[str, list[str]] = {}
    #: What is said of single tables, which stand beside the other keys in the file.
    own: dict[str, _Counts] = {}
    #: The same of tables that are made of records.
    made: dict[str, TabulationModel] = {}

    @model_validator(mode="before")
    @classmethod
    def _gather(cls, given: Any) -> Any:
        if not isinstance(given, Mapping):
            return given
        keys = cls.model_fields.keys() - {"own", "made"}
        single = {name: each for name, each in given.items() if isinstance(each, Mapping)}
        single = {name: each for name, each in single.items() if name not in keys}
        rest = {name: each for name, each in given.items() if name not in single}
        made = {name: each for name, each in single.items() if FROM in each}
        own = {name: each for name, each in single.items() if name not in made}
        return rest | {"own": own, "made": made}

    def default(self) -> CountRule:
        return CountRule(self.threshold, self.zeros, self.method, self.base, tuple(self.partition))

    def values(self) -> dict[str, CountRule]:
        default = self.default()
        return {"*": default} | {name: each.value(default) for name, each in self.own.items()}

    def tabulations(self) -> dict[str, TabulationRule]:
        default = self.default()
        return {name: each.content(default) for name, each in self.made.items()}


class _Releases(_Model):
    compare: Literal["all", "last"] = "all"
    minimum_change: int = Field(1, ge=1)


class _Texts(_Model):
    detectors: list[str]
    regions: list[str] = []


class _Pseudonyms(_Model):
    key_id: str | None = Field(None, pattern=r"^[a-z0-9]{1,16}$")


class _Consent(_Model):
    basis: str
    status: str
    scopes: dict[str, str]


class _Agreement(_Model):
    fields: list[str] = []
    tables: list[str] = []
    recipient: str | None = Field(None, min_length=1)


class _Document(_Model):
    policy: Literal["openinnov-privacy/1"]
    name: str = Field(min_length=1)
    version: str = Field(min_length=1)
    classes: dict[str, _Treatments]
    kinds: dict[str, _Kind]
    fields: dict[str, _SomeTreatments] = {}
    gate: GateModel = GateModel()
    microdata: dict[str, MicrodataModel] = {}
    tables: _Tables
    texts: _Texts
    releases: _Releases = _Releases(minimum_change=1)
    pseudonyms: _Pseudonyms = _Pseudonyms(key_id=None)
    consent: _Consent
    agreement: _Agreement = _Agreement(recipient=None)
    embargoes: list[EmbargoModel] = []
    erasure: dict[str, list[str]] = {}


def _said(fault: Mapping[str, Any]) -> str:
    # What is said of a single table stands beside the other keys in the file.
    parts = [
        part for i, part in enumerate(fault["loc"]) if fault["loc"][: i + 1] not in _OWN_TABLES
    ]
    place = ".".join(map(str, parts))
    return f"{place}: {say(fault)}"


def parse(content: Mapping[str, Any], file: str) -> Policy:
    """Return the policy that a document states, or raise `PolicyError` with the place."""
    try:
        document = _Document.model_validate(content)
    except ValidationError as error:
        faults = error.errors(include_input=False, include_url=False)
        raise PolicyError(f"{file}: " + "; ".join(map(_said, faults))) from None
    # Ids stay out of what is published, also as a hash, which could be tried out.
    plain = document.model_dump(mode="json", exclude_none=True, exclude={"erasure", "embargoes"})
    if document.embargoes:
        shown = [each.model_dump(mode="json", exclude={"records"}) for each in document.embargoes]
        plain["embargoes"] = shown
    canonical = json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    agreement = document.agreement
    return Policy(
        name=document.name,
        version=document.version,
        hash=hashlib.sha256(canonical.encode()).hexdigest(),
        classes={name: each.values() for name, each in document.classes.items()},
        kinds={name: each.value() for name, each in document.kinds.items()},
        fields={name: each.values() for name, each in document.fields.items()},
        gate=document.gate.content(),
        microdata={name: each.content() for name, each in document.microdata.items()},
        threshold=document.tables.threshold,
        whole={name: tuple(codes) for name, codes in document.tables.whole.items()},
        releases=Releases(**document.releases.model_dump()),
        detectors=tuple(document.texts.detectors),
        regions=tuple(document.texts.regions),
        consent=Agreed(**document.consent.model_dump()),
        agreement=Agreement(
            frozenset(agreement.fields), frozenset(agreement.tables), agreement.recipient
        ),
        counts=document.tables.values(),
        tabulations=document.tables.tabulations(),
        key_id=document.pseudonyms.key_id,
        embargoes=tuple(each.content() for each in document.embargoes),
        erased={name: frozenset(ids) for name, ids in document.erasure.items()},
    )
