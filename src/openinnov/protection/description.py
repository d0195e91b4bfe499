"""The description of what is released: whose it is, and under which policy it leaves."""

from collections.abc import Mapping
from typing import Any

from openinnov import detection
from openinnov.detection import Known
from openinnov.engine.sql import identifier
from openinnov.protection.staging import is_person
from openinnov.protection.work import Work, submitted

#: What a description may say; another property could hold anything.
_SAID = (
    "$schema",
    "name",
    "id",
    "title",
    "description",
    "homepage",
    "image",
    "version",
    "created",
    "keywords",
    "contributors",
    "sources",
    "licenses",
    "openinnov:standard",
    "openinnov:publisher",
    "openinnov:prefix",
    "openinnov:language",
    "openinnov:base",
    "openinnov:profile",
    "openinnov:supersedes",
    "openinnov:synthetic",
)
#: Written by people, so searched for persons.
_WRITTEN = ("title", "description", "keywords", "contributors", "sources")


def describe(work: Work, known: Known) -> dict[str, Any]:
    """Return the description of the release.

    No person stands in it: texts are scrubbed, and of contributors only the shared mailboxes stay
    that the package gives as those of an organization.
    """
    given = work.submission.descriptor or {}
    own = {
        "openinnov:release": work.decisions.profile,
        "openinnov:policy": work.policy.identity,
    }
    if work.decisions.is_open:
        return {**given, **own}
    said = {n: v for n, v in given.items() if n in _SAID}
    shared = _mailboxes(work)
    written = {n: _clean(v, work, known, shared) for n, v in said.items() if n in _WRITTEN}
    return {**said, **written, **own}


def _clean(value: Any, work: Work, known: Known, shared: frozenset[str]) -> Any:
    if isinstance(value, str):
        regions = (*work.policy.regions, *detection.regions_of(work.submission.descriptor))
        return detection.scrub(value, kinds=work.policy.detectors, regions=regions, known=known)
    if isinstance(value, list):
        return [_clean(each, work, known, shared) for each in value]
    if isinstance(value, Mapping):
        kept = {n: v for n, v in value.items() if n != "email"}
        cleaned = {n: _clean(v, work, known, shared) for n, v in kept.items()}
        mailbox = {"email": value["email"]} if value.get("email") in shared else {}
        return {**cleaned, **mailbox}
    return value


def _mailboxes(work: Work) -> frozenset[str]:
    """Return the addresses that organizations of more than one person give as their own."""
    queries = (
        f"SELECT DISTINCT {identifier(field.name)} FROM {submitted(table.name)} "
        f"WHERE {identifier(field.name)} IS NOT NULL AND NOT {is_person(table)}"
        for table in work.tables
        if table.individual
        for field in table.fields.values()
        if field.type == "email" and field.privacy == "public"
    )
    return frozenset(
        text for query in queries for (text,) in work.database.execute(query).fetchall()
    )
