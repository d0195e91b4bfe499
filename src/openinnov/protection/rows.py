"""Which rows leave: those that enough people stand behind, or whose consent covers it."""

from collections.abc import Iterator
from dataclasses import dataclass

from openinnov.engine.sql import conjunction, identifier, literal
from openinnov.engine.types import items, typed
from openinnov.protection import holding
from openinnov.protection.work import Work, submitted
from openinnov.standard import QUASI_IDENTIFIER, Consent, Table


@dataclass(frozen=True, slots=True)
class Condition:
    """What has to be true of a row that leaves."""

    #: SQL over the submitted table; a row for which it is null does not leave.
    stays: str
    reason: str
    technique: str
    #: The day from which on the row leaves, or none if it never does.
    until: str | None = None


def conditions(work: Work, table: Table) -> Iterator[Condition]:
    """Yield what has to be true of each row of a table that leaves."""
    for stays in holding.erased(work, table):
        yield Condition(stays, "consent", "dropped")
    if work.decisions.is_open:
        return
    for stays, reason, until in holding.embargoed(work, table):
        yield Condition(stays, reason, "dropped", until)
    if work.decisions.rows[table.name] == "large-groups":
        yield Condition(_is_whole_and_large(work, table), "small-count", "suppressed")
    if table.consent and table.consent.basis and not work.released:
        yield Condition(_is_agreed(work, table, table.consent), "consent", "dropped")
    scope = work.policy.consent.scopes.get(table.kind)
    for field in table.fields.values():
        target = field.reference and work.submission.standard.tables[field.reference.table]
        if scope and target and target.consent and target.consent.scope:
            covered = _is_covered(work, target, target.consent, scope)
            cell = f"own.{identifier(field.name)}"
            yield Condition(f"({cell} IS NULL OR {cell} IN ({covered}))", "consent", "dropped")


def _is_whole_and_large(work: Work, table: Table) -> str:
    """Return SQL that is true of rows about everybody, with enough people and no few."""
    whole = work.policy.whole
    threshold = work.policy.count_rule(table, work.submission.standard).threshold
    # What other tables and rows would give away does not leave either.
    told = f"SELECT _id FROM temp.unshown WHERE table_name = {literal(table.name)}"
    demands, large = [f"own.rowid NOT IN ({told})"], []
    for name, field in table.fields.items():
        cell, codes = identifier(name), whole.get(f"{table.name}.{name}", ())
        listed = f"{cell} IN ({', '.join(map(literal, codes))})" if codes else "FALSE"
        if field.count:
            number = typed(field, cell)
            large.append(f"coalesce({number} >= {threshold}, FALSE)")
            demands.append(f"coalesce({number} = 0 OR {number} >= {threshold}, TRUE)")
        elif field.privacy == QUASI_IDENTIFIER:
            demands.append(f"({cell} IS NULL OR {listed})")
        elif codes:
            demands.append(f"coalesce({listed}, FALSE)")
    return conjunction([*demands, f"({' OR '.join(large) or 'FALSE'})"])


def _is_agreed(work: Work, table: Table, consent: Consent) -> str:
    """Return SQL that is true of rows with another ground than consent, or with consent given."""
    codes, basis = work.policy.consent, identifier(consent.basis or "")
    fields, known = table.fields, work.submission.standard.codelists
    grounds = [c for n in fields[consent.basis or ""].codelists for c in known[n].valid]
    others = ", ".join(literal(code) for code in grounds if code != codes.basis)
    given = _given(table, consent, codes.status)
    agreed = f"({basis} IN ({others}) OR ({basis} = {literal(codes.basis)} AND {given}))"
    created = literal(str((work.submission.descriptor or {}).get("created", ""))[:10])
    reviews = [
        f"({identifier(name)} IS NULL OR "
        f"{typed(fields[name], identifier(name))} >= TRY_CAST({created} AS DATE))"
        for name in [consent.review]
        if name
    ]
    return conjunction([agreed, *reviews])


def _is_covered(work: Work, target: Table, consent: Consent, scope: str) -> str:
    """Return a query of the persons who agreed, in each of their rows, to a use."""
    given = _given(target, consent, work.policy.consent.status)
    uses = identifier(consent.scope or "")
    agreed = f"({given} AND coalesce(list_contains({items(uses)}, {literal(scope)}), FALSE))"
    (key,) = target.primary_key
    return (
        f"SELECT {identifier(key)} FROM {submitted(target.name)} "
        f"WHERE {identifier(key)} IS NOT NULL GROUP BY 1 HAVING bool_and({agreed})"
    )


def quotable(work: Work, table: Table, scope: str) -> str:
    """Return SQL that is true of staged rows about a person who agreed to a use.

    Of a release they are all: what was not agreed to was emptied when it was made.
    """
    if work.released:
        return "TRUE"
    persons = []
    for field in table.fields.values():
        target = field.reference and work.submission.standard.tables[field.reference.table]
        if target and target.consent and target.consent.scope:
            covered = _is_covered(work, target, target.consent, scope)
            persons.append(f"{identifier(field.name)} IN ({covered})")
    rows = f"SELECT rowid FROM {submitted(table.name)} WHERE {conjunction(persons)}"
    return f"_id IN ({rows if persons else 'NULL'})"


def _given(table: Table, consent: Consent, status: str) -> str:
    on = table.fields[consent.on]
    given = f"{identifier(consent.status)} = {literal(status)}"
    return f"coalesce({given} AND {typed(on, identifier(on.name))} IS NOT NULL, FALSE)"
