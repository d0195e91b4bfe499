"""What a check demands of a field, for programs and for the sentences that say it."""

from collections.abc import Mapping

from openinnov.engine.checks import LONGEST
from openinnov.standard import Field, Standard

#: How many codes are named.
_CODES = 8
#: The property of the field that each check is about.
_BOUNDS = {
    "exclusive-maximum": "exclusive_maximum",
    "exclusive-minimum": "exclusive_minimum",
    "max-length": "max_length",
    "maximum": "maximum",
    "min-length": "min_length",
    "minimum": "minimum",
}


def demand(standard: Standard, field: Field, check: str) -> Mapping[str, str]:
    """Return what a check demands, by names such as "minimum", "type" or "codes"."""
    if check in _BOUNDS:
        bound = getattr(field, _BOUNDS[check])
        return {check: str(LONGEST), "unit": "bytes"} if bound is None else {check: str(bound)}
    if check == "type":
        return {"type": field.type}
    if check == "pattern":
        return {"pattern": field.pattern or "", "description": field.description}
    if check in {"codelist", "unlisted-code"}:
        return _codes(standard, field)
    if check == "foreign-key" and field.reference:
        return {"table": field.reference.table, "field": field.reference.field}
    return {}


def _codes(standard: Standard, field: Field) -> Mapping[str, str]:
    codes = [code for name in field.codelists for code in standard.codelists[name].valid]
    named = {"codelists": ", ".join(field.codelists), "codes": ", ".join(codes[:_CODES])}
    return named if len(codes) <= _CODES else {**named, "total": str(len(codes))}
