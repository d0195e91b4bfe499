"""Whether a document has the shape that a profile gives it.

This is the part of JSON Schema that ``profile.json`` needs; the faults name what people wrote.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

#: What Python makes of each type of JSON, and what people call it.
_TYPES: Mapping[str, tuple[tuple[type, ...], str]] = {
    "object": ((dict,), "an object"),
    "array": ((list,), "a list"),
    "string": ((str,), "a text"),
    "boolean": ((bool,), "true or false"),
    "integer": ((int,), "a whole number"),
    "number": ((int, float), "a number"),
}
Fault = tuple[tuple[str, ...], str]


def faults(value: Any, shape: Mapping[str, Any], definitions: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield the place of each fault in a document, as names from the outside in, and the fault.

    >>> list(faults({"size": "1"}, {"properties": {"size": {"type": "integer"}}}, {}))
    [(('size',), 'must be a whole number')]
    """
    if "$ref" in shape:
        shape = definitions[shape["$ref"].rpartition("/")[2]]
    if "oneOf" in shape:
        fitting = [each for each in shape["oneOf"] if _is(value, each["type"])]
        if not fitting:
            yield (), f"must be {' or '.join(_TYPES[s['type']][1] for s in shape['oneOf'])}"
            return
        shape = fitting[0]
    if "type" in shape and not _is(value, shape["type"]):
        yield (), f"must be {_TYPES[shape['type']][1]}"
        return
    yield from (((), fault) for fault in _own_faults(value, shape))
    if isinstance(value, dict):
        yield from _faults_within(value, shape, definitions)
    elif isinstance(value, list):
        for number, item in enumerate(value, start=1):
            name = item.get("name") if isinstance(item, dict) else None
            for place, each in faults(item, shape.get("items", {}), definitions):
                yield (name if isinstance(name, str) else str(number), *place), each


def _faults_within(
    value: Mapping[str, Any], shape: Mapping[str, Any], definitions: Mapping[str, Any]
) -> Iterator[Fault]:
    known, others = shape.get("properties", {}), shape.get("additionalProperties", {})
    for key in shape.get("required", ()):
        if key not in value:
            yield (), f"needs {key}{_choice(known[key])}"
    for key, each in value.items():
        if key not in known and others is False:
            yield (), f"unknown key {key}"
            continue
        for place, fault in faults(each, known.get(key, others), definitions):
            yield (key, *place), fault


def _own_faults(value: Any, shape: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong with a value itself, whatever stands within it."""
    if value not in shape.get("enum", (value,)):
        yield f"must be one of {', '.join(shape['enum'])}"
    if value != shape.get("const", value):
        yield f"must be {shape['const']}"
    if "pattern" in shape and not re.search(shape["pattern"], value):
        yield f"must look like {shape['pattern']}"
    if "minimum" in shape and value < shape["minimum"]:
        yield f"must be {shape['minimum']} at least"
    if "minItems" in shape and len(value) < shape["minItems"]:
        yield f"must have {shape['minItems']} item at least"
    if "maxItems" in shape and len(value) > shape["maxItems"]:
        yield f"must have {shape['maxItems']} item at most"


def _is(value: Any, kind: str) -> bool:
    # Python takes true for a number.
    return isinstance(value, _TYPES[kind][0]) and isinstance(value, bool) == (kind == "boolean")


def _choice(shape: Mapping[str, Any]) -> str:
    return f": one of {', '.join(shape['enum'])}" if "enum" in shape else ""
