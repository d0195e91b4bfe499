"""What users may rely on."""

import openinnov

NAMES = [
    "Finding",
    "Key",
    "Mapped",
    "MappingError",
    "Notice",
    "OpenInnovError",
    "Package",
    "Policy",
    "PolicyError",
    "ProtectedSubmission",
    "PublicationError",
    "RefusedError",
    "Report",
    "Standard",
    "StandardError",
    "Submission",
    "SubmissionError",
    "UnknownNameError",
    "apply_mapping",
    "load",
    "load_policy",
    "protect",
    "publish",
    "read",
    "validate",
    "verify",
]


def test_public_names_are_these():
    assert openinnov.__all__ == NAMES
    assert sorted(NAMES) == NAMES
    assert dir(openinnov) == NAMES


def test_each_public_name_can_be_had_and_says_what_it_is():
    assert [name for name in NAMES if not getattr(openinnov, name).__doc__] == []
