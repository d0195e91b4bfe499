"""Lists to choose from in the cells of a workbook: the codes that each field may hold."""

from collections.abc import Mapping
from itertools import zip_longest
from typing import Any

from openinnov.copies.sheet_cells import cut, put
from openinnov.standard import Field, Standard, Words

#: The last row of a sheet, counted from 0: rows that are still to come have the lists as well.
_LAST_ROW = (1 << 20) - 1
#: How long the message of a rule may be; a longer one is dropped.
_LONGEST = 255
_BOOLEAN = ("true", "false")


class DropDowns:
    """Gives columns their lists, which stand side by side on one hidden sheet."""

    def __init__(self, standard: Standard, words: Words) -> None:
        self._standard = standard
        self._words = words
        #: The codes of each list, and the titles beside them.
        self._lists: dict[tuple[str, ...], tuple[str, ...]] = {}

    def add(self, sheet: Any, table: str, columns: Mapping[str, int], lists: str) -> None:
        """Add the lists to the columns of a sheet; `lists` is the sheet on which they will stand.

        `columns` says the number of the column of each field, from 1.
        """
        for name, number in columns.items():
            field = self._standard.tables[table].fields[name]
            if codes := self._codes(field):
                column = 2 * list(self._lists).index(codes)
                letter = _letters(column)
                rule = {
                    "validate": "list",
                    "source": f"='{lists}'!${letter}$1:${letter}${len(codes)}",
                    "error_type": "warning" if field.codelist_open else "stop",
                    "error_message": self._advice(field)[:_LONGEST],
                }
                place = (1, number - 1, _LAST_ROW, number - 1)
                put(sheet.data_validation(*place, rule))

    def write(self, sheet: Any) -> None:
        """Write the lists, each code with its title beside it, and hide the sheet."""
        columns = [column for codes, titles in self._lists.items() for column in (codes, titles)]
        for row, cells in enumerate(zip_longest(*columns)):
            for column, text in enumerate(cells):
                if text:
                    put(sheet.write_string(row, column, cut(text)))
        sheet.hide()

    def _codes(self, field: Field) -> tuple[str, ...]:
        """Return what a cell may hold, or nothing where no list says it."""
        if field.form is not None:
            codes = field.form.enums[0] if len(field.form.enums) == 1 else ()
            titles = ("",) * len(codes)
        elif field.type == "boolean":
            codes, titles = _BOOLEAN, ("", "")
        elif field.type == "list" or not field.codelists or "language" in field.codelists:
            return ()  # A cell of several codes cannot be chosen from a list.
        else:
            listed = {code: name for name in field.codelists for code in self._valid(name)}
            codes = tuple(listed)
            titles = tuple(self._title(name, code) for code, name in listed.items())
        if codes:
            self._lists.setdefault(codes, titles)
        return codes

    def _valid(self, name: str) -> tuple[str, ...]:
        return tuple(self._standard.codelists[name].valid)

    def _title(self, codelist: str, code: str) -> str:
        texts = self._standard.texts(self._words.language)
        title = self._standard.codelists[codelist].codes[code].title
        return texts.get(f"codelist/{codelist}/{code}/title", title)

    def _advice(self, field: Field) -> str:
        check = "unlisted-code" if field.codelist_open else "codelist"
        return self._words.check(self._standard.check(check), "fix")


def _letters(column: int) -> str:
    """Return the letters of a column, which counts from 0.

    >>> _letters(0), _letters(27)
    ('A', 'AB')
    """
    from openinnov.reading.sheet_xml import address

    return address(1, column)[:-1]
