"""What the staging of cells looks up: the lines of hierarchies, and the pseudonyms of values."""

import re
from collections.abc import Iterator

from openinnov.detection.persons import is_person
from openinnov.exceptions import RefusedError
from openinnov.protection.decisions import Decision
from openinnov.protection.generalize import ancestors
from openinnov.protection.key import Key, refuse_other
from openinnov.protection.pseudonymize import pseudonym, shape
from openinnov.protection.staging import canonical
from openinnov.protection.work import BATCH, Work, submitted
from openinnov.standard import Table

_LINE = "INSERT INTO temp.hierarchy_line SELECT unnest(?::VARCHAR[]), unnest(?::VARCHAR[]), "
_CODE = "INSERT INTO temp.pseudonym SELECT unnest(?::VARCHAR[]), unnest(?::VARCHAR[]), "
_LAST = "unnest(?::VARCHAR[])"


def fill_hierarchies(work: Work) -> None:
    """Load what stands for each value of the fields that are coarsened."""
    for table in work.tables:
        for decision in work.fields(table):
            hierarchy, treatment = decision.field.hierarchy, decision.treatment
            if treatment.method == "generalize" and hierarchy:
                lines = work.submission.standard.hierarchy(hierarchy)
                pairs = ancestors(lines, treatment.level or 0)
                columns = [[decision.scope] * len(pairs), [*pairs], [*pairs.values()]]
                work.database.execute(f"{_LINE}{_LAST}", columns)


def fill_pseudonyms(work: Work, key: Key | None) -> None:
    """Work out the pseudonym of each value that needs one, or raise `RefusedError`."""
    reader = work.submission.connection.cursor()
    for scope, query in _values(work):
        values = reader.execute(query)
        while batch := values.fetchmany(BATCH):
            texts = [text for (text,) in batch]
            codes = _codes(work, key, scope, texts)
            work.database.execute(f"{_CODE}{_LAST}", [[scope] * len(texts), texts, codes])


def _values(work: Work) -> Iterator[tuple[str, str]]:
    """Yield a query of the values of each field that is pseudonymized."""
    for table in work.tables:
        for decision in work.fields(table):
            where = _where(table, decision)
            if where:
                cell = canonical(decision.field)
                yield (
                    decision.scope,
                    (
                        f"SELECT DISTINCT {cell} FROM {submitted(table.name)} "
                        f"WHERE {where} AND {cell} IS NOT NULL"
                    ),
                )


def _where(table: Table, decision: Decision) -> str | None:
    if decision.treatment.method == "pseudonymize":
        return "TRUE"
    person = decision.in_person
    if decision.leaves and person and person.method == "pseudonymize":
        return is_person(table)
    return None


def _codes(work: Work, key: Key | None, scope: str, values: list[str]) -> list[str]:
    if key is None:
        raise RefusedError(
            f"{scope} is pseudonymized in the profile {work.decisions.profile}: give a key"
        )
    refuse_other(key, work.policy.key_id)
    context = (*_release(work), scope)
    own = re.compile(shape(key))
    # What a release of this policy holds are pseudonyms already.
    return [
        value if work.released and own.fullmatch(value) else pseudonym(value, key, context)
        for value in values
    ]


def _release(work: Work) -> tuple[str, str, str]:
    """Return what keeps the pseudonyms of one release apart from those of all others."""
    descriptor = work.submission.descriptor or {}
    name, version = descriptor.get("name"), descriptor.get("version")
    if not name or not version:
        raise RefusedError(
            "pseudonyms are new in each release, so the description (datapackage.json) has to say "
            "the name and the version"
        )
    return work.decisions.profile, work.policy.agreement.recipient or str(name), str(version)
