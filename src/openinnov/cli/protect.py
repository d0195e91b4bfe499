"""The command ``protect``."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from openinnov.cli import options
from openinnov.cli.boundary import DONE
from openinnov.cli.steps import protect as protect_
from openinnov.cli.steps import read, write
from openinnov.cli.words import Output


@click.command()
@options.source
@options.profile
@options.policy
@options.key_file
@options.mapping
@options.descriptor
@options.drop_unknown
@click.option(
    "--output",
    "outputs",
    type=Output(["text", "json"]),
    multiple=True,
    help="Write the plan in a format to a path; repeatable.",
)
def protect(
    source: Path,
    mapping: Path | None,
    descriptor: Path | None,
    outputs: Sequence[tuple[str, str]],
    **choices: Any,
) -> int:
    """Say what would be withheld of SOURCE, and why: counts only.

    \b
    Examples:
      openinnov protect submission/
      openinnov protect submission/ --profile partner --key-file key --output json=plan.json

    Nothing is published. Next: openinnov publish SOURCE DIRECTORY.
    """
    from openinnov.protection import plan

    protected = protect_(read(source, mapping, descriptor), choices)
    renderers = {"text": plan.render, "json": plan.render_json}
    write([(renderers[form](protected), path) for form, path in outputs or [("text", "-")]])
    return DONE
