"""The command line: each command parses, calls the library, prints and returns an exit code."""

import gc
import signal
import sys
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from typing import NoReturn, cast

import click

from openinnov import __version__
from openinnov.cli.boundary import DONE, Boundary

#: The functions of the commands, each in the module of the command's name.
_FUNCTIONS = {
    "validate": "validate",
    "map": "map_",
    "protect": "protect",
    "publish": "publish",
    "schema": "schema",
    "explain": "explain",
}


class _Commands(Mapping[str, click.Command]):
    """The commands by their names; each is imported when it is asked for, since one is run."""

    def __getitem__(self, name: str) -> click.Command:
        function = _FUNCTIONS[name]
        return cast("click.Command", getattr(import_module(f"{__name__}.{name}"), function))

    def __iter__(self) -> Iterator[str]:
        return iter(_FUNCTIONS)

    def __len__(self) -> int:
        return len(_FUNCTIONS)


@click.group(
    commands=cast("dict[str, click.Command]", _Commands()),  # None is ever added.
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
