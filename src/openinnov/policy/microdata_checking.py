"""Check that what a policy asks of records can be done, and is at least as strict as its base."""

from collections.abc import Iterator

from openinnov.policy.microdata import ANONYMIZE, Coarsening, Microdata
from openinnov.policy.strictness import DATE_STEPS
from openinnov.policy.values import Policy
from openinnov.standard import PROFILES, QUASI_IDENTIFIER, SENSITIVE, Field, Standard, Table


def faults(policy: Policy, standard: Standard) -> Iterator[str]:
    """Yield what cannot be done, or would leave a field unprotected."""
    for name in policy.microdata:
        if name not in standard.tables:
            yield f"microdata: {name} is not known"
    for table in standard.tables.values():
        profiles = [p for p in PROFILES if policy.leaves(table, p) == ANONYMIZE]
        asked = policy.microdata.get(table.name)
        if asked:
            yield from (f"microdata.{table.name}.{each}" for each in _faults(asked, table))
        if not profiles:
            continue
        if asked is None:
            yield f"microdata: add {table.name}, whose rows are to be anonymous"
            continue
        for field in table.fields.values():
            stated = [policy.stated(table, field, each) for each in profiles]
            if any(each.method != "drop" for each in stated):
                # Of words in which a person agreed to be quoted all differ.
                quoted = all(each.scope or each.method == "drop" for each in stated)
                found = _open(asked, field, quoted=quoted)
                yield from (f"microdata.{table.name}.{each}" for each in found)


def looser(policy: Policy, base: Policy) -> Iterator[str]:
    """Yield what asks less than the base does; lists only grow, so all of the base still holds."""
    for name, asked in base.microdata.items():
        own = policy.microdata[name].k
        if own < asked.k:
            yield f"microdata.{name}.k: {own} is less than {asked.k}, the base's"
    # How many rows may be lost is about use, and no risk to anybody.
    for name in ("prosecutor_max", "global_risk"):
        most, given = getattr(policy.gate, name), getattr(base.gate, name)
        if most > given:
            yield f"gate.{name}: {most} is more than {given}, the base's"


def _faults(asked: Microdata, table: Table) -> Iterator[str]:
    named = {
        "l": ([each.field for each in asked.diversity], SENSITIVE),
        "t": ([each.field for each in asked.closeness], SENSITIVE),
        "hierarchies": (asked.hierarchies or {}, QUASI_IDENTIFIER),
        "weights": (asked.weights or {}, QUASI_IDENTIFIER),
        "strata": (asked.strata, QUASI_IDENTIFIER),
    }
    for key, (names, privacy) in named.items():
        for name in names:
            if name not in table.fields or table.fields[name].privacy != privacy:
                yield f"{key}: {name} is no field of {table.name} of the class {privacy}"
    if asked.weight and asked.weight not in table.fields:
        yield f"weight: {asked.weight} is no field of {table.name}"
    for each in asked.closeness:
        if each.distance == "hierarchical" and not getattr(
            table.fields.get(each.field), "hierarchy", None
        ):
            yield f"t: {each.field} has no hierarchy by which a distance could be measured"
    for name, coarsening in (asked.hierarchies or {}).items():
        if name in table.fields and (wrong := _unfit(coarsening, table.fields[name], table)):
            yield f"hierarchies.{name}: {wrong}"


def _unfit(coarsening: Coarsening, field: Field, table: Table) -> str | None:
    if coarsening.widths and field.type != "integer":
        return f"widths are for whole numbers, and the field is of the type {field.type}"
    if coarsening.cut and field.type not in DATE_STEPS:
        return f"cut is for dates, and the field is of the type {field.type}"
    for name in coarsening.parents:
        if name not in table.fields or table.fields[name].privacy != QUASI_IDENTIFIER:
            return f"{name} is no field of {table.name} of the class {QUASI_IDENTIFIER}"
    return None


def _open(asked: Microdata, field: Field, *, quoted: bool) -> Iterator[str]:
    """Yield that a field would leave without anything that protects it."""
    if field.privacy == SENSITIVE and not quoted:
        covered = {d.field for d in asked.diversity} | {c.field for c in asked.closeness}
        if field.name not in covered:
            yield f"l: add {field.name}, or drop it: nothing says how diverse it has to be"
    if field.privacy == QUASI_IDENTIFIER and field.name not in (asked.hierarchies or {}):
        known = field.hierarchy or field.codelists
        if not known:
            yield f"hierarchies: add {field.name}, at least the size: how many values may occur"
