"""The shapes of the records in linked data, for programs that check RDF (SHACL).

There is a shape for the class of each table, and there are shapes for the property of each field. A
*violation* is what is an error in a table; a *warning* is a recommended field that is not there, a
code that an open list does not have, and a second text in one language.

A required field may be missing where a record of the table ``withheld`` says why. Such records do
not name answers of people, so what these lack is a warning. What a graph cannot tell is not in it:
the rules, how many bytes a text without a stated length has, and references to other publishers.

Specification: Shapes Constraint Language (SHACL), W3C Recommendation 2017, its core alone. No node
is blank but the paths of which SHACL demands it.
"""

from collections.abc import Iterable, Iterator

from openinnov.derived.constraints import (
    COARSENED,
    Constraint,
    constraints,
    either,
    listed,
    named,
    number,
    places,
    shared,
)
from openinnov.derived.ordered_graph import Blank, Name, Statement, Text, turtle
from openinnov.derived.shape_texts import ShapeTexts
from openinnov.derived.shapes import TEXT, Codes, PropertyShape, Shape, shapes
from openinnov.standard import Standard

_SHACL = "http://www.w3.org/ns/shacl#"
_NODE, _PROPERTY = Name("sh:NodeShape"), Name("sh:PropertyShape")
#: Turtle may hold them as they are, but nobody sees them then.
_UNSEEN = {code: f"\\u{code:04X}" for code in (*range(9), 11, 12, *range(14, 32), *range(127, 160))}
_UNSEEN |= {code: f"\\u{code:04X}" for code in (0x2028, 0x2029, 0xFFFE, 0xFFFF)}


def derive(standard: Standard, language: str = "en") -> str:
    """Return the shapes as Turtle."""
    prefixes = {**standard.prefixes, "sh": _SHACL, "shapes": f"{address(standard)}#"}
    text = turtle(statements(standard), prefixes)
    return text.rstrip("\n").translate(_UNSEEN) + "\n"


def address(standard: Standard) -> str:
    """Return the IRI of the document."""
    return f"{standard.namespace.removesuffix('ns#')}shapes"


def statements(standard: Standard) -> Iterator[Statement]:
    """Yield all statements of the document."""
    document = address(standard)
    yield document, "rdf:type", Name("owl:Ontology")
    yield document, "dcterms:title", Text(f"{standard.title}: shapes", "en")
    yield document, "owl:versionInfo", Text(standard.version)
    demanded = shapes(standard)
    classes = {shape.table.name: shape.own_class for shape in demanded}
    texts, lists = ShapeTexts(standard), dict[str, Codes]()
    for shape in demanded:
        yield from _Writer(document, texts, lists, classes, shape).statements()
    yield from shared(lambda *parts: named(document, *parts))
    for place, codes in sorted(lists.items()):
        yield from listed(places(document, place, codes))


class _Writer:
    """What is said of the shape of one table."""

    def __init__(
        self,
        document: str,
        texts: ShapeTexts,
        lists: dict[str, Codes],
        classes: dict[str, str],
        shape: Shape,
    ) -> None:
        self._document, self._texts, self._lists = document, texts, lists
        self._classes, self._shape = classes, shape

    def statements(self) -> Iterator[Statement]:
        """Yield the shape of the table, and those of its properties."""
        table = self._shape.table
        node = self._node(table.name)
        yield node, "rdf:type", _NODE
        yield node, "sh:targetClass", Name(self._shape.own_class)
        yield node, "sh:nodeKind", Name("sh:IRI")
        for label in self._texts.table(table):
            yield node, "rdfs:label", label
        for place, each in enumerate(self._shape.properties):
            yield from self._form(each, place)
            yield from self._number(each)
            yield from self._required(each)
            yield from self._recommended(each)
            yield from self._further(each)

    def _node(self, *parts: str) -> str:
        return named(self._document, *parts)

    def _own(self, each: PropertyShape, *role: str) -> str:
        table, field = self._shape.table, each.field
        # A field with several properties has a shape for each.
        more = field.properties.index(each.property) if each.property in field.properties else 0
        number_ = (str(more + 1),) if more else ()
        return self._node(table.name, field.name, *number_, *role)

    def _part(
        self,
        each: PropertyShape,
        role: str,
        message: Iterable[Text],
        *constraint: Constraint,
        severity: str = "sh:Violation",
    ) -> Iterator[Statement]:
        """Yield a shape of a property that makes one demand, and what it says to people."""
        node = self._own(each, *([role] if role else []))
        yield self._node(self._shape.table.name), "sh:property", node
        yield node, "rdf:type", _PROPERTY
        yield node, "sh:path", Name(each.property)
        yield node, "sh:severity", Name(severity)
        for text in message:
            yield node, "sh:message", text
        for predicate, value in constraint:
            yield node, predicate, value

    def _form(self, each: PropertyShape, place: int) -> Iterator[Statement]:
        table, node = self._shape.table, self._own(each)
        demands = list(constraints(each, self._node))
        if each.codes:
            demands.append(("sh:in", self._list(each.codes)))
        yield from self._part(each, "", self._texts.form(table, each))
        yield node, "sh:order", number(place)
        for title in self._texts.field(table, each):
            yield node, "sh:name", title
        others = [self._node(COARSENED)] if each.coarsened else []
        yield from self._unless(each, node, "exact", demands, others)

    def _unless(
        self,
        each: PropertyShape,
        node: str,
        role: str,
        demands: list[Constraint],
        others: list[str],
    ) -> Iterator[Statement]:
        """Yield what is demanded of a node, unless it is as one of other shapes says, or a mark."""
        if each.marks:
            marked = self._own(each, "marked")
            others = [*others, marked]
            yield marked, "rdf:type", _NODE
            yield marked, "sh:in", f"{marked}-1"
            yield from listed(
                [
                    (f"{marked}-{place}", Text(mark) if each.forms else Name(mark))
                    for place, mark in enumerate(each.marks, start=1)
                ]
            )
        if others:
            exact = self._own(each, role)
            yield from either(node, exact, *others)
            yield exact, "rdf:type", _NODE
            node = exact
        for name, value in demands:
            yield node, name, value

    def _number(self, each: PropertyShape) -> Iterator[Statement]:
        if each.forms and each.forms[0][0] == TEXT:
            said = self._texts.say(self._shape.table, each, "languages")
            unique = ("sh:uniqueLang", Text("true", datatype="xsd:boolean"))
            # A translation into the language of the original is a warning in the tables too.
            yield from self._part(each, "languages", said, unique, severity="sh:Warning")
        elif not each.many:
            said = self._texts.say(self._shape.table, each, "once")
            yield from self._part(each, "once", said, ("sh:maxCount", number(1)))

    def _required(self, each: PropertyShape) -> Iterator[Statement]:
        if not each.required:
            return
        message = list(self._texts.check(self._shape.table, each, "required"))
        one = ("sh:minCount", number(1))
        if each.required != "noticed":
            severity = "sh:Warning" if each.required == "hidden" else "sh:Violation"
            yield from self._part(each, "required", message, one, severity=severity)
            return
        node, given, noticed = (self._own(each, role) for role in ("required", "given", "noticed"))
        yield node, "rdf:type", _NODE
        yield node, "sh:targetClass", Name(self._shape.own_class)
        yield node, "sh:severity", Name("sh:Violation")
        for text in message:
            yield node, "sh:message", text
        yield from either(node, given, noticed)
        yield from self._alternative(given, Name(each.property), one)
        about = self._node("notice", *each.property.split(":"))
        yield from self._alternative(
            noticed,
            Blank(noticed.partition("#")[2]),
            ("sh:qualifiedValueShape", about),
            ("sh:qualifiedMinCount", number(1)),
        )
        yield Blank(noticed.partition("#")[2]), "sh:inversePath", Name("rdf:subject")
        yield from self._alternative(
            about, Name("rdf:predicate"), ("sh:hasValue", Name(each.property))
        )

    def _alternative(
        self, node: str, path: Name | Blank, *constraint: Constraint
    ) -> Iterator[Statement]:
        """Yield a shape that makes one demand of what is reached by a path."""
        count = f"{node}-count"
        yield node, "rdf:type", _NODE
        yield node, "sh:property", count
        yield count, "rdf:type", _PROPERTY
        yield count, "sh:path", path
        for name, value in constraint:
            yield count, name, value

    def _recommended(self, each: PropertyShape) -> Iterator[Statement]:
        if not each.field.recommended:
            return
        said = self._texts.say(self._shape.table, each, "recommended")
        demands: list[Constraint] = [("sh:minCount", number(1))]
        if each.own:
            own = self._own(each, "own")
            demands = [("sh:qualifiedValueShape", own), ("sh:qualifiedMinCount", number(1))]
            yield own, "rdf:type", _NODE
            yield own, "sh:in", self._list(each.own)
        yield from self._part(each, "recommended", said, *demands, severity="sh:Warning")

    def _further(self, each: PropertyShape) -> Iterator[Statement]:
        table = self._shape.table
        if each.known:
            said = self._texts.check(table, each, "unlisted-code")
            known = ("sh:in", self._list(each.known))
            yield from self._part(each, "listed", said, known, severity="sh:Warning")
        if each.target:
            said = self._texts.check(table, each, "foreign-key")
            yield from self._part(each, "found", said)
            found: list[Constraint] = [("sh:class", Name(self._classes[each.target]))]
            yield from self._unless(each, self._own(each, "found"), "record", found, [])

    def _list(self, codes: Codes) -> str:
        name = "-".join(codes.lists)
        self._lists[name] = codes
        return places(self._document, name, codes)[0][0]
