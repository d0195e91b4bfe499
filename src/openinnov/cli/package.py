"""The command ``package``."""

from collections.abc import Sequence
from pathlib import Path

import click

from openinnov.cli import options
from openinnov.cli.boundary import DONE


@click.command()
@click.argument("sources", metavar="SOURCE...", type=options.PATH, nargs=-1, required=True)
@click.argument("directory", type=options.PATH)
@click.option(
    "--schema",
    "schemas",
    type=options.PATH,
    multiple=True,
    help="The Table Schema of a file; one for each, in their order.",
)
@click.option("--name", help="The name of the package, such as trees-of-dhaka.")
@click.option("--title", help="Its title, for people.")
@click.option("--license", "licence", help="Its licence: a code such as CC-BY-4.0, or an address.")
@options.descriptor
@options.encoding
@options.replace
@options.public_data
def package(
    sources: Sequence[Path],
    directory: Path,
    schemas: Sequence[Path],
    name: str | None,
    title: str | None,
    licence: str | None,
    descriptor: Path | None,
    encoding: str | None,
    replace: bool,
    public_data: bool,
) -> int:
    """Write public tables as a complete data package.

    \b
    Examples:
      openinnov package datapackage.json complete/ --public-data
      openinnov package trees.csv trees/ --schema trees.schema.json --public-data --name trees
      openinnov package a.csv b.csv ab/ --schema a.json --schema b.json --public-data

    SOURCE is a CSV file, each with the --schema that describes it, or a datapackage.json that
    describes all. Name and --license may also stand in a --descriptor. Data of the standard are
    refused: they go through openinnov publish, which protects them.
    Next: frictionless validate DIRECTORY/datapackage.json.
    """
    import openinnov

    source = openinnov.ForeignPackage(sources, schemas, public_data=public_data)
    done = openinnov.write_package(
        source,
        directory,
        name=name,
        title=title,
        licence=licence,
        descriptor=descriptor,
        encoding=encoding,
        replace=replace,
    )
    click.echo(done)
    return DONE
