"""The command line: each command parses, calls the library, prints and returns an exit code."""

import gc
import signal
import sys
from collections.abc import Sequence
from typing import NoReturn, cast

import click

from openinnov import __version__
from openinnov.cli.boundary import DONE, Boundary
from openinnov.plugins import Plugins

#: The commands; each is imported when it is asked for, since one is run.
_COMMANDS: Plugins[click.Command] = Plugins(
    __name__,
    {
        "validate": "validate:validate",
        "map": "map:map_",
        "protect": "protect:protect",
        "publish": "publish:publish",
        "verify": "verify:verify",
        "query": "query:query",
        "rdf": "rdf:rdf",
        "package": "package:package",
        "deposit": "deposit:deposit",
        "audit": "audit:audit",
        "schema": "schema:schema",
        "explain": "explain:explain",
    },
)


@click.group(
    commands=cast("dict[str, click.Command]", _COMMANDS),  # None is ever added.
    context_settings={"help_option_names": ["-h", "--help"]},
    invoke_without_command=True,
)
@click.version_option(__version__)
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Check, protect and publish data about public-service innovations.

    \b
    Examples:
      openinnov validate submission/
      openinnov publish submission.xlsx package/
      openinnov explain id-prefix
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


#: How many objects may come before Python looks for cycles: looking costs a start some percent.
_OBJECTS = 50_000


def _interrupt(*_: object) -> NoReturn:
    raise KeyboardInterrupt


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # A code page may lack the letters.
    gc.set_threshold(_OBJECTS)
    signal.signal(signal.SIGTERM, _interrupt)  # Else what is half written would stay.
    with Boundary() as boundary:
        boundary.code = cli.main(arguments, standalone_mode=False) or DONE
    gc.freeze()  # All goes with the process; a last search for cycles would only take time.
    sys.exit(boundary.code)
