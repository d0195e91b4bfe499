"""The command ``explain``."""

import click

from openinnov.cli import options
from openinnov.cli.boundary import DONE
from openinnov.cli.steps import check_language


@click.command()
@click.argument("name", metavar="RULE|FIELD|CODE")
@options.language
def explain(name: str, lang: str) -> int:
    """Explain a rule, a table, a field, a codelist or a code.

    \b
    Examples:
      openinnov explain end-before-start
      openinnov explain innovation.stage
      openinnov explain sdg/16.10

    Next: openinnov validate SOURCE.
    """
    import openinnov
    from openinnov.derived import explanation

    standard = openinnov.load()
    check_language(lang, standard)
    click.echo(explanation.render(standard, name, language=lang), nl=False)
    return DONE
