"""The command ``publish``."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from openinnov.cli import options
from openinnov.cli.boundary import DONE
from openinnov.cli.steps import open_ledger, progress, read, read_previous, read_signer
from openinnov.cli.steps import protect as protect_
from openinnov.cli.words import hint

if TYPE_CHECKING:
    from openinnov.audit import AuditLog
    from openinnov.protection import Key
    from openinnov.publication import Package
    from openinnov.submission import Anonymity, Submission


@click.command()
@options.source
@click.argument("directory", type=options.PATH)
@options.reading
@options.profile
@options.policy
@options.key_file
@options.mapping
@options.previous
@options.descriptor
@options.drop_unknown
@options.replace
@click.option(
    "--format",
    "formats",
    multiple=True,
    help="Write this format; repeatable; by default all but sqlite, json-ld-tables, "
    "and data-package-1.",
)
@click.option(
    "--compress",
    "compression",
    type=click.Choice(["gzip", "zstd"]),
    help="Compress the linked data, but not their catalogue.",
)
@click.option("--audit", type=options.PATH, help="Note in this log what is published.")
@click.option(
    "--audit-key",
    type=options.PATH,
    envvar="OPENINNOV_AUDIT_KEY_FILE",
    help="Hash files for the log with the key in this file of at least 32 bytes.",
)
@click.option("--ledger", type=options.PATH, help="Compare with earlier releases in this ledger.")
@click.option(
    "--ledger-key",
    type=options.PATH,
    envvar="OPENINNOV_LEDGER_KEY_FILE",
    help="The key of the ledger, in a file of at least 32 bytes.",
)
@click.option(
    "--signing-key",
    type=options.PATH,
    envvar="OPENINNOV_SIGNING_KEY_FILE",
    help="Sign the package with the private SSH key (Ed25519) in this file.",
)
@click.option("--actor", help="Who publishes, for the log: an office or an account.")
def publish(
    source: Path,
    directory: Path,
    mapping: Path | None,
    previous: Path | None,
    descriptor: Path | None,
    replace: bool,
    formats: Sequence[str],
    compression: str | None,
    audit: Path | None,
    audit_key: Path | None,
    actor: str | None,
    ledger: Path | None,
    ledger_key: Path | None,
    signing_key: Path | None,
    **choices: Any,
) -> int:
    """Check SOURCE, protect it, and publish it to DIRECTORY.

    \b
    Examples:
      openinnov publish submission/ package/
      openinnov publish submission.xlsx package/ --replace
      openinnov publish cases.csv package/ --mapping cases.toml --drop-unknown

    Nothing is written where a column could not be placed, or where an error remains in what would
    be published. Next: open DIRECTORY/README.md.
    """
    import openinnov

    # Rather now than after all the work.
    _check_place(directory, source, replace)
    _check_formats(formats)
    _check_books(directory, (audit, audit_key and actor), (ledger, ledger_key))
    signer = read_signer(signing_key)
    key = openinnov.Key.from_file(audit_key) if audit and audit_key else None
    book = open_ledger(ledger, ledger_key, choices["policy"])
    submission = read(source, mapping, descriptor, choices)
    earlier = read_previous(previous, submission)
    progress("Protecting …")
    protected = protect_(submission, choices, book)
    progress("Publishing …")
    package = openinnov.publish(
        protected,
        directory,
        formats=formats or None,
        compression=compression,
        replace=replace,
        previous=earlier,
        audit=_log(audit, key, actor, submission),
        ledger=book,
        against=submission,
        signer=signer,
    )
    records = sum(source.records for source in submission.sources)
    click.echo(f"Read: {records} records of {len(submission.columns)} tables from {source}")
    _say(package, protected.anonymity)
    click.echo(f"Next: open {directory / 'README.md'}")
    return DONE


def _log(
    path: Path | None, key: "Key | None", actor: str | None, submission: "Submission"
) -> "AuditLog | None":
    """Return the log in which stands who published what was read, if one is asked for."""
    import openinnov

    if path and key and actor:
        return openinnov.AuditLog(path, key, actor, datetime.now(UTC), submission.sources)
    return None


def _say(package: "Package", anonymity: Sequence["Anonymity"]) -> None:
    """Say what was published, which risk remains, and what earlier releases still hold."""
    click.echo(str(package))
    for each in anonymity:
        click.echo(f"Risk: {each}")
    for release, tables in package.still_held.items():
        held = ", ".join(f"{count} of {table}" for table, count in tables.items())
        click.echo(f"Still in {release}: {held}; take it down if their persons no longer agree")


def _check_place(directory: Path, source: Path, replace: bool) -> None:
    """Refuse a place that is taken, or is part of what is read."""
    from openinnov.publication import check_target

    check_target(directory, replace=replace)
    if directory.resolve().is_relative_to(source.resolve()):
        raise click.BadParameter(f"{directory} lies in the source; name another place")


def _check_formats(formats: Sequence[str]) -> None:
    from openinnov.publication import FORMATS

    for name in formats:
        if name not in FORMATS:
            raise click.BadParameter(f"{name!r} is no format.{hint(name, list(FORMATS))}")


def _check_books(
    directory: Path, audit: tuple[Path | None, Any], ledger: tuple[Path | None, Any]
) -> None:
    """Refuse a log or a ledger that lacks what it needs, or would be published."""
    for path, needs, name, option in (
        (*audit, "log", "--audit needs --audit-key and --actor"),
        (*ledger, "ledger", "--ledger needs --ledger-key"),
    ):
        if path is not None and not needs:
            raise click.UsageError(option)
        if path is not None and path.resolve().is_relative_to(directory.resolve()):
            raise click.BadParameter(
                f"{path} lies in the package; the {name} is not for publication"
            )
