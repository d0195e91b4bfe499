"""Generalize: a value becomes its ancestor, by a hierarchy or by cutting a date.

A value that already stands at a higher level stays. Values in no line of a hierarchy are refused
before any work, so that the lookup finds each.
"""

from collections.abc import Mapping
from dataclasses import replace

from openinnov.engine.sql import literal
from openinnov.engine.types import TYPES
from openinnov.policy import Treatment
from openinnov.standard import Field

TECHNIQUE = "generalized"
#: What stands for every value.
_ALL = "*"
#: The characters of a date that are left after one cut, and after two.
_LENGTHS = {1: 7, 2: 4}


def apply(treatment: Treatment, field: Field, cell: str, scope: str) -> str:
    """Return the ancestor of the cell."""
    if field.hierarchy is None:
        return cut(cell, treatment.level or 1)
    return (
        "(SELECT any_value(line.result) FROM temp.hierarchy_line AS line "
        f"WHERE line.scope = {literal(scope)} AND line.value = {cell})"
    )


def release(treatment: Treatment, field: Field) -> Field:
    """Return a field of coarser values."""
    return dates(field) if field.hierarchy is None else texts(field)


def dates(field: Field) -> Field:
    """Return a field of dates of which some are cut."""
    return replace(field, type="partial_date", required=False, unique=False)


def texts(field: Field) -> Field:
    """Return a field of what bands and groups are called, which is no code and no number."""
    return replace(
        field,
        type="string",
        required=False,
        unique=False,
        pattern=None,
        min_length=None,
        max_length=None,
        minimum=None,
        maximum=None,
        exclusive_minimum=None,
        codelists=(),
        codelist_open=False,
    )


def cut(cell: str, steps: int) -> str:
    """Return the first part of a date; what is no date is not kept."""
    good = TYPES["partial_date"].guard(cell)
    return f"CASE WHEN {good} THEN substr({cell}, 1, {_LENGTHS[steps]}) END"


def ancestors(lines: Mapping[str, tuple[str, ...]], level: int) -> dict[str, str | None]:
    """Return what stands at a level for each value, and for what is coarser already.

    >>> ancestors({"7": ("5-9", "0-9", "*"), "2": ("0-4", "0-9", "*")}, 2)
    {'7': '0-9', '5-9': '0-9', '0-9': '0-9', '*': None, '2': '0-9', '0-4': '0-9'}
    """
    found: dict[str, str | None] = {}
    for value, levels in lines.items():
        for place, own in enumerate((value, *levels)):
            result = (value, *levels)[max(place, level)]
            found.setdefault(own, None if result == _ALL else result)
    return found
