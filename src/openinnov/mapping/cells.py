"""The cells of columns, cleaned and put together, before anything is made of them."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from openinnov.mapping.relation import Place, Relation, Value
from openinnov.mapping.steps import ITEM, cleaner

if TYPE_CHECKING:
    from openinnov.mapping.document import Rule


def clean(relation: Relation, name: str, rule: "Rule | None", place: Place) -> Value:
    """Return the cell of a column after the repairs of a rule, none where it means empty."""
    return cleaned(relation, relation.column(name, place.path), rule, place)


def cleaned(relation: Relation, cell: Value, rule: "Rule | None", place: Place) -> Value:
    """Return a cell after the repairs of a rule."""
    if rule is None or not (rule.repair or rule.missing):
        return cell
    key = (cell.sql, tuple(rule.repair), tuple(rule.missing), place.guard)
    if key not in relation.known:
        step = cleaner(rule.repair, rule.missing)
        relation.known[key] = relation.derive(cell, step, place)
    return relation.known[key]


def first(relation: Relation, names: Sequence[str], rule: "Rule | None", place: Place) -> Value:
    """Return the first cell of some columns that is not empty."""
    cells = {name: relation.column(name, place.path) for name in names}
    return first_of(relation, cells, rule, place)


def first_of(
    relation: Relation, cells: Mapping[str, Value], rule: "Rule | None", place: Place
) -> Value:
    """Return the first of some cells that is not empty."""
    values = [cleaned(relation, cell, rule, place) for cell in cells.values()]
    if len(values) == 1:
        return values[0]
    return combined(relation, f"coalesce({_listed(values)})", values, list(cells))


def all_of(relation: Relation, names: Sequence[str], rule: "Rule", place: Place) -> Value:
    """Return the cells of some columns that are not empty, as the items of a list."""
    values = [clean(relation, name, rule, place) for name in names]
    joined = f"nullif(concat_ws(chr({ord(ITEM)}), {_listed(values)}), '')"
    return combined(relation, joined, values, names)


def combined(relation: Relation, sql: str, values: Sequence[Value], names: Sequence[str]) -> Value:
    """Return a text that is made of several values."""
    if len(names) == 1 and len(values) == 1:
        return Value(sql, values[0].column, values[0].joins)
    return Value(sql, relation.bench.bind(", ".join(names)), joins_of(values))


def joins_of(values: Sequence[Value]) -> tuple[str, ...]:
    """Return the joins that values need, each once and in order."""
    return tuple(dict.fromkeys(join for value in values for join in value.joins))


def _listed(values: Sequence[Value]) -> str:
    return ", ".join(value.sql for value in values)
