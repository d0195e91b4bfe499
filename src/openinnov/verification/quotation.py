"""Words that may be told as they were written, as the person agreed to be quoted."""

from openinnov.standard import Table
from openinnov.submission import Submission
from openinnov.verification.facts import Facts
from openinnov.verification.submitted import rows


def quoted(facts: Facts, submission: Submission, table: str, field: str) -> set[str]:
    """Return the values of a field that persons agreed to have told.

    The package says of which field it tells them; that they agreed stands in the submission alone.
    """
    found: set[str] = set()
    for promise in facts.promises:
        for each in promise.quoted if promise.table == table else ():
            if each.field == field:
                found |= _told(submission, table, field, (each.scope, each.status))
    return found


def _told(submission: Submission, table: str, field: str, agreed: tuple[str, str]) -> set[str]:
    own = submission.standard.tables[table]
    persons = {
        name: _agreeing(submission, submission.standard.tables[each.reference.table], agreed)
        for name, each in own.fields.items()
        if each.reference and each.reference.table in submission.columns
    }
    asked = {name: ids for name, ids in persons.items() if ids is not None}
    if not asked:
        return set()
    return {
        row[field]
        for row in rows(submission, own)
        if all(row.get(name) in ids for name, ids in asked.items())
    }


def _agreeing(submission: Submission, table: Table, agreed: tuple[str, str]) -> set[str] | None:
    """Return the persons who agreed in each of their rows; None if nobody is asked there."""
    consent, (scope, status) = table.consent, agreed
    if consent is None or consent.scope is None:
        return None
    (key,) = table.primary_key
    said: dict[str, bool] = {}
    for row in rows(submission, table):
        uses = [each.strip() for each in row.get(consent.scope, "").split(";")]
        given = row.get(consent.status) == status and bool(row.get(consent.on))
        person = row.get(key, "")
        said[person] = said.get(person, True) and given and scope in uses
    return {person for person, agrees in said.items() if agrees}
