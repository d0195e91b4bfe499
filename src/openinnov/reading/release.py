"""The standard as a release follows it: what its policy changed stands in its own schemas."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from openinnov.exceptions import SubmissionError
from openinnov.standard import CLASSES, Field, Reference, Standard, Table, field
from openinnov.standard.consistency import TABLE_SCHEMA_TYPES, portable


def release_standard(standard: Standard, resources: Sequence[Mapping[str, Any]]) -> Standard:
    """Return the standard with the tables that a release describes, and nothing else required."""
    schemas = {each.get("name"): each["schema"] for each in resources}
    tables = {
        name: _table(standard, table, schemas[name]) if name in schemas else _relaxed(table)
        for name, table in standard.tables.items()
    }
    return replace(standard, tables=tables)


def _relaxed(table: Table) -> Table:
    return replace(table, required=False)


def _table(standard: Standard, table: Table, schema: Mapping[str, Any]) -> Table:
    try:
        references = dict(_references(schema))
        released = {each["name"]: field(each, references) for each in schema["fields"]}
    except (KeyError, TypeError, ValueError, AttributeError, ArithmeticError):
        raise SubmissionError(
            f"datapackage.json: the schema of {table.name} is no schema of a release"
        ) from None
    return replace(
        table,
        required=False,
        fields={
            name: _released(standard, table, own, released[name])
            if name in released
            else replace(own, required=False, recommended=False, reference=None)
            for name, own in table.fields.items()
        },
    )


def _released(standard: Standard, table: Table, own: Field, other: Field) -> Field:
    """Return a field of a release, if it demands nothing that only its publisher understands."""
    understood = (
        other.type in TABLE_SCHEMA_TYPES
        and other.privacy in CLASSES
        and set(other.codelists) <= set(standard.codelists)
        and portable(other.pattern or "")
    )
    if not understood:
        raise SubmissionError(
            f"datapackage.json: the field {own.name} of {table.name} is not that of the standard"
        )
    # A release may not make open what the standard protects.
    privacy = max(own.privacy, other.privacy, key=CLASSES.index)
    example = own.example if own.pattern == other.pattern else None
    return replace(other, privacy=privacy, example=example)


def _references(schema: Mapping[str, Any]) -> Iterator[tuple[str, Reference]]:
    for key in schema.get("foreignKeys", []):
        target = key["reference"]
        names, fields = _list(key["fields"]), _list(target["fields"])
        yield names[0], Reference(target["resource"], fields[0], external=False)
    for each in schema["fields"]:
        if "openinnov:external" in each:
            name, _, target = each["openinnov:external"].partition(".")
            yield each["name"], Reference(name, target, external=True)


def _list(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else value
