"""Data in which errors remain are not written."""

from collections.abc import Collection

from openinnov.exceptions import RefusedError
from openinnov.report import Report


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
