"""What the object of a statement has to be, as SQL about its parts.

The parts are ``iri`` of a resource, and of a literal ``text``, ``datatype``, ``language``, and
``odd``, which says that it holds an escaped character that no text may hold; all that are not there
are null. ``known`` says that it is in the list of its property.
"""

from collections.abc import Iterator

from openinnov.derived.json_ld_context import DATATYPES
from openinnov.derived.shapes import STRING, TEXT, PropertyShape
from openinnov.engine.sql import conjunction, literal, matches
from openinnov.engine.types import TYPES
from openinnov.standard import Standard
from openinnov.standard.patterns import BREAK, CONTROL, SPACE

_NUMBERS = {DATATYPES["integer"], DATATYPES["decimal"]}


def condition(standard: Standard, shape: PropertyShape, base: str) -> str:
    """Say in SQL whether an object is as its shape demands; never null."""
    return f"({_value(standard, shape, base)}{_marks(standard, shape)})"


def _marks(standard: Standard, shape: PropertyShape) -> str:
    """Say in SQL that an object may also be what stands in the place of a value."""
    if not shape.marks:
        return ""
    if shape.forms:
        texts = ", ".join(map(literal, shape.marks))
        return f" OR coalesce(text IN ({texts}), FALSE) AND language IS NULL AND datatype IS NULL"
    iris = ", ".join(literal(_expanded(standard, name)) for name in shape.marks)
    return f" OR coalesce(iri IN ({iris}), FALSE)"


def _expanded(standard: Standard, compact: str) -> str:
    prefix, _, local = compact.partition(":")
    return standard.prefixes[prefix] + local


def _value(standard: Standard, shape: PropertyShape, base: str) -> str:
    if not shape.forms:
        demands = ["iri IS NOT NULL", *_resource(standard, shape, base)]
        return f"coalesce({conjunction(demands)}, FALSE)"
    forms = " OR ".join(
        f"({conjunction(list(_literal(standard, shape, *form)))})" for form in shape.forms
    )
    return f"coalesce(text IS NOT NULL AND ({forms}), FALSE)"


def _resource(standard: Standard, shape: PropertyShape, base: str) -> Iterator[str]:
    if shape.codes:
        yield "known"
    if shape.iri is not None:
        yield matches("iri", shape.iri)
    if shape.field.reference:
        target = shape.field.reference.table
        # A record of another publisher stands under the default base: where else, no file says.
        starts = {base, standard.base} if shape.field.reference.external else {base}
        either = (f"starts_with(iri, {literal(f'{start}/{target}/')})" for start in sorted(starts))
        yield f"({' OR '.join(either)})"


def _literal(
    standard: Standard, shape: PropertyShape, datatype: str, form: str | None
) -> Iterator[str]:
    if datatype == TEXT:
        yield "language IS NOT NULL"
    else:
        expected = (
            "IS NULL" if datatype == STRING else f"= {literal(_expanded(standard, datatype))}"
        )
        yield f"language IS NULL AND datatype {expected}"
    if form is not None:
        yield matches("text", form)
    if shape.codes:
        yield "known"
    if datatype in {STRING, TEXT}:
        yield from _texts(shape)
    if datatype in _NUMBERS:
        yield from _bounds(shape)


def _texts(shape: PropertyShape) -> Iterator[str]:
    field = shape.field
    kind = field.type if field.type in {"text", "list"} else "string"
    yield "NOT odd"
    if kind == "text":
        yield TYPES["text"].guard("text")
    else:
        yield f"NOT regexp_matches(text, {literal(f'[{BREAK}{CONTROL}]')})"
    if field.required:
        yield f"regexp_matches(text, {literal(f'[^{SPACE}]')})"
    if field.min_length is not None:
        yield f"length(text) >= {field.min_length}"
    if field.max_length is not None:
        yield f"length(text) <= {field.max_length}"


def _bounds(shape: PropertyShape) -> Iterator[str]:
    field, number = shape.field, "TRY_CAST(text AS DECIMAL(27, 9))"
    if field.minimum is not None:
        yield f"{number} >= {field.minimum}"
    if field.maximum is not None:
        yield f"{number} <= {field.maximum}"
    if field.exclusive_minimum is not None:
        yield f"{number} > {field.exclusive_minimum}"
