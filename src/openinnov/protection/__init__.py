"""Protect people before anything leaves: the only maker of what may be published."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from openinnov import policy as policies
from openinnov.exceptions import RefusedError
from openinnov.policy import ANONYMIZE, Policy
from openinnov.protection import (
    annotations,
    count_traces,
    counts,
    holding,
    lengths,
    notices,
    references,
    short_texts,
    texts,
)
from openinnov.protection.decisions import decide, release_standard
from openinnov.protection.description import describe
from openinnov.protection.key import Key
from openinnov.protection.ledger import Ledger
from openinnov.protection.lookups import fill_hierarchies, fill_pseudonyms
from openinnov.protection.methods import METHODS
from openinnov.protection.plan import marks, measures, plan_document
from openinnov.protection.refusal import refuse, refuse_values
from openinnov.protection.risk_document import risk_document
from openinnov.protection.risk_page import risk_page
from openinnov.protection.staging import stage
from openinnov.protection.work import Work, begin
from openinnov.protection.writing import write
from openinnov.submission import Anonymity, ProtectedSubmission, Submission, Trace, protecting

if TYPE_CHECKING:
    from openinnov.detection import Recogniser

__all__ = ["METHODS", "Key", "Ledger", "plan_document", "protect", "risk_document", "risk_page"]


def protect(  # noqa: PLR0913 -- each is something of its own that the result depends on
    submission: Submission,
    *,
    policy: Policy | None = None,
    profile: str = "public",
    key: Key | None = None,
    ledger_key: Key | None = None,
    drop_unknown: bool = False,
    recogniser: "Recogniser | None" = None,
) -> ProtectedSubmission:
    """Return what may leave of a submission under a profile: "public", "partner" or "internal".

    The result depends on the arguments alone, and protecting it again changes nothing. The base
    policy applies if none is given. A `key` is needed where the policy asks for pseudonyms, and the
    `ledger_key` of the publisher where the release is to be compared with earlier ones;
    `drop_unknown` leaves out what the standard does not know. A `recogniser` is asked for names of
    persons in every text that people wrote in their own words; no model comes with this library.

    Raises `RefusedError` where something cannot be placed; nothing is made then.
    """
    refuse(submission, profile, drop_unknown=drop_unknown)
    created = str((submission.descriptor or {}).get("created", ""))[:10]
    policy = (policy or policies.load(standard=submission.standard)).on(created)
    decisions = decide(policy, submission.standard, profile)
    work = begin(submission, policy, decisions, recogniser)
    try:
        return _protect(work, key, ledger_key)
    finally:
        work.database.close()


def _protect(work: Work, key: Key | None, ledger_key: Key | None) -> ProtectedSubmission:
    fill_hierarchies(work)
    refuse_values(work)
    holding.fill(work)
    counts.fill(work, key)
    fill_pseudonyms(work, key)
    for table in work.tables:
        stage(work, table)
    notices.note_tables(work)
    known = texts.known_persons(work)
    texts.scrub(work, known)
    short_texts.empty(work, known)
    references.hide(work)
    anonymous = _make_anonymous(work, ledger_key)
    annotations.follow(work)
    notices.blur(work)
    columns = _columns(work)
    standard = lengths.allow(work, release_standard(work.submission.standard, work.decisions))
    database, sources = write(work, standard, columns)
    descriptor = describe(work, known)
    with protecting():
        return ProtectedSubmission(
            submission=Submission(
                standard=standard,
                connection=database,
                columns=columns,
                sources=sources,
                descriptor=descriptor,
            ),
            profile=work.decisions.profile,
            policy=work.policy.identity,
            plan=measures(work),
            marks=marks(work),
            anonymity=tuple(said for said, _ in anonymous),
            traces=tuple(trace for _, trace in anonymous if trace),
            sums=tuple(count_traces.traces(work, database, columns, ledger_key)),
            counts=counts.demands(work),
            unfound=holding.unfound(work),
        )


def _make_anonymous(work: Work, ledger_key: Key | None) -> Sequence[tuple[Anonymity, Trace | None]]:
    if ANONYMIZE not in {work.decisions.rows[table.name] for table in work.tables}:
        return ()
    # What it needs is heavy, and most submissions have no records of persons.
    from openinnov.protection.microdata import anonymize

    if work.released and ledger_key is not None:
        raise RefusedError(
            "the records about persons have the ids of a release, by which nobody can tell which "
            "of them earlier releases had: with a ledger, publish what was submitted, and not a "
            "release of it"
        )
    return list(anonymize(work, ledger_key))


def _columns(work: Work) -> dict[str, tuple[str, ...]]:
    """Return the fields of each table that leaves, in the order of the standard."""
    columns = {
        table.name: tuple(d.field.name for d in work.fields(table) if d.leaves)
        for table in work.tables
    }
    noted = notices.add(work)
    if noted:
        columns["withheld"] = noted
    return {name: columns[name] for name in work.submission.standard.tables if name in columns}
