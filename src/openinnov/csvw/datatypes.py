"""Datatypes as metadata describe them, with what they demand of a text.

Specification: Metadata Vocabulary for Tabular Data, section 5.11.
"""

from collections.abc import Mapping
from typing import Any

from openinnov.csvw.metadata import Datatype
from openinnov.csvw.values import parser
from openinnov.csvw.vocabulary import BINARY, DATATYPES, ORDERED, STRINGS, expanded
from openinnov.exceptions import MetadataError

_LENGTHS = ("length", "minLength", "maxLength")
_VALUES = ("minInclusive", "maxInclusive", "minExclusive", "maxExclusive")
_ALIASES = {"minimum": "minInclusive", "maximum": "maxInclusive"}
#: Pairs of bounds that leave nothing between them, also where they are equal.
_EMPTY = (("minInclusive", "maxExclusive"), ("minExclusive", "maxInclusive"))


def datatype(stated: object, where: str) -> Datatype:
    """Return the datatype that a name or an object describes.

    What is no datatype is taken for a text, as the specification wants it. Raises `MetadataError`
    where the bounds contradict each other or do not belong to the datatype.
    """
    described = stated if isinstance(stated, Mapping) else {"base": stated}
    base = described.get("base", "string")
    if not isinstance(base, str) or base not in DATATYPES:
        base = "string"
    name = described.get("@id")
    if isinstance(name, str) and (name.startswith("_:") or expanded(name) in DATATYPES.values()):
        raise MetadataError(f"{where}: the @id of a datatype is an address of its own")
    bounds = {
        _ALIASES.get(key, key): value
        for key, value in described.items()
        if key in {*_LENGTHS, *_VALUES, *_ALIASES}
    }
    _check_lengths(base, bounds, where)
    _check_values(base, bounds, where)
    return Datatype(
        base=base,
        iri=expanded(name) if isinstance(name, str) else DATATYPES[base],
        format=described.get("format"),
        bounds=bounds,
    )


def _check_lengths(base: str, bounds: Mapping[str, Any], where: str) -> None:
    given = {name: bounds[name] for name in _LENGTHS if name in bounds}
    if given and base not in STRINGS | BINARY:
        raise MetadataError(f"{where}: {', '.join(given)} cannot stand with {base}")
    low, high = given.get("minLength", 0), given.get("maxLength", float("inf"))
    if low > high or not low <= given.get("length", low) <= high:
        raise MetadataError(f"{where}: length, minLength and maxLength contradict each other")


def _check_values(base: str, bounds: Mapping[str, Any], where: str) -> None:
    given = {name: bounds[name] for name in _VALUES if name in bounds}
    if not given:
        return
    if base not in ORDERED:
        raise MetadataError(f"{where}: {', '.join(given)} cannot stand with {base}")
    for end in ("min", "max"):
        if f"{end}Inclusive" in given and f"{end}Exclusive" in given:
            raise MetadataError(f"{where}: {end}Inclusive and {end}Exclusive exclude each other")
    read = parser(Datatype(base=base))
    numbers = {name: read(str(value)).order for name, value in given.items()}
    low = numbers.get("minInclusive", numbers.get("minExclusive"))
    high = numbers.get("maxInclusive", numbers.get("maxExclusive"))
    if low is None or high is None:
        return
    if low > high or (low == high and any(set(pair) <= set(given) for pair in _EMPTY)):
        raise MetadataError(f"{where}: there is nothing between {' and '.join(given)}")
