"""Placeholder."""

from openinnov.reading.intake import Intake, Part


def read(part: Part, intake: Intake) -> None:
    """Read."""
    raise NotImplementedError
