"""The rows of the standard as pydantic models, built from the standard when asked for.

``openinnov.models.InnovationSdg`` is the model of the table ``innovation_sdg``. A model takes the
texts of a file or the values of JSON and has typed values: `int`, `Decimal`, `date`, sorted tuples
of the items of a list. What is empty is `None`. Neither a model nor its errors show what a cell
holds; ``error.errors(include_input=False)`` tells the rest.

>>> from openinnov.models import Funding
>>> Funding.model_validate(
...     {"id": "bd-a2i-f-1", "innovation_id": "bd-a2i-1", "amount": "1200.50", "currency": "BDT"}
... ).amount
Decimal('1200.50')
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Literal

from openinnov.derived import patterns
from openinnov.derived.names import class_name
from openinnov.standard import Field, Standard, Table, load
from openinnov.standard.patterns import (
    BREAK,
    CONTROL,
    DECIMAL,
    EMAIL,
    INTEGER,
    LANGUAGE,
    ODD_BREAK,
    SPACE,
    WEB,
    YEAR,
)

if TYPE_CHECKING:
    from pydantic import BaseModel

#: The longest text, in bytes of UTF-8, and the digits of a decimal: all, and after the point.
_LONGEST = 1 << 20
_DIGITS, _DECIMALS = 27, 9


def models(standard: Standard) -> Mapping[str, "type[BaseModel]"]:
    """Return the model of each table by the name of the table, built when it is looked up."""
    return _Models(standard)


def __getattr__(name: str) -> "type[BaseModel]":
    """Return the model of a table of the standard that this package ships."""
    table = None if name.startswith("_") else _tables().get(name)
    if table is None:
        raise AttributeError(f"module {__name__} has no attribute {name}")
    return _shipped()[table]


def __dir__() -> list[str]:
    """Name the models, too."""
    return sorted([*globals(), *_tables()])


class _Models(Mapping[str, "type[BaseModel]"]):
    def __init__(self, standard: Standard) -> None:
        self._standard = standard
        self._built: Callable[[str], type[BaseModel]] = cache(self._build)

    def __getitem__(self, name: str) -> "type[BaseModel]":
        return self._built(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._standard.tables)

    def __len__(self) -> int:
        return len(self._standard.tables)

    def _build(self, name: str) -> "type[BaseModel]":
        return _model(self._standard, self._standard.table(name))


@cache
def _shipped() -> Mapping[str, "type[BaseModel]"]:
    return models(load())


@cache
def _tables() -> Mapping[str, str]:
    return {class_name(table): table.name for table in load().tables.values()}


@cache
def _row() -> "type[BaseModel]":
    from pydantic import BaseModel, ConfigDict, model_validator

    class Row(BaseModel):
        """A row of a table; it shows no value."""

        model_config = ConfigDict(
            extra="forbid", frozen=True, strict=True, hide_input_in_errors=True
        )

        def __repr_args__(self) -> Iterator[tuple[None, str]]:
            given = self.model_fields_set
            return ((None, name) for name in type(self).model_fields if name in given)

        @model_validator(mode="before")
        @classmethod
        def _leave_out_what_is_empty(cls, row: Any) -> Any:
            if not isinstance(row, Mapping):
                return row
            return {name: cell for name, cell in row.items() if not _is_empty(cell)}

    return Row


def _is_empty(cell: object) -> bool:
    return cell is None or cell == "" or cell in ([], ())


def _model(standard: Standard, table: Table) -> "type[BaseModel]":
    from pydantic import create_model

    model: type[BaseModel] = create_model(
        class_name(table),
        __base__=_row(),
        __module__=__name__,
        __doc__=f"{table.title}: {table.description}",
        **{field.name: _field(standard, field) for field in table.fields.values()},
    )
    return model


def _field(standard: Standard, field: Field) -> Any:
    from pydantic import Field as Told

    annotation = _TYPES[field.type](standard, field)
    if field.required:
        return annotation, Told(title=field.title, description=field.description)
    return annotation | None, Told(None, title=field.title, description=field.description)


def _string(standard: Standard, field: Field) -> Any:
    return _prose(field, f"[{CONTROL}{BREAK}]")


def _text(standard: Standard, field: Field) -> Any:
    return _prose(field, rf"[{CONTROL}{ODD_BREAK}]|\r(?!\n)")


def _prose(field: Field, forbidden: str) -> Any:
    from pydantic import AfterValidator
    from pydantic import Field as Told

    unclean, filled = re.compile(forbidden), re.compile(f"[^{SPACE}]")

    def check(text: str) -> str:
        if unclean.search(text):
            raise ValueError("take out line breaks and invisible characters")
        if field.required and not filled.search(text):
            raise ValueError("write more than spaces")
        if len(text.encode()) > _LONGEST:
            raise ValueError("shorten the text to 1 MiB")
        return text.replace("\r\n", "\n")

    whole = _whole(field.pattern)
    told = Told(pattern=whole, min_length=field.min_length, max_length=field.max_length)
    return Annotated[str, told, AfterValidator(check)]


def _code(standard: Standard, field: Field) -> Any:
    return _string(standard, field) if field.codelist_open else _literal(standard, field)


def _literal(standard: Standard, field: Field) -> Any:
    return Literal[
        tuple(code for name in field.codelists for code in standard.codelists[name].valid)
    ]


def _list(standard: Standard, field: Field) -> Any:
    from pydantic import AfterValidator, BeforeValidator

    filled = re.compile(f"[^{SPACE}]")

    def items(cell: Any) -> Any:
        if isinstance(cell, str):
            return tuple(item.strip(" ") for item in cell.split(";"))
        return tuple(cell) if isinstance(cell, (list, set, frozenset)) else cell

    def ordered(cell: tuple[str, ...]) -> tuple[str, ...]:
        if len(set(cell)) < len(cell):
            raise ValueError("name each item once")
        if field.required and not any(map(filled.search, cell)):
            raise ValueError("name an item")
        return tuple(sorted(cell))

    kind: Any = tuple
    checks = (BeforeValidator(items), AfterValidator(ordered))
    return Annotated[kind[_item(standard, field), ...], *checks]


def _item(standard: Standard, field: Field) -> Any:
    from pydantic import AfterValidator
    from pydantic import Field as Told

    if field.closed:
        return _literal(standard, field)
    clean = re.compile(patterns.ITEM)
    unclean = re.compile(rf"[{CONTROL}]|\A[\t\n\r]*\Z")

    def check(text: str) -> str:
        if unclean.search(text) or not clean.fullmatch(text):
            raise ValueError("take out empty items, semicolons and invisible characters")
        return text

    return Annotated[str, Told(pattern=_whole(field.pattern)), AfterValidator(check)]


def _whole(pattern: str | None) -> str | None:
    return None if pattern is None else f"^(?:{pattern})$"


def _matching(pattern: str, advice: str) -> Callable[[Standard, Field], Any]:
    def annotation(standard: Standard, field: Field) -> Any:
        from pydantic import BeforeValidator
        from pydantic import Field as Told

        told = Told(json_schema_extra={"pattern": f"^(?:{pattern})$"})
        return Annotated[str, told, BeforeValidator(_reader(pattern, str, advice))]

    return annotation


def _integer(standard: Standard, field: Field) -> Any:
    from pydantic import BeforeValidator
    from pydantic import Field as Told

    text = _reader(INTEGER, int, "write a whole number, such as 12")

    def whole(cell: Any) -> Any:
        value = text(cell)
        if type(value) is not int:  # True equals the code 1.
            raise ValueError("write a whole number, such as 12")
        return value

    read = BeforeValidator(whole)
    if field.codelists:
        codes = (code for name in field.codelists for code in standard.codelists[name].valid)
        return Annotated[Literal[tuple(int(code) for code in codes)], read]
    least = 1 - patterns.LIMIT if field.minimum is None else int(field.minimum)
    most = patterns.LIMIT - 1 if field.maximum is None else int(field.maximum)
    return Annotated[int, Told(ge=least, le=most), read]


def _decimal(standard: Standard, field: Field) -> Any:
    from pydantic import BeforeValidator, PlainSerializer
    from pydantic import Field as Told

    text = _reader(DECIMAL, Decimal, "write a number with a point, such as 12.5")

    def read(cell: Any) -> Any:
        if isinstance(cell, (int, float)) and not isinstance(cell, bool):
            return Decimal(repr(cell))  # The digits of a float that Python shows were written.
        return text(cell)

    told = Told(
        ge=field.minimum,
        le=field.maximum,
        gt=field.exclusive_minimum,
        max_digits=_DIGITS,
        decimal_places=_DECIMALS,
    )
    # The text of a small decimal would be 1E-9, which no guard lets in.
    plain = PlainSerializer(lambda value: format(value, "f"), str, when_used="json")
    return Annotated[Decimal, told, BeforeValidator(read), plain]


def _year(standard: Standard, field: Field) -> Any:
    from pydantic import BeforeValidator
    from pydantic import Field as Told

    read = BeforeValidator(_reader(YEAR, int, "write four digits"))
    return Annotated[int, Told(ge=0, le=9999), read]


def _boolean(standard: Standard, field: Field) -> Any:
    from pydantic import BeforeValidator

    read = _reader("true|false", lambda text: text == "true", "write true or false")
    return Annotated[bool, BeforeValidator(read)]


def _date(standard: Standard, field: Field) -> Any:
    from pydantic import BeforeValidator

    read = _reader(patterns.DATE, date.fromisoformat, "write year-month-day, such as 2026-01-15")
    return Annotated[date, BeforeValidator(read)]


def _reader(pattern: str, value: Callable[[str], object], advice: str) -> Callable[[Any], Any]:
    """Return what makes of a text of this pattern its value, and leaves alone what is no text."""
    whole = re.compile(pattern)

    def read(cell: Any) -> Any:
        if not isinstance(cell, str):
            return cell
        if not whole.fullmatch(cell):
            raise ValueError(advice)
        return value(cell)

    return read


_TYPES: Mapping[str, Callable[[Standard, Field], Any]] = {
    "string": _string,
    "text": _text,
    "code": _code,
    "list": _list,
    "language": _matching(LANGUAGE, "write a tag such as fr or zh-Hans"),
    "email": _matching(EMAIL, "write an address such as info@example.org"),
    "uri": _matching(WEB, "write an address such as https://example.org/page"),
    "integer": _integer,
    "decimal": _decimal,
    "year": _year,
    "boolean": _boolean,
    "date": _date,
    "partial_date": _matching(patterns.PARTIAL_DATE, "write 2026, 2026-01 or 2026-01-15"),
}
