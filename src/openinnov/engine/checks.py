"""The checks that the fields of a table state, compiled to SQL.

One predicate over a table finds its bad rows; those alone are looked at again, cell by cell. A
constraint is asked of cells alone that are of their type, and every condition is true or false,
never null: a null loses the bad row in silence.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from openinnov.engine import forms
from openinnov.engine.sql import conjunction, identifier, literal, matches
from openinnov.engine.types import clean, guard, items, no_control, typed
from openinnov.engine.views import is_prose
from openinnov.standard import Field, ForeignKey, Standard, Table
from openinnov.standard.patterns import SPACE

#: Texts without a stated length end here, in bytes of UTF-8.
LONGEST = 1 << 20
#: Each is found at once, where both in one pattern are sought in the whole text.
_EDGES = (rf"\A[{SPACE}]", rf"[{SPACE}]\z")


@dataclass(frozen=True, slots=True)
class _Demand:
    """What one check demands of the cells of one field."""

    check: str
    #: SQL that is true of a good cell, and false or null of a bad one, if the cell is of its type.
    good: str
    #: SQL of what to show of a bad cell.
    value: str


def bad_rows_query(
    standard: Standard, table: Table, names: Sequence[str], columns: str = "*"
) -> str:
    """Find the rows in which a cell of these fields is bad."""
    bad = " OR ".join(f"NOT {good_cell(standard, table.fields[name])}" for name in names)
    return f"SELECT {columns} FROM submitted.{identifier(table.name)} WHERE {bad}"


def bad_cells_query(standard: Standard, table: Table, names: Sequence[str], rows: str) -> str:
    """Count the bad cells of each field, in the order of the names, in some rows of the table."""
    counts = ", ".join(
        f"count(*) FILTER (WHERE NOT {good_cell(standard, table.fields[name])})" for name in names
    )
    return f"SELECT {counts} FROM {rows}"


def findings_query(standard: Standard, table: Table, names: Sequence[str], rows: str) -> str:
    """Say what is wrong with each bad cell of these fields, in bad rows of the table."""
    fields = [table.fields[name] for name in names]
    bad = "".join(f", NOT {good_cell(standard, f)} AS _bad_{i}" for i, f in enumerate(fields))
    # Most cells of a bad row are good: one look at them is enough.
    cells = ", ".join(
        f"CASE WHEN _bad_{i} THEN {_filled(_cases(standard, field))} END"
        for i, field in enumerate(fields)
    )
    return (
        f"SELECT f.rule, {literal(table.name)}, _source, _row, f.field_name, f.value, NULL FROM ("
        f"SELECT _source, _row, unnest(flatten({_filled([cells])})) AS f "
        f"FROM (SELECT *{bad} FROM {rows} AS bad_row) AS judged)"
    )


def _filled(items: Iterable[str]) -> str:
    """Return SQL of the list of those items that are not null."""
    return f"list_filter([{', '.join(items)}], lambda each: each IS NOT NULL)"


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


def good_cell(standard: Standard, field: Field) -> str:
    """Say in SQL whether a cell fulfils all that its field demands; never null."""
    cell = identifier(field.name)
    if _is_listed(field):  # The list leaves no room for anything else that could be wrong.
        good, _ = _codes(standard, field, cell)
    else:
        demands = _constraints(standard, field)
        further = [demand.good for demand in demands if demand.check != "surrounding-space"]
        good = conjunction([clean(field, cell, _refused(field)), *further])
    good = f"coalesce({good}, FALSE)"
    return good if field.required else f"({cell} IS NULL OR {good})"


def _is_listed(field: Field) -> bool:
    """Say whether a cell is one code of a closed list."""
    return field.closed and field.form is None and field.type != "list"


def _refused(field: Field) -> list[str]:
    """Return patterns of what a text may not hold though it is of its type."""
    if is_prose(field):
        return [*_EDGES]
    # A text without spaces at its edges is not blank, and no other type takes a blank cell.
    blank = field.required and field.type in {"string", "text", "code"}
    return [rf"\A[{SPACE}]*\z"] if blank else []


def _cases(standard: Standard, field: Field) -> Iterator[str]:
    """Yield the finding of each check that a cell fails, as SQL that is null where it passes."""
    cell = identifier(field.name)
    is_text = field.form is None or field.type == "string"
    filled = f"({cell} IS NOT NULL{f' AND {_not_blank(cell)}' * is_text})"
    # Most guards of others' types leave no room for control characters.
    printable = no_control(cell) if field.form is None or forms.is_free(field.form) else "TRUE"
    of_type = guard(field, cell)
    # A blank cell that has to be filled is one finding, not two.
    judged = filled if field.required else f"{cell} IS NOT NULL"
    if field.required:
        yield _case(field, "required", f"NOT {filled}", cell)
    yield _case(field, "control-character", f"{cell} IS NOT NULL AND NOT {printable}", cell)
    if of_type != "TRUE":
        yield _case(field, "type", f"{judged} AND {printable} AND NOT {of_type}", cell)
    for demand in _constraints(standard, field):
        bad = f"{judged} AND {printable} AND {of_type} AND NOT coalesce({demand.good}, FALSE)"
        yield _case(field, demand.check, bad, demand.value)


def _case(field: Field, check: str, bad: str, value: str) -> str:
    return (
        f"CASE WHEN {bad} THEN {{'rule': {literal(check)}, 'field_name': {literal(field.name)}, "
        f"'value': CAST({value} AS VARCHAR)}} END"
    )


def _constraints(standard: Standard, field: Field) -> Iterator[_Demand]:
    cell = identifier(field.name)
    constraints = _CONSTRAINTS if field.form is None else _CONSTRAINTS | _FORM_CONSTRAINTS
    for check, constraint in constraints.items():
        good = constraint(field, cell)
        if good is not None:
            yield _Demand(check, good, cell)
    # Language tags are more than the codes of one list; a rule of their own reads them.
    if field.codelists and "language" not in field.codelists:
        good, value = _codes(standard, field, cell)
        yield _Demand("unlisted-code" if field.codelist_open else "codelist", good, value)


def _not_blank(cell: str) -> str:
    return f"regexp_matches({cell}, {literal(f'[^{SPACE}]')})"


def _pattern(field: Field, cell: str) -> str | None:
    if field.pattern is not None and field.form is not None:
        return matches(cell, field.pattern)
    if field.pattern is None or field.type in {"language", "partial_date"}:
        return None  # These types are no more than their pattern, and the calendar.
    if field.type != "list":
        return matches(cell, field.pattern)
    item = matches("item", field.pattern)
    return f"len(list_filter({items(cell)}, lambda item: NOT {item})) = 0"


def _min_length(field: Field, cell: str) -> str | None:
    return (
        None if field.min_length is None else f"{forms.length(field, cell)} >= {field.min_length}"
    )


def _max_length(field: Field, cell: str) -> str | None:
    if field.max_length is not None:
        return f"{forms.length(field, cell)} <= {field.max_length}"
    bounded = field.form is None and field.type in {"string", "text", "code"}
    return f"strlen({cell}) <= {LONGEST}" if bounded else None


def _bound(name: str, operator: str) -> Callable[[Field, str], str | None]:
    def good(field: Field, cell: str) -> str | None:
        bound = getattr(field, name)
        return None if bound is None else f"{typed(field, cell)} {operator} {bound}"

    return good


def _edges(field: Field, cell: str) -> str | None:
    if not is_prose(field):
        return None
    return conjunction([f"NOT regexp_matches({cell}, {literal(edge)})" for edge in _EDGES])


#: What each check demands of a cell that is of its type: SQL, or none if the field does not ask.
_CONSTRAINTS: dict[str, Callable[[Field, str], str | None]] = {
    "pattern": _pattern,
    "min-length": _min_length,
    "max-length": _max_length,
    "minimum": _bound("minimum", ">="),
    "maximum": _bound("maximum", "<="),
    "exclusive-minimum": _bound("exclusive_minimum", ">"),
    "surrounding-space": _edges,
}


def _form_bound(check: str, operator: str) -> Callable[[Field, str], str | None]:
    def good(field: Field, cell: str) -> str | None:
        form = field.form
        if form is None or check not in form.bounds:
            return None
        bound = forms.compared(field, form, literal(form.bounds[check]))
        return f"{forms.compared(field, form, cell)} {operator} {bound}"

    return good


#: The same for what the fields of others' Table Schemas alone ask.
_FORM_CONSTRAINTS: dict[str, Callable[[Field, str], str | None]] = {
    "minimum": _form_bound("minimum", ">="),
    "maximum": _form_bound("maximum", "<="),
    "exclusive-minimum": _form_bound("exclusive-minimum", ">"),
    "exclusive-maximum": _form_bound("exclusive-maximum", "<"),
    "enum": forms.among,
    "no-time-zone": forms.has_zone,
}


def _codes(standard: Standard, field: Field, cell: str) -> tuple[str, str]:
    """Return whether all codes of a cell are known, and those that are not."""
    codes = [code for name in field.codelists for code in standard.codelists[name].valid]
    listed = ", ".join(literal(code) for code in codes)
    if field.type != "list":
        return f"{cell} IN ({listed})", cell
    unknown = f"list_filter({items(cell)}, lambda item: item NOT IN ({listed}))"
    return f"len({unknown}) = 0", f"array_to_string({unknown}, ';')"
