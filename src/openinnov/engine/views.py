"""The views that semantic rules query, compiled for the tables that a submission has.

A view over all tables names only those that hold a field of its sort, so that a rule costs nothing
where it finds nothing. `RULE_VIEWS` documents the columns.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from openinnov.engine.sql import identifier, literal
from openinnov.engine.types import guard, items
from openinnov.standard import Field, Table

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

#: Each view over all tables, with its columns and their SQL types.
RULE_VIEWS = {
    "record": "table_name VARCHAR, _row BIGINT, record_id VARCHAR",
    "cell": (
        "table_name VARCHAR, _row BIGINT, record_id VARCHAR, field_name VARCHAR, value VARCHAR, "
        "required BOOLEAN, translatable BOOLEAN"
    ),
    "text_cell": (
        "table_name VARCHAR, _row BIGINT, record_id VARCHAR, field_name VARCHAR, value VARCHAR, "
        "public BOOLEAN, translatable BOOLEAN"
    ),
    "code_cell": (
        "table_name VARCHAR, _row BIGINT, field_name VARCHAR, codelist VARCHAR, code VARCHAR"
    ),
    "list_item": "table_name VARCHAR, _row BIGINT, field_name VARCHAR, item VARCHAR",
    "id_cell": (
        "table_name VARCHAR, _row BIGINT, field_name VARCHAR, id VARCHAR, prefixed BOOLEAN"
    ),
    "reference_cell": (
        "table_name VARCHAR, _row BIGINT, field_name VARCHAR, target_table VARCHAR, id VARCHAR, "
        "external BOOLEAN"
    ),
    "date_bounds": (
        "table_name VARCHAR, _row BIGINT, field_name VARCHAR, value VARCHAR, "
        "first_day DATE, last_day DATE"
    ),
    "language_cell": "table_name VARCHAR, _row BIGINT, field_name VARCHAR, tag VARCHAR",
}
#: The table that the detectors of personal data fill.
PERSONAL_DATA = "table_name VARCHAR, _row BIGINT, field_name VARCHAR, kind VARCHAR"
#: The columns of the view `descriptor`, which has one row.
DESCRIPTOR = (
    "today DATE, created VARCHAR, publisher VARCHAR, prefix VARCHAR, language VARCHAR, "
    "version VARCHAR, base VARCHAR, release VARCHAR, synthetic BOOLEAN"
)


def create_rule_views(
    database: "DuckDBPyConnection",
    tables: Iterable[Table],
    names: Iterable[str],
    *,
    stored: bool = False,
) -> None:
    """Create views over all tables, for these tables.

    Stored, they are tables: what is small is then compiled once and not with each rule.
    """
    tables, sort = tuple(tables), "TABLE" if stored else "VIEW"
    for name in names:
        branches = [branch for table in tables for branch in _BRANCHES[name](table)]
        query = " UNION ALL ".join(branches) or _no_rows(RULE_VIEWS[name])
        database.execute(f"CREATE OR REPLACE TEMP {sort} {name} AS {query}")
    database.execute(f"CREATE OR REPLACE TEMP TABLE personal_data_match ({PERSONAL_DATA})")


def has_cells(names: Iterable[str], tables: Iterable[Table]) -> bool:
    """Say whether any of these views over all tables can hold a row."""
    tables = tuple(tables)
    return any(True for name in names for table in tables for _ in _BRANCHES[name](table))


def create_descriptor_view(
    database: "DuckDBPyConnection", descriptor: Mapping[str, Any], k: int
) -> None:
    """Create the views `descriptor` and `parameter`, of one row each."""
    own = {key.removeprefix("openinnov:"): value for key, value in descriptor.items()}
    names = [column.split()[0] for column in DESCRIPTOR.split(", ")]
    cells = {name: _text(own.get(name)) for name in names}
    cells["today"] = f"TRY_CAST(substr({_text(own.get('created'))}, 1, 10) AS DATE)"
    cells["synthetic"] = "TRUE" if own.get("synthetic") is True else "FALSE"
    columns = ", ".join(f"{sql} AS {name}" for name, sql in cells.items())
    database.execute(f"CREATE OR REPLACE TEMP VIEW descriptor AS SELECT {columns}")
    database.execute(f"CREATE OR REPLACE TEMP VIEW parameter AS SELECT CAST({k} AS BIGINT) AS k")


def record_id(table: Table) -> str:
    """Return the id of a record: the parts of its key, joined by a slash."""
    # Keys are identifiers and codes, so the text of the cell is the key.
    return " || '/' || ".join(identifier(name) for name in table.primary_key)


def is_prose(field: Field) -> bool:
    """Say whether people write words into a field, and not an id, a code or a number."""
    free = field.form is None or not field.form.enums
    plain = free and field.pattern is None and field.reference is None
    return plain and field.type in {"string", "text"}


def _text(value: object) -> str:
    return "CAST(NULL AS VARCHAR)" if value is None else literal(str(value))


def _no_rows(columns: str) -> str:
    cells = (column.split() for column in columns.split(", "))
    return f"SELECT {', '.join(f'CAST(NULL AS {sql}) AS {name}' for name, sql in cells)} LIMIT 0"


def _bool(value: object) -> str:
    return "TRUE" if value else "FALSE"


def _select(table: Table, cells: Mapping[str, str], *, where: str = "TRUE") -> str:
    # From the text, not from the typed view: a view is bound whole, which costs more than it gives.
    columns = ", ".join(f"{sql} AS {name}" for name, sql in cells.items())
    return (
        f"SELECT {literal(table.name)} AS table_name, _row, {columns} "
        f"FROM submitted.{identifier(table.name)} WHERE {where}"
    )


def _record(table: Table) -> Iterator[str]:
    yield _select(table, {"record_id": record_id(table)})


def _cell(table: Table) -> Iterator[str]:
    for name, field in table.fields.items():
        yield _select(
            table,
            {
                "record_id": record_id(table),
                "field_name": literal(name),
                "value": identifier(name),
                "required": _bool(field.required or field.waived),
                "translatable": _bool(field.translatable),
            },
        )


def _text_cell(table: Table) -> Iterator[str]:
    for name, field in table.fields.items():
        if is_prose(field) and name not in table.primary_key:
            yield _select(
                table,
                {
                    "record_id": record_id(table),
                    "field_name": literal(name),
                    "value": identifier(name),
                    "public": _bool(field.privacy == "public"),
                    "translatable": _bool(field.translatable),
                },
                where=f"{identifier(name)} IS NOT NULL",
            )


def _code_cell(table: Table) -> Iterator[str]:
    for name, field in table.fields.items():
        if field.codelists and "language" not in field.codelists:
            code = _item(field)
            yield _select(
                table,
                {
                    "field_name": literal(name),
                    "codelist": literal(field.codelists[0]),
                    "code": code,
                },
                where=f"{identifier(name)} IS NOT NULL",
            )


def _list_item(table: Table) -> Iterator[str]:
    for name, field in table.fields.items():
        if field.type == "list":
            cells = {"field_name": literal(name), "item": _item(field)}
            yield _select(table, cells, where=f"{identifier(name)} IS NOT NULL")


def _item(field: Field) -> str:
    cell = identifier(field.name)
    return f"unnest({items(cell)})" if field.type == "list" else cell


def _id_cell(table: Table) -> Iterator[str]:
    if len(table.primary_key) == 1:
        (name,) = table.primary_key
        prefixed = table.kind not in {"intake", "microdata"}
        cells = {"field_name": literal(name), "id": identifier(name), "prefixed": _bool(prefixed)}
        yield _select(table, cells, where=f"{identifier(name)} IS NOT NULL")


def _reference_cell(table: Table) -> Iterator[str]:
    for name, field in table.fields.items():
        if field.reference:
            yield _select(
                table,
                {
                    "field_name": literal(name),
                    "target_table": literal(field.reference.table),
                    "id": identifier(name),
                    "external": _bool(field.reference.external),
                },
                where=f"{identifier(name)} IS NOT NULL",
            )


def _date_bounds(table: Table) -> Iterator[str]:
    for name, field in table.fields.items():
        if field.type in {"date", "partial_date", "year"}:
            text = identifier(name)
            first = f"TRY_CAST({text} || substr('-01-01', length({text}) - 3) AS DATE)"
            steps = {4: "1 YEAR", 7: "1 MONTH"}  # Apart, since engines may not mix such intervals.
            after = " ".join(f"WHEN {n} THEN {first} + INTERVAL {s}" for n, s in steps.items())
            after = f"CASE length({text}) {after} ELSE {first} + INTERVAL 1 DAY END"
            last = f"CAST({after} - INTERVAL 1 DAY AS DATE)"
            yield _select(
                table,
                {
                    "field_name": literal(name),
                    "value": text,
                    "first_day": first,
                    "last_day": last,
                },
                where=f"{text} IS NOT NULL AND {guard(field, text)}",
            )


def _language_cell(table: Table) -> Iterator[str]:
    for name, field in table.fields.items():
        if "language" in field.codelists:
            cells = {"field_name": literal(name), "tag": _item(field)}
            yield _select(table, cells, where=f"{identifier(name)} IS NOT NULL")


_BRANCHES: dict[str, Callable[[Table], Iterator[str]]] = {
    "record": _record,
    "cell": _cell,
    "text_cell": _text_cell,
    "code_cell": _code_cell,
    "list_item": _list_item,
    "id_cell": _id_cell,
    "reference_cell": _reference_cell,
    "date_bounds": _date_bounds,
    "language_cell": _language_cell,
}
