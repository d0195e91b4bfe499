"""Check that the tables a policy makes of records can be made, and tell no more than its base's."""

from collections.abc import Iterator
from dataclasses import replace

from openinnov.policy.microdata import Microdata
from openinnov.policy.tabulation import TabulationRule, by_source, chains
from openinnov.policy.values import Policy
from openinnov.standard import (
    AGGREGATE,
    CLASSES,
    KINDS,
    QUASI_IDENTIFIER,
    SENSITIVE,
    Field,
    Standard,
    Table,
)

#: The kind of tables of records about persons.
_RECORDS = KINDS[2]
_PUBLIC = CLASSES[0]
_NUMBERS = ("integer", "decimal")


def faults(policy: Policy, standard: Standard) -> Iterator[str]:
    """Yield what cannot be made."""
    for source, rules in by_source(policy.tabulations).items():
        for name, rule in rules.items():
            place = f"tables.{name}"
            if name in standard.tables:
                yield f"{place}: a table of the standard is not made of records; use another name"
            table = standard.tables.get(source)
            if table is None or table.kind != _RECORDS:
                yield f"{place}.from: {source} is no table of records about persons"
            else:
                yield from (f"{place}.{each}" for each in _faults(policy, table, rule))
        yield from _crossed(rules, policy.microdata.get(source))
    if policy.tabulations and AGGREGATE not in policy.consent.scopes:
        yield f"consent.scopes: add {AGGREGATE}, to which persons agree whose records are counted"


def _faults(policy: Policy, table: Table, rule: TabulationRule) -> Iterator[str]:
    for key, names in (("dimensions", rule.dimensions), ("apart", rule.apart)):
        for name in names:
            if not _divides(table.fields.get(name)):
                yield (
                    f"{key}: {name} is no field of {table.name} by which persons can be counted: "
                    f"one value a row, of the class {QUASI_IDENTIFIER} or {_PUBLIC}"
                )
    for name in rule.values:
        field = table.fields.get(name)
        known = field is not None and field.privacy in {_PUBLIC, QUASI_IDENTIFIER, SENSITIVE}
        if field is None or not known or field.type not in _NUMBERS:
            yield f"values: {name} is no field of {table.name} of which amounts can be added up"
    named = {*rule.dimensions, *rule.apart}
    for name in set(rule.dimensions) & set(rule.apart):
        yield f"apart: {name} is among the dimensions already; name it once"
    for chain in chains([rule], policy.microdata.get(table.name)):
        for name in chain:
            if name not in named:
                yield f"dimensions: add {name}, under which {chain[-1]} stands"


def _divides(field: Field | None) -> bool:
    if field is None or field.free_text or field.type in {"list", "text"}:
        return False
    return field.privacy in {_PUBLIC, QUASI_IDENTIFIER}


def _crossed(rules: dict[str, TabulationRule], microdata: Microdata | None) -> Iterator[str]:
    """Yield fields of which two stand under the same one, without one under the other."""
    roots: dict[str, str] = {}
    for first, *others in chains(rules.values(), microdata):
        last = others[-1] if others else first
        if first in roots:
            yield f"tables: {roots[first]} and {last} both stand under {first}; keep one of them"
        roots[first] = last


def looser(policy: Policy, base: Policy) -> Iterator[str]:
    """Yield where a table tells more than the base policy lets it, or another table."""
    least = base.counts["*"]
    for name, rule in policy.tabulations.items():
        place = f"tables.{name}"
        below = base.tabulations.get(name)
        threshold = below.threshold if below else least.threshold
        if rule.threshold < threshold:
            yield f"{place}.threshold: {rule.threshold} is less than {threshold}, the base's"
        if rule.zeros < (below.zeros if below else least.zeros):
            yield f"{place}.zeros: {rule.zeros} tells more than the base policy lets"
        if below is not None:
            yield from (f"{place}: {each}" for each in _looser(rule, below))


def _looser(rule: TabulationRule, below: TabulationRule) -> Iterator[str]:
    settings = ("threshold", "zeros", "largest", "percent", "p_percent")
    given = {name: getattr(below, name) for name in settings}
    if replace(rule, **given) != below:
        yield "the base policy makes it of other fields; use another name"
    # With more persons counted together, or a smaller share, more cells tell too much.
    if (rule.largest or 0) < (below.largest or 0):
        yield f"dominance.largest: {rule.largest} is less than {below.largest}, the base's"
    if below.percent is not None and (rule.percent is None or rule.percent > below.percent):
        yield f"dominance.percent: {rule.percent} is more than {below.percent}, the base's"
    if (rule.p_percent or 0) < (below.p_percent or 0):
        yield f"p_percent: {rule.p_percent} is less than {below.p_percent}, the base's"
