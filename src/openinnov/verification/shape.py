"""Whether what a descriptor says of a table has the form that all checks of it rely on."""

from collections.abc import Mapping
from typing import Any


def is_table(resource: Mapping[str, Any]) -> bool:
    """Say whether a resource describes a table, with a schema of a form that can be read."""
    schema = resource.get("schema")
    if not isinstance(schema, dict) or not isinstance(resource.get("name"), str):
        return False
    fields, keys = schema.get("fields"), schema.get("foreignKeys", [])
    return (
        isinstance(fields, list)
        and all(map(_is_field, fields))
        and isinstance(keys, list)
        and all(map(_is_key, keys))
        and _is_names(schema.get("primaryKey", []))
        and _is_names(schema.get("openinnov:observed", []))
        and isinstance(schema.get("openinnov:subject", ""), str)
    )


def _is_field(field: object) -> bool:
    return (
        isinstance(field, dict)
        and isinstance(field.get("name"), str)
        and isinstance(field.get("constraints", {}), dict)
        and _is_names(field.get("openinnov:property", []))
    )


def _is_key(key: object) -> bool:
    if not isinstance(key, dict):
        return False
    target = key.get("reference")
    return (
        _is_names(key.get("fields"))
        and isinstance(target, dict)
        and isinstance(target.get("resource"), str)
    )


def _is_names(value: object) -> bool:
    """Say whether a value is a text, or a list of texts."""
    return isinstance(value, str) or (
        isinstance(value, list) and all(isinstance(each, str) for each in value)
    )
