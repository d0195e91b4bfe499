"""An XLSX workbook again, in which nothing changes but the text of the cells that are mended.

The XML of a sheet is edited and not written anew, so that pictures, formulas, formats and all else
stay. A cell with a formula is left alone.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openinnov.copies.mending import Mending
from openinnov.reading.headings import shown
from openinnov.reading.intake import Part
from openinnov.reading.sheet_xml import address, attributes, parse
from openinnov.reading.sheets import worksheets

#: The texts of the cells that change, by record and column, which counts from 0.
_Texts = Mapping[int, Mapping[int, str]]


def rewrite(part: Part, mending: Mending, file: BinaryIO) -> bool:
    """Write a workbook with its repairs."""
    with ZipFile(part.path) as archive, ZipFile(file, "w", ZIP_DEFLATED) as copy:
        sheets = worksheets(archive)
        for member in archive.infolist():
            content = archive.read(member)
            sheet = sheets.get(member.filename.lower())
            if sheet is not None:
                name = f"{part.name}#{shown(sheet.name)}"
                content = _mended(content, name, mending)
            info = ZipInfo(member.filename, member.date_time)
            info.compress_type = ZIP_DEFLATED
            copy.writestr(info, content)
    return False


def _mended(xml: bytes, name: str, mending: Mending) -> bytes:
    source = mending.source(name)
    columns = (source.columns if source else None) or {}
    fields = {column - 1: field for field, column in columns.items()}
    texts = {
        row: {columns[field] - 1: text for field, text in cells.items()}
        for row, cells in mending.changes(name)
    }
    if not texts:
        return xml
    editor = _Editor(xml, texts)
    mended = b"".join(editor.pieces())
    for row, cells in texts.items():
        for column in cells:
            if (row, column) not in editor.written:
                mending.leave(name, row, fields[column])
    return mended


@cache
def _prefix() -> re.Pattern[bytes]:
    return re.compile(rb"<(\w+:)?worksheet\b")


class _Editor:
    """Goes through the rows of a sheet, and writes other texts into some cells."""

    def __init__(self, xml: bytes, texts: _Texts) -> None:
        self._xml = xml
        self._texts = texts
        match = _prefix().search(xml)
        self._mark = mark = (match[1] if match else None) or b""
        self._row = re.compile(b"<" + mark + rb"row\b([^>]*?)(/>|>)")
        self._row_end = b"</" + mark + b"row>"
        self._cell = re.compile(b"(?s)<" + mark + rb"c\b([^>]*?)(?:/>|>(.*?)</" + mark + b"c>)")
        #: The cells that were written.
        self.written: set[tuple[int, int]] = set()

    def pieces(self) -> Iterator[bytes]:
        """Yield the XML, piece by piece."""
        copied = number = 0
        for row in self._row.finditer(self._xml):
            number = int(attributes(row[1]).get("r", number + 1))
            if number in self._texts and row[2] == b">":
                end = self._xml.index(self._row_end, row.end())
                yield self._xml[copied : row.end()]
                yield from self._cells(number, row.end(), end)
                copied = end
        yield self._xml[copied:]

    def _cells(self, number: int, start: int, end: int) -> Iterator[bytes]:
        texts, column = self._texts[number], -1
        for cell in self._cell.finditer(self._xml, start, end):
            said = attributes(cell[1])
            column = parse(said["r"])[1] if "r" in said else column + 1
            yield self._xml[start : cell.start()]
            start = cell.end()
            formula = b"<" + self._mark + b"f"
            if column in texts and formula not in (cell[2] or b""):
                self.written.add((number, column))
                yield self._text(address(number, column), said.get("s"), texts[column])
            else:
                yield cell[0]
        yield self._xml[start:end]

    def _text(self, place: str, style: str | None, text: str) -> bytes:
        from xml.sax.saxutils import escape

        look = f' s="{style}"' if style else ""
        mark = self._mark.decode()
        return (
            f'<{mark}c r="{place}"{look} t="inlineStr"><{mark}is>'
            f'<{mark}t xml:space="preserve">{escape(text)}</{mark}t></{mark}is></{mark}c>'
        ).encode()
