"""The commands ``audit …``."""

from pathlib import Path

import click

from openinnov.cli import options
from openinnov.cli.boundary import DONE, PROBLEM


@click.group()
def audit() -> None:
    """Look after the log of what was published.

    \b
    Examples:
      openinnov audit verify audit.jsonl
    """


@audit.command()
@click.argument("log", type=options.PATH)
@click.option("--expect", help="A hash that was noted before, and has to be in the log still.")
def verify(log: Path, expect: str | None) -> int:
    """Say whether the LOG of what was published is as it was written.

    \b
    Examples:
      openinnov audit verify audit.jsonl
      openinnov audit verify audit.jsonl --expect HASH

    Next: note the hash of the last line where nobody can change it.
    """
    from openinnov.audit import read_chain

    chain = read_chain(log, expected=expect)
    for fault in chain.faults:
        click.echo(fault)
    if chain.faults:
        return PROBLEM
    click.echo(f"The chain is whole. Lines: {len(chain.hashes)}. Hash of the last: {chain.last}")
    return DONE
