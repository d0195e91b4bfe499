"""The command ``protect``."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from openinnov.cli import options
from openinnov.cli.boundary import DONE
from openinnov.cli.steps import check_outputs, check_report_language, read, write
from openinnov.cli.steps import protect as protect_

if TYPE_CHECKING:
    from openinnov.submission import Mark


#: What is for the publisher alone.
_PRIVATE = frozenset({"places", "risk", "risk-page"})


@click.command()
@options.source
@options.reading
@options.profile
@options.policy
@options.key_file
@options.mapping
@options.descriptor
@options.drop_unknown
@options.language
@options.output(["text", "json", "places", "risk", "risk-page"], "plan")
def protect(
    source: Path,
    mapping: Path | None,
    descriptor: Path | None,
    outputs: Sequence[tuple[str, str]],
    lang: str,
    **choices: Any,
) -> int:
    """Say what would be withheld of SOURCE, and why: counts only.

    \b
    Examples:
      openinnov protect submission/
      openinnov protect submission.xlsx --policy ministry.toml
      openinnov protect submission/ --profile partner --key-file key --output json=plan.json
      openinnov protect submission/ --output places=private/places.csv
      openinnov protect submission/ --key-file key --output risk-page=private/risk.html

    The places say in which rows personal data stand in texts, for your eyes alone. The risk is that
    of the persons whom records are about, before and after: as JSON, or as a page with plots, which
    is the one that --lang translates.
    Nothing is published. Next: openinnov publish SOURCE DIRECTORY.
    """
    from openinnov.protection import plan_document, risk_document, risk_page

    given = (choices["policy"], choices["key_file"])
    check_outputs(outputs, source, mapping, descriptor, *given)

    submission = read(source, mapping, descriptor, choices)
    check_report_language(lang, submission.standard)
    protected = protect_(submission, choices)
    document = plan_document(protected)
    forms = {
        "text": lambda: "\n".join(_lines(document)),
        "json": lambda: json.dumps(document, indent=2),
        "places": lambda: "\n".join(_places(protected.marks)),
        "risk": lambda: json.dumps(risk_document(protected), indent=2),
        "risk-page": lambda: risk_page(protected, lang),
    }
    for form, path in outputs or [("text", "-")]:
        write([(forms[form]() + "\n", path)], private=form in _PRIVATE)
    return DONE


def _places(marks: Sequence["Mark"]) -> Iterator[str]:
    """List in which cells personal data stand in texts, by kind alone, as CSV."""
    yield "table,row,field,kind,pieces"
    for mark in marks:
        row = "" if mark.row is None else mark.row
        yield f"{mark.table},{row},{mark.field},{mark.kind},{mark.count}"


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
    for each in document["unfound"]:
        yield (
            f"Not found, so look whether they are right: ids of {each['table']} that the policy "
            f"holds back: {each['ids']}."
        )
    if document["risks"]:
        yield "What risk is left for persons:"
    yield from (f"  {sentence}" for sentence in document["risks"])
    if document["texts"]:
        yield "What is taken out of texts:"
    for text in document["texts"]:
        yield f"  {text['table']}, {text['field']}: {text['kind']}. Pieces: {text['pieces']}."
    yield "No value is shown here, and small numbers are not told."
