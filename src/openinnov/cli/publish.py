"""The command ``publish``."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from openinnov.cli import options
from openinnov.cli.boundary import DONE
from openinnov.cli.steps import progress, read, read_previous
from openinnov.cli.steps import protect as protect_
from openinnov.cli.words import hint


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
    help="Write this format; repeatable; all formats by default.",
)
@click.option("--audit", type=options.PATH, help="Note in this log what is published.")
@click.option(
    "--audit-key",
    type=options.PATH,
    envvar="OPENINNOV_AUDIT_KEY_FILE",
    help="Hash files for the log with the key in this file of at least 32 bytes.",
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
    audit: Path | None,
    audit_key: Path | None,
    actor: str | None,
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
    from openinnov.publication import FORMATS, check_target

    # Rather now than after all the work.
    check_target(directory, replace=replace)
    if directory.resolve().is_relative_to(source.resolve()):
        raise click.BadParameter(f"{directory} lies in the source; name another place")
    for name in formats:
        if name not in FORMATS:
            raise click.BadParameter(f"{name!r} is no format.{hint(name, list(FORMATS))}")
    if audit is not None and not (audit_key and actor):
        raise click.UsageError("--audit needs --audit-key and --actor")
    if audit is not None and audit.resolve().is_relative_to(directory.resolve()):
        raise click.BadParameter(f"{audit} lies in the package; the log is not for publication")
    key = openinnov.Key.from_file(audit_key) if audit and audit_key else None
    submission = read(source, mapping, descriptor, choices)
    earlier = read_previous(previous, submission)
    progress("Protecting …")
    protected = protect_(submission, choices)
    progress("Publishing …")
    log = None
    if audit and key and actor:
        log = openinnov.AuditLog(audit, key, actor, datetime.now(UTC), submission.sources)
    package = openinnov.publish(
        protected,
        directory,
        formats=formats or None,
        replace=replace,
        previous=earlier,
        audit=log,
        against=submission,
    )
    records = sum(source.records for source in submission.sources)
    click.echo(f"Read: {records} records of {len(submission.columns)} tables from {source}")
    click.echo(str(package))
    click.echo(f"Next: open {directory / 'README.md'}")
    return DONE
