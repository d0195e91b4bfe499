"""The command ``validate``."""

from collections.abc import Sequence
from pathlib import Path

import click

from openinnov.cli import options
from openinnov.cli.boundary import DONE, PROBLEM
from openinnov.cli.steps import read, read_previous, write
from openinnov.cli.words import Choice, Output


@click.command()
@options.source
@options.mapping
@options.descriptor
@options.previous
@click.option(
    "--output",
    "outputs",
    type=Output(["text", "json"]),
    multiple=True,
    help="Write the report in a format to a path; repeatable.",
)
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
def validate(
    source: Path,
    mapping: Path | None,
    descriptor: Path | None,
    previous: Path | None,
    outputs: Sequence[tuple[str, str]],
    fail_on: str,
    engine: str,
    spark_master: str,
) -> int:
    """Say what in SOURCE breaks the standard.

    \b
    Examples:
      openinnov validate submission/
      openinnov validate submission.xlsx --output json=report.json --output text=-
      openinnov validate package/ --previous last-year/ --fail-on warning
      openinnov validate package/ --engine spark

    SOURCE is a folder of CSV files, a CSV file, a workbook (.xlsx), a data package
    (datapackage.json), a JSON or a Parquet file. Next: openinnov publish SOURCE DIRECTORY.
    """
    import openinnov
    from openinnov.reporting import OUTPUTS

    submission = read(source, mapping, descriptor)
    earlier = read_previous(previous, submission)
    spark = spark_master if engine == "spark" else None
    report = openinnov.validate(submission, previous=earlier, spark=spark)
    write([(OUTPUTS[form].render(report), path) for form, path in outputs or [("text", "-")]])
    levels = ("error", "warning", "info")
    counted = levels[: levels.index(fail_on) + 1]
    return PROBLEM if any(report.totals[level] for level in counted) else DONE
