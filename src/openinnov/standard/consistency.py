"""What the files of a standard must fulfil together; each fault names its file and place."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from openinnov.exceptions import StandardError
from openinnov.standard.values import CLASSES, KINDS, Field, Standard, Table

#: The Table Schema type under which each type of the standard appears to other tools.
TABLE_SCHEMA_TYPES = {
    "string": "string",
    "text": "string",
    "code": "string",
    "list": "list",
    "language": "string",
    "email": "string",
    "uri": "string",
    "integer": "integer",
    "decimal": "number",
    "year": "year",
    "boolean": "boolean",
    "date": "date",
    "partial_date": "string",
}
#: What regular expression engines disagree on: look-around and inline flags, possessive and atomic
#: groups, escapes other than of punctuation, and repetitions above 1000, which RE2 refuses.
_NOT_PORTABLE = re.compile(
    r"\(\?(?!:)|[*+?}]\+|\\[A-Za-z0-9]|\{[0-9]*,?(?:1[0-9]{3}|[2-9][0-9]{3}|[0-9]{5,})"
)
_CHARACTER_CLASS = re.compile(r"\[(?:\\.|[^\]])*\]|\\.")
_VARIABLE = re.compile(r"\{\+?([^}]*)\}")


def check_descriptor(file: str, schema: Mapping[str, Any], profile: Mapping[str, Any]) -> None:
    """Raise `StandardError` when a Table Schema lacks or misspells what the standard is made of."""
    table_keys = profile["properties"]
    field_keys = profile["$defs"]["field"]["properties"]
    for fault in _descriptor_faults(schema, table_keys, field_keys):
        raise StandardError(f"{file}: {fault}")


def _descriptor_faults(
    schema: Mapping[str, Any], table_keys: Mapping[str, Any], field_keys: Mapping[str, Any]
) -> Iterator[str]:
    for key in ("name", "title", "description", "fields", "primaryKey"):
        if key not in schema:
            yield f"the table needs {key}"
    yield from (f"unknown key {key}" for key in schema if key not in table_keys)
    if schema.get("openinnov:kind") not in KINDS:
        yield f"openinnov:kind must be one of {', '.join(KINDS)}"
    for key in ("openinnov:class", "openinnov:subject"):
        if key not in schema:
            yield f"the table needs {key}"
    for field in schema["fields"]:
        for fault in _field_faults(field, field_keys):
            yield f"field {field.get('name')}: {fault}"


def _field_faults(field: Mapping[str, Any], keys: Mapping[str, Any]) -> Iterator[str]:
    for key in ("name", "type", "title", "description", "openinnov:type"):
        if key not in field:
            yield f"needs {key}"
    yield from (f"unknown key {key}" for key in field if key not in keys)
    if field.get("openinnov:privacy") not in CLASSES:
        yield f"say in openinnov:privacy who may see it: one of {', '.join(CLASSES)}"
    kind = field.get("openinnov:type")
    if kind not in TABLE_SCHEMA_TYPES:
        yield f"openinnov:type must be one of {', '.join(TABLE_SCHEMA_TYPES)}"
    elif field["type"] not in {TABLE_SCHEMA_TYPES[kind], "integer" if kind == "code" else ""}:
        yield f"openinnov:type {kind} goes with type {TABLE_SCHEMA_TYPES[kind]}"


def check_consistency(standard: Standard) -> None:
    """Raise `StandardError` when something in the standard resolves to nothing."""
    for table in standard.tables.values():
        for place, fault in _table_faults(standard, table):
            raise StandardError(f"{table.name}.json: {place}: {fault}")


def _named_fields(table: Table) -> Iterator[tuple[str, str]]:
    """Yield each place of a table outside its fields that names one of them, and the name."""
    yield from (("primaryKey", name) for name in table.primary_key)
    variables = _VARIABLE.findall(table.subject)
    yield from (("openinnov:subject", name) for name in variables if name != "base")
    if table.consent:
        slots = (getattr(table.consent, slot) for slot in table.consent.__slots__)
        yield from (("openinnov:consent", name) for name in slots if name is not None)
    if table.individual:
        names = (table.individual.when, *table.individual.fields)
        yield from (("openinnov:individual", name) for name in names)
    if table.language:
        yield "openinnov:language", table.language
    if table.shortcut:
        yield "openinnov:shortcut", table.shortcut.subject
        yield "openinnov:shortcut", table.shortcut.object


def _table_faults(standard: Standard, table: Table) -> Iterator[tuple[str, str]]:
    for place, name in _named_fields(table):
        if name not in table.fields:
            yield place, f"the table has no field {name}"
    for iri in table.classes:
        if iri.partition(":")[0] not in standard.prefixes:
            yield "openinnov:class", f"the prefix of {iri} is not declared in datapackage.json"
    for field in table.fields.values():
        for fault in _resolution_faults(standard, field):
            yield f"field {field.name}", fault


def _resolution_faults(standard: Standard, field: Field) -> Iterator[str]:
    for name in field.codelists:
        if name not in standard.codelists:
            yield f"the codelist {name} is not listed in codelists.csv"
        elif not (standard.root / "codelists" / f"{name}.csv").is_file():
            yield f"there is no file codelists/{name}.csv"
    target = field.reference
    if target and target.field not in getattr(standard.tables.get(target.table), "fields", ()):
        yield f"it refers to {target.table}.{target.field}, which does not exist"
    if field.hierarchy and not (standard.root / "hierarchies" / f"{field.hierarchy}.csv").is_file():
        yield f"there is no file hierarchies/{field.hierarchy}.csv"
    for iri in field.properties:
        prefix, _, local = iri.partition(":")
        if prefix not in standard.prefixes or not re.fullmatch(r"[A-Za-z_][\w.-]*", local):
            yield f"the property {iri} is no compact IRI with a prefix of datapackage.json"
    if field.pattern is not None and not portable(field.pattern):
        yield f"the pattern {field.pattern} means different things to different engines"


def portable(pattern: str) -> bool:
    r"""Say whether a pattern means the same in Python, RE2, Java and ECMAScript.

    >>> portable("[a-z]{2,3}(-[0-9]+)*"), portable(r"\d+"), portable("^a$"), portable("(?=a)a")
    (True, False, False, False)
    """
    if _NOT_PORTABLE.search(pattern) or set("^$") & set(_CHARACTER_CLASS.sub("", pattern)):
        return False
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True
