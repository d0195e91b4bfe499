"""The rules of metadata that hold for objects of any kind.

Specification: Metadata Vocabulary for Tabular Data, sections 5.1 and 5.8.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from openinnov.csvw.vocabulary import CLASSES, PREFIXES, is_absolute
from openinnov.exceptions import MetadataError

_KEYWORDS = {"@id", "@type", "@value", "@language"}
_TAG = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")


def check_object(described: Mapping[str, Any], kind: str, where: str) -> None:
    """Check the name and the kind of an object, and the properties that are of other vocabularies.

    Raises `MetadataError`.
    """
    name, stated = described.get("@id"), described.get("@type", kind)
    if isinstance(name, str) and name.startswith("_:"):
        raise MetadataError(f"{where}: its @id is a blank node; give an address")
    if stated != kind:
        raise MetadataError(f"{where}: its @type should be {kind}")
    for key, value in described.items():
        if is_common(key):
            _check_value(value, f"{where}, {key}")


def is_common(key: str) -> bool:
    """Say whether a property is one of another vocabulary."""
    return ":" in key and (key.partition(":")[0] in PREFIXES or is_absolute(key))


def _check_value(value: Any, where: str) -> None:
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, dict):
            for fault in _faults(each):
                raise MetadataError(f"{where}: {fault}")
            for key, inner in each.items():
                if key not in _KEYWORDS:
                    _check_value(inner, f"{where}, {key}")


def _faults(value: Mapping[str, Any]) -> Iterator[str]:
    for key in value:
        if key.startswith("@") and key not in _KEYWORDS:
            yield f"{key} may not stand here"
    yield from _literal_faults(value) if "@value" in value else _node_faults(value)
    kinds = value.get("@type", [])
    for kind in kinds if isinstance(kinds, list) else [kinds]:
        if not _is_type(kind):
            yield "@type is a known name, a name with a known prefix, or an address"


def _literal_faults(value: Mapping[str, Any]) -> Iterator[str]:
    if value.keys() - {"@value", "@type", "@language"}:
        yield "nothing but @type or @language stands beside @value"
    if "@type" in value and "@language" in value:
        yield "@type and @language do not stand together"
    if isinstance(value["@value"], (dict, list)):
        yield "@value is a text, a number, true or false"
    if "@language" in value and not _is_tag(value["@language"]):
        yield "@language is no language tag"


def _node_faults(value: Mapping[str, Any]) -> Iterator[str]:
    if "@language" in value:
        yield "@language stands beside @value alone"
    name = value.get("@id", "")
    if not isinstance(name, str) or name.startswith("_:"):
        yield "@id is an address, and no blank node"


def _is_tag(value: object) -> bool:
    return isinstance(value, str) and _TAG.fullmatch(value) is not None


def _is_type(kind: object) -> bool:
    if not isinstance(kind, str) or kind.startswith("_:"):
        return False
    return kind in CLASSES or is_absolute(kind)
