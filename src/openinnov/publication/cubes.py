"""Rows of numbers as observations of a statistical cube, one cube for each table and release.

An observation needs every dimension, so that an empty one gets what it means: all people, the whole
innovation, the end of the same period. One that a notice names is no total, but withheld. A row
whose measure is withheld stays an observation, without a value and with the status that says so:
else differences would tell it. A row whose measure was never collected is no observation. Each of
the other fields is an attribute. Specification: RDF Data Cube Vocabulary, W3C Recommendation 2014.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from openinnov.derived.marks import WITHHELD, WITHHELD_TEXT
from openinnov.derived.structure import CONFIDENTIAL, MISSING
from openinnov.engine.sql import conjunction, identifier, literal
from openinnov.publication import iris
from openinnov.publication.plan import Column, columns_of, own_columns
from openinnov.standard import Cube, Field, Table
from openinnov.submission import Submission

OBSERVATION = "qb:Observation"
_NOTICES = ("table_name", "record_id", "field_name", "reason")
#: Notices that say that there is no value, and not that one is withheld.
_NO_VALUE = ("not-collected", "not-applicable")
_WITHHOLDING = (
    f"record_id IS NOT NULL AND coalesce(reason, '') NOT IN ({', '.join(map(literal, _NO_VALUE))})"
)


@dataclass(frozen=True, slots=True)
class _Notices:
    """SQL that says which cells of a table are withheld."""

    table: Table
    #: The fields that notices name, and whether one is about all records; ``*`` is every field.
    named: dict[str, bool]

    def withheld(self, field: str) -> str | None:
        """Return SQL that is true where a notice is about a field; none if none is."""
        names = [name for name in (field, "*") if name in self.named]
        if not names:
            return None
        if any(self.named[name] for name in names):
            return "TRUE"
        return (
            f"{iris.key_sql(self.table)} IN (SELECT record_id FROM submitted.withheld "
            f"WHERE table_name = {literal(self.table.name)} AND {_WITHHOLDING} "
            f"AND field_name IN ({', '.join(map(literal, names))}))"
        )


def dataset(submission: Submission, table: Table) -> str:
    """Return the IRI of the cube that the rows of a table make up."""
    return f"{iris.dataset(submission)}#{table.name.replace('_', '-')}"


def columns(submission: Submission, table: Table) -> Iterator[Column]:
    """Yield the columns of a table; those of observations are complete, see the module."""
    own = [*own_columns(submission, table)]
    if table.cube is None or not own:
        yield from own
    else:
        yield from _observations(submission, table, table.cube, own)


def _observations(
    submission: Submission, table: Table, cube: Cube, own: Iterable[Column]
) -> Iterator[Column]:
    notices = _Notices(table, _named(submission, table))
    filled = {
        name: [*_filled(submission, table.fields[name], cube, notices)] for name in cube.dimensions
    }
    held = notices.withheld(cube.measure)
    measure = _cell(submission, table, cube.measure)
    suppressed = f"({measure} IS NULL AND {held})" if held else "FALSE"
    full = [f"coalesce({', '.join(each.sql for each in more)})" for more in filled.values()]
    complete = [f"{each} IS NOT NULL" for each in full]
    observed = conjunction([f"({measure} IS NOT NULL OR {suppressed})", *complete])
    for column in own:
        if column.name in filled:
            yield from filled.pop(column.name)
        elif column.property == MISSING[0] and held:
            yield replace(column, sql=f"CASE WHEN NOT {suppressed} THEN {column.sql} END")
        elif column.sql == literal(OBSERVATION):
            yield replace(column, sql=f"CASE WHEN {observed} THEN {column.sql} END")
        else:
            yield column
    for more in filled.values():
        yield from more
    sql = f"CASE WHEN {observed} THEN {literal(dataset(submission, table))} END"
    yield Column("_cube", sql, "qb:dataSet", "iri", "qb:dataSet")
    for number, (prop, status) in enumerate((MISSING, CONFIDENTIAL) if held else ()):
        sql = f"CASE WHEN {suppressed} THEN {literal(status)} END"
        yield Column(f"_status{number}", sql, prop, "compact", prop)


def _filled(
    submission: Submission, field: Field, cube: Cube, notices: _Notices
) -> Iterator[Column]:
    """Yield the columns of a dimension: its cells, and what stands for those that are empty."""
    table, total = notices.table, cube.totals.get(field.name)
    column, *_ = columns_of(submission, field, field.properties[0])
    cell = _cell(submission, table, field.name)
    held = notices.withheld(field.name) or "FALSE"
    is_record = field.name in cube.references
    is_text = column.kind != "code" and not is_record
    marks = [f"WHEN {held} THEN {literal(WITHHELD_TEXT if is_text else WITHHELD)}"]
    if total is not None and is_record:
        marks.append(f"ELSE {literal(total)}")
    elif total is not None:
        meant = _cell(submission, table, total) if total in table.fields else literal(total)
        cell = f"CASE WHEN {cell} IS NULL AND NOT {held} THEN {meant} ELSE {cell} END"
    # The context of JSON-LD knows released fields alone.
    is_known = field.name in submission.columns[table.name]
    yield replace(column, sql=cell, key=field.name if is_known else column.property)
    if held != "FALSE" or len(marks) > 1:
        sql = f"CASE WHEN {cell} IS NULL THEN CASE {' '.join(marks)} END END"
        kind = "text" if is_text else "compact"
        yield Column(f"_no_{field.name}", sql, column.property, kind, column.property)


def _cell(submission: Submission, table: Table, name: str) -> str:
    """Return SQL of a cell, which is empty where the field is not released."""
    released = name in submission.columns[table.name]
    return identifier(name) if released else "CAST(NULL AS VARCHAR)"


def _named(submission: Submission, table: Table) -> dict[str, bool]:
    if not set(_NOTICES) <= set(submission.columns.get("withheld", ())):
        return {}
    query = (
        "SELECT field_name, bool_or(record_id = '*') FROM submitted.withheld "
        f"WHERE table_name = {literal(table.name)} AND field_name IS NOT NULL "
        f"AND {_WITHHOLDING} GROUP BY ALL"
    )
    return dict(submission.connection.cursor().execute(query).fetchall())
