"""Each compiled check finds its failing example, and nothing in the mended one."""

import pytest

from openinnov.exceptions import SubmissionError
from openinnov.reading import read
from openinnov.standard import load
from openinnov.validation import validate

STANDARD = load()
EXAMPLES = STANDARD.root / "examples"
CHECKS = [*STANDARD.checks]


def _found(folder):
    """Return the checks that a submission breaks; its tables may have a schema of their own."""
    schema = folder / "schema.json"
    submission = read(folder / "data.csv", schema=schema) if schema.exists() else read(folder)
    return {finding.rule for finding in validate(submission)}


@pytest.mark.parametrize("check", [name for name in CHECKS if name != "unreadable-file"])
def test_a_check_finds_its_failing_example_alone(check):
    assert check in _found(EXAMPLES / check / "breaks")
    assert check not in _found(EXAMPLES / check / "keeps")


def test_what_cannot_be_read_is_said_at_once():
    with pytest.raises(SubmissionError, match=r"^submission\.xlsx"):
        read(EXAMPLES / "unreadable-file" / "breaks")
    assert read(EXAMPLES / "unreadable-file" / "keeps").rows("organization") == 1
