"""The command ``map``."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from openinnov.cli import options
from openinnov.cli.boundary import DONE, PROBLEM

if TYPE_CHECKING:
    from openinnov.mapping import Mapped


@click.command("map")
@options.source
@click.option("--mapping", type=options.PATH, required=True, help="The mapping file (TOML).")
@click.argument("directory", type=options.PATH)
@options.replace
def map_(source: Path, mapping: Path, directory: Path, replace: bool) -> int:
    """Turn foreign tables in SOURCE into a submission in DIRECTORY.

    \b
    Examples:
      openinnov map cases/ --mapping cases.toml submission/
      openinnov map register.csv --mapping register.toml submission/
      openinnov map register.xlsx --mapping register.toml submission/ --replace

    What has no place in the standard is listed in DIRECTORY/account, in kept-out.csv and
    unmapped.csv, with row and reason; the exit code is then 1. Next: openinnov validate DIRECTORY.
    """
    from openinnov import mapping as foreign

    mapped = foreign.apply(mapping, source)
    foreign.write(mapped, directory, replace=replace)
    for line in _account(mapped):
        click.echo(line)
    click.echo(f"Next: openinnov validate {directory}")
    return DONE if mapped.complete else PROBLEM


def _account(mapped: "Mapped") -> Iterator[str]:
    """Say what became of the records: they are all there, or listed."""
    for source in mapped.summary["sources"]:
        kept_out = ", ".join(f"{count} {reason}" for reason, count in source["kept_out"].items())
        yield f"{source['name']}. Records: {source['records']}. Kept out: {kept_out or 'none'}."
    for name, table in mapped.summary["tables"].items():
        yield f"{name}. Rows: {table['rows']}."
    yield f"Values without a place: {sum(line.cells for line in mapped.unmapped if line.lost)}."
