"""The constraints of SHACL on the objects of a property, and the shapes that they share."""

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from urllib.parse import quote

from openinnov.derived import patterns
from openinnov.derived.ordered_graph import Name, Statement, Text
from openinnov.derived.shapes import PARTIAL_DATES, STRING, TEXT, Codes, PropertyShape
from openinnov.standard.patterns import BREAK, CONTROL, SPACE

#: The nodes that each shape may refer to, by their role.
_LINE, _LINES, _FILLED, _PARTIAL_DATE = "line", "lines", "filled", "partial-date"
COARSENED = "coarsened"
#: What the value of a constraint is: another node, or a literal.
Constraint = tuple[str, str | Text | Name]
#: A place of a list of RDF, and what stands there.
Item = tuple[str, str | Text | Name]
_ESCAPED = re.compile(r"\\x([0-9A-Fa-f]{2})")


def constraints(shape: PropertyShape, node: Callable[..., str]) -> Iterator[Constraint]:
    """Yield what each object of a property has to be, but for the list that it stands in."""
    if not shape.forms:
        yield "sh:nodeKind", Name("sh:IRI")
        if shape.iri is not None:
            yield "sh:pattern", Text(pattern(shape.iri))
        return
    if len(shape.forms) > 1:
        yield "sh:node", node(_PARTIAL_DATE)
        return
    ((datatype, form),) = shape.forms
    yield "sh:datatype", Name(datatype)
    if form is not None:
        yield "sh:pattern", Text(pattern(form))
    if datatype in {STRING, TEXT}:
        yield "sh:node", node(_LINES if shape.field.type == "text" else _LINE)
        if shape.field.required:
            yield "sh:node", node(_FILLED)
    yield from _bounds(shape, datatype)


def _bounds(shape: PropertyShape, datatype: str) -> Iterator[Constraint]:
    field = shape.field
    for name, length in (("sh:minLength", field.min_length), ("sh:maxLength", field.max_length)):
        if length is not None:
            yield name, number(length)
    for name, bound in (
        ("sh:minInclusive", field.minimum),
        ("sh:maxInclusive", field.maximum),
        ("sh:minExclusive", field.exclusive_minimum),
    ):
        if bound is not None:
            yield name, number(bound, datatype)


def number(value: int | Decimal, datatype: str = "xsd:integer") -> Text:
    """Return a number as literal."""
    return Text(str(value), datatype=datatype)


def pattern(text: str) -> str:
    r"""Return a pattern of the standard as SHACL has it, where it is sought in the whole text.

    XPath, whose regular expressions SHACL takes, has no escape for a character by its number, and
    no text of XML holds the character 0.

    >>> pattern("[A-Z]{2}")
    '^(?:[A-Z]{2})$'
    """
    return f"^(?:{_characters(text)})$"


def _characters(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(max(1, int(found[1], 16))), text)


def shared(node: Callable[..., str]) -> Iterator[Statement]:
    """Yield the shapes of texts and of dates, to which those of properties refer."""
    # In Python `$` accepts a line break at the end; sought anywhere, none slips through.
    broken = _characters(f"[{BREAK}{CONTROL}]")
    yield from (
        (node("breaks"), "sh:pattern", Text(broken)),
        (node(_LINE), "sh:not", node("breaks")),
        (node(_LINES), "sh:pattern", Text(_characters(f"^{patterns.TEXT}$"))),
        (node(_FILLED), "sh:pattern", Text(_characters(f"[^{SPACE}]"))),
        (node(COARSENED), "sh:datatype", Name(STRING)),
        (node(COARSENED), "sh:node", node(_LINE)),
    )
    dates = []
    for datatype, form in PARTIAL_DATES.items():
        date = node(_PARTIAL_DATE, datatype.partition(":")[2])
        dates.append(date)
        yield date, "sh:datatype", Name(datatype)
        yield date, "sh:pattern", Text(pattern(form))
    yield from either(node(_PARTIAL_DATE), *dates)
    for role in ("breaks", _LINE, _LINES, _FILLED, COARSENED, _PARTIAL_DATE):
        yield node(role), "rdf:type", Name("sh:NodeShape")
    for date in dates:
        yield date, "rdf:type", Name("sh:NodeShape")


def named(document: str, *parts: str) -> str:
    """Return the IRI of a node, which is named by its role."""
    return f"{document}#{'-'.join(quote(part, safe='') for part in parts)}"


def places(document: str, name: str, codes: Codes) -> list[Item]:
    """Return the places of a list of codes."""
    return [
        (
            named(document, "codes", name, *([] if len(codes.lists) == 1 else [of]), code),
            number(int(iri)) if iri == code else iri,
        )
        for of, code, iri in codes.values
    ]


def either(node: str, *shapes: str) -> Iterator[Statement]:
    """Yield that one of several shapes has to hold of what a shape is about."""
    places = [f"{node}-or-{number}" for number in range(1, len(shapes) + 1)]
    yield node, "sh:or", places[0]
    yield from listed(list(zip(places, shapes, strict=True)))


def listed(items: Sequence[Item]) -> Iterator[Statement]:
    """Yield a list of RDF, of which each place has an IRI."""
    for number_, (place, item) in enumerate(items, start=1):
        yield place, "rdf:first", item
        end = number_ == len(items)
        yield place, "rdf:rest", Name("rdf:nil") if end else items[number_][0]
