"""The types of Table Schema as typed columns: each value keeps all that its text says.

A type that would lose something of a value of the column, such as the digits of a long number or
the time zone of a moment, is not taken; then the column is one of texts.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from openinnov.engine.sql import identifier, literal, matches
from openinnov.standard import Field
from openinnov.standard.guards import ZONE
from openinnov.submission import Submission

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Column:
    """A typed column: the SQL of its values, and their type in Arrow."""

    sql: str
    type: "pa.DataType"


@dataclass(frozen=True, slots=True)
class _Kind:
    """A type that values may have."""

    #: The name of the type in Arrow.
    arrow: str
    #: SQL of the value of a cell.
    value: Callable[[Field, str], str]
    #: SQL that is true where nothing of a cell is lost.
    keeps: Callable[[str], str] = lambda _: "TRUE"


def text_sql(field: Field, marks: tuple[str, ...]) -> str:
    """Return SQL of the text of a cell: null where it holds a mark of a missing value."""
    cell = f"own.{identifier(field.name)}"
    texts = ", ".join(literal(mark) for mark in marks if mark)
    return f"CASE WHEN {cell} NOT IN ({texts}) THEN {cell} END" if texts else cell


def column(submission: Submission, table: str, field: Field, marks: tuple[str, ...]) -> Column:
    """Return the typed column of a field: of the first type that loses nothing of any cell."""
    cell = text_sql(field, marks)
    for kind in _KINDS.get(field.type, ()):
        if _keeps_all(submission, table, kind.keeps(cell)):
            return Column(kind.value(field, cell), _type(kind.arrow))
    return Column(cell, _type("string"))


def _keeps_all(submission: Submission, table: str, condition: str) -> bool:
    query = (
        f"SELECT coalesce(bool_and({condition}), TRUE) FROM submitted.{identifier(table)} AS own"
    )
    (kept,) = submission.connection.cursor().execute(query).fetchall()[0]
    return bool(kept)


def _type(name: str) -> "pa.DataType":
    import pyarrow as pa

    types: Mapping[str, Any] = {
        "boolean": pa.bool_(),
        "date": pa.date32(),
        "double": pa.float64(),
        "int16": pa.int16(),
        "int64": pa.int64(),
        "list": pa.list_(pa.string()),
        "moment": pa.timestamp("us", "UTC"),
        "string": pa.string(),
        "time": pa.time64("us"),
        "timestamp": pa.timestamp("us"),
    }
    return types[name]


def _cast(sql: str) -> Callable[[Field, str], str]:
    return lambda _, cell: f"TRY_CAST({cell} AS {sql})"


def _is_true(field: Field, cell: str) -> str:
    texts = ", ".join(map(literal, field.form.true_values if field.form else ()))
    return f"({cell} IN ({texts}))"


def _items(field: Field, cell: str) -> str:
    return f"string_split({cell}, {literal(field.form.delimiter if field.form else ',')})"


def _moment(_: Field, cell: str) -> str:
    return f"TRY_CAST(left({cell}, length({cell}) - 1) AS TIMESTAMP)"


def _is_short(cell: str) -> str:
    # A double keeps fifteen digits, and noughts at the ends count for nothing.
    digits = rf"regexp_replace(regexp_replace({cell}, '[eE].*', ''), '[^0-9]', '', 'g')"
    return f"length(rtrim(ltrim({digits}, '0'), '0')) <= 15"


def _has_no_zone(cell: str) -> str:
    return f"NOT {matches(cell, f'.*{ZONE}')}"


_KINDS: Mapping[str, tuple[_Kind, ...]] = {
    "boolean": (_Kind("boolean", _is_true),),
    "date": (_Kind("date", _cast("DATE")),),
    "datetime": (
        _Kind("timestamp", _cast("TIMESTAMP"), _has_no_zone),
        _Kind("moment", _moment, lambda cell: f"ends_with({cell}, 'Z')"),
    ),
    "integer": (_Kind("int64", _cast("BIGINT")),),
    "list": (_Kind("list", _items),),
    "number": (_Kind("double", _cast("DOUBLE"), _is_short),),
    "time": (_Kind("time", _cast("TIME"), _has_no_zone),),
    "year": (_Kind("int16", _cast("SMALLINT")),),
}
