"""The command ``validate``."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from openinnov.cli import options
from openinnov.cli.boundary import DONE, PROBLEM
from openinnov.cli.reports import FORMATS, WrittenCause, render, summarize
from openinnov.cli.steps import check_outputs, check_report_language, read, read_previous, write
from openinnov.cli.words import Choice


@click.command()
@options.source
@options.reading
@options.mapping
@options.descriptor
@options.previous
@click.option("--schema", type=options.PATH, help="Check one file by this Table Schema instead.")
@options.output(FORMATS, "report")
@click.option(
    "--fail-on",
    type=Choice(["error", "warning", "info"]),
    default="error",
    show_default=True,
    help="Leave with 1 at findings of this severity, or a higher one.",
)
@options.language
def validate(
    source: Path,
    mapping: Path | None,
    descriptor: Path | None,
    previous: Path | None,
    schema: Path | None,
    outputs: Sequence[tuple[str, str]],
    fail_on: str,
    lang: str,
    **reading: Any,
) -> int:
    """Say what in SOURCE breaks the standard.

    \b
    Examples:
      openinnov validate submission/
      openinnov validate submission.xlsx --output html=report.html --output text=-
      openinnov validate package/ --previous last-year/ --fail-on warning
      openinnov validate people.csv --schema people.schema.json
      gunzip -c need.csv.gz | openinnov validate - --table need

    SOURCE is a folder of CSV files, a CSV file, a workbook (.xlsx, .ods, .xls), a data package
    (datapackage.json), a JSON or a Parquet file, a zip archive of these, or - for standard input.
    A data package with Table Schemas of its own is checked by those.
    Next: openinnov publish SOURCE DIRECTORY.
    """
    import openinnov
    from openinnov.standard import Words

    check_outputs(outputs, source, mapping, descriptor, previous, schema)
    with WrittenCause(outputs, lang):
        submission = read(source, mapping, descriptor, reading, schema)
        check_report_language(lang, submission.standard)
        earlier = read_previous(previous, submission)
        report = openinnov.validate(submission, previous=earlier)
        words = Words(submission.standard, lang)
        texts = render(report, words, outputs or [("text", "-")])
    write(texts)
    summarize(report, words, outputs)
    levels = ("error", "warning", "info")
    counted = levels[: levels.index(fail_on) + 1]
    return PROBLEM if any(report.totals[level] for level in counted) else DONE
