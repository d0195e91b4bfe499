"""The checks that records of a table differ in their keys, and that references find theirs."""

from collections.abc import Iterable, Iterator, Sequence

from openinnov.engine import forms
from openinnov.engine.sql import conjunction, identifier, literal
from openinnov.engine.types import typed
from openinnov.standard import Field, ForeignKey, Table


def key_queries(table: Table, names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Compile the checks that no two rows share a key, or a value that has to be unique.

    Each is a query that has a row if two rows do, and one that says which.
    """
    if table.primary_key and set(table.primary_key) <= set(names):
        yield _repeated("primary-key", table, table.primary_key)
    for name in names:
        if table.fields[name].unique and (name,) != table.primary_key:
            yield _repeated("unique", table, (name,))
    for key in table.unique_keys:
        if set(key) <= set(names):
            yield _repeated("unique-key", table, key)


def foreign_keys(table: Table, names: Sequence[str]) -> Iterator[ForeignKey]:
    """Yield the references of the submitted fields of a table to records of the package."""
    for name in names:
        target = table.fields[name].reference
        if target is not None and not target.external:
            yield ForeignKey((name,), target.table, (target.field,))
    yield from (key for key in table.foreign_keys if set(key.fields) <= set(names))


def reference_query(table: Table, key: ForeignKey, target: Table) -> str:
    """Compile the check that a reference inside the package finds its record.

    Of several fields, those that are empty are looked for as such, unless all are.
    """
    pairs = [
        _comparable(table.fields[name], target.fields[other])
        for name, other in zip(key.fields, key.target, strict=True)
    ]
    given = " OR ".join(f"{own} IS NOT NULL" for own, _ in pairs)
    operator = "=" if len(pairs) == 1 else "IS NOT DISTINCT FROM"
    same = conjunction([f"{other} {operator} {own}" for own, other in pairs])
    return (
        f"SELECT 'foreign-key', {literal(table.name)}, own._source, own._row, "
        f"{literal(key.fields[0])}, {_shown(f'own.{identifier(name)}' for name in key.fields)}, "
        f"NULL FROM submitted.{identifier(table.name)} AS own "
        f"WHERE ({given}) AND NOT EXISTS (SELECT 1 "
        f"FROM submitted.{identifier(target.name)} AS target WHERE {same})"
    )


def _comparable(own: Field, other: Field) -> tuple[str, str]:
    cells = f"own.{identifier(own.name)}", f"target.{identifier(other.name)}"
    if own.form and other.form and not forms.same_kind(own, other):
        # What values of different types have in common is their text.
        return forms.text(own, own.form, cells[0]), forms.text(other, other.form, cells[1])
    return _value(own, cells[0]), _value(other, cells[1])


def _shown(cells: Iterable[str]) -> str:
    return f"concat_ws('/', {', '.join(cells)})"


def _repeated(check: str, table: Table, names: Sequence[str]) -> tuple[str, str]:
    """Compile the check that no two rows agree in the values of these fields.

    A row counts if one of its cells is filled and none is of another type than its field; a row
    that lacks a part of a unique key does not, as in SQL.
    """
    cells = [identifier(name) for name in names]
    values = [_value(table.fields[name], cell) for name, cell in zip(names, cells, strict=True)]
    given = [f"{value} IS NOT NULL" for value in values]
    if check == "primary-key" and len(names) > 1:
        # An empty part is a part like any other, as long as something is filled.
        given = [f"({cell} IS NULL OR {each})" for cell, each in zip(cells, given, strict=True)]
        given.append(f"({' OR '.join(f'{cell} IS NOT NULL' for cell in cells)})")
    keys = [f"key_{i}" for i in range(len(names))]
    columns = ", ".join(f"{value} AS {key}" for value, key in zip(values, keys, strict=True))
    rows = (
        f"SELECT _source, _row, {_shown(cells)} AS shown, {columns} "
        f"FROM submitted.{identifier(table.name)} WHERE {conjunction(given)}"
    )
    key = ", ".join(keys)
    operator = "=" if len(keys) == 1 else "IS NOT DISTINCT FROM"
    same = conjunction([f"own.{key} {operator} twice.{key}" for key in keys])
    twice = f"SELECT {key} FROM ({rows}) AS own GROUP BY {key} HAVING count(*) > 1"
    return f"{twice} LIMIT 1", (
        f"SELECT {literal(check)}, {literal(table.name)}, _source, _row, {literal(names[0])}, "
        f"shown, CAST(previous AS VARCHAR) FROM (SELECT *, lag(_row) OVER "
        f"(PARTITION BY {key} ORDER BY _row) AS previous FROM ({rows}) AS own "
        f"WHERE EXISTS (SELECT 1 FROM ({twice}) AS twice WHERE {same})) "
        f"WHERE previous IS NOT NULL"
    )


def _value(field: Field, cell: str) -> str:
    """Return what two cells of a key are compared by; keys of the standard are texts."""
    return cell if field.form is None else typed(field, cell)
