"""A standard for the hostile files, and how to read bytes as one of them."""

import dataclasses
from pathlib import Path

from openinnov.reading.csv import SMALL, read_table
from openinnov.reading.intake import Intake, Part
from openinnov.standard import Field, load

#: A size above that of any file, and one below: every file goes by lists, or as a stream.
BY_LISTS, AS_STREAM = 1 << 40, -1


def field(name, kind="string", **changes):
    """Return a public field."""
    return Field(name, kind, name, f"What {name} says.", "public", **changes)


def standard_of(*fields):
    """Return a standard of one table, ``data``."""
    model = load().tables["service"]
    table = dataclasses.replace(
        model,
        name="data",
        title="data",
        description="Data.",
        primary_key=("id",),
        fields={each.name: each for each in fields},
    )
    return dataclasses.replace(load(), tables={"data": table}, rules={})


THREE_TEXTS = standard_of(field("id", required=True), field("name", "text"), field("val", "text"))


def submit(raw, *, small=SMALL, standard=THREE_TEXTS, **declared):
    """Read the bytes of a CSV file into the table ``data``."""
    intake = Intake(standard)
    part = Part(Path("data.csv"), ".csv", **declared)
    read_table(raw, part, intake, standard.tables["data"], small=small)
    return intake.submission()


def cells(submission, table="data"):
    """Return the rows of a table: the number and the cells of each."""
    query = f"SELECT * EXCLUDE _source FROM submitted.{table} ORDER BY _row"
    return submission.database.execute(query).fetchall()


def findings(submission, table="submitted._finding"):
    """Return what was found: the rule, the record, and the field or else the detail."""
    query = (
        f"SELECT rule, _row, coalesce(field_name, detail) FROM {table} "
        "ORDER BY _row NULLS FIRST, rule, field_name, detail"
    )
    return submission.database.execute(query).fetchall()


def counts(submission):
    """Return how many records the one source has, and what became of them."""
    (source,) = submission.sources
    return source.records, source.checked, source.quarantined, source.comments
