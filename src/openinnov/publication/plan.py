"""The compiler from the keys of the standard to the columns of linked data.

The rows of a table become nodes: a query gives a row for each node, in the order of the IRIs, and
each of its columns holds the objects of one property. What other tables say of the same nodes is
joined to them, see `annotations`; so every node is written once and whole.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from openinnov.derived.json_ld_context import DATATYPES, PLAIN, SCHEMES
from openinnov.engine.sql import identifier, literal
from openinnov.publication import iris
from openinnov.standard import Field, Reference, Table
from openinnov.submission import Submission

#: The property of the classes of a node.
TYPE = "rdf:type"
_KINDS = {"uri": "iri", "partial_date": "partial date"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the query of a node, and how its values become the objects of a property."""

    #: The name of the column, and the SQL of its values.
    name: str
    sql: str
    #: The property, as compact IRI.
    property: str
    #: How a value becomes an object: a key of `terms.KINDS`.
    kind: str
    #: Under which key JSON has it: the name of the field, or else the property.
    key: str
    #: Whether a value is a list.
    many: bool = False
    #: The datatype of a literal, as compact IRI.
    datatype: str | None = None
    #: What the IRI of an object begins with, before the encoded value.
    start: str = ""
    #: The codelists in which a code is sought, in this order.
    codelists: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Join:
    """What another table says of the records of a table."""

    #: SQL that gives, for each record named, its key ``_id`` and these columns.
    query: str
    columns: tuple[Column, ...]
    #: SQL of the number of statements.
    count: str
    #: Whether it may name a record that the table does not have.
    outer: bool = False


@dataclass(frozen=True, slots=True)
class Node:
    """How the rows of a table become nodes."""

    table: Table
    #: What the IRI of each node begins with.
    start: str
    #: SQL that gives a row for each node, in the order of the IRIs; the IRI is ``_subject``.
    query: str
    columns: tuple[Column, ...]
    #: SQL that counts, before anything is joined, the statements that have to come out.
    count: str


def node(
    submission: Submission, table: Table, own: Sequence[Column], joins: Sequence[Join]
) -> Node:
    """Return how a table becomes nodes, with its own columns and what joins say of them."""
    start = iris.subject_start(table, iris.base(submission))
    return Node(
        table=table,
        start=start,
        query=_query(submission, table, own, joins),
        columns=(*own, *(column for join in joins for column in join.columns)),
        count=f"SELECT {' + '.join([_count(table, own), *(join.count for join in joins)])}",
    )


def own_columns(submission: Submission, table: Table) -> Iterator[Column]:
    """Yield the columns of the classes of a table and of its released fields with a property."""
    released = submission.columns.get(table.name, ())
    if not set(iris.subject_variables(table)) <= set(released):
        return  # Without its key a record has no IRI.
    for number, name in enumerate(table.classes):
        yield Column(f"_class{number}", literal(name), TYPE, "compact", "@type")
    for name in released:
        for number, prop in enumerate(table.fields[name].properties):
            for column in columns_of(submission, table.fields[name], prop):
                yield replace(column, name=f"_{number}_{name}", key=prop) if number else column


def columns_of(submission: Submission, field: Field, prop: str) -> Iterator[Column]:
    """Yield the columns of a field for one of its properties."""
    cell = identifier(field.name)
    sql = f"string_split({cell}, ';')" if field.type == "list" else cell
    kind, datatype = _kind(field, prop)
    column = Column(field.name, sql, prop, kind, field.name, field.type == "list", datatype)
    if kind == "code":
        yield replace(column, codelists=field.codelists)
    elif field.reference and kind == "record":
        yield from _references(submission, field.reference, column)
    else:
        yield replace(column, start=SCHEMES.get(prop, ""))


def _kind(field: Field, prop: str) -> tuple[str, str | None]:
    if prop in SCHEMES or field.reference:
        return "record", None
    if "language" in field.codelists:
        return "text", DATATYPES["language"]
    if field.codelists and field.type != "integer":
        return "code", None
    if field.type in _KINDS:
        return _KINDS[field.type], None
    if field.translatable and prop not in PLAIN:
        return "own language", None
    return "text", DATATYPES.get(field.type)


def _references(submission: Submission, reference: Reference, column: Column) -> Iterator[Column]:
    standard, base = submission.standard, iris.base(submission)
    target = standard.tables[reference.table]
    column = replace(column, start=iris.subject_start(target, base))
    if not reference.external or base == standard.base:
        yield column
        return
    # A record of another publisher stands under the default base: where else, no file says.
    own = iris.is_own_sql(submission, column.sql)
    start = iris.subject_start(target, standard.base)
    yield replace(column, sql=f"CASE WHEN {own} THEN {column.sql} END")
    foreign = f"CASE WHEN NOT {own} THEN {column.sql} END"
    yield replace(column, name=f"_{column.name}", sql=foreign, key=column.property, start=start)


def _query(
    submission: Submission, table: Table, own: Sequence[Column], joins: Sequence[Join]
) -> str:
    base, source = iris.base(submission), f"submitted.{identifier(table.name)}"
    cells = {column.name: column.sql for column in own}
    if own:
        cells |= {"_subject": iris.subject_sql(table, base)}
        cells |= {"_language": language_sql(submission, table)}
    else:
        source, cells = "(SELECT 1) WHERE FALSE", {"_subject": "''", "_language": "''"}
    if joins:
        cells["_id"] = iris.key_sql(table) if own else "''"
    selected = ", ".join(f"{sql} AS {identifier(name)}" for name, sql in cells.items())
    if not joins:
        return f"SELECT {selected} FROM {source} ORDER BY _subject || '>'"
    joined = " ".join(
        f"{'FULL' if join.outer else 'LEFT'} JOIN ({join.query}) USING (_id)" for join in joins
    )
    start = literal(iris.subject_start(table, base))
    subject = f"coalesce(_subject, {start} || {iris.path_sql('_id')})"
    return (
        f"SELECT * FROM (SELECT * EXCLUDE (_id) REPLACE ({subject} AS _subject) "
        f"FROM (SELECT {selected} FROM {source}) {joined}) ORDER BY _subject || '>'"
    )


def language_sql(submission: Submission, table: Table) -> str:
    """Return SQL of the language of the texts of a row, in lower case."""
    # RDFC-1.0 leaves the case of a tag open, and readers differ.
    default = literal(str((submission.descriptor or {})["openinnov:language"]))
    for name in submission.columns.get(table.name, ()):
        if table.fields[name].type == "language":
            return f"lower(coalesce({identifier(name)}, {default}))"
    return f"lower({default})"


def _count(table: Table, own: Sequence[Column]) -> str:
    if not own:
        return "0"
    numbers = " + ".join(
        f"coalesce(sum(len({column.sql})), 0)" if column.many else f"count({column.sql})"
        for column in own
    )
    return f"(SELECT {numbers} FROM submitted.{identifier(table.name)})"
