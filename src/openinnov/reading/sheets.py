"""Looking into a workbook before anything opens it: how large its sheets are, and what they hide.

Readers of workbooks allocate what the outermost cell says, and return a failed formula as an empty
cell.
"""

import re
from collections import deque
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from openinnov.exceptions import SubmissionError
from openinnov.reading.headings import shown
from openinnov.reading.sheet_xml import Look, Sheet, UnsafeError, attributes

if TYPE_CHECKING:
    from zipfile import ZipFile

#: What a workbook may unpack to: at all, and at more than `_RATIO` times its size.
_LARGEST, _LARGE, _RATIO = 2 << 30, 100 << 20, 200
_PIECE = 1 << 20
_BROKEN = (EOFError, KeyError, NotImplementedError, RuntimeError, ValueError)
#: What begins a workbook of an older format, or one that is locked by a password.
_OLD = b"\xd0\xcf\x11\xe0"


def inspect(path: Path) -> list[Sheet]:
    """Return the facts about each worksheet of a workbook, in order.

    Raises `UnsafeError` when it is too large, `SubmissionError` when it is no workbook.
    """
    import zipfile
    import zlib

    name = shown(path.name)
    try:
        with path.open("rb") as stream:
            start = stream.read(len(_OLD))
        if start == _OLD:
            raise SubmissionError(
                f"{name}: is locked by a password or in an older format: save it as .xlsx, unlocked"
            )
        with zipfile.ZipFile(path) as archive:
            _check_size(archive)
            return _sheets(archive)
    except (*_BROKEN, zipfile.BadZipFile, zlib.error):
        raise SubmissionError(f"{name}: is damaged or no XLSX workbook: save it again") from None


def _check_size(archive: "ZipFile") -> None:
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if unpacked > _LARGEST or (unpacked > _LARGE and unpacked > _RATIO * packed):
        raise UnsafeError


def _sheets(archive: "ZipFile") -> list[Sheet]:
    sheets = worksheets(archive)
    for member in archive.infolist():
        with archive.open(member) as stream:
            pieces = iter(partial(stream.read, _PIECE), b"")
            if member.filename in sheets:
                Look(sheets[member.filename]).over(pieces)
            else:
                # What is no sheet is unpacked as well, so that no size is a lie.
                deque(pieces, maxlen=0)
    return list(sheets.values())


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
            sheets[path] = Sheet(said["name"], hidden=said.get("state", "visible") != "visible")
    return sheets
