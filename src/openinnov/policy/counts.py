"""How numbers of people are protected: what a policy says of the tables that hold them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from openinnov.standard import QUASI_IDENTIFIER, Standard, Table


@dataclass(frozen=True, slots=True)
class CountRule:
    """How the numbers of people in a table are protected."""

    #: How many people have to stand behind a number at least.
    threshold: int
    #: "safe": that a number is zero tells of nobody. "withhold": it tells of all others.
    zeros: Literal["safe", "withhold"] = "safe"
    #: "suppress": small numbers are withheld, and others by which one could work them out. "round":
    #: all are rounded to multiples of `base`, up or down as a key says.
    method: Literal["suppress", "round"] = "suppress"
    base: int | None = None
    #: The breakdowns of which each person is in exactly one code, so that parts add up.
    partition: tuple[str, ...] = ()


def has_counts(table: Table) -> bool:
    """Say whether a table holds numbers of people."""
    return any(field.count for field in table.fields.values())


def breakdowns(table: Table, whole: Collection[str]) -> tuple[str, ...]:
    """Return the fields that say of which group of people the numbers of a row are.

    `whole` are the fields, as "table.field", of which some code means everybody.
    """
    return tuple(
        name
        for name, field in table.fields.items()
        if not field.count
        and (field.privacy == QUASI_IDENTIFIER or f"{table.name}.{name}" in whole)
    )


def owner(table: Table) -> str:
    """Return the table whose people a table counts: itself, or the one that it breaks down.

    Where all that a row is about is one record of another table, it counts a group of the people of
    that record.
    """
    references = [table.fields[name].reference for name in table.observed]
    (only,) = references if len(references) == 1 else (None,)
    return table.name if only is None else only.table


def linked(standard: Standard, table: Table) -> tuple[Table, ...]:
    """Return the tables that count the same people as a table, which is among them."""
    return tuple(
        each
        for each in standard.tables.values()
        if has_counts(each) and owner(each) == owner(table)
    )


def strictest(rules: Mapping[str, CountRule], names: Collection[str]) -> CountRule:
    """Return the rule of tables that are linked: what one withholds, no other may give away."""
    chosen = [rules.get(name, rules["*"]) for name in names or ["*"]]
    return replace(
        chosen[0],
        threshold=max(each.threshold for each in chosen),
        zeros=max(each.zeros for each in chosen),
    )
