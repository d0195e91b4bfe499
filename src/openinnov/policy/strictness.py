"""Which treatment is at least as strict as which, decided without any data.

A is at least as strict as B when A's result can be worked out from B's result. The order is
partial: of two treatments it may be that neither tells less than the other.
"""

from dataclasses import dataclass

from openinnov.policy.values import Treatment
from openinnov.standard import Field, Standard

#: How often a date can be cut: day, month, year, nothing.
DATE_STEPS = {"date": 3, "partial_date": 3, "year": 1}
_CUTS = {"month": 1, "year": 2}
#: What a table may do, and which of these tell less; two in a row of their own do not compare.
_TABLES = {
    "keep": {"keep", "counts", "large-groups", "anonymize", "agreement", "drop"},
    "counts": {"counts", "large-groups", "drop"},
    "large-groups": {"large-groups", "drop"},
    "anonymize": {"anonymize", "drop"},
    "agreement": {"agreement", "drop"},
    "drop": {"drop"},
}


@dataclass(frozen=True, slots=True)
class _Effect:
    """What a treatment does to the cells of a certain field."""

    #: "keep", "scrub", "quote", "pseudonymize", "level", "cut", "round", "top" or "empty".
    sort: str
    size: int = 0
    step: int = 0


def table_at_least(stricter: str, than: str) -> bool:
    """Say whether a table tells no more under one treatment than under the other."""
    return stricter in _TABLES[than]


def at_least(stricter: Treatment, than: Treatment, field: Field, standard: Standard) -> bool:
    """Say whether the first treatment of a field is at least as strict as the second.

    It has to be so whether an agreement names the field or not. What the second names as the one
    other treatment may be chosen as well.
    """
    other = than.other
    if other and (stricter.method, stricter.scope) == (other.method, other.scope):
        return True
    return all(
        _at_least(
            _effect(stricter, field, standard, agreed=agreed),
            _effect(than, field, standard, agreed=agreed),
        )
        for agreed in (False, True)
    )


def class_at_least(stricter: Treatment, than: Treatment) -> bool:
    """Say whether a class is treated at least as strictly, whichever fields it has."""
    return all(
        _at_least(_general_effect(stricter, agreed=agreed), _general_effect(than, agreed=agreed))
        for agreed in (False, True)
    )


def depth(field: Field, standard: Standard) -> int:
    """Return how many steps a value can be coarsened; the last leaves nothing."""
    if field.hierarchy:
        return max(len(levels) for levels in standard.hierarchy(field.hierarchy).values())
    return DATE_STEPS.get(field.type, 1)


def _effect(treatment: Treatment, field: Field, standard: Standard, *, agreed: bool) -> _Effect:
    if treatment.unless and agreed:
        return _Effect("scrub" if field.free_text else "keep")
    effect = _general_effect(treatment, agreed=agreed)
    if effect.sort != "level":
        return effect
    if effect.size >= depth(field, standard):
        return _Effect("empty")
    return _Effect("level" if field.hierarchy else "cut", effect.size)


def _general_effect(treatment: Treatment, *, agreed: bool) -> _Effect:
    """Return what a treatment does to the cells of a field of which nothing is known."""
    if treatment.unless and agreed:
        return _Effect("keep")
    if treatment.method == "top-code":
        return _Effect("top", treatment.above or 0, treatment.step or 0)
    if treatment.method == "round":
        return _rounded(treatment.to)
    if treatment.scope:
        return _Effect("quote")
    if treatment.method == "generalize":
        return _Effect("level", treatment.level or 0)
    return _Effect("empty" if treatment.method == "drop" else treatment.method)


def _rounded(to: int | str | None) -> _Effect:
    return _Effect("cut", _CUTS[to]) if isinstance(to, str) else _Effect("round", to or 0)


def _at_least(a: _Effect, b: _Effect) -> bool:
    if a == b or a.sort == "empty" or b.sort == "keep":
        return True
    if a.sort != b.sort:
        return (a.sort, b.sort) == ("quote", "scrub")
    if a.sort == "round":
        return a.size % b.size == 0
    if a.sort == "top":
        return a.size <= b.size and a.step == b.step
    return a.size >= b.size
