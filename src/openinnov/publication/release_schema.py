"""The Table Schema of a table as it is released: the standard after the policy."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from openinnov.standard import Field, Standard, Table
from openinnov.standard.consistency import TABLE_SCHEMA_TYPES

#: Types of the standard that Table Schema knows as a format of its strings.
_FORMATS = {"email": "email", "uri": "uri"}
#: Properties of ours that are true or absent, and the attribute that says so.
_MARKS = {
    "openinnov:waived": "waived",
    "openinnov:recommended": "recommended",
    "openinnov:translatable": "translatable",
    "openinnov:freeText": "free_text",
}


def release_schema(
    standard: Standard, table: Table, columns: Mapping[str, Sequence[str]]
) -> dict[str, Any]:
    """Return the schema of a table that is released with some of its columns.

    `columns` are the released fields of each table. What only a template needs, that a file may
    lack a column, is gone, and so are examples, which may be what the release holds back.
    References lead to released fields alone.
    """
    schema = standard.schema(table.name)
    names = columns[table.name]
    released = [table.fields[name] for name in names]
    kept = {
        key: value
        for key, value in schema.items()
        if key not in _REPLACED and set(_named_fields(key, value)) <= set(names)
    }
    schema = {**kept, "fields": [field_descriptor(field) for field in released]}
    observed = [name for name in table.observed if name in names]
    if observed:
        schema["openinnov:observed"] = observed
    if set(table.primary_key) <= set(names):
        schema["primaryKey"] = list(table.primary_key)
    keys = list(_foreign_keys(released, columns))
    return schema | ({"foreignKeys": keys} if keys else {})


_REPLACED = {
    *("fieldsMatch", "fields", "primaryKey", "foreignKeys"),
    *("openinnov:required", "openinnov:observed"),
}


def _named_fields(key: str, value: Any) -> Iterator[str]:
    """Yield the fields that a property of a table names."""
    if key == "openinnov:cube":
        yield from (value["measure"], *value["dimensions"])
    if key in {"openinnov:consent", "openinnov:individual"}:
        for names in value.values():
            yield from [names] if isinstance(names, str) else names


def field_descriptor(field: Field) -> dict[str, Any]:
    """Return the descriptor from which `openinnov.standard.field` makes this field."""
    descriptor: dict[str, Any] = {"name": field.name, "type": TABLE_SCHEMA_TYPES[field.type]}
    if field.type in _FORMATS:
        descriptor["format"] = _FORMATS[field.type]
    if field.type == "list":
        descriptor["delimiter"] = ";"
    descriptor |= {"title": field.title, "description": field.description}
    constraints = dict(_constraints(field))
    if constraints:
        descriptor["constraints"] = constraints
    return descriptor | dict(_own_properties(field))


def _constraints(field: Field) -> Iterator[tuple[str, Any]]:
    for name in ("required", "unique"):
        if getattr(field, name):
            yield name, True
    # The pattern of a list is one of its items.
    pattern = None if field.type == "list" else field.pattern
    for name, value in (
        ("minLength", field.min_length),
        ("maxLength", field.max_length),
        ("minimum", _number(field.minimum)),
        ("maximum", _number(field.maximum)),
        ("exclusiveMinimum", _number(field.exclusive_minimum)),
        ("pattern", pattern),
    ):
        if value is not None:
            yield name, value


def _number(bound: Decimal | None) -> int | float | None:
    if bound is None:
        return None
    return int(bound) if bound == bound.to_integral_value() else float(bound)


def _own_properties(field: Field) -> Iterator[tuple[str, Any]]:
    yield "openinnov:type", field.type
    if field.type == "list" and field.pattern is not None:
        yield "openinnov:itemPattern", field.pattern
    if field.properties:
        (*more, last) = field.properties
        yield "openinnov:property", [*more, last] if more else last
    yield "openinnov:privacy", field.privacy
    if field.codelists:
        own, *also = field.codelists
        codelist: dict[str, Any] = {"list": own, "open": field.codelist_open}
        yield "openinnov:codelist", codelist | ({"also": also} if also else {})
    for key, name in _MARKS.items():
        if getattr(field, name):
            yield key, True
    if field.count:
        yield "openinnov:count", "persons"
    for key, value in (("openinnov:merge", field.merge), ("openinnov:hierarchy", field.hierarchy)):
        if value is not None:
            yield key, value
    if field.reference and field.reference.external:
        yield "openinnov:external", f"{field.reference.table}.{field.reference.field}"


def _foreign_keys(
    released: Sequence[Field], columns: Mapping[str, Sequence[str]]
) -> Iterator[dict[str, Any]]:
    for field in released:
        target = field.reference
        if target and not target.external and target.field in columns.get(target.table, ()):
            yield {
                "fields": [field.name],
                "reference": {"resource": target.table, "fields": [target.field]},
            }
