"""Who publishes a release, and whom to ask about it."""

from urllib.parse import quote

from openinnov.engine.sql import identifier
from openinnov.publication import iris
from openinnov.submission import Submission

_TABLE = "organization"


def publisher_iri(submission: Submission) -> str:
    """Return the IRI of the publisher."""
    start = iris.subject_start(submission.standard.tables[_TABLE], iris.base(submission))
    return start + quote(str((submission.descriptor or {})["openinnov:publisher"]), safe="")


def publisher_name(submission: Submission) -> str:
    """Return the name of the publisher, or its id where no name is released."""
    found = publisher_cell(submission, "name")
    return found or str((submission.descriptor or {})["openinnov:publisher"])


def publisher_cell(submission: Submission, field: str) -> str | None:
    """Return what the release says of its publisher in a field, if it says anything."""
    if not {"id", field} <= set(submission.columns.get(_TABLE, ())):
        return None
    publisher = str((submission.descriptor or {})["openinnov:publisher"])
    query = f"SELECT {identifier(field)} FROM submitted.{identifier(_TABLE)} WHERE id = ?"
    found = submission.connection.cursor().execute(query, [publisher]).fetchone()
    return None if found is None else found[0]


def mailbox(submission: Submission) -> tuple[str, str] | None:
    """Return the name and the address of the first contributor that may be written to."""
    for contributor in (submission.descriptor or {}).get("contributors", ()):
        if address := contributor.get("email"):
            return str(contributor.get("title") or publisher_name(submission)), str(address)
    return None
