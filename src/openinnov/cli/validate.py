"""The command ``validate``."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from openinnov.cli import options
from openinnov.cli.boundary import DONE, PROBLEM
from openinnov.cli.reports import FORMATS, WrittenCause, render, summarize
from openinnov.cli.steps import (
    check_copies,
    check_outputs,
    check_report_language,
    progress,
    read,
    read_previous,
    write,
)
from openinnov.cli.words import Choice

#: The outputs that need the rows, by the names of `openinnov.copies.COPIES`.
COPY_FORMS = ("findings", "fixed", "workbook")


@click.command()
@options.source
@options.reading
@options.mapping
@options.descriptor
@options.previous
@click.option("--schema", type=options.PATH, help="Check one file by this Table Schema instead.")
@options.output([*FORMATS, *COPY_FORMS], "report, or a copy of SOURCE,")
@click.option(
    "--fail-on",
    type=Choice(["error", "warning", "info"]),
    default="error",
    show_default=True,
    help="Leave with 1 at findings of this severity, or a higher one.",
)
@click.option(
    "--engine",
    type=Choice(["duckdb", "spark"]),
    default="duckdb",
    show_default=True,
    help="What runs the checks: Spark is for data that outgrow one machine.",
)
@click.option(
    "--spark-master",
    default="local[*]",
    show_default=True,
    help="Where Spark runs.",
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
    engine: str,
    spark_master: str,
    **reading: Any,
) -> int:
    """Say what in SOURCE breaks the standard.

    \b
    Examples:
      openinnov validate submission/
      openinnov validate submission.xlsx --output workbook=marked.xlsx --output fixed=mended.xlsx
      openinnov validate people.csv --schema people.schema.json

    SOURCE is a folder of CSV files, a CSV file, a workbook (.xlsx, .ods, .xls), a data package
    (datapackage.json), a JSON or a Parquet file, a zip archive of these, or - for standard input.
    A data package with Table Schemas of its own is checked by those.
    Next: openinnov publish SOURCE DIRECTORY.
    """
    import openinnov
    from openinnov.standard import Words

    spark = spark_master if engine == "spark" else None
    copies = [(form, Path(path)) for form, path in outputs if form in COPY_FORMS]
    texts = [each for each in outputs if each[0] not in COPY_FORMS]
    written = [*texts, *check_copies(copies, source)]
    if spark and copies:
        raise click.UsageError(f"Spark writes no copies: leave out --output {copies[0][0]}")
    check_outputs(written, source, mapping, descriptor, previous, schema)
    with WrittenCause(texts, lang):
        submission = read(source, mapping, descriptor, reading, schema)
        check_report_language(lang, submission.standard)
        earlier = read_previous(previous, submission)
        report = openinnov.validate(submission, previous=earlier, spark=spark)
        words = Words(submission.standard, lang)
        rendered = render(report, words, texts if outputs else [("text", "-")])
    write(rendered)
    summarize(report, words, texts)
    for form, path in copies:
        from openinnov.copies import COPIES  # Seldom asked for, and large.

        progress(f"Writing {path.name} …")
        COPIES[form].write(submission, report, words, path)
    levels = ("error", "warning", "info")
    counted = levels[: levels.index(fail_on) + 1]
    return PROBLEM if any(report.totals[level] for level in counted) else DONE
