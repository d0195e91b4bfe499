"""What does not say enough of itself, or has errors, is not written."""

from collections.abc import Collection

from openinnov.descriptor import faults, version_faults
from openinnov.exceptions import RefusedError
from openinnov.report import Report
from openinnov.submission import Submission


def refuse_errors(report: Report, *, also: Collection[str] = ()) -> None:
    """Raise `RefusedError` with what is wrong and how often.

    `also` are the names of checks that are no errors, and stop the work here nevertheless.
    """
    errors = [
        notice
        for notice in report.notices
        if notice.check.severity == "error" or notice.check.name in also
    ]
    if errors:
        lines = "".join(
            f"\n  {notice.check.name}: {notice.total} in {notice.table or 'the package'}"
            f"{f'.{notice.field}' if notice.field else ''}"
            for notice in errors
        )
        raise RefusedError(
            f"errors remain, so nothing was written; openinnov validate shows where:{lines}"
        )


def refuse_faults(submission: Submission, previous: Submission | None = None) -> None:
    """Raise `RefusedError` where a descriptor does not say what a release needs."""
    descriptor = submission.descriptor or {}
    found = [fix for _, fix in faults(descriptor, submission.standard)]
    if previous is not None:
        found += [fix for _, fix in version_faults(descriptor, previous.descriptor or {})]
    if found:
        lines = "".join(f"\n  {fix}" for fix in found)
        raise RefusedError(
            "the descriptor (datapackage.json, or the sheet Start here) does not say what a "
            f"release needs; correct it, or give it with --descriptor FILE:{lines}"
        )
