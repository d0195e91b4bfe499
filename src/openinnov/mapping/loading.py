"""Reading a mapping file, and saying by its key what is wrong in it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openinnov.exceptions import MappingError
from openinnov.reading.headings import shown
from openinnov.wording import say

if TYPE_CHECKING:
    from openinnov.mapping.document import Document

#: What pydantic puts into a place for the member of a union.
_UNIONS = {"str", "list[str]", "int", "decimal", "list"}


def load(file: Path) -> "Document":
    """Read a mapping file, or raise `MappingError` with a line for each key that is at fault."""
    import tomllib
    from decimal import Decimal

    from pydantic import ValidationError

    from openinnov.mapping.document import Document

    try:
        raw = tomllib.loads(file.read_bytes().decode("utf-8"), parse_float=Decimal)
    except OSError as error:
        raise MappingError("there is no such mapping file") from error
    except UnicodeDecodeError as error:
        raise MappingError(f"byte {error.start} is not UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise MappingError(str(error)) from error
    try:
        return Document.model_validate(raw)
    except ValidationError as error:
        faults = error.errors(include_url=False, include_input=False)
        raise MappingError("\n".join(_messages(raw, faults))) from None


def nearest(name: str, names: Iterable[str]) -> str:
    """Return advice that names the nearest of some names, or nothing.

    >>> nearest("tittle", ["title", "summary"])
    '; did you mean title?'
    """
    import difflib

    found = difflib.get_close_matches(name, sorted(names), n=1)
    return f"; did you mean {shown(found[0])}?" if found else ""


def key_path(raw: Mapping[str, Any], location: Sequence[str | int]) -> str:
    """Return a place as the mapping's author knows it: ``table.innovation.fields.stage.codes``."""
    words: list[str] = []
    value: Any = raw
    for part in location:
        previous, value = value, _inside(value, part)
        if isinstance(part, str):
            words.append(part)
        elif words[0] == "source" and isinstance(value, dict) and "name" in value:
            words.append(str(value["name"]))
        elif isinstance(previous, list) and (len(words) != _TABLE or len(previous) > 1):
            words[-1] += f"[{part + 1}]"
    return ".".join(words)


#: How many words a place has where the blocks of a table are told apart.
_TABLE = 2


def _inside(value: Any, part: str | int) -> Any:
    if isinstance(value, list) and isinstance(part, int):
        return value[part] if part < len(value) else None
    return value.get(part, value) if isinstance(value, dict) else value


def _messages(raw: Mapping[str, Any], faults: Iterable[Any]) -> Iterator[str]:
    """Yield a line for each key; of a key that may be one thing or another, both are said."""
    said: dict[str, dict[str, None]] = {}
    for fault in faults:
        place, advice = _message(raw, fault)
        said.setdefault(place, {})[advice] = None
    return (f"{place}: {'; or '.join(advice)}" for place, advice in said.items())


def _message(raw: Mapping[str, Any], fault: Any) -> tuple[str, str]:
    kept = tuple(part for part in fault["loc"] if part not in _UNIONS)
    if fault["type"] == "unknown_key":
        key, known = fault["ctx"]["key"], fault["ctx"]["known"]
        return shown(key_path(raw, (*kept, key))), f"there is no such key{nearest(key, known)}"
    numeric = fault["loc"][-1:] == ("int",) and kept != fault["loc"]
    return key_path(raw, kept) or "mapping", say({"type": "is_instance_of"} if numeric else fault)
