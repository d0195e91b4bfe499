"""The command ``map``."""

from pathlib import Path

import click

from openinnov.cli import options
from openinnov.cli.boundary import DONE, PROBLEM


@click.command("map")
@options.source
@click.option("--mapping", type=options.PATH, required=True, help="The mapping file (TOML).")
@click.argument("directory", type=options.PATH)
def map_(source: Path, mapping: Path, directory: Path) -> int:
    """Turn foreign tables in SOURCE into a submission in DIRECTORY.

    \b
    Examples:
      openinnov map cases/ --mapping cases.toml submission/
      openinnov map register.csv --mapping register.toml submission/

    What has no place in the standard is listed in kept-out.csv and unmapped.csv, with row and
    reason; the exit code is then 1. Next: openinnov validate DIRECTORY.
    """
    from openinnov import mapping as mapping_module

    mapped = mapping_module.apply(mapping, source)
    mapping_module.write(mapped, directory)
    click.echo(mapping_module.render(mapped))
    click.echo(f"Written to {directory}. Next: openinnov validate {directory}")
    return DONE if mapped.complete else PROBLEM
