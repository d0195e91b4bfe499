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
from openinnov.standard import Field, Standard, Table
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
    return f"SELECT {columns} FROM submitted.{identifier(table.name)} WHERE ({bad})"


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
    # Most cells of a bad row are good: one look at them is enough. Long texts are looked through
    # for control characters once, whatever number of checks asks.
    printable = "".join(
        f", CASE WHEN _bad_{i} THEN {no_control(identifier(field.name))} END AS _printable_{i}"
        for i, field in enumerate(fields)
        if _may_hold_control(field)
    )
    cells = ", ".join(
        f"CASE WHEN _bad_{i} THEN {_filled(_cases(standard, field, f'_printable_{i}'))} END"
        for i, field in enumerate(fields)
    )
    return (
        f"SELECT f.rule, {literal(table.name)}, _source, _row, f.field_name, f.value, NULL FROM ("
        f"SELECT _source, _row, unnest(flatten({_filled([cells])})) AS f "
        f"FROM (SELECT *{printable} FROM (SELECT *{bad} FROM {rows} AS bad_row) AS judged) AS seen)"
    )


def _filled(items: Iterable[str]) -> str:
    """Return SQL of the list of those items that are not null."""
    return f"list_filter([{', '.join(items)}], lambda each: each IS NOT NULL)"


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


def _may_hold_control(field: Field) -> bool:
    """Say whether cells of a field may hold a control character: most guards leave no room."""
    return field.form is None or forms.is_free(field.form)


def _cases(standard: Standard, field: Field, printable: str) -> Iterator[str]:
    """Yield the finding of each check that a cell fails, as SQL that is null where it passes.

    `printable` says in SQL that the cell holds no control character, if it may hold any.
    """
    cell = identifier(field.name)
    is_text = field.form is None or field.type == "string"
    filled = f"({cell} IS NOT NULL{f' AND {_not_blank(cell)}' * is_text})"
    if not _may_hold_control(field):
        printable = "TRUE"
    of_type = guard(field, cell)
    # A blank cell that has to be filled is one finding, not two.
    judged = filled if field.required else f"{cell} IS NOT NULL"
    if field.required:
        yield _case(field, "required", f"NOT {filled}", cell)
    if _may_hold_control(field):
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
