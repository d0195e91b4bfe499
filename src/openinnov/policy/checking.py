"""Check that a policy fits the standard, and is at least as strict as the one below it."""

from collections.abc import Iterator
from itertools import pairwise

from openinnov.exceptions import PolicyError
from openinnov.policy import (
    count_faults,
    holding_checking,
    microdata_checking,
    tabulation_checking,
)
from openinnov.policy.microdata import ANONYMIZE
from openinnov.policy.strictness import DATE_STEPS, at_least, class_at_least, table_at_least
from openinnov.policy.values import Policy, Treatment
from openinnov.standard import CLASSES, KINDS, PROFILES, Field, Standard, Table

_NUMBERS, _TEXTS = ("integer", "decimal"), ("string", "text")
#: The kind of tables of records about persons.
_RECORDS = KINDS[2]
_REGION = "use the code of ISO 3166-1 in capitals, such as GB for the United Kingdom"
_WAY_OUT = "use drop, or leave the line out"


def check(policy: Policy, standard: Standard, file: str) -> None:
    """Raise `PolicyError` where a policy says something that cannot be done."""
    for fault in (
        *_unknown_names(policy, standard),
        *_unfit_treatments(policy, standard),
        *count_faults.unfit(policy, standard),
        *_looser_profiles(policy),
        *_looser_field_profiles(policy, standard),
        *microdata_checking.faults(policy, standard),
        *holding_checking.faults(policy, standard),
        *tabulation_checking.faults(policy, standard),
    ):
        raise PolicyError(f"{file}: {fault}")


def check_tighter(policy: Policy, base: Policy, standard: Standard, file: str) -> None:
    """Raise `PolicyError` where a policy tells more than its base, or something else."""
    for fault in (
        *_looser_tables(policy, base),
        *_looser_classes(policy, base),
        *_looser_fields(policy, base, standard),
        *count_faults.looser(policy, base, standard),
        *_looser_settings(policy, base),
        *microdata_checking.looser(policy, base),
        *tabulation_checking.looser(policy, base),
    ):
        raise PolicyError(f"{file}: {fault}")


def _unknown_names(policy: Policy, standard: Standard) -> Iterator[str]:
    from openinnov.detection import DETECTORS, supported_regions

    places = {f"{t.name}.{f}" for t in standard.tables.values() for f in t.fields}
    reasons = standard.codelists["withheld_reason"].valid
    listed = {
        "classes": (policy.classes, CLASSES),
        "kinds": (policy.kinds, KINDS),
        "tables": (sorted(policy.counts.keys() - {"*"}), standard.tables),
        "fields": (policy.fields, places),
        "tables.whole": (policy.whole, places),
        "texts.detectors": (policy.detectors, DETECTORS),
        "agreement.fields": (sorted(policy.agreement.fields), places),
        "agreement.tables": (sorted(policy.agreement.tables), standard.tables),
        "reason": (sorted(_reasons(policy)), reasons),
    }
    for key, (names, known) in listed.items():
        yield from (f"{key}: {name} is not known" for name in names if name not in known)
    regions = supported_regions() if policy.regions else frozenset()
    for name in policy.regions:
        if name not in regions:
            yield f"texts.regions: {name} is not known; {_REGION}"
    for key, given, needed in (
        ("classes", policy.classes, CLASSES),
        ("kinds", policy.kinds, KINDS),
    ):
        yield from (f"{key}: add {name}" for name in needed if name not in given)
    for name, kind in policy.kinds.items():
        unknown = [each for each in kind.classes if each not in CLASSES]
        yield from (f"kinds.{name}.classes: {each} is not known" for each in unknown)


def _reasons(policy: Policy) -> set[str]:
    groups = [policy.classes, policy.fields, *(kind.classes for kind in policy.kinds.values())]
    treatments = (each for group in groups for one in group.values() for each in one.values())
    return {*(each.reason for each in treatments), *(k.reason for k in policy.kinds.values())}


def _cells(standard: Standard) -> Iterator[tuple[Table, Field, str]]:
    for table in standard.tables.values():
        for field in table.fields.values():
            for profile in PROFILES:
                yield table, field, profile


def _unfit_treatments(policy: Policy, standard: Standard) -> Iterator[str]:
    for table, field, profile in _cells(standard):
        if policy.kinds[table.kind].leaves[profile] == "drop":
            continue
        treatment = policy.stated(table, field, profile)
        place = f"{table.name}.{field.name}.{profile}"
        scopes = {each.scope for each in (treatment, treatment.other) if each and each.scope}
        for scope in sorted(scopes - _uses(table, standard, policy)):
            yield f"{place}: nobody behind a row can agree to {scope}"
        if not _fits(treatment, field):
            yield f"{place}: {treatment} cannot be done to a field of the type {field.type}"
        if field.name in table.primary_key and treatment.method not in {"keep", "pseudonymize"}:
            yield f"{place}: the key of a table that leaves can be kept or pseudonymized only"


def _uses(table: Table, standard: Standard, policy: Policy) -> set[str]:
    """Return the uses to which persons can agree whom the rows of a table are about.

    The standard of a release is without the references to persons, so the kind of the table tells.
    """
    if table.kind not in policy.consent.scopes:
        return set()
    asked = [each for each in standard.tables.values() if each.consent and each.consent.scope]
    fields = [each.fields[each.consent.scope or ""] for each in asked if each.consent]
    lists = (standard.codelists[name] for field in fields for name in field.codelists)
    return {code for each in lists for code in each.valid}


def _fits(treatment: Treatment, field: Field) -> bool:
    if treatment.method == "round":
        kinds = ("date", "partial_date") if isinstance(treatment.to, str) else _NUMBERS
        return field.type in kinds
    if treatment.method == "top-code":
        return field.type in _NUMBERS
    if treatment.method == "scrub":
        return field.type in _TEXTS
    if treatment.method == "generalize":
        return field.type not in DATE_STEPS or field.hierarchy is None
    return True


def _looser_profiles(policy: Policy) -> Iterator[str]:
    """Yield where a more public profile tells more than a less public one."""
    pairs = list(pairwise(PROFILES))
    for name, kind in policy.kinds.items():
        for inner, outer in pairs:
            if not table_at_least(kind.leaves[outer], kind.leaves[inner]):
                yield f"kinds.{name}: {outer} is not at least as strict as {inner}; use drop"
    for place, name, of_kind in _classes():
        for inner, outer in pairs:
            if of_kind and not _compares(policy, of_kind, outer):
                continue
            a, b = (policy.of_class(name, each, of_kind) for each in (outer, inner))
            if not class_at_least(a, b):
                yield _looser_profile(place, (outer, a), (inner, b))


def _compares(policy: Policy, kind: str, profile: str) -> bool:
    """Say whether the cells of a kind leave one by one, so that a profile tells them or not.

    Of rows that are made anonymous, or could be, the guarantee decides, which is another order.
    """
    leaves = policy.kinds[kind].leaves[profile]
    return leaves != ANONYMIZE and (leaves != "drop" or kind != _RECORDS)


def _looser_field_profiles(policy: Policy, standard: Standard) -> Iterator[str]:
    inner_of = dict(zip(PROFILES[1:], PROFILES, strict=False))
    for table, field, outer in _cells(standard):
        if outer not in inner_of or not _compares(policy, table.kind, outer):
            continue
        inner = inner_of[outer]
        a, b = (policy.stated(table, field, each) for each in (outer, inner))
        if not at_least(a, b, field, standard):
            yield _looser_profile(f"{table.name}.{field.name}", (outer, a), (inner, b))


def _looser_profile(place: str, outer: tuple[str, Treatment], inner: tuple[str, Treatment]) -> str:
    return (
        f"{place}: {outer[0]} ({outer[1]}) is not at least as strict as {inner[0]} ({inner[1]}); "
        f"use drop in {outer[0]}"
    )


def _classes() -> Iterator[tuple[str, str, str | None]]:
    """Yield each class by itself, then in each kind of tables: its place, its name and the kind."""
    yield from ((f"classes.{name}", name, None) for name in CLASSES)
    yield from ((f"kinds.{kind}.classes.{name}", name, kind) for kind in KINDS for name in CLASSES)


def _looser_tables(policy: Policy, base: Policy) -> Iterator[str]:
    for name, kind in base.kinds.items():
        for profile in PROFILES:
            a, b = policy.kinds[name].leaves[profile], kind.leaves[profile]
            if not table_at_least(a, b):
                yield (
                    f"kinds.{name}.{profile}: {a} is not at least as strict as {b}, which the base "
                    f"policy says; {_WAY_OUT}"
                )


def _looser_classes(policy: Policy, base: Policy) -> Iterator[str]:
    """Yield where a class is looser, also one without fields: rows about persons follow it."""
    for place, name, of_kind in _classes():
        for profile in PROFILES:
            a, b = (each.of_class(name, profile, of_kind) for each in (policy, base))
            if not class_at_least(a, b):
                yield _tells_more(f"{place}.{profile}", a, b)


def _looser_fields(policy: Policy, base: Policy, standard: Standard) -> Iterator[str]:
    """Yield where a field is looser, also in a table that does not leave today."""
    for table, field, profile in _cells(standard):
        a, b = policy.stated(table, field, profile), base.stated(table, field, profile)
        if not at_least(a, b, field, standard):
            yield _tells_more(f"{table.name}.{field.name}.{profile}", a, b)


def _tells_more(place: str, own: Treatment, base: Treatment) -> str:
    return (
        f"{place}: {own} tells more than {base}, which the base policy says, or cannot be compared "
        f"with it; {_WAY_OUT}"
    )


def _looser_settings(policy: Policy, base: Policy) -> Iterator[str]:
    own, given = policy.releases, base.releases
    if own.minimum_change < given.minimum_change:
        yield (
            f"releases.minimum_change: {own.minimum_change} is less than {given.minimum_change}, "
            "the base's"
        )
    if own.compare != given.compare and given.compare == "all":
        yield "releases.compare: the base policy compares all earlier releases, and not the last"
    for name, codes in policy.whole.items():
        more = [code for code in codes if code not in base.whole.get(name, ())]
        if more:
            yield f"tables.whole: {name} has more codes than the base policy; remove {more[0]}"
    if policy.consent != base.consent:
        yield "consent: only the base policy says which codes mean that a person agreed"
