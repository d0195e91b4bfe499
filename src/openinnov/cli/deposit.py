"""The command ``deposit``."""

from pathlib import Path

import click

from openinnov.cli import options
from openinnov.cli.boundary import DONE
from openinnov.cli.steps import progress
from openinnov.cli.words import Choice


@click.command()
@click.argument("package", type=options.PATH)
@click.option("--to", "service", type=Choice(("zenodo", "ckan")), required=True, help="Where to.")
@click.option(
    "--token-file",
    type=options.PATH,
    envvar="OPENINNOV_TOKEN_FILE",
    required=True,
    help="The token of your account there, in a file that holds nothing else.",
)
@click.option("--url", help="The address of the site; Zenodo's by default.")
@click.option("--organization", help="The organization of the CKAN that the data set belongs to.")
@click.option(
    "--new-version-of", "version_of", help="The id of the earlier deposit, or name of the data set."
)
@click.option("--publish", is_flag=True, help="Show it to everybody at once, not as a draft.")
def deposit(
    package: Path,
    service: str,
    token_file: Path,
    url: str | None,
    organization: str | None,
    version_of: str | None,
    publish: bool,
) -> int:
    """Put the published PACKAGE into a repository, as a draft.

    \b
    Examples:
      openinnov deposit package/ --to zenodo --token-file zenodo.token
      openinnov deposit package/ --to ckan --url https://data.example.org \\
        --organization statistics --token-file ckan.token

    Only a sound package of the public profile is sent. Next: look at the draft, and publish it
    there.
    """
    import openinnov
    from openinnov.depositing import Token

    if service == "ckan" and not (url and organization):
        raise click.UsageError("--to ckan needs --url and --organization")
    token = Token.from_file(token_file)
    progress("Sending …")
    made = openinnov.deposit(
        package,
        service,
        token,
        url=url,
        organization=organization,
        version_of=version_of,
        publish=publish,
    )
    state = "Published" if made.published else "A draft that nobody else sees yet"
    click.echo(f"{state}: {made.url}\nIts id: {made.id}")
    return DONE
