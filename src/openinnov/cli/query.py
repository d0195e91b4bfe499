"""The command ``query``."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from openinnov.cli import options
from openinnov.cli.boundary import DONE
from openinnov.cli.words import Choice

#: The endings of files with a query, and their syntax.
_ENDINGS = {".sql": "sql", ".rq": "sparql", ".sparql": "sparql"}


@click.command()
@click.argument("packages", metavar="PACKAGE...", type=options.PATH, nargs=-1)
@click.argument("text", metavar="[QUERY]")
@click.option(
    "--format",
    "form",
    type=Choice(("table", "csv", "json")),
    default="table",
    show_default=True,
    help="Show the answer in this form.",
)
@click.option(
    "--syntax",
    type=Choice(("sql", "sparql")),
    help="Take QUERY for this; else its words show which it is.",
)
@click.option(
    "--record",
    metavar="TABLE/ID",
    help="Instead of a QUERY, show this record of one package as JSON-LD.",
)
def query(
    packages: Sequence[Path], text: str, form: str, syntax: str | None, record: str | None
) -> int:
    """Ask each published PACKAGE a QUERY in SQL or SPARQL.

    \b
    Examples:
      openinnov query package/ "SELECT stage, count(*) FROM innovation GROUP BY ALL"
      openinnov query package/ "SELECT ?title { ?x a oi:Innovation ; dcterms:title ?title }"
      openinnov query bd/ rw/ question.sql --format csv
      openinnov query package/ --record innovation/bd-a2i-1

    QUERY may be a file that holds one (.sql, .rq). Each table of a package is a table in SQL.
    In SPARQL the prefixes of the standard are known.
    Next: openinnov schema shows the tables and their fields.
    """
    import openinnov
    from openinnov.querying import render

    if record is not None:
        click.echo(_record([*packages, Path(text)], record))
        return DONE
    if not packages:
        raise click.UsageError("name a package, and then the query")
    file = Path(text)
    if file.suffix in _ENDINGS:
        try:
            text, syntax = file.read_text("utf-8"), syntax or _ENDINGS[file.suffix]
        except (OSError, UnicodeDecodeError) as error:
            raise click.BadParameter(f"{file} cannot be read: {error}") from None
    answer = openinnov.query(packages, text, syntax=syntax)
    for piece in render(answer, form):
        sys.stdout.write(piece)
    return DONE


def _record(packages: Sequence[Path], record: str) -> str:
    """Return the text of a record as JSON-LD."""
    import json

    import openinnov

    table, _, key = record.partition("/")
    if len(packages) > 1 or not key:
        raise click.UsageError("with --record name one package, and a record such as need/bd-a2i-1")
    found = openinnov.describe(packages[0], table, key)
    return json.dumps(found, ensure_ascii=False, indent=1)
