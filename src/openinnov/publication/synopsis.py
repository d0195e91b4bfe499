"""What a release is said to hold."""

from openinnov.publication.publisher import publisher_name
from openinnov.submission import Submission

_SYNTHETIC = "Synthetic data: records were made up. "


def synopsis(submission: Submission) -> str:
    """Return the description of a release, after a notice where its records were made up."""
    descriptor = submission.descriptor or {}
    notice = _SYNTHETIC if descriptor.get("openinnov:synthetic") is True else ""
    return f"{notice}{descriptor['description']}"


def credit(submission: Submission) -> str:
    """Return how a release is cited, but for its address."""
    descriptor = submission.descriptor or {}
    cited = f"{publisher_name(submission)}: {descriptor['title']}"
    return f"{cited}, version {descriptor['version']}"
