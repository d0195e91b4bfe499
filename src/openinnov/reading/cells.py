"""The text of a cell that comes with a type: from a workbook, JSON or Parquet."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from openinnov.reading.loader import Loader
from openinnov.standard import Field

#: The types in which a number may have lost something: leading zeros, or digits past the fifteenth.
_TEXTS = frozenset(("string", "text", "code", "list", "language", "email", "uri", "uuid"))
#: From here on a spreadsheet does not keep every digit of an integer.
_EXACT = 10**15


def number(value: float) -> str:
    """Write a number with all its digits, and no others.

    >>> number(7.0), number(1e-07), number(12.5), number(1e22)
    ('7', '0.0000001', '12.5', '10000000000000000000000')
    """
    text = repr(value)
    if "e" in text or "n" in text:  # An exponent, or no number.
        text = format(Decimal(text), "f")
    return text.removesuffix(".0")


def duration(value: timedelta) -> str:
    """Write a duration in hours, minutes and seconds.

    >>> duration(timedelta(days=1, minutes=90))
    'PT25H30M0S'
    """
    sign = "-" if value < timedelta() else ""
    minutes, seconds = divmod(abs(value), timedelta(minutes=1))
    rest = number(seconds.total_seconds())
    return f"{sign}PT{minutes // 60}H{minutes % 60}M{rest}S"


_WRITERS: Mapping[type, Callable[[Any], str]] = {
    bool: lambda value: "true" if value else "false",
    date: date.isoformat,
    datetime: datetime.isoformat,
    # Its noughts come from the type of the column.
    Decimal: lambda value: format(value.normalize(), "f"),
    float: number,
    int: number,
    time: time.isoformat,
    timedelta: duration,
}


def text_of(value: object) -> str | None:
    """Write a value as the text that the standard asks for; nothing for an empty one."""
    writer = _WRITERS.get(value.__class__)
    if writer is None:
        return None if value is None else str(value) or None
    return writer(value)


def texts_of(values: Sequence[object], kinds: Collection[type]) -> Sequence[str | None]:
    """Write the values of a column, which are of so many types, as text."""
    if kinds == {str}:
        return [value or None for value in values]  # type: ignore[misc]  # because all are texts
    if kinds == {float}:
        texts = list(map(repr, values))
        if not any("e" in text or "n" in text for text in texts):
            return [text.removesuffix(".0") for text in texts]
    return list(map(text_of, values))


class Numbers:
    """Notes the numbers of a table that stand where text is due."""

    def __init__(self, loader: Loader) -> None:
        self._loader = loader
        self._fields = loader.table.fields
        self._codes: dict[str, dict[Decimal, list[str]]] = {}

    def is_text(self, name: str) -> bool:
        """Say whether a number in a field stands where text is due."""
        field = self._fields[name]
        if field.form is not None and field.type == "list":
            return field.form.guard is None  # Its items are texts.
        return field.type in _TEXTS

    def note(
        self,
        row: int,
        name: str,
        text: str,
        *,
        rounded: bool = False,
        detail: str | None = None,
    ) -> None:
        """Note what a number in a field may have lost."""
        field = self._fields[name]
        rule = self._rule(field, text)
        if rule is not None:
            self._loader.find(rule, row, name, value=text, detail=detail)
        if rounded:
            self._loader.find("precision-lost", row, name, value=text, detail=detail)

    def _rule(self, field: Field, text: str) -> str | None:
        if not self.is_text(field.name):
            return None
        codes = self._codes_of(field).get(Decimal(text), []) if _plain(text) else []
        if len(codes) > 1:
            return "ambiguous-number"
        return None if codes == [text] else "number-in-text"

    def _codes_of(self, field: Field) -> dict[Decimal, list[str]]:
        if field.name not in self._codes:
            values: dict[Decimal, list[str]] = {}
            for code in self._loader.codes(field):
                if _plain(code):
                    values.setdefault(Decimal(code), []).append(code)
            self._codes[field.name] = values
        return self._codes[field.name]


def _plain(text: str) -> bool:
    return text.isascii() and text.replace(".", "", 1).isdecimal()


def is_rounded(value: float) -> bool:
    """Say whether a spreadsheet cannot have kept all digits of a number."""
    return abs(value) >= _EXACT and float(value).is_integer()
