"""Looking into a workbook before anything opens it: how large its sheets are, and what they hide.

Readers of workbooks allocate what the outermost cell says, and return a failed formula as an empty
cell.
"""

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from openinnov.exceptions import SubmissionError
from openinnov.reading.biff import MAGIC, LockedError, look
from openinnov.reading.headings import shown
from openinnov.reading.limits import PIECE, UnsafeError, check_size
from openinnov.reading.ods_xml import Content
from openinnov.reading.sheet_xml import Look, Sheet, attributes

if TYPE_CHECKING:
    from zipfile import ZipFile

_BROKEN = (EOFError, KeyError, NotImplementedError, RuntimeError, ValueError)
#: What makes a zip archive a workbook, by the one member that it must have.
_EXCEL, _OPEN_DOCUMENT = "xl/workbook.xml", "content.xml"
#: Others that readers would open.
_OTHERS = ("xl/workbook.bin",)
#: The largest file that is looked at as a whole.
_LARGEST = 256 << 20


def inspect(path: Path) -> list[Sheet]:
    """Return the facts about each worksheet of a workbook, in order.

    Raises `UnsafeError` when it is too large, `SubmissionError` when it is no workbook.
    """
    import zipfile
    import zlib

    name = shown(path.name)
    try:
        with path.open("rb") as stream:
            start = stream.read(len(MAGIC))
        if start.startswith(MAGIC[:4]):
            return _some(_older(path))
        with zipfile.ZipFile(path) as archive:
            _check_size(archive)
            return _some(_KINDS[_kind(archive)](archive))
    except (*_BROKEN, zipfile.BadZipFile, zlib.error):
        raise SubmissionError(f"{name}: is damaged or no workbook: save it again") from None
    except LockedError:
        raise SubmissionError(
            f"{name}: is locked by a password, or no workbook: save it again, unlocked"
        ) from None


def _some(sheets: list[Sheet]) -> list[Sheet]:
    """Return sheets; raise `ValueError` if there are none, since a workbook has at least one."""
    if not sheets:
        raise ValueError
    return sheets


def _older(path: Path) -> list[Sheet]:
    if path.stat().st_size > _LARGEST:
        raise UnsafeError
    sheets = look(path.read_bytes())
    _check_memory(sheets)
    return sheets


def _check_memory(sheets: Iterable[Sheet]) -> None:
    # There is no other reader for them, which would go through a sheet row by row.
    if any(sheet.is_large for sheet in sheets):
        raise UnsafeError


def _kind(archive: "ZipFile") -> str:
    """Return the member that makes an archive a workbook, of one format only.

    So the reader cannot take it for another than that which was looked at.
    """
    names = {name.replace("\\", "/").lower() for name in archive.namelist()}
    (kind,) = names & {*_KINDS, *_OTHERS}
    return kind


def _check_size(archive: "ZipFile") -> None:
    members = archive.infolist()
    check_size(
        sum(member.file_size for member in members), sum(member.compress_size for member in members)
    )


def _sheets(archive: "ZipFile") -> list[Sheet]:
    """Return the worksheets of an Excel workbook; raise `KeyError` where one is missing."""
    sheets = worksheets(archive)
    missing = set(sheets)
    for member in archive.infolist():
        name = member.filename.lower()
        with archive.open(member) as stream:
            pieces = iter(partial(stream.read, PIECE), b"")
            if name in sheets:
                missing.discard(name)
                Look(sheets[name]).over(pieces)
            else:
                # What is no sheet is unpacked as well, so that no size is a lie.
                deque(pieces, maxlen=0)
    if missing:
        raise KeyError
    return list(sheets.values())


def _tables(archive: "ZipFile") -> list[Sheet]:
    """Return the worksheets of an OpenDocument spreadsheet."""
    content = Content()
    with archive.open(_OPEN_DOCUMENT) as stream:
        content.over(iter(partial(stream.read, PIECE), b""))
    _check_memory(content.sheets)
    return content.sheets


def _elements(archive: "ZipFile", member: str, name: bytes) -> Iterator[dict[str, str]]:
    """Yield the attributes of each element with a name."""
    pattern = rb"<(?:\w+:)?" + name + rb"\b([^>]*)>"
    return map(attributes, re.findall(pattern, archive.read(member)))


def worksheets(archive: "ZipFile") -> dict[str, Sheet]:
    """Return the worksheets by the name of their file."""
    targets = {
        said["Id"]: said["Target"]
        for said in _elements(archive, "xl/_rels/workbook.xml.rels", b"Relationship")
        if said["Type"].endswith("/worksheet")
    }
    sheets = {}
    for said in _elements(archive, "xl/workbook.xml", b"sheet"):
        target = next((targets.get(said[key]) for key in said if key.endswith(":id")), None)
        if target is not None:
            path = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
            hidden = said.get("state", "visible") != "visible"
            # Readers look members up whatever their case.
            sheets[path.lower()] = Sheet(said["name"], hidden=hidden)
    return sheets


_KINDS: Mapping[str, Callable[["ZipFile"], list[Sheet]]] = {
    _EXCEL: _sheets,
    _OPEN_DOCUMENT: _tables,
}
