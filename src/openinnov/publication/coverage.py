"""What a release covers: the countries of its innovations and their uses, and the time."""

from openinnov.engine.sql import identifier
from openinnov.submission import Submission

#: The tables that say where and from when on something was done.
_TABLES = ("innovation", "deployment")


def countries(submission: Submission) -> list[tuple[str, str]]:
    """Return the IRI and the name of each country, in the order of the IRIs."""
    found = (country(submission, code) for code in _values(submission, "country"))
    return sorted(each for each in found if each)


def country(submission: Submission, code: str | None) -> tuple[str, str] | None:
    """Return the IRI and the name of a country, if there is an IRI for it."""
    found = submission.standard.codelists["country"].codes.get(code or "")
    return (found.iri, found.title) if found and found.iri else None


def start(submission: Submission) -> str | None:
    """Return the first day, month or year of which the release tells, if it tells of any."""
    # A year comes before its months, and a month before its days.
    return min(_values(submission, "start_date"), default=None)


def _values(submission: Submission, field: str) -> set[str]:
    queries = [
        f"SELECT {identifier(field)} FROM submitted.{identifier(table)} "
        f"WHERE {identifier(field)} IS NOT NULL"
        for table in _TABLES
        if field in submission.columns.get(table, ())
    ]
    if not queries:
        return set()
    query = " UNION ".join(queries)
    return {value for (value,) in submission.connection.cursor().execute(query).fetchall()}
