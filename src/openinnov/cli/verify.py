"""The command ``verify``."""

from pathlib import Path

import click

from openinnov.cli import options
from openinnov.cli.boundary import DONE, PROBLEM


@click.command()
@click.argument("directory", type=options.PATH)
@click.option(
    "--against",
    type=options.PATH,
    help="Seek all that was to stay back of the submission that the package was made of.",
)
@click.option(
    "--signer",
    type=options.PATH,
    help="Demand that it is signed with a public SSH key in this file: the publisher's.",
)
def verify(directory: Path, against: Path | None, signer: Path | None) -> int:
    """Say whether the package in DIRECTORY is sound, and tells of nobody.

    \b
    Examples:
      openinnov verify package/
      openinnov verify package/ --against submission/
      openinnov verify package/ --signer publisher.pub

    The bytes are read again: checksums, signature, description, tables, linked data, and what they
    tell of people. Next: mend nothing by hand; publish again with --replace.
    """
    import openinnov
    from openinnov.verification import examine

    if not directory.is_dir():
        raise click.BadParameter(f"{directory} is no directory")
    submission = None if against is None else openinnov.read(against)
    verdicts = examine(directory, against=submission, signer=signer)
    for verdict in verdicts:
        click.echo(f"{verdict.check}: {f'{len(verdict.faults)} wrong' if verdict.faults else 'ok'}")
        for line in (*verdict.faults, *verdict.notes):
            click.echo(f"  {line}")
    if any(verdict.faults for verdict in verdicts):
        return PROBLEM
    click.echo(f"Nothing is wrong with {directory}")
    return DONE
