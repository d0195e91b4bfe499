"""The records that are counted: who gave how much, and what tells them apart."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from openinnov.engine.sql import conjunction, identifier
from openinnov.engine.types import typed
from openinnov.exceptions import RefusedError
from openinnov.policy import Policy
from openinnov.protection import about, holding, protect
from openinnov.protection.decisions import Decision, Decisions, decide
from openinnov.protection.key import Key
from openinnov.protection.lookups import fill_hierarchies
from openinnov.protection.methods import METHODS
from openinnov.protection.refusal import refuse, refuse_values
from openinnov.protection.rows import conditions
from openinnov.protection.staging import canonical
from openinnov.protection.tabulation.axes import Codes
from openinnov.protection.work import begin, submitted
from openinnov.standard import AGGREGATE, Field, Table
from openinnov.submission import Submission

#: Methods after which a cell still says to which group a record belongs.
_GROUPING = ("keep", "generalize", "round", "top-code", "suppress")


@dataclass(frozen=True, slots=True)
class Given:
    """What one person gave in records that are alike."""

    codes: Codes
    person: str
    records: int
    #: For each field that is added up, the sum; None where none of the records says anything.
    amounts: Mapping[str, Decimal | None]


@dataclass(frozen=True, slots=True)
class Asked:
    """Which records are counted, by which fields, and what is added up."""

    table: Table
    fields: tuple[str, ...]
    values: tuple[str, ...]
    profile: str


def given(submission: Submission, policy: Policy, asked: Asked, key: Key | None) -> list[Given]:
    """Return what persons gave, each combination of codes once.

    Where the records themselves leave under the profile, those are counted that leave, as they
    leave: what is counted of others could be subtracted. Where they do not, all are counted of
    which the person agreed to totals.

    Raises `RefusedError` where a field does not leave, or says no group any more.
    """
    if policy.leaves(asked.table, asked.profile) != "drop":
        _refuse(decide(policy, submission.standard, asked.profile), asked)
        released = protect(submission, policy=policy, profile=asked.profile, key=key).submission
        return _of_release(released, asked)
    refuse(submission, asked.profile, drop_unknown=False)
    return _of_submission(submission, _opened(policy, asked), asked)


def _opened(policy: Policy, asked: Asked) -> Policy:
    """Return a policy that lets pass the records of which persons agreed to totals."""
    kind = policy.kinds[asked.table.kind]
    leaves = {**kind.leaves, asked.profile: "keep"}
    scopes = {**policy.consent.scopes, asked.table.kind: policy.consent.scopes[AGGREGATE]}
    return replace(
        policy,
        kinds={**policy.kinds, asked.table.kind: replace(kind, leaves=leaves)},
        consent=replace(policy.consent, scopes=scopes),
    )


def _refuse(decisions: Decisions, asked: Asked) -> None:
    chosen = decisions.fields[asked.table.name]
    for name in asked.fields:
        if chosen[name].treatment.method not in _GROUPING:
            raise _cannot(asked, name, "counted by")
    for name in asked.values:
        if chosen[name].treatment.method != "keep":
            raise _cannot(asked, name, "added up")


def _cannot(asked: Asked, name: str, what: str) -> RefusedError:
    return RefusedError(
        f"{asked.table.name}.{name} does not leave as it is under the profile {asked.profile}, so "
        f"nothing can be {what}; leave it out of the table"
    )


def _of_release(released: Submission, asked: Asked) -> list[Given]:
    """Return what stands in a release, in which each record is a person."""
    fields = released.standard.tables[asked.table.name].fields
    cells = {name: identifier(name) for name in asked.fields}
    return _grouped(released, asked, fields, cells, "'row ' || own.rowid", "TRUE")


def _of_submission(submission: Submission, policy: Policy, asked: Asked) -> list[Given]:
    decisions = decide(policy, submission.standard, asked.profile)
    _refuse(decisions, asked)
    work = begin(submission, policy, decisions)
    try:
        fill_hierarchies(work)
        refuse_values(work)
        holding.fill(work)
        stays = conjunction(
            [f"coalesce({each.stays}, FALSE)" for each in conditions(work, asked.table)]
        )
        chosen = decisions.fields[asked.table.name]
        cells = {name: _cell(chosen[name]) for name in asked.fields}
        person = about.person(submission.standard, asked.table, submission.columns)
        whose = "'row ' || own.rowid"
        if person:
            whose = f"coalesce('person ' || own.{identifier(person)}, {whose})"
        return _grouped(work, asked, asked.table.fields, cells, whose, stays)
    finally:
        work.database.close()


def _cell(decision: Decision) -> str:
    method = METHODS[decision.treatment.method]
    cell = canonical(decision.field)
    return method.apply(decision.treatment, decision.field, cell, decision.scope)


def _grouped(  # noqa: PLR0913, PLR0917 -- the parts of one query
    source: Any,
    asked: Asked,
    fields: Mapping[str, Field],
    cells: Mapping[str, str],
    whose: str,
    stays: str,
) -> list[Given]:
    columns = _columns(source, asked)
    told = [cells[name] if name in columns else "NULL" for name in asked.fields]
    sums = [
        f"sum({typed(fields[name], identifier(name))})" if name in columns else "NULL"
        for name in asked.values
    ]
    parts = [f"CAST({cell} AS VARCHAR) AS f{i}" for i, cell in enumerate(told)]
    parts += [f"{whose} AS person", "count(*) AS records"]
    parts += [f"{each} AS v{i}" for i, each in enumerate(sums)]
    rows = source.database.execute(
        f"SELECT {', '.join(parts)} FROM {submitted(asked.table.name)} AS own WHERE {stays} "
        "GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    return list(_read(rows, asked))


def _columns(source: Any, asked: Asked) -> Sequence[str]:
    submission = source if isinstance(source, Submission) else source.submission
    columns: Mapping[str, Sequence[str]] = submission.columns
    return columns.get(asked.table.name, ())


def _read(rows: Sequence[Sequence[Any]], asked: Asked) -> Iterator[Given]:
    size = len(asked.fields)
    for row in rows:
        amounts = (None if each is None else Decimal(each) for each in row[size + 2 :])
        yield Given(
            codes=dict(zip(asked.fields, row[:size], strict=True)),
            person=row[size],
            records=row[size + 1],
            amounts=dict(zip(asked.values, amounts, strict=True)),
        )
