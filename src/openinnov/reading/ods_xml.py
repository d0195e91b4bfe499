"""What the XML of an OpenDocument spreadsheet tells of its sheets.

There a row or a cell says how often it is repeated, so that a few bytes may stand for a sheet that
no memory holds. What is repeated without a value counts only before a value.
"""

from collections.abc import Iterable, Mapping
from xml.parsers import expat

from openinnov.reading.limits import UnsafeError
from openinnov.reading.sheet_xml import Sheet

#: The prefixes by which names are told apart here, whatever those of the file are.
_PREFIXES = {
    "urn:oasis:names:tc:opendocument:xmlns:office:1.0": "office",
    "urn:oasis:names:tc:opendocument:xmlns:style:1.0": "style",
    "urn:oasis:names:tc:opendocument:xmlns:table:1.0": "table",
    "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0": "calcext",
}
_CELLS = ("table:table-cell", "table:covered-table-cell")
#: The last row and column that any spreadsheet program has.
_LAST_ROW, _LAST_COLUMN = 1 << 24, 1 << 14
#: How many letters and cells may come out of repetition.
_MOST_REPEATED = 64 << 20
#: How a failed formula looks where nothing else tells that it failed.
_FAILED = ("#", "Err:")


class Content:
    """Goes through the content of a spreadsheet, and notes what its sheets hold."""

    def __init__(self) -> None:
        self.sheets: list[Sheet] = []
        self._style = ""
        self._hidden_styles: set[str] = set()
        #: The row and the column that come next, both counted from 0, and how often each repeats.
        self._row = self._column = 0
        self._rows = 1
        self._cell: Mapping[str, str] | None = None
        self._text: list[str] = []
        #: The columns that are declared so far.
        self._declared = 0
        self._hidden_rows: list[range] = []
        self._hidden_columns: list[range] = []
        self._repeated = 0

    def over(self, pieces: Iterable[bytes]) -> None:
        """Note what the XML tells.

        Raises `UnsafeError` where it means far more than it holds, `ValueError` where it is none.
        """
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse  # No spreadsheet has entities of its own.
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._take
        try:
            for piece in pieces:
                parser.Parse(piece, False)  # noqa: FBT003 -- as expat calls it.
            parser.Parse(b"", True)  # noqa: FBT003 -- as expat calls it.
        except expat.ExpatError:
            raise ValueError from None

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = _short(name)
        said = {_short(key): value for key, value in attributes.items()}
        if tag in _CELLS:
            self._cell = said
            self._text.clear()
        elif tag == "table:table-row":
            self._column = 0
            self._rows = _times(said.get("table:number-rows-repeated"))
            if said.get("table:visibility", "visible") != "visible":
                self._hidden_rows.append(range(self._row + 1, self._row + self._rows + 1))
        elif tag == "table:table-column":
            self._declare(said)
        elif tag == "table:table":
            is_hidden = said.get("table:style-name") in self._hidden_styles
            self.sheets.append(Sheet(said["table:name"], hidden=is_hidden))
            self._row = self._declared = 0
        elif tag == "style:style":
            self._style = said.get("style:name", "")
        elif tag == "style:table-properties" and said.get("table:display") == "false":
            self._hidden_styles.add(self._style)

    def _take(self, text: str) -> None:
        if self._cell is not None:
            self._text.append(text)

    def _end(self, name: str) -> None:
        tag = _short(name)
        if tag in _CELLS and self._cell is not None:
            self._see_cell(self._cell, "".join(self._text))
            self._cell = None
        elif tag == "table:table-row":
            self._row += self._rows
            if self._row > _LAST_ROW:
                raise UnsafeError
        elif tag == "table:table":
            self._close(self.sheets[-1])

    def _declare(self, said: Mapping[str, str]) -> None:
        times = _times(said.get("table:number-columns-repeated"))
        if said.get("table:visibility", "visible") != "visible":
            self._hidden_columns.append(range(self._declared, self._declared + times))
        self._declared += times

    def _see_cell(self, said: Mapping[str, str], text: str) -> None:
        times = _times(said.get("table:number-columns-repeated"))
        column, self._column = self._column, self._column + times
        kind = said.get("office:value-type")
        if kind is None and not text and "table:formula" not in said:
            return
        self._repeated += (self._rows * times - 1) * (1 + len(text))
        if self._repeated > _MOST_REPEATED or self._column > _LAST_COLUMN:
            raise UnsafeError
        sheet, rows = self.sheets[-1], range(self._row + 1, self._row + self._rows + 1)
        sheet.cells += 1
        sheet.rows, sheet.columns = rows[-1], max(sheet.columns, self._column)
        places = [(row, i) for row in rows for i in range(column, self._column)]
        if said.get("calcext:value-type") == "error" or (
            "table:formula" in said and text.startswith(_FAILED)
        ):
            sheet.errors += places
        elif kind is None and "table:formula" in said:
            sheet.uncalculated += places
        if "table:number-columns-spanned" in said:
            sheet.merged.append(places[0])

    def _close(self, sheet: Sheet) -> None:
        """Write out what is hidden as far as there are values."""
        for rows in self._hidden_rows:
            sheet.hidden_rows += range(rows.start, min(rows.stop, sheet.rows + 1))
        for columns in self._hidden_columns:
            sheet.hidden_columns += range(columns.start, min(columns.stop, sheet.columns))
        self._hidden_rows.clear()
        self._hidden_columns.clear()


def _refuse(*_: object) -> None:
    raise UnsafeError


def _short(name: str) -> str:
    """Return a name behind the prefix that is known here."""
    space, _, local = name.rpartition(" ")
    return f"{_PREFIXES.get(space, space)}:{local}"


def _times(text: str | None) -> int:
    """Return how often something is repeated; raise `ValueError` if that is no number."""
    return 1 if text is None else max(int(text), 1)
