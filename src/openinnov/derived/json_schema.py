"""The JSON Schema of a submission that is one JSON document.

The document is an object with an array of objects for each table, and what describes the package
as ``descriptor``. How cells are written:

* numbers, years, true and false as such; a decimal as number or as text, because text keeps every
  digit in every program, and numbers with more than fifteen digits do not;
* a list as array, all else as text;
* a cell that is not given is left out, or null.

What one row cannot tell is not in it: keys, references between tables, and the rules. Nor is that a
decimal, written as number, has at most nine decimals, and that a text without a stated length has
at most 1 MiB: it says so of characters, and validation of bytes.
"""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urljoin

from openinnov.derived import patterns
from openinnov.standard import Field, Standard, Table
from openinnov.standard.patterns import BREAK, CONTROL, EMAIL, LANGUAGE, SPACE, WEB

#: The longest text without a stated length.
_LONGEST = 1 << 20
_SHARED: dict[str, dict[str, Any]] = {
    "line": {
        "$comment": "No line breaks, and no invisible characters.",
        "not": {"type": "string", "pattern": f"[{BREAK}{CONTROL}]"},
    },
    "lines": {
        "$comment": "No invisible characters, but line breaks and tabs.",
        "pattern": f"^{patterns.TEXT}$",
    },
    "item": {
        "$comment": "No semicolon, no spaces around, no invisible characters.",
        "type": "string",
        "pattern": f"^(?:{patterns.ITEM})$",
        "not": {"type": "string", "pattern": rf"[{CONTROL}]|^[\t\n\r]*$"},
    },
    "filled": {"$comment": "More than white space.", "pattern": f"[^{SPACE}]"},
}


def json_schema(standard: Standard) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a whole submission.

    >>> from openinnov.standard import load
    >>> json_schema(load())["required"]
    ['organization']
    """
    tables = standard.tables.values()
    lists = {name for table in tables for field in table.fields.values() for name in _lists(field)}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": urljoin(standard.namespace, "submission.schema.json"),
        "$comment": f"Version {standard.version}",
        "title": standard.title,
        "description": "A submission: an array of rows for each table.",
        "type": "object",
        "properties": {
            "descriptor": {
                "description": "What datapackage.json says of a package, without resources.",
                "type": "object",
            },
            **{
                table.name: {"type": "array", "items": {"$ref": f"#/$defs/{table.name}"}}
                for table in tables
            },
        },
        "required": [table.name for table in tables if table.required],
        "additionalProperties": False,
        "$defs": {
            **{table.name: _row(standard, table) for table in tables},
            **_SHARED,
            **{f"codelist-{name}": _codes(standard, name) for name in sorted(lists)},
        },
    }


def derive(standard: Standard, language: str = "en") -> str:
    """Return the JSON Schema as the text of a file."""
    return json.dumps(json_schema(standard), ensure_ascii=False, indent=2) + "\n"


def _row(standard: Standard, table: Table) -> dict[str, Any]:
    return {
        "title": table.title,
        "description": table.description,
        "type": "object",
        "properties": {field.name: _cell(standard, field) for field in table.fields.values()},
        "required": [field.name for field in table.fields.values() if field.required],
        "additionalProperties": False,
    }


def _cell(standard: Standard, field: Field) -> dict[str, Any]:
    said = {"title": field.title, "description": field.description}
    value = _TYPES[field.type](standard, field)
    if field.required:
        return said | value
    if "type" not in value or "enum" in value:
        return said | {"anyOf": [value, {"type": "null"}]}
    kinds = [value["type"]] if isinstance(value["type"], str) else value["type"]
    return said | value | {"type": [*kinds, "null"]}


def _codes(standard: Standard, name: str) -> dict[str, Any]:
    codelist = standard.codelists[name]
    return {"title": codelist.title, "enum": list(codelist.valid)}


def _lists(field: Field) -> tuple[str, ...]:
    # A language tag is more than a code: the type says its form, a rule its parts.
    return () if "language" in field.codelists or field.type == "integer" else field.codelists


def _string(standard: Standard, field: Field) -> dict[str, Any]:
    return _prose(field, "line")


def _text(standard: Standard, field: Field) -> dict[str, Any]:
    return _prose(field, "lines")


def _prose(field: Field, lines: str) -> dict[str, Any]:
    names = [lines, "filled"] if field.required else [lines]
    return {
        "type": "string",
        "minLength": field.min_length or 1,
        "maxLength": field.max_length or _LONGEST,
        **_pattern(field),
        "allOf": [{"$ref": f"#/$defs/{name}"} for name in names],
    }


def _pattern(field: Field) -> dict[str, Any]:
    return {} if field.pattern is None else {"pattern": f"^(?:{field.pattern})$"}


def _code(standard: Standard, field: Field) -> dict[str, Any]:
    return _listed(field, _prose(field, "line"))


def _list(standard: Standard, field: Field) -> dict[str, Any]:
    value = {
        "type": "array",
        "items": _listed(field, {"$ref": "#/$defs/item"} | _pattern(field)),
        "uniqueItems": True,
    }
    return value | {"contains": {"$ref": "#/$defs/filled"}} if field.required else value


def _listed(field: Field, other: dict[str, Any]) -> dict[str, Any]:
    """Return the known codes of a field, and whatever else it takes."""
    known = [{"$ref": f"#/$defs/codelist-{name}"} for name in _lists(field)]
    if not known:
        return other
    if field.codelist_open:
        known.append(other)
    return known[0] if len(known) == 1 else {"anyOf": known}


def _matching(pattern: str, **more: str) -> Callable[[Standard, Field], dict[str, Any]]:
    # In Python `$` accepts a line break at the end, which the shared part refuses.
    text = {"type": "string", "pattern": f"^(?:{pattern})$", "$ref": "#/$defs/line"}
    return lambda _standard, _field: text | more


def _integer(standard: Standard, field: Field) -> dict[str, Any]:
    least, most = field.minimum, field.maximum
    codes = [code for name in field.codelists for code in standard.codelists[name].valid]
    return {
        "type": "integer",
        "minimum": 1 - patterns.LIMIT if least is None else int(least),
        "maximum": patterns.LIMIT - 1 if most is None else int(most),
        **({"enum": [int(code) for code in codes]} if codes else {}),
    }


def _decimal(standard: Standard, field: Field) -> dict[str, Any]:
    number: dict[str, Any] = {
        "type": "number",
        "exclusiveMinimum": -patterns.LIMIT,
        "exclusiveMaximum": patterns.LIMIT,
    }
    for key in ("minimum", "maximum", "exclusive_minimum"):
        bound = getattr(field, key)
        if bound is not None:
            number[_BOUNDS[key]] = int(bound) if bound % 1 == 0 else float(bound)
    pattern = patterns.decimal_within(field)
    if pattern is None:
        return number
    text = {"type": ["number", "string"], "pattern": f"^(?:{pattern})$", "$ref": "#/$defs/line"}
    if field.exclusive_minimum is None:
        return number | text
    bound = "-?0" if field.exclusive_minimum == 0 else str(int(field.exclusive_minimum))
    return number | text | {"not": {"type": "string", "pattern": rf"^{bound}(?:\.0*)?$"}}


_BOUNDS = {
    "minimum": "minimum",
    "maximum": "maximum",
    "exclusive_minimum": "exclusiveMinimum",
}
_TYPES: dict[str, Callable[[Standard, Field], dict[str, Any]]] = {
    "string": _string,
    "text": _text,
    "code": _code,
    "list": _list,
    "language": _matching(LANGUAGE),
    "email": _matching(EMAIL, format="idn-email"),
    "uri": _matching(WEB, format="iri"),
    "integer": _integer,
    "decimal": _decimal,
    "year": lambda _standard, _field: {"type": "integer", "minimum": 0, "maximum": 9999},
    "boolean": lambda _standard, _field: {"type": "boolean"},
    "date": _matching(patterns.DATE, format="date"),
    "partial_date": _matching(patterns.PARTIAL_DATE),
}
