"""Check that what a policy holds back is known, and can be held back."""

from collections.abc import Iterator

from openinnov.policy.holding import Embargo
from openinnov.policy.values import Policy
from openinnov.standard import KINDS, Standard

#: Rows about other records, which go when these do.
_ANNOTATION = KINDS[5]


def faults(policy: Policy, standard: Standard) -> Iterator[str]:
    """Yield what is wrong with embargoes and with requests of erasure; no id is told."""
    reasons = standard.codelists["withheld_reason"].valid
    for place, each in enumerate(policy.embargoes):
        if each.reason not in reasons:
            yield f"embargoes.{place}.reason: {each.reason} is not known"
        yield from (f"embargoes.{place}.table: {fault}" for fault in _unfit(each.table, standard))
        yield from (f"embargoes.{place}.fields: {fault}" for fault in _unfit_fields(each, standard))
    for name in policy.erased:
        yield from (f"erasure: {fault}" for fault in _unfit(name, standard))


def _unfit(name: str, standard: Standard) -> Iterator[str]:
    if name not in standard.tables:
        yield f"{name} is not known"
    elif standard.tables[name].kind == _ANNOTATION:
        yield f"rows of {name} go with the records that they are about"


def _unfit_fields(embargo: Embargo, standard: Standard) -> Iterator[str]:
    table = standard.tables.get(embargo.table)
    if table is None:
        return
    for name in embargo.fields:
        if name not in table.fields:
            yield f"{table.name}.{name} is not known"
        elif name in table.primary_key:
            yield f"{table.name}.{name} is of the key: hold back whole records"
