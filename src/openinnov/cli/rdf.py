"""The command ``rdf``."""

from pathlib import Path

import click

from openinnov.cli import options
from openinnov.cli.boundary import DONE


@click.command()
@click.argument("source", type=options.PATH)
@click.argument("target", type=options.PATH)
@click.option(
    "--metadata", type=options.PATH, help="CSVW metadata; by default those beside SOURCE."
)
@click.option("--base", metavar="ADDRESS", help="Where the folder of the metadata will stand.")
@options.public_data
def rdf(
    source: Path, target: Path, metadata: Path | None, base: str | None, public_data: bool
) -> int:
    """Write a public CSV file as RDF, the way its CSVW metadata say.

    \b
    Examples:
      openinnov rdf trees.csv trees.nt --public-data
      openinnov rdf trees.csv trees.nt --metadata csvw.json --base https://e.org/ --public-data

    TARGET is a file of N-Triples. SOURCE may be the metadata, for all tables in them. Data of the
    standard are refused: they go through openinnov publish, which protects them.
    Next: load TARGET wherever RDF is read.
    """
    import openinnov

    if base is not None and not base.startswith(("http://", "https://")):
        raise click.BadParameter(f"--base {base}: should begin with http:// or https://")
    table = openinnov.ForeignTable(source, public_data=public_data)
    done = openinnov.write_rdf(table, target, metadata=metadata, base=base)
    click.echo(
        f"Written: {done.statements} statements of {done.rows} rows of {done.tables} tables, to "
        f"{target}"
    )
    return DONE
