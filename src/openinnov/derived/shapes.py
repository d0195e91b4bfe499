"""What the standard demands of linked data: for the records of each table, property by property.

This is said of what is published, not of how it is written: SHACL says it to others, and the check
of a package to us. A cell that was withheld or coarsened has a notice, a record of ``withheld``;
then nothing is demanded of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import quote

from openinnov.derived import patterns
from openinnov.derived.json_ld_context import DATATYPES, PLAIN, SCHEMES
from openinnov.derived.marks import marks
from openinnov.exceptions import StandardError
from openinnov.standard import Field, Shortcut, Standard, Table
from openinnov.standard.patterns import DECIMAL, EMAIL, INTEGER, LANGUAGE, WEB, YEAR

#: The class of the tables of which a row is a statement about another record, and no record.
STATEMENT = "rdf:Statement"
#: The table whose records are notices of what is not there.
NOTICES = "withheld"
#: The properties by which a notice names a record and a property; one about all names none.
_ABOUT = frozenset({"rdf:subject", "rdf:predicate"})
TEXT, STRING = "rdf:langString", "xsd:string"
_PATTERNS = {
    "xsd:integer": INTEGER,
    "xsd:decimal": DECIMAL,
    "xsd:gYear": YEAR,
    "xsd:boolean": "true|false",
    "xsd:date": patterns.DATE,
    "xsd:language": LANGUAGE,
}
#: The datatypes of a date that may be a year or a month, each with what it looks like.
PARTIAL_DATES = {
    "xsd:gYear": patterns.PARTIAL_YEAR,
    "xsd:gYearMonth": patterns.PARTIAL_MONTH,
    "xsd:date": patterns.DATE,
}
#: The kinds of tables of which values are coarsened, and of which no notice names a record, because
#: their ids are hidden.
_HIDDEN = frozenset({"microdata", "personal", "intake"})


@dataclass(frozen=True, slots=True)
class Codes:
    """The codes that may be the objects of a property."""

    #: Of which lists, in this order.
    lists: tuple[str, ...]
    #: The IRI of each, or the text of a number, after its list and its code.
    values: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class PropertyShape:
    """What is demanded of the objects of a property of the records of a table."""

    field: Field
    #: A compact IRI.
    property: str
    #: The datatypes that a literal may have, each with what it looks like; none of a resource.
    forms: tuple[tuple[str, str | None], ...] = ()
    #: What the IRI of a resource looks like, without anchors.
    iri: str | None = None
    #: The codes that alone may stand here.
    codes: Codes | None = None
    #: The codes of an open list, besides which others may stand here.
    known: Codes | None = None
    #: The codes of the field itself, where another table says more with the same property.
    own: Codes | None = None
    #: Whether a record may have several, apart from one text in each language.
    many: bool = False
    #: Whether a record without it is no whole record; "noticed": unless a notice says why;
    #: "hidden": the same where no notice names the record.
    required: str = ""
    #: Whether a release may hold a coarser text in its place.
    coarsened: bool = False
    #: The table that has to hold the record that is named.
    target: str | None = None
    #: What may stand in the place of a value, for all or for what is withheld: compact IRIs of a
    #: property of resources, else texts.
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shape:
    """What is demanded of the records of a table."""

    table: Table
    #: The class that records of no other table have, as compact IRI.
    own_class: str
    properties: tuple[PropertyShape, ...]


def shapes(standard: Standard) -> tuple[Shape, ...]:
    """Return what is demanded of the records of each table, in the order of the standard.

    Raises `StandardError` for a table that has no class of its own.
    """
    return tuple(
        Shape(table, own_class(standard, table), tuple(_properties(standard, table)))
        for table in standard.tables.values()
        if STATEMENT not in table.classes
    )


def own_class(standard: Standard, table: Table) -> str:
    """Return the class that records of no other table have; raise `StandardError` without one."""
    others = {
        name
        for each in standard.tables.values()
        if each.name != table.name
        for name in each.classes
    }
    for name in table.classes:
        if name not in others:
            return name
    raise StandardError(f"{table.name}.json: openinnov:class: name a class that no table has")


def code_iri(standard: Standard, codelist: str, code: str) -> str:
    """Return the IRI of a code, which may be one that the list does not have."""
    known = standard.codelists[codelist].codes.get(code)
    own = f"{standard.code_base}/{codelist}/{quote(code, safe='')}"
    return (known.iri if known else "") or own


def _properties(standard: Standard, table: Table) -> Iterator[PropertyShape]:
    more = dict(_shortcuts(standard, table))
    for field in table.fields.values():
        for name in field.properties:
            shape = property_shape(standard, table, field, name)
            shape = replace(shape, marks=tuple(marks(table, field, is_text=bool(shape.forms))))
            other = more.pop(name, None)
            yield _joined(shape, other) if other else shape
    yield from more.values()


def _shortcuts(standard: Standard, table: Table) -> Iterator[tuple[str, PropertyShape]]:
    """Yield what other tables say of the records of a table, each after its property."""
    for other in standard.tables.values():
        if other.shortcut and _is_about(other, other.shortcut, table):
            field = other.fields[other.shortcut.object]
            codes = _codes(standard, field)
            name = other.shortcut.property
            yield name, PropertyShape(field, name, codes=codes, many=True)


def _is_about(table: Table, shortcut: Shortcut, other: Table) -> bool:
    reference = table.fields[shortcut.subject].reference
    return reference is not None and reference.table == other.name


def _joined(shape: PropertyShape, more: PropertyShape) -> PropertyShape:
    """Return what is demanded of a property with which two tables say something."""
    if shape.codes is None or more.codes is None:
        raise StandardError(
            f"{shape.field.name}: openinnov:shortcut: join two closed lists of codes"
        )
    both = Codes((*shape.codes.lists, *more.codes.lists), (*shape.codes.values, *more.codes.values))
    return PropertyShape(
        shape.field, shape.property, codes=both, own=shape.codes, many=True, required=shape.required
    )


def property_shape(standard: Standard, table: Table, field: Field, name: str) -> PropertyShape:
    """Return what a field by itself demands of one of its properties."""
    forms = () if name in _ABOUT else _forms(field, name)
    codes = _codes(standard, field) if "language" not in field.codelists else None
    closed = field.closed and codes is not None
    reference = field.reference
    return PropertyShape(
        field,
        name,
        forms=forms,
        iri=None if forms or closed else _iri(standard, field, name, codes),
        codes=codes if closed else None,
        known=None if closed else codes,
        many=field.type == "list",
        required="" if name in _ABOUT else _required(table, field),
        coarsened=field.privacy != "public" and table.kind in _HIDDEN,
        target=reference.table if reference and not reference.external else None,
    )


def _forms(field: Field, name: str) -> tuple[tuple[str, str | None], ...]:
    if name in SCHEMES or field.reference or field.type == "uri":
        return ()
    if "language" in field.codelists:
        return (("xsd:language", LANGUAGE),)
    if field.codelists and field.type != "integer":
        return ()
    if field.type == "partial_date":
        return tuple(PARTIAL_DATES.items())
    if field.translatable and name not in PLAIN:
        return ((TEXT, field.pattern),)
    datatype = DATATYPES.get(field.type, STRING)
    own = EMAIL if field.type == "email" else field.pattern
    return ((datatype, _PATTERNS.get(datatype, own)),)


def _iri(standard: Standard, field: Field, name: str, codes: Codes | None) -> str | None:
    if name in _ABOUT:
        return None
    if name in SCHEMES:
        # Of an address all but these characters is encoded, the letters of other scripts too.
        address = r"[A-Za-z0-9._~%+-]+@[A-Za-z0-9._~%+-]+"
        return f"{SCHEMES[name]}(?:{field.pattern or address})"
    if field.reference:
        key = field.pattern or "[^/]+"
        return f".+/{field.reference.table}/(?:{key})"
    if codes is not None:
        starts = {f"{standard.code_base}/{each}/" for each in codes.lists}
        starts |= {iri.rpartition("/")[0] + "/" for _, _, iri in codes.values}
        return f"(?:{'|'.join(_escaped(start) for start in sorted(starts))})[^/]+"
    return WEB


def _escaped(text: str) -> str:
    return text.replace(".", r"\.")


def _codes(standard: Standard, field: Field) -> Codes | None:
    if not field.codelists:
        return None
    numbers = field.type == "integer"
    values: dict[str, tuple[str, str, str]] = {}
    for name in field.codelists:
        for code in standard.codelists[name].valid:
            iri = code if numbers else code_iri(standard, name, code)
            values.setdefault(code, (name, code, iri))
    return Codes(field.codelists, tuple(values.values()))


def _required(table: Table, field: Field) -> str:
    if not field.required:
        return ""
    if field.name in table.primary_key:
        return "always"
    return "hidden" if table.kind in _HIDDEN and field.privacy != "public" else "noticed"
