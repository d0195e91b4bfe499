"""What tables say of the records of other tables: statements that join the nodes they are about.

A row of ``translation`` is one more literal of the field that it translates, a row of ``relation``
is one statement. Neither is a node itself: nobody would query it. A row of ``withheld`` is a node
that names a record and a property. The target of an innovation is written on the innovation too.
"""

from collections.abc import Iterator
from dataclasses import replace

from openinnov.engine.sql import identifier, literal, matches
from openinnov.exceptions import RefusedError
from openinnov.publication import cubes, iris
from openinnov.publication.plan import Column, Join, Node, node, own_columns
from openinnov.standard import Standard, Table
from openinnov.standard.patterns import WEB
from openinnov.submission import Submission

_TRANSLATION, _RELATION, _WITHHELD = "translation", "relation", "withheld"
#: The tables of which no row is a node.
NO_NODES = frozenset({_TRANSLATION, _RELATION})
#: Fields that say something of the record they refer to: the table, its reference, the field.
SHORTCUTS = (("innovation_sdg", "innovation_id", "sdg"),)


def nodes(submission: Submission) -> tuple[Node, ...]:
    """Return how the tables become nodes, in the order of the IRIs.

    Raises `RefusedError` when a relation is about a table that the standard does not have.
    """
    names = {*submission.columns, *_related_tables(submission)} - NO_NODES
    planned = (_node(submission, submission.standard.tables[name]) for name in names)
    return tuple(sorted((each for each in planned if each.columns), key=lambda each: each.start))


def columns(submission: Submission, table: Table) -> tuple[Column, ...]:
    """Return the columns of what the rows of a table say of their own nodes."""
    own = cubes.columns(submission, table)
    if table.name == _WITHHELD:
        own = (_notice(submission, column) for column in own)
    return tuple(own)


def _node(submission: Submission, table: Table) -> Node:
    joins = [
        *_translations(submission, table),
        *(join for each in SHORTCUTS for join in _shortcut(submission, table, *each)),
        *_relations(submission, table),
    ]
    return node(submission, table, columns(submission, table), joins)


def _notice(submission: Submission, column: Column) -> Column:
    """Return a column of a notice, which names its record and its property by their IRIs."""
    if column.property == "rdf:subject":
        record = iris.record_sql(submission, "table_name", column.sql)
        sql = f"CASE WHEN {column.sql} <> '*' THEN {record} END"
        return replace(column, sql=sql, kind="iri", key=column.property)
    if column.property == "rdf:predicate":
        sql = f"{_properties(submission.standard)}[table_name || '.' || {column.sql}]"
        return replace(column, sql=sql, kind="compact", key=column.property)
    return column


def _properties(standard: Standard) -> str:
    fields = (
        f"{literal(f'{table.name}.{field.name}')}: {literal(field.properties[0])}"
        for table in standard.tables.values()
        for field in table.fields.values()
        if field.properties
    )
    return f"MAP {{{', '.join(fields)}}}"


def _translations(submission: Submission, table: Table) -> Iterator[Join]:
    if not _released(submission, _TRANSLATION, "record_id", "text"):
        return
    source = (
        f"FROM submitted.{_TRANSLATION} WHERE table_name = {literal(table.name)} AND field_name"
    )
    for (name,) in _distinct(submission, f"SELECT DISTINCT field_name {source} IS NOT NULL"):
        alias, rows = f"_in_{name}", f"{source} = {literal(name)}"
        texts = f"list({{'text': text, 'language': lower(language)}}) AS {identifier(alias)}"
        columns = [
            replace(column, name=alias, kind="language of its own", many=True)
            for column in own_columns(submission, table)
            if column.kind == "own language" and column.sql == identifier(name)
        ]
        if columns:
            yield Join(
                query=f"SELECT record_id AS _id, {texts} {rows} GROUP BY record_id",
                columns=tuple(columns),
                count=f"(SELECT count(*) * {len(columns)} {rows})",
            )


def _shortcut(
    submission: Submission, table: Table, source: str, reference: str, name: str
) -> Iterator[Join]:
    field = submission.standard.tables[source].fields[name]
    target = submission.standard.tables[source].fields[reference].reference
    about = target is not None and target.table == table.name
    if not about or not _released(submission, source, reference, name):
        return
    alias = f"_of_{source}"
    codes = f"list({identifier(name)}) AS {identifier(alias)}"
    rows = f"FROM submitted.{identifier(source)} WHERE {identifier(name)} IS NOT NULL"
    column = Column(
        alias,
        "",
        field.properties[0],
        "code",
        field.properties[0],
        many=True,
        codelists=field.codelists,
    )
    yield Join(
        query=f"SELECT {identifier(reference)} AS _id, {codes} {rows} GROUP BY ALL",
        columns=(column,),
        count=f"(SELECT count({identifier(reference)}) {rows})",
    )


def _relations(submission: Submission, table: Table) -> Iterator[Join]:
    source = f"FROM submitted.{_RELATION} WHERE table_name = {literal(table.name)}"
    codelist = submission.standard.tables[_RELATION].fields["predicate"].codelists[0]
    codes = submission.standard.codelists[codelist].codes
    found = _distinct(submission, f"SELECT DISTINCT predicate {source} ORDER BY ALL")
    names = [code for (code,) in found if code in codes]
    if not names:
        return
    columns = [
        Column(f"_{name}", "", _compact(submission.standard, codes[name].iri), "iri", "", many=True)
        for name in names
    ]
    objects = ", ".join(
        f"list({_object(submission)}) FILTER (WHERE predicate = {literal(name)}) "
        f"AS {identifier(column.name)}"
        for name, column in zip(names, columns, strict=True)
    )
    yield Join(
        query=f"SELECT subject_id AS _id, {objects} {source} GROUP BY subject_id",
        columns=tuple(replace(column, key=column.property) for column in columns),
        count=f"(SELECT count(*) {source})",
        outer=True,
    )


def _object(submission: Submission) -> str:
    """Return SQL of the IRI to which a relation leads."""
    default = literal(f"{submission.standard.base}/")
    own = iris.record_sql(submission, "table_name", "object_id")
    foreign = f"{default} || table_name || '/' || {iris.path_sql('object_id')}"
    return (
        f"CASE WHEN {matches('object_id', WEB)} THEN object_id "
        f"WHEN {iris.is_own_sql(submission, 'object_id')} THEN {own} ELSE {foreign} END"
    )


def _compact(standard: Standard, iri: str) -> str:
    """Return the compact form of the IRI of a property."""
    for prefix, start in standard.prefixes.items():
        if iri.startswith(start):
            return f"{prefix}:{iri.removeprefix(start)}"
    raise RefusedError(f"no prefix of the standard is that of the relation {iri}: add one")


def _related_tables(submission: Submission) -> Iterator[str]:
    """Yield the tables that have a record of which a relation is stated."""
    if not _released(submission, _RELATION, "table_name", "subject_id", "object_id"):
        return
    query = f"SELECT DISTINCT table_name FROM submitted.{_RELATION} ORDER BY ALL"
    for (name,) in _distinct(submission, query):
        if name not in submission.standard.tables:
            raise RefusedError(
                f"{_RELATION}: a row is about the table {name}, which the standard does not have: "
                "correct table_name"
            )
        yield name


def _released(submission: Submission, table: str, *names: str) -> bool:
    return set(names) <= set(submission.columns.get(table, ()))


def _distinct(submission: Submission, query: str) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = submission.connection.cursor().execute(query).fetchall()
    return rows
