"""Writing the cells and naming the sheets of a workbook, within what a workbook can hold."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from openinnov.exceptions import PublicationError
from openinnov.reading.cells import text_of

#: How long a text in a cell, and the name of a sheet, may be.
_LONGEST, _LONGEST_NAME = 32_767, 31
_COLOURS = {"error": "#FFC7CE", "warning": "#FFEB9C", "info": "#DDEBF7"}
_FORMATS: dict[type, str] = {
    date: "yyyy-mm-dd",
    datetime: "yyyy-mm-dd hh:mm:ss",
    time: "hh:mm:ss",
    timedelta: "[h]:mm:ss",
}
#: The first year that a workbook can hold as a date.
_FIRST_YEAR = 1900


def cut(text: str) -> str:
    """Return a text as far as a cell can hold it."""
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def put(result: int | None) -> None:
    """Raise `PublicationError` where something was not written: the library only returns a sign."""
    if result:
        raise PublicationError("a workbook cannot hold so many rows or columns: use other outputs")


class SheetNames:
    """Gives each sheet a name of its own."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = {name.casefold() for name in taken}

    def free(self, title: str) -> str:
        """Return a name for a sheet that no other has."""
        plain = "".join("_" if char in "[]:*?/\\" else char for char in title).strip("'") or "_"
        name, number = plain[:_LONGEST_NAME], 1
        while name.casefold() in self._taken:
            number += 1
            end = f" {number}"
            name = plain[: _LONGEST_NAME - len(end)] + end
        self._taken.add(name.casefold())
        return name


class Cells:
    """Writes values into the cells of a workbook, with the colour of a severity."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._formats: dict[tuple[str | None, type | None], Any] = {}

    def write(self, sheet: Any, place: tuple[int, int], value: Any, severity: str | None) -> None:
        """Write a value; an empty cell only where it has a colour."""
        kind = type(value)
        if kind in _FORMATS and getattr(value, "year", _FIRST_YEAR) >= _FIRST_YEAR:
            put(sheet.write_datetime(*place, value, self._format(severity, kind)))
        elif kind is bool:
            put(sheet.write_boolean(*place, value, self._format(severity, None)))
        elif kind in {int, float}:
            put(sheet.write_number(*place, value, self._format(severity, None)))
        elif text := text_of(value):
            put(sheet.write_string(*place, cut(text), self._format(severity, None)))
        elif severity is not None:
            put(sheet.write_blank(*place, None, self._format(severity, None)))

    def _format(self, severity: str | None, kind: type | None) -> Any:
        if severity is None and kind is None:
            return None
        key = severity, kind
        if key not in self._formats:
            look = {} if severity is None else {"bg_color": _COLOURS[severity]}
            if kind is not None:
                look["num_format"] = _FORMATS[kind]
            self._formats[key] = self._book.add_format(look)
        return self._formats[key]
