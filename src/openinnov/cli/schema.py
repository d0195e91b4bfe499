"""The command ``schema``."""

from collections.abc import Sequence

import click

from openinnov.cli import options
from openinnov.cli.boundary import DONE
from openinnov.cli.steps import check_language, check_outputs, write
from openinnov.cli.words import Output


@click.command()
@click.argument("name", required=False, metavar="[TABLE[.FIELD]]")
@options.language
@click.option(
    "--output",
    "outputs",
    metavar="FORMAT=PATH",
    multiple=True,
    help="Write a derived form of the standard to a path; repeatable.",
)
def schema(name: str | None, lang: str, outputs: Sequence[str]) -> int:
    """Show the standard, one of its tables, or a field.

    \b
    Examples:
      openinnov schema
      openinnov schema innovation.stage --lang fr
      openinnov schema --output json-schema=openinnov.json

    Next: openinnov explain NAME.
    """
    import openinnov
    from openinnov.derived import DERIVED, overview

    standard = openinnov.load()
    check_language(lang, standard)
    if outputs and name:
        raise click.UsageError("a derived form is of the whole standard: leave out NAME")
    if not outputs:
        click.echo(overview.render(standard, name, language=lang), nl=False)
    wanted = [Output(list(DERIVED)).convert(output, None, None) for output in outputs]
    check_outputs(wanted)
    write([(DERIVED[form].derive(standard, lang), path) for form, path in wanted])
    return DONE
