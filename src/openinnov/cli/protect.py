"""The command ``protect``."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from openinnov.cli import options
from openinnov.cli.boundary import DONE
from openinnov.cli.steps import check_outputs, read, write
from openinnov.cli.steps import protect as protect_


@click.command()
@options.source
@options.reading
@options.profile
@options.policy
@options.key_file
@options.mapping
@options.descriptor
@options.drop_unknown
@options.output(["text", "json"], "plan")
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
      openinnov protect submission.xlsx --policy ministry.toml
      openinnov protect submission/ --profile partner --key-file key --output json=plan.json

    Nothing is published. Next: openinnov publish SOURCE DIRECTORY.
    """
    from openinnov.protection import plan_document

    given = (choices["policy"], choices["key_file"])
    check_outputs(outputs, source, mapping, descriptor, *given)

    protected = protect_(read(source, mapping, descriptor, choices), choices)
    document = plan_document(protected)
    forms = {"text": "\n".join(_lines(document)), "json": json.dumps(document, indent=2)}
    write([(forms[form] + "\n", path) for form, path in outputs or [("text", "-")]])
    return DONE


def _lines(document: Mapping[str, Any]) -> Iterator[str]:
    """Say what leaves and what does not, in words."""
    policy = document["policy"]
    yield f"Profile: {document['profile']}. Policy: {policy['name']}, version {policy['version']}."
    yield "What leaves:"
    for table in document["tables"]:
        yield f"  {table['table']}. Records: {table['records']}. Columns: {len(table['fields'])}."
    yield "What is withheld or changed:"
    for measure in document["measures"]:
        field = "whole records" if measure["field"] == "*" else measure["field"]
        count = measure.get("cells", "few")
        yield (
            f"  {measure['table']}, {field}: {measure['method']} ({measure['reason']}). "
            f"Cells: {count}."
        )
    yield "No value is shown here, and small numbers are not told."
