"""The files of a submission, where they are such as can be written again."""

import dataclasses
from collections.abc import Sequence

from openinnov.exceptions import PublicationError, SubmissionError
from openinnov.reading import READERS
from openinnov.reading.folder import describe
from openinnov.reading.headings import shown
from openinnov.reading.intake import Part
from openinnov.submission import Submission

#: The formats that are written again as they are.
FORMATS = (".csv", ".json", ".parquet", ".tsv", ".xlsx")


def parts_of(submission: Submission) -> Sequence[Part] | None:
    """Return the files that were read; none if one of them cannot be written again.

    Raises `PublicationError` if a file has changed since.
    """
    if submission.path is None:
        return None
    try:
        _, parts = describe(submission.path, READERS)
    except SubmissionError:
        return None
    if not all(part.format in FORMATS and part.inline is None for part in parts):
        return None
    return [_as_read(submission, part) for part in parts]


def _as_read(submission: Submission, part: Part) -> Part:
    """Return a file with the encoding in which it was read, which may have been said apart."""
    import hashlib

    own = (part.name, f"{part.name}#")
    read = [s for s in submission.sources if s.name == own[0] or s.name.startswith(own[1])]
    if not read:
        return part
    with part.path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    if digest != read[0].sha256:
        raise PublicationError(f"{shown(part.name)}: has changed since it was read: run again")
    return dataclasses.replace(part, encoding=read[0].encoding)
