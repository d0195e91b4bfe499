"""Outputs that need the rows of a submission, and not the report of them alone.

What an officer submitted comes back to her: mended, or with the bad cells marked. These files hold
her own data, protected fields too, and are not for publication; `findings` alone holds no more than
the report does.
"""

from pathlib import Path
from typing import Protocol

from openinnov.copies import findings, fixed, workbook
from openinnov.copies.targets import check_targets
from openinnov.report import Report
from openinnov.standard import Words
from openinnov.submission import Submission

__all__ = ["COPIES", "Copy", "check_targets", "write_copy"]


class Copy(Protocol):
    """What each kind of copy provides."""

    def targets(self, path: Path) -> tuple[Path, ...]:
        """Return all that is written where somebody asks for this path."""

    def write(self, submission: Submission, report: Report, words: Words, path: Path) -> None:
        """Write a submission, or what was found in it, to a path where nothing is yet."""


COPIES: dict[str, Copy] = {"findings": findings, "fixed": fixed, "workbook": workbook}


def write_copy(
    submission: Submission, report: Report, form: str, path: Path | str, *, language: str = "en"
) -> None:
    """Write "findings", a "fixed" submission, or an annotated "workbook" to a path.

    The report is the last one that `openinnov.validate` gave of the submission. Raises
    `PublicationError` where something is there already, or the path lies in the submission itself.
    """
    copy, target = COPIES[form], Path(path)
    check_targets(submission.path, copy.targets(target))
    copy.write(submission, report, Words(submission.standard, language), target)
