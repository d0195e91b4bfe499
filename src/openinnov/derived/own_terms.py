"""The standard's own classes and properties, with the tables and fields that use them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from openinnov.derived.shapes import STATEMENT, PropertyShape, own_class, property_shape
from openinnov.exceptions import StandardError
from openinnov.standard import Field, Standard, Table, Term, read_terms

#: Of what class the codes are.
CONCEPT = "skos:Concept"


@dataclass(frozen=True, slots=True)
class Use:
    """A field whose values are the objects of a property."""

    table: Table
    field: Field
    shape: PropertyShape
    #: The class of the records that have the property, as compact IRI.
    domain: str
    #: What an object is, as compact IRI; none where nothing holds of all of them.
    range: str | None
    #: Whether it tells observations apart: then their structure says what an object is.
    is_dimension: bool

    @property
    def grouped(self) -> bool:
        """Whether a release may hold the name of a group in the place of a value."""
        return self.shape.coarsened and self.field.hierarchy is not None


@dataclass(frozen=True, slots=True)
class Own:
    """A term of the standard's own namespace."""

    #: A compact IRI.
    name: str
    #: What it is, as compact IRI.
    type: str
    label: str
    definition: str
    #: What the keys of its translations begin with, and how those of label and definition end.
    key: str
    endings: tuple[str, str]
    #: What is said of it besides; none if it is the property of one field, or of equal ones.
    term: Term | None = None
    uses: tuple[Use, ...] = ()
    #: The table whose records are of this class, or whose observations have this structure.
    table: Table | None = None

    @property
    def local(self) -> str:
        """The name without its prefix."""
        return self.name.partition(":")[2]


def own_terms(standard: Standard) -> Sequence[Own]:
    """Return the terms of the standard's own namespace by name.

    Raises `StandardError` for one that has no words: no row in ``terms.csv``, and several fields
    that say different things.
    """
    terms = read_terms(standard.root)
    found = {**_tabled(standard, terms), **_properties(standard, terms)}
    for name, term in terms.items():
        if name not in found:
            if not term.type:
                raise StandardError(f"terms.csv: {name}: no table has it: say what type it is")
            found[name] = _worded(name, term.type, term)
    return [found[name] for name in sorted(found)]


def _prefix(standard: Standard) -> str:
    return next(each for each, iri in standard.prefixes.items() if iri == standard.namespace) + ":"


def _worded(
    name: str,
    kind: str,
    term: Term | None,
    *,
    uses: tuple[Use, ...] = (),
    table: Table | None = None,
) -> Own:
    if term is None:
        raise StandardError(f"terms.csv: {name}: add a row with its label and definition")
    key = f"term/{name.partition(':')[2]}"
    endings = ("label", "definition")
    return Own(name, kind, term.label, term.definition, key, endings, term, uses, table)


def _tabled(standard: Standard, terms: Mapping[str, Term]) -> dict[str, Own]:
    """Return the classes of the tables and the structures of their observations."""
    found = {}
    prefix = _prefix(standard)
    for table in standard.tables.values():
        for name in table.classes:
            if name.startswith(prefix):
                found[name] = _worded(name, "owl:Class", terms.get(name), table=table)
        if table.cube:
            name = table.cube.structure
            kind = "qb:DataStructureDefinition"
            found[name] = _worded(name, kind, terms.get(name), table=table)
    return found


def _properties(standard: Standard, terms: Mapping[str, Term]) -> dict[str, Own]:
    uses: dict[str, list[Use]] = {}
    prefix = _prefix(standard)
    for table in standard.tables.values():
        for field in table.fields.values():
            for name in field.properties:
                if name.startswith(prefix):
                    uses.setdefault(name, []).append(_use(standard, table, field, name))
    return {name: _property(name, tuple(each), terms) for name, each in uses.items()}


def _property(name: str, uses: tuple[Use, ...], terms: Mapping[str, Term]) -> Own:
    kinds = {"owl:DatatypeProperty" if use.shape.forms else "owl:ObjectProperty" for use in uses}
    if any(use.grouped for use in uses):
        kinds.add("owl:DatatypeProperty")
    # What has resources and literals for objects is neither.
    kind = kinds.pop() if len(kinds) == 1 else "rdf:Property"
    if len({(use.field.title, use.field.description) for use in uses}) > 1 or name in terms:
        return _worded(name, kind, terms.get(name), uses=uses)
    field = uses[0].field
    key = f"field/{uses[0].table.name}/{field.name}"
    return Own(name, kind, field.title, field.description, key, ("title", "description"), uses=uses)


def _use(standard: Standard, table: Table, field: Field, name: str) -> Use:
    shape = property_shape(standard, table, field, name)
    domain = STATEMENT if STATEMENT in table.classes else own_class(standard, table)
    is_dimension = table.cube is not None and field.name in table.cube.dimensions
    return Use(table, field, shape, domain, _range(standard, shape), is_dimension)


def _range(standard: Standard, shape: PropertyShape) -> str | None:
    field = shape.field
    if field.reference and not shape.forms:
        return own_class(standard, standard.tables[field.reference.table])
    if not shape.forms:
        return CONCEPT if field.codelists else None
    datatypes = [datatype for datatype, _ in shape.forms]
    return datatypes[0] if len(datatypes) == 1 and not shape.coarsened else None


def ranges(uses: Sequence[Use]) -> Iterator[str]:
    """Yield what the objects of a property are, each once."""
    yield from dict.fromkeys(use.range for use in uses if use.range)


def domains(uses: Sequence[Use]) -> Iterator[str]:
    """Yield the classes of the records that have a property, each once."""
    yield from dict.fromkeys(use.domain for use in uses)
