"""The public names as a user writes them; the type checker reads this file, nothing runs it."""

from pathlib import Path

import openinnov


def publish_checked(source: Path, directory: Path) -> openinnov.Package | None:
    """Publish a submission if nothing is wrong with it."""
    submission: openinnov.Submission = openinnov.read(source)
    report: openinnov.Report = openinnov.validate(submission, previous=None, samples=10)
    for finding in report.findings:
        row: int | None = finding.row
        print(finding.rule, finding.table, row, finding.value)
    if not report.valid:
        return None
    policy: openinnov.Policy = openinnov.load_policy()
    protected = openinnov.protect(submission, policy=policy, profile="public")
    openinnov.publish(submission, directory)  # type: ignore[arg-type]  # because it is unprotected
    return openinnov.publish(protected, directory, replace=True)


def protect_with_own_model(submission: openinnov.Submission) -> openinnov.ProtectedSubmission:
    """Protect a submission with a model of one's own for names of persons."""

    def names(text: str) -> list[tuple[int, int]]:
        return [(0, len(text))] if text.istitle() else []

    recogniser: openinnov.Recogniser = names
    return openinnov.protect(submission, recogniser=recogniser)


def package_public_tables(files: list[Path], schemas: list[Path], directory: Path) -> int:
    """Write public tables of others as a data package."""
    source = openinnov.ForeignPackage(files, schemas, public_data=True)
    written: openinnov.Packaged = openinnov.write_package(source, directory, licence="CC0-1.0")
    return sum(written.tables.values())


def record(package: Path) -> str:
    """Return the IRI of a record of a published package."""
    return str(openinnov.describe(package, "need", "bd-a2i-need-1")["@id"])


def tables() -> list[str]:
    """Return the names of the tables of the standard."""
    standard: openinnov.Standard = openinnov.load()
    return [table.name for table in standard.tables.values()]
