"""The command ``verify``."""

from pathlib import Path

import click

from openinnov.cli import options
from openinnov.cli.boundary import DONE, PROBLEM


@click.command()
@click.argument("directory", type=options.PATH)
def verify(directory: Path) -> int:
    """Say whether the package in DIRECTORY is as it was published.

    \b
    Examples:
      openinnov verify package/

    The bytes are read again: checksums, description, tables and linked data. Next: mend nothing by
    hand; publish again with --replace.
    """
    import openinnov

    if not directory.is_dir():
        raise click.BadParameter(f"{directory} is no directory")
    faults = openinnov.verify(directory)
    for fault in faults:
        click.echo(fault)
    if faults:
        return PROBLEM
    click.echo(f"Nothing is wrong with {directory}")
    return DONE
