r"""What a cell of each type looks like, and the typed value that then stands for it.

The guard decides; a cast follows only a passed guard, because casts are lenient: DuckDB reads
``12.5`` as the integer 13 and ``t`` as true. The patterns are those of the standard, in the subset
that Python, RE2 and Java read alike; they have no anchors and are matched against the whole cell.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from openinnov.engine import forms
from openinnov.engine.sql import conjunction, literal, matches
from openinnov.standard import Field
from openinnov.standard.patterns import (
    BREAK,
    CONTROL,
    DECIMAL,
    EMAIL,
    INTEGER,
    LANGUAGE,
    ODD_BREAK,
    WEB,
    YEAR,
)

_LONE_RETURN = r"\r[^\n]|\r\z"
_DATE = r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_PARTIAL_DATE = r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?"
_ITEM = r"[^;]*[^; \t\n\r][^;]*"


@dataclass(frozen=True, slots=True)
class Type:
    """A type of the standard: SQL about a cell, which is never null there."""

    #: Whether the cell is of the type; never null.
    guard: Callable[[str], str]
    #: The SQL type of the typed value.
    sql: str
    #: The typed value of a cell that passed the guard.
    value: Callable[[str], str]


def no_control(cell: str) -> str:
    """Say in SQL that a text holds no character that XML and N-Quads refuse."""
    return _none(cell, f"[{CONTROL}]")


def items(cell: str) -> str:
    """Return the items of a list cell, without the spaces around them."""
    return f"list_transform(string_split({cell}, ';'), lambda item: trim(item))"


def guard(field: Field, cell: str) -> str:
    """Say in SQL whether a cell, which is not null, is of the type of its field."""
    if field.form is not None:
        return forms.guard(field, field.form, cell)
    return TYPES[field.type].guard(cell)


def clean(field: Field, cell: str, refused: Sequence[str] = ()) -> str:
    """Say both that a cell is of its type and that it holds no control character, in one look.

    Texts and codes hold none of what is `refused` either: patterns that are sought in the cell.
    """
    if field.form is not None:
        free = forms.is_free(field.form)
        return _none(cell, "|".join([f"[{CONTROL}]", *refused])) if free else guard(field, cell)
    if field.type == "text":
        return _none(cell, "|".join([f"[{CONTROL}{ODD_BREAK}]|{_LONE_RETURN}", *refused]))
    if field.type in {"string", "code"}:
        return _none(cell, "|".join([f"[{CONTROL}{BREAK}]", *refused]))
    # The patterns of the other types leave no room for them, but for lists.
    return conjunction([guard(field, cell), *([no_control(cell)] * (field.type == "list"))])


def typed(field: Field, cell: str) -> str:
    """Return the typed value of a cell, or null where it has none.

    A value that stays text is taken as it is: that it is of its type is the business of the check.
    """
    if field.form is not None:
        return forms.value(field, field.form, cell)
    kind = TYPES[field.type]
    if kind.sql == "VARCHAR" and field.type != "partial_date":
        return kind.value(cell)
    return f"CASE WHEN {kind.guard(cell)} THEN {kind.value(cell)} END"


def _pattern(pattern: str) -> Callable[[str], str]:
    return lambda cell: matches(cell, pattern)


def _none(cell: str, pattern: str) -> str:
    return f"NOT regexp_matches({cell}, {literal(pattern)})"


def _without(pattern: str) -> Callable[[str], str]:
    return lambda cell: _none(cell, pattern)


def _calendar(pattern: str) -> Callable[[str], str]:
    # The pattern cannot know 30 February, and both engines cast the year 0000.
    def good(cell: str) -> str:
        day = f"(length({cell}) < 10 OR TRY_CAST({cell} AS DATE) IS NOT NULL)"
        return f"({matches(cell, pattern)} AND substr({cell}, 1, 4) <> '0000' AND {day})"

    return good


def _list(cell: str) -> str:
    once = f"len(list_distinct({items(cell)})) = len({items(cell)})"
    return f"({matches(cell, f'{_ITEM}(;{_ITEM})*')} AND {once})"


def _cast(sql: str) -> Callable[[str], str]:
    return lambda cell: f"TRY_CAST({cell} AS {sql})"


def _same(cell: str) -> str:
    return cell


def _one_line_break(cell: str) -> str:
    return rf"replace({cell}, chr(13) || chr(10), chr(10))"


def _sorted(cell: str) -> str:
    # A list is a set, so one order stands for all.
    return f"array_to_string(list_sort({items(cell)}), ';')"


_TEXT = _without(f"[{ODD_BREAK}]|{_LONE_RETURN}")
_DECIMAL = "DECIMAL(27, 9)"
TYPES = {
    "string": Type(_without(f"[{BREAK}]"), "VARCHAR", _same),
    "text": Type(_TEXT, "VARCHAR", _one_line_break),
    "code": Type(_without(f"[{BREAK}]"), "VARCHAR", _same),
    "list": Type(_list, "VARCHAR", _sorted),
    "language": Type(_pattern(LANGUAGE), "VARCHAR", _same),
    "email": Type(_pattern(EMAIL), "VARCHAR", _same),
    "uri": Type(_pattern(WEB), "VARCHAR", _same),
    "integer": Type(_pattern(INTEGER), "BIGINT", _cast("BIGINT")),
    "decimal": Type(_pattern(DECIMAL), _DECIMAL, _cast(_DECIMAL)),
    "year": Type(_pattern(YEAR), "BIGINT", _cast("BIGINT")),
    "boolean": Type(lambda cell: f"({cell} IN ('true', 'false'))", "BOOLEAN", _cast("BOOLEAN")),
    "date": Type(_calendar(_DATE), "DATE", _cast("DATE")),
    "partial_date": Type(_calendar(_PARTIAL_DATE), "VARCHAR", _same),
}
