"""Whom a record is about: the person who gave it, and the organizations that it names.

Of organizations those count too of the records it names. A person of one name is sought in the
texts about her organization alone.
"""

from collections.abc import Iterator, Mapping

from openinnov.engine.sql import identifier, literal
from openinnov.engine.views import record_id
from openinnov.protection.work import Work, submitted
from openinnov.standard import Standard, Table

#: The kinds of tables that hold a row for each person.
_PERSONS = ("intake", "personal")
#: The columns by which a row of annotations names the record that it is about.
_TABLE_NAME, _RECORD_ID = "table_name", "record_id"


def person(standard: Standard, table: Table, columns: Mapping[str, tuple[str, ...]]) -> str | None:
    """Return the submitted field that says whose row it is, if there is one."""
    for name, field in table.fields.items():
        target = field.reference
        if target and standard.tables[target.table].kind in _PERSONS:
            return name if name in columns[table.name] else None
    return None


def organizations(work: Work, table: Table) -> str:
    """Return SQL of the pairs of ``_id`` and ``organization`` of the rows of a table."""
    queries = " UNION ".join([*_own(work, table), *_of_named(work, table)])
    return queries or "SELECT 0 AS _id, '' AS organization WHERE FALSE"


def _own(work: Work, table: Table) -> Iterator[str]:
    """Yield the pairs that a table itself holds."""
    yield from (_pairs(table, f"own.{identifier(name)}") for name in _naming(work, table))


def _of_named(work: Work, table: Table) -> Iterator[str]:
    """Yield the pairs that the records hold which a table names."""
    submitted_tables = {each.name: each for each in work.submission.tables}
    for field in table.fields.values():
        named = submitted_tables.get(field.reference.table) if field.reference else None
        if field.reference and named and named.individual is None:
            key = f"named.{identifier(field.reference.field)}"
            yield from _joined(work, table, named, f"{key} = own.{identifier(field.name)}")
    if {_TABLE_NAME, _RECORD_ID} <= table.fields.keys():
        for named in submitted_tables.values():
            same = f"own.{_TABLE_NAME} = {literal(named.name)} AND own.{_RECORD_ID} = named._record"
            yield from _joined(work, table, named, same)


def _joined(work: Work, table: Table, named: Table, where: str) -> Iterator[str]:
    names = [*_naming(work, named), *(named.primary_key if named.individual else ())]
    source = f"(SELECT *, {record_id(named)} AS _record FROM {submitted(named.name)})"
    for name in names:
        yield _pairs(table, f"named.{identifier(name)}", f"JOIN {source} AS named ON {where}")


def _naming(work: Work, table: Table) -> Iterator[str]:
    """Yield the fields of a table that name an organization."""
    tables = work.submission.standard.tables
    for field in table.fields.values():
        if field.reference and tables[field.reference.table].individual is not None:
            yield field.name


def _pairs(table: Table, cell: str, join: str = "") -> str:
    return (
        f"SELECT own.rowid AS _id, {cell} AS organization FROM {submitted(table.name)} AS own "
        f"{join} WHERE {cell} IS NOT NULL"
    )
