"""What a policy says of numbers of people, and cannot mean, or may not."""

from collections.abc import Iterator

from openinnov.policy.counts import has_counts, linked
from openinnov.policy.values import Policy
from openinnov.standard import AGGREGATE, Standard, Table


def unfit(policy: Policy, standard: Standard) -> Iterator[str]:
    """Yield where what is said of numbers of people does not fit the tables that hold them."""
    for name, kind in policy.kinds.items():
        if name != AGGREGATE and "counts" in kind.leaves.values():
            yield f"kinds.{name}: counts is for tables of the kind {AGGREGATE} alone"
    counted = [table for table in standard.tables.values() if has_counts(table)]
    known = {name for table in counted for name in policy.breakdowns(table)}
    for name in policy.counts["*"].partition:
        if name not in known:
            yield f"tables.partition: {name} is no breakdown; use {', '.join(sorted(known))}"
    for name, rule in policy.counts.items():
        place = "tables" if name == "*" else f"tables.{name}"
        if rule.method == "round" and rule.base is None:
            yield f"{place}: round takes base, such as 3"
        if rule.method == "suppress" and rule.base is not None:
            yield f"{place}: suppress takes no base"
        if name in standard.tables:
            yield from _unfit_table(policy, standard, standard.tables[name], place)


def _unfit_table(policy: Policy, standard: Standard, table: Table, place: str) -> Iterator[str]:
    if not has_counts(table):
        yield f"{place}: the table holds no numbers of people"
        return
    rule, fitting = policy.counts[table.name], policy.breakdowns(table)
    for name in rule.partition:
        if name not in fitting and name not in policy.counts["*"].partition:
            yield (
                f"{place}.partition: {name} is no breakdown; "
                f"use {', '.join(fitting) or 'none, as the table has none'}"
            )
    for each in linked(standard, table):
        other = policy.counts.get(each.name, policy.counts["*"])
        if (other.method, other.base) != (rule.method, rule.base):
            yield f"{place}: it counts the people of {each.name}, so both need one method and base"


def looser(policy: Policy, base: Policy, standard: Standard) -> Iterator[str]:
    """Yield where numbers of people are protected less, or in another way."""
    for name in ("*", *(t.name for t in standard.tables.values() if has_counts(t))):
        place = "tables" if name == "*" else f"tables.{name}"
        own, below = (each.counts.get(name, each.counts["*"]) for each in (policy, base))
        if own.threshold < below.threshold:
            yield f"{place}.threshold: {own.threshold} is less than {below.threshold}, the base's"
        if own.zeros < below.zeros:  # In the order of the alphabet, as it happens.
            yield f"{place}.zeros: {own.zeros} tells more than {below.zeros}, the base's"
        if own.method != below.method:
            yield (
                f"{place}.method: {own.method} cannot be compared with {below.method}, which the "
                "base policy says; leave the line out"
            )
        if own.base and below.base and own.base % below.base:
            yield f"{place}.base: {own.base} is no multiple of {below.base}, the base policy's"
