"""All faults of a document are found, and those of the profile itself are what JSON Schema says."""

from openinnov.standard.profile import faults

SHAPE = {
    "type": "object",
    "required": ["name", "kind"],
    "additionalProperties": False,
    "properties": {
        "name": {"type": "string", "pattern": "^[a-z]+$"},
        "kind": {"enum": ["a", "b"]},
        "size": {"oneOf": [{"type": "integer", "minimum": 1}, {"type": "string"}]},
        "parts": {"type": "array", "items": {"$ref": "#/$defs/part"}},
    },
}
PART = {"type": "object", "properties": {"name": {"type": "string"}, "one": {"type": "boolean"}}}


def _faults(document):
    return [": ".join((*place, fault)) for place, fault in faults(document, SHAPE, {"part": PART})]


def test_document_of_the_right_shape_has_no_fault():
    assert _faults({"name": "x", "kind": "a", "size": 1, "parts": [{"one": True}]}) == []
    assert _faults({"name": "x", "kind": "b", "size": "1", "parts": []}) == []


def test_all_faults_of_a_document_are_found():
    parts = [{"name": "first", "one": 1}, {"one": "yes"}, {"name": 3, "other": 4}]

    assert _faults({"name": "X", "colour": 1, "size": 1.5, "parts": parts, "shade": 2}) == [
        "needs kind: one of a, b",
        "name: must look like ^[a-z]+$",
        "unknown key colour",
        "size: must be a whole number or a text",
        "parts: first: one: must be true or false",
        "parts: 2: one: must be true or false",
        "parts: 3: name: must be a text",
        "unknown key shade",
    ]
