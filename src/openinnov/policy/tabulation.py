"""Tables that a policy has made of the records of persons: counts, and sums of amounts."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from openinnov.policy.microdata import Microdata


@dataclass(frozen=True, slots=True)
class TabulationRule:
    """How one table is made, and when a cell of it tells too much."""

    #: The table of records that are counted.
    source: str
    #: The fields by which it is broken down.
    dimensions: tuple[str, ...]
    #: Fields by which nothing is added up, such as the currency of amounts.
    apart: tuple[str, ...] = ()
    #: The fields of which amounts are added up.
    values: tuple[str, ...] = ()
    #: How many persons have to stand behind a cell at least.
    threshold: int = 1
    #: "safe": that nobody is in a cell tells of nobody. "withhold": it tells of all others.
    zeros: Literal["safe", "withhold"] = "safe"
    #: The (n, k) rule: `largest` persons together may not give more than `percent` of a sum.
    largest: int | None = None
    percent: float | None = None
    #: The p % rule: nobody may be able to estimate what another gave to within that share.
    p_percent: float | None = None


def chains(
    rules: Iterable[TabulationRule], microdata: Microdata | None
) -> Iterator[tuple[str, ...]]:
    """Yield the fields of tables that stand under each other, the outermost first, once each.

    A field for which the policy names parents stands under these: codes of districts recur.
    """
    stated = (microdata.hierarchies if microdata else None) or {}
    used = dict.fromkeys(name for rule in rules for name in (*rule.dimensions, *rule.apart))
    found = [(*(stated[name].parents if name in stated else ()), name) for name in used]
    for chain in found:
        if not any(len(other) > len(chain) and other[: len(chain)] == chain for other in found):
            yield chain


def by_source(rules: Mapping[str, TabulationRule]) -> dict[str, dict[str, TabulationRule]]:
    """Return the tables by the records that they are made of: those of one source are linked."""
    found: dict[str, dict[str, TabulationRule]] = {}
    for name, rule in sorted(rules.items()):
        found.setdefault(rule.source, {})[name] = rule
    return found
