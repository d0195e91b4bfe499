"""How each quasi-identifier is coarsened: by the policy, else as the standard says."""

from collections.abc import Sequence

from openinnov.policy.microdata import Coarsening, Microdata
from openinnov.protection.anonymization import (
    Hierarchy,
    by_date,
    by_parents,
    by_reference,
    by_width,
    from_lines,
)
from openinnov.standard import Field, Standard


def hierarchy(
    standard: Standard, asked: Microdata, field: Field, rows: Sequence[Sequence[str]]
) -> Hierarchy:
    """Return the hierarchy of a field over the values that occur, in whatever order they stand.

    Each of the `rows` is a value behind those of the fields that stand above it. Raises
    `RefusedError` for values that the hierarchy cannot coarsen.
    """
    stated = (asked.hierarchies or {}).get(field.name)
    values = [row[-1] for row in rows]
    missing = "" in values
    if stated is None:
        stated = _of_standard(standard, field)
    if stated.lines is not None:
        return from_lines(stated.lines, missing=missing)
    size = max(stated.size or 1, 1)
    if stated.widths:
        return by_width(values, stated.widths, size, missing=missing)
    if stated.cut:
        return by_date(values, stated.cut, size, missing=missing)
    if stated.parents:
        return by_parents(rows, len(stated.parents), size, missing=missing)
    return by_reference(values, size, missing=missing)


def _of_standard(standard: Standard, field: Field) -> Coarsening:
    if field.hierarchy:
        return Coarsening(lines=standard.hierarchy(field.hierarchy))
    codes = sum(len(standard.codelists[name].valid) for name in field.codelists)
    return Coarsening(size=codes)


def parents(asked: Microdata, field: Field) -> tuple[str, ...]:
    """Return the fields that stand above the values of a field, the outermost first."""
    stated = (asked.hierarchies or {}).get(field.name)
    return stated.parents if stated else ()
