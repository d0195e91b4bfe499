"""The types of others' Table Schemas as SQL: the guard decides, a cast follows a passed guard.

The SQL has no function that DuckDB and Spark read differently once the guard has passed.
"""

from collections.abc import Callable

from openinnov.engine.sql import conjunction, literal, matches
from openinnov.standard import Field, Form
from openinnov.standard.guards import DATED, ZONE


def guard(field: Field, form: Form, cell: str) -> str:
    """Say in SQL whether a cell, which is not null, is of the type of its field; never null."""
    if field.type == "boolean":
        return _among(cell, (*form.true_values, *form.false_values))
    if form.guard is None:
        return "TRUE"
    if field.type not in DATED:
        return matches(cell, form.guard)
    # The pattern cannot know 30 February, and both engines cast the year 0000.
    day = f"TRY_CAST(left({cell}, 10) AS DATE) IS NOT NULL"
    known = conjunction([matches(cell, form.guard), day, f"left({cell}, 4) <> '0000'"])
    return f"({known})"


def is_free(form: Form | None) -> bool:
    """Say whether cells of a form may hold any text, so that it matters what signs are in it."""
    return form is not None and form.guard is None


def value(field: Field, form: Form, cell: str) -> str:
    """Return the value of a cell, by which it is compared; null where it is not of its type."""
    if form.guard is None:
        return cell
    return f"CASE WHEN {guard(field, form, cell)} THEN {compared(field, form, cell)} END"


def compared(field: Field, form: Form, cell: str) -> str:
    """Return the same of a cell that has passed the guard."""
    return _VALUES.get(field.type, _same)(form, cell)


def text(field: Field, form: Form, cell: str) -> str:
    """Return the text of a cell; null where it is not of its type."""
    if form.guard is None:
        return cell
    return f"CASE WHEN {guard(field, form, cell)} THEN {cell} END"


def same_kind(own: Field, other: Field) -> bool:
    """Say whether the values of two fields can be compared, and not only their texts."""
    numbers = {"integer", "number", "year"}
    return own.type == other.type or {own.type, other.type} <= numbers


def has_zone(field: Field, cell: str) -> str | None:
    """Say in SQL whether a time says in which time zone; nothing of fields that hold no time."""
    if field.type not in {"datetime", "time"}:
        return None
    return matches(cell, f".*{ZONE}")


def among(field: Field, cell: str) -> str | None:
    """Say in SQL whether a cell has one of the values that its field lists, if it lists any."""
    form = field.form
    if form is None or not form.enums:
        return None
    own = compared(field, form, cell)
    lists = ([compared(field, form, literal(text)) for text in enum] for enum in form.enums)
    return conjunction([f"{own} IN ({', '.join(each)})" for each in lists])


def length(field: Field, cell: str) -> str:
    """Return how many characters a text has, or items a list."""
    if field.form is None or field.type != "list":
        return f"length({cell})"
    return f"len(string_split({cell}, {literal(field.form.delimiter)}))"


def _among(cell: str, texts: tuple[str, ...]) -> str:
    return f"({cell} IN ({', '.join(map(literal, texts))}))"


def _same(form: Form, cell: str) -> str:
    return cell


def _cast(sql: str) -> Callable[[Form, str], str]:
    return lambda _, cell: f"TRY_CAST({cell} AS {sql})"


def _is_true(form: Form, cell: str) -> str:
    return _among(cell, form.true_values)


def _clock(form: Form, cell: str) -> str:
    # As texts, times without their zone are in order.
    return f"regexp_replace({cell}, {literal(ZONE)}, '')"


def _place(form: Form, cell: str) -> str:
    return " || ',' || ".join(
        f"CAST(TRY_CAST(trim(split_part({cell}, ',', {part})) AS DOUBLE) AS VARCHAR)"
        for part in (1, 2)
    )


#: The value of a cell that passed the guard, where it is not its text.
_VALUES: dict[str, Callable[[Form, str], str]] = {
    "integer": _cast("BIGINT"),
    "number": _cast("DOUBLE"),
    "year": _cast("BIGINT"),
    "date": _cast("DATE"),
    "datetime": _cast("TIMESTAMPTZ"),
    "boolean": _is_true,
    "time": _clock,
    "geopoint": _place,
}
