"""What several commands share: their arguments and options."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import click

from openinnov.cli.words import Choice, Output, Place

Command = TypeVar("Command", bound=Callable[..., object])
PATH = Place()
FORMATS = ("csv", "json", "ods", "parquet", "tsv", "xls", "xlsx", "zip")
#: As the standard names them: written down again, since help needs no standard.
PROFILES = ("internal", "partner", "public")

source = click.argument("source", type=PATH)
table = click.option("--table", help="Take SOURCE, a single file or a stream, for this table.")
input_format = click.option(
    "--input-format",
    type=Choice(FORMATS),
    help="Read SOURCE, a single file or a stream, as this format.",
)
encoding = click.option(
    "--encoding", help="Take text for this encoding where nothing else says which it is in."
)
mapping = click.option("--mapping", type=PATH, help="Map a foreign table by this file first.")
descriptor = click.option(
    "--descriptor", type=PATH, help="Take the description of the package from this JSON file."
)
profile = click.option(
    "--profile",
    type=Choice(PROFILES),
    default="public",
    show_default=True,
    help="Who will see the package.",
)
policy = click.option("--policy", type=PATH, help="Lay this privacy policy over the base policy.")
key_file = click.option(
    "--key-file",
    type=PATH,
    envvar="OPENINNOV_KEY_FILE",
    help="Make pseudonyms with the key in this file of at least 32 bytes.",
)
drop_unknown = click.option(
    "--drop-unknown", is_flag=True, help="Leave out columns and files that the standard lacks."
)
previous = click.option("--previous", type=PATH, help="Compare with this earlier release.")


def reading(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that say what a source does not: `openinnov.read` takes them."""
    return table(input_format(encoding(command)))


language = click.option(
    "--lang", default="en", show_default=True, help="The language of the texts."
)
replace = click.option(
    "--replace", is_flag=True, help="Put what is new in the place of what an earlier run wrote."
)

public_data = click.option(
    "--public-data",
    is_flag=True,
    help="I state that the data may be published as they are: nothing is protected.",
)


def output(formats: Sequence[str], what: str) -> Callable[[Command], Command]:
    """Return the option of where to write what a command makes, and in which of some formats."""
    return click.option(
        "--output",
        "outputs",
        type=Output(formats),
        multiple=True,
        help=f"Write the {what} in a format to a path; repeatable.",
    )
