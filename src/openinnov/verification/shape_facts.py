"""What is kept of each statement of a file: which property it has, and whether that is good."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from openinnov.derived.shapes import NOTICES, STATEMENT, TEXT, PropertyShape, Shape, shapes
from openinnov.engine.sql import literal
from openinnov.standard import Standard
from openinnov.verification.shape_conditions import condition

TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
#: What stands for an escaped backslash, while the other escapes are taken out.
_BACKSLASH = "chr(1)"
_ESCAPES = {"n": 10, "t": 9, "r": 13, "b": 8, "f": 12, '"': 34}


def _unescaped(text: str) -> tuple[str, str]:
    """Return SQL of a text without its escapes, and whether one of them is of a rare character.

    Canonical N-Quads writes so what no text of the standard may hold.
    """
    plain = f"replace({text}, '\\\\', {_BACKSLASH})"
    odd = f"contains({plain}, '\\u')"
    for letter, code in _ESCAPES.items():
        plain = f"replace({plain}, '\\{letter}', chr({code}))"
    return f"replace({plain}, {_BACKSLASH}, '\\')", odd


_TEXT, _ODD = _unescaped("written")
#: What is said of an observation of which the measure is withheld.
_STATUSES = {
    "sdmx-attribute:obsStatus": "sdmx-code:obsStatus-M",
    "sdmx-attribute:confStatus": "sdmx-code:confStatus-C",
}


def _statements(end: str) -> str:
    """Return SQL of the statements in lines that have this end, each with the parts of its object.

    Those that do not have it are no N-Quads of the graph of the first line: another check says so.
    """
    # A regular expression for each line would take four times as long.
    subject = "instr(line, '> ')"
    after = "instr(rest, '> ')"
    object_ = f"substr(rest, {after} + 2, length(rest) - {after} - 1 - {len(end)})"
    mark = "CASE WHEN object[1] = '\"' AND object[-1] <> '\"' THEN {} END"
    datatype = mark.format(r"""nullif(regexp_extract(object, '"\^\^<([^>]*)>$', 1), '')""")
    language = mark.format(r"""nullif(regexp_extract(object, '"@([A-Za-z0-9-]+)$', 1), '')""")
    marks = "coalesce(length(datatype) + 4, length(language) + 1, 0)"
    literal_ = (
        f"CASE WHEN object[1] = '\"' THEN substr(object, 2, length(object) - 2 - {marks}) END"
    )
    iri = "CASE WHEN object[1] = '<' THEN substr(object, 2, length(object) - 2) END"
    return (
        f"SELECT *, {_TEXT} AS text, coalesce({_ODD}, FALSE) AS odd FROM (SELECT *, "
        f"{literal_} AS written FROM (SELECT *, {iri} AS iri, {datatype} AS datatype, "
        f"{language} AS language, hash(object) AS value FROM (SELECT subject, "
        f"substr(rest, 2, {after} - 2) AS property, {object_} AS object FROM (SELECT "
        f"substr(line, 2, {subject} - 2) AS subject, substr(line, {subject} + 2) AS rest "
        f"FROM lines WHERE ends_with(line, {literal(end)})))))"
    )


@dataclass(frozen=True, slots=True)
class _Place:
    """What a property means in the records of a table."""

    table: str
    #: The IRI of the property.
    property: str
    #: SQL that says whether an object is good.
    good: str
    #: Of a field, what is demanded of it.
    shape: PropertyShape | None = None

    def row(self, rules: Mapping[str, int], lists: Mapping[str, int]) -> Sequence[object]:
        """Return the row of this place in the table of all, without its number."""
        shape = self.shape
        if shape is None:
            return self.table, self.property, rules[self.good], *[None] * 3, False, False, False
        reference = shape.field.reference
        return (
            *(self.table, self.property, rules[self.good]),
            lists.get("-".join(shape.codes.lists)) if shape.codes else None,
            *(shape.field.name, reference.table if reference else None),
            *(
                bool(shape.required),
                not shape.many and (TEXT, shape.field.pattern) not in shape.forms,
            ),
            bool(reference and reference.external),
        )


_COLUMNS = (
    *(
        "place SMALLINT",
        "tbl VARCHAR",
        "property VARCHAR",
        "rule SMALLINT",
        "list SMALLINT",
        "field VARCHAR",
    ),
    *("target VARCHAR", "required BOOLEAN", "once BOOLEAN", "external BOOLEAN"),
)


class Facts:
    """How a file is read that has the records of a publisher, by the base and prefix of its ids.

    `end` is what each of its lines ends with: the graph.
    """

    def __init__(self, standard: Standard, base: str, prefix: str, end: str) -> None:
        self._standard, self._start, self._prefix = standard, f"{base}/", prefix
        self._end = end
        self._shapes = shapes(standard)
        self._places = [each for shape in self._shapes for each in self._places_of(shape, base)]
        self._rules = {
            rule: number for number, rule in enumerate({each.good: 0 for each in self._places})
        }

    def statements(self) -> Iterator[tuple[str, Sequence[object]]]:
        """Yield SQL that makes tables of what the view `lines` holds, each with its parameters.

        ``place`` has a row for each property of each table, ``fact`` for each statement, ``record``
        for each record that has its class, ``notice`` for what is said to be withheld.
        """
        lists = {
            "-".join(each.shape.codes.lists): each.shape.codes
            for each in self._places
            if each.shape and each.shape.codes
        }
        numbers = {name: number for number, name in enumerate(lists)}
        rows = [(place, *each.row(self._rules, numbers)) for place, each in enumerate(self._places)]
        yield _table("place", _COLUMNS, rows)
        codes = [(numbers[name], iri) for name, each in lists.items() for _, _, iri in each.values]
        yield _table("listed", ("list SMALLINT", "iri VARCHAR"), codes)
        own = [(each.table.name, self._expand(each.own_class)) for each in self._shapes]
        yield _table("own", ("tbl VARCHAR", "iri VARCHAR"), own)
        yield f"CREATE TEMP TABLE fact AS {self._facts()}", ()
        classed = "SELECT DISTINCT tbl, record FROM temp.fact WHERE classed"
        yield f"CREATE TEMP TABLE record AS {classed}", ()
        yield f"CREATE TEMP TABLE notice AS {self._notices()}", ()

    def _places_of(self, shape: Shape, base: str) -> Iterator[_Place]:
        table = shape.table
        classes = ", ".join(literal(self._expand(name)) for name in table.classes)
        yield _Place(table.name, TYPE, f"coalesce(iri IN ({classes}), FALSE)")
        for iri in self._relations():
            yield _Place(table.name, iri, "iri IS NOT NULL")
        if table.cube:
            yield from self._observed(shape)
        for each in shape.properties:
            good = condition(self._standard, each, base)
            yield _Place(table.name, self._expand(each.property), good, each)

    def _observed(self, shape: Shape) -> Iterator[_Place]:
        """Yield what is said of an observation besides the fields of its row."""
        name = f"#{shape.table.name.replace('_', '-')}"
        root = self._start.removesuffix("id/")
        cube = f"starts_with(iri, {literal(f'{root}dataset/')}) AND ends_with(iri, {literal(name)})"
        yield _Place(shape.table.name, self._expand("qb:dataSet"), f"coalesce({cube}, FALSE)")
        fields = {each.property for each in shape.properties}
        for property_, status in _STATUSES.items():
            if property_ not in fields:
                good = f"coalesce(iri = {literal(self._expand(status))}, FALSE)"
                yield _Place(shape.table.name, self._expand(property_), good)

    def _relations(self) -> Iterator[str]:
        """Yield the IRIs of what one record may be said to be to another."""
        for table in self._standard.tables.values():
            if STATEMENT in table.classes:
                for field in table.fields.values():
                    if "rdf:predicate" in field.properties:
                        for name in field.codelists:
                            codes = self._standard.codelists[name].codes.values()
                            yield from (code.iri for code in codes if code.iri)

    def _facts(self) -> str:
        rules = " ".join(f"WHEN {number} THEN {rule}" for rule, number in self._rules.items())
        typed = f"property = {literal(TYPE)}"
        return (
            f"SELECT tbl, hash(subject) AS record, place, value, CASE rule {rules} END AS good, "
            f"{typed} AS typed, coalesce({typed} AND iri = own_class, FALSE) AS classed, "
            f"coalesce(field IS NULL AND NOT {typed} AND place IS NOT NULL, FALSE) AS related, "
            f"CASE WHEN {self._has_to_be_there()} THEN hash(iri) END AS aim, "
            f"CASE WHEN tbl = {literal(NOTICES)} AND {typed} THEN subject END AS subject "
            f"FROM ({self._placed()})"
        )

    def _placed(self) -> str:
        """Return SQL of the statements, each with the table and the meaning of its property."""
        name = f"split_part(substr(subject, {len(self._start) + 1}), '/', 1)"
        table = f"CASE WHEN starts_with(subject, {literal(self._start)}) THEN {name} END"
        return (
            "SELECT said.*, own.tbl, own.iri AS own_class, place.* EXCLUDE "
            "(tbl, property), listed.iri IS NOT NULL AS known "
            f"FROM (SELECT *, {table} AS name FROM ({_statements(self._end)})) AS said "
            "LEFT JOIN temp.own AS own ON own.tbl = said.name LEFT JOIN temp.place AS place "
            "ON place.tbl = said.name AND place.property = said.property LEFT JOIN temp.listed "
            "AS listed ON listed.list = place.list AND listed.iri = coalesce(said.iri, said.text)"
        )

    def _has_to_be_there(self) -> str:
        """Say in SQL whether what a statement refers to has to be a record of the file."""
        key = f"split_part(substr(iri, {len(self._start) + 1}), '/', 2)"
        own = f"starts_with(iri, {literal(self._start)})"
        prefixed = f"starts_with({key}, {literal(f'{self._prefix}-')})"
        return f"target IS NOT NULL AND {own} AND (NOT external OR {prefixed})"

    def _notices(self) -> str:
        """Return SQL of the tables, records and fields of which notices tell; null means all."""
        # The IRI of a notice is made of all that it is about.
        record = f"{literal(self._start)} || parts[2] || '/' || replace(parts[3], '%2F', '/')"
        return (
            f"SELECT DISTINCT parts[2] AS tbl, CASE WHEN parts[3] <> '%2A' THEN hash({record}) END "
            "AS record, nullif(url_decode(parts[4]), '*') AS field FROM ("
            f"SELECT string_split(substr(subject, {len(self._start) + 1}), '/') AS parts "
            "FROM temp.fact WHERE subject IS NOT NULL)"
        )

    def _expand(self, compact: str) -> str:
        prefix, _, local = compact.partition(":")
        return self._standard.prefixes[prefix] + local


def _table(
    name: str, columns: Sequence[str], rows: Sequence[Sequence[object]]
) -> tuple[str, Sequence[object]]:
    """Return SQL that makes a table, with its rows as parameters: one list for each column."""
    parts = (column.partition(" ") for column in columns)
    selected = ", ".join(f"unnest(?::{kind}[]) AS {column}" for column, _, kind in parts)
    cells = [[row[number] for row in rows] for number in range(len(columns))]
    return f"CREATE TEMP TABLE {name} AS SELECT {selected}", cells
