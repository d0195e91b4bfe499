"""Who publishes a release."""

from urllib.parse import quote

from openinnov.publication import iris
from openinnov.submission import Submission

_TABLE = "organization"


def publisher_iri(submission: Submission) -> str:
    """Return the IRI of the publisher."""
    start = iris.subject_start(submission.standard.tables[_TABLE], iris.base(submission))
    return start + quote(str((submission.descriptor or {})["openinnov:publisher"]), safe="")


def publisher_name(submission: Submission) -> str:
    """Return the name of the publisher, or its id where no name is released."""
    publisher = str((submission.descriptor or {})["openinnov:publisher"])
    if "name" not in submission.columns.get("organization", ()):
        return publisher
    query = "SELECT name FROM submitted.organization WHERE id = ? AND name IS NOT NULL"
    found = submission.connection.cursor().execute(query, [publisher]).fetchall()
    return found[0][0] if found else publisher
