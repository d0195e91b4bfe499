"""What a check demands of a field, for programs and for the sentences that say it."""

from collections.abc import Mapping

from openinnov.engine.checks import LONGEST
from openinnov.standard import Field, Form, Standard, Table

#: How many codes are named.
CODES = 8
#: The property of the field that each check is about.
_BOUNDS = {
    "exclusive-maximum": "exclusive_maximum",
    "exclusive-minimum": "exclusive_minimum",
    "max-length": "max_length",
    "maximum": "maximum",
    "min-length": "min_length",
    "minimum": "minimum",
}


def demand(standard: Standard, table: Table, name: str, check: str) -> Mapping[str, str]:
    """Return what a check demands of a field, by names such as "minimum", "type" or "codes"."""
    field = table.fields[name]
    if check == "foreign-key":
        return _target(table, field)
    if field.form is not None and check in {"type", "enum", *field.form.bounds}:
        return _form(field, field.form, check)
    return _own(standard, field, check)


def _own(standard: Standard, field: Field, check: str) -> Mapping[str, str]:
    if check in _BOUNDS:
        bound = getattr(field, _BOUNDS[check])
        return {check: str(LONGEST), "unit": "bytes"} if bound is None else {check: str(bound)}
    if check == "type":
        return {"type": field.type}
    if check == "pattern":
        demanded = {"pattern": field.pattern or "", "description": field.description}
        return demanded if field.example is None else {**demanded, "example": field.example}
    if check in {"codelist", "unlisted-code"}:
        return _codes(standard, field)
    return {}


def _target(table: Table, field: Field) -> Mapping[str, str]:
    if field.reference:
        return {"table": field.reference.table, "field": field.reference.field}
    # A finding about a key of several fields is one about the first of them.
    key = next(key for key in table.foreign_keys if key.fields[0] == field.name)
    return {"table": key.table, "field": ", ".join(key.target)}


def _form(field: Field, form: Form, check: str) -> Mapping[str, str]:
    """Return the same of a field of another's Table Schema."""
    if check == "enum":
        values = form.enums[0]
        named = {"values": ", ".join(values[:CODES])}
        return named if len(values) <= CODES else {**named, "total": str(len(values))}
    if check in form.bounds:
        return {check: form.bounds[check]}
    if field.type == "boolean":
        return {"type": "flag", "values": ", ".join((*form.true_values, *form.false_values))}
    if field.type == "list":
        return {"type": "items", "delimiter": form.delimiter}
    return {"type": field.type}


def _codes(standard: Standard, field: Field) -> Mapping[str, str]:
    codes = [code for name in field.codelists for code in standard.codelists[name].valid]
    named = {"codelists": ", ".join(field.codelists), "codes": ", ".join(codes[:CODES])}
    return named if len(codes) <= CODES else {**named, "total": str(len(codes))}
