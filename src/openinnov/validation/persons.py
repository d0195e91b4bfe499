"""Which of the values that were found tell of a person, so that no report may show them."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from openinnov.detection import MAY_MATCH, regions_of
from openinnov.detection.persons import (
    about_persons,
    folded,
    is_unparted,
    public_names,
    words_in,
)
from openinnov.engine.sql import identifier, literal
from openinnov.submission import Submission

if TYPE_CHECKING:
    from openinnov.detection import Known

#: Types in which digits may be a telephone number without the code of its country.
_PROSE = ("string", "text")


def personal_values(submission: Submission, found: str) -> list[str]:
    """Return the values among findings that hold an address, a number or a name of a person.

    `found` names, in SQL, the value, the table and the field of each. Sought is what protection
    takes out of texts: a text breaks a rule of form as easily with a name in it as without.
    """
    known = _known(submission)
    prose = _of_type(submission, _PROSE)
    candidates = submission.connection.execute(
        f"SELECT value, bool_or({prose}) FROM {found} AS f WHERE value IS NOT NULL "
        f"AND ({_may_tell(submission, known, found, prose)}) GROUP BY value ORDER BY value"
    ).fetchall()
    if not candidates:
        return []
    from openinnov.detection import Known, find  # Seldom needed, and large.

    regions = regions_of(submission.descriptor)
    return [
        value
        for value, is_prose in candidates
        if find(value, regions=regions if is_prose else (), known=known or Known())
    ]


def _may_tell(submission: Submission, known: "Known | None", found: str, prose: str) -> str:
    """Return SQL that passes too many values, and never too few: names in prose take many forms."""
    may_match = f"regexp_matches(value, {literal(MAY_MATCH)})"
    if known is None:
        return may_match
    submission.connection.execute("CREATE OR REPLACE TEMP TABLE known_word (word VARCHAR)")
    submission.connection.execute(
        f"INSERT INTO temp.known_word SELECT DISTINCT {folded('word')} "
        "FROM (SELECT unnest(?::VARCHAR[]) AS word)",
        [sorted(known.tokens)],
    )
    unparted = f" OR {is_unparted('value')}" if known.has_unparted else ""
    return (
        f"{may_match}{unparted} OR {prose} OR value IN (SELECT value FROM (SELECT DISTINCT value, "
        f"unnest({words_in('value')}) AS word FROM {found} AS f) "
        "WHERE word IN (SELECT word FROM temp.known_word))"
    )


def _known(submission: Submission) -> "Known | None":
    where = (submission.tables, submission.columns, _submitted)
    persons = _values(submission, about_persons(*where))
    if not persons:
        return None
    from openinnov.detection import known

    return known(persons, _values(submission, public_names(*where)))


def _values(submission: Submission, queries: Iterable[str]) -> list[str]:
    query = " UNION ".join(queries)
    rows = submission.connection.execute(f"{query} ORDER BY value").fetchall() if query else []
    return [text for (text,) in rows]


def _submitted(table: str) -> str:
    return f"submitted.{identifier(table)}"


def _of_type(submission: Submission, types: Iterable[str]) -> str:
    """Say in SQL that a finding is about a field of one of these types; never null."""
    places = [
        f"({literal(table.name)}, {literal(field.name)})"
        for table in submission.tables
        for field in table.fields.values()
        if field.type in types
    ]
    listed = ", ".join(places)
    return f"coalesce((table_name, field_name) IN ({listed}), FALSE)" if listed else "FALSE"
