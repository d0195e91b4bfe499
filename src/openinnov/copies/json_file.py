"""A JSON file again: every key and value as it is, but for the texts that are mended."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from openinnov.copies.mending import Mending
from openinnov.reading.encoding import decode
from openinnov.reading.headings import shown
from openinnov.reading.intake import Part
from openinnov.reading.json_text import Cursor, Number, Object

#: Halves of characters that no byte of the file stands for.
_HALF = re.compile("[\ud800-\udc7f\udd00-\udfff]")
_SEPARATOR = ";"


def rewrite(part: Part, mending: Mending, file: BinaryIO) -> bool:
    """Write a file with its repairs, a record a line."""
    decoded = decode(part.path.read_bytes(), part.encoding, part.name)
    if decoded.guess is not None and decoded.encoding != "utf-8":
        file.write(part.path.read_bytes())
        return False
    cursor = Cursor(part.name, decoded.text())
    file.writelines(
        piece.encode("utf-8", "surrogateescape") for piece in _pieces(cursor, part.name, mending)
    )
    return True


def _pieces(cursor: Cursor, name: str, mending: Mending) -> Iterator[str]:
    if cursor.at("["):
        yield from _array(cursor, name, mending)
        yield "\n"
        return
    before = "{\n"
    for key in cursor.members():
        yield f"{before}{_text(key)}: "
        before = ",\n"
        if cursor.at("["):
            yield from _array(cursor, f"{name}#{shown(key)}", mending)
        else:
            yield _written(cursor.value())
    yield "{}\n" if before == "{\n" else "\n}\n"


def _array(cursor: Cursor, name: str, mending: Mending) -> Iterator[str]:
    source = mending.source(name)
    fields = {label: field for field, label in ((source and source.headings) or {}).items()}
    changes = dict(mending.changes(name))
    before = "[\n"
    for row, record in enumerate(cursor.items(), start=1):
        yield before
        before = ",\n"
        yield _written(_mended(record, fields, changes[row]) if row in changes else record)
    yield "[]" if before == "[\n" else "\n]"


def _mended(record: Object, fields: Mapping[str, str], texts: Mapping[str, str]) -> Object:
    seen: set[str] = set()
    members = []
    for label, value in record.members:
        text = None if label in seen else texts.get(fields.get(shown(label), ""))
        seen.add(label)
        members.append((label, value if text is None else _like(value, text)))
    return Object(members)


def _like(value: object, text: str) -> object:
    """Return a list in the place of a list, otherwise a text."""
    return text.split(_SEPARATOR) if isinstance(value, list) else text


def _written(value: Any) -> str:
    if isinstance(value, Object):
        return f"{{{', '.join(f'{_text(key)}: {_written(each)}' for key, each in value.members)}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_written, value))}]"
    if isinstance(value, Number):
        return str(value)
    return _text(value) if isinstance(value, str) else json.dumps(value)


def _text(text: str) -> str:
    written = json.dumps(text, ensure_ascii=False)
    return _HALF.sub(lambda half: f"\\u{ord(half[0]):04x}", written)
