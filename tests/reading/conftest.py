"""A standard for the hostile files: one table of three texts."""

import dataclasses

import pytest

from openinnov.reading.csv import read_table
from openinnov.reading.intake import Intake, Part
from openinnov.standard import Field, Table, load


def field(name, kind="string", **changes):
    return Field(name, kind, name, f"What {name} says.", "public", **changes)


def table(name, fields):
    return Table(
        name=name,
        title=name,
        description=name,
        kind="register",
        classes=(),
        subject="{base}/data/{id}",
        required=False,
        consent=None,
        individual=None,
        primary_key=("id",),
        fields={each.name: each for each in fields},
    )


@pytest.fixture(scope="session")
def three_texts():
    """A standard of one table, ``data``, with three text fields."""
    fields = [field("id", required=True), field("name"), field("val")]
    return dataclasses.replace(load(), tables={"data": table("data", fields)}, rules={})


@pytest.fixture
def intake(three_texts):
    return Intake(three_texts)


def read_text(intake, raw, *, small=1 << 30, **declared):
    """Read the bytes of a CSV file into the table ``data``; return the submission."""
    part = Part(path_of("data.csv"), ".csv", **declared)
    read_table(raw, part, intake, intake.standard.tables["data"], small=small)
    return intake.submission()


def path_of(name):
    from pathlib import Path

    return Path(name)


def findings(submission):
    """Return the findings of reading as the list of hostile files writes them."""
    rows = submission.database.execute(
        "SELECT rule, _row, coalesce(field_name, detail) FROM submitted._finding "
        "ORDER BY _row NULLS FIRST, rule, field_name, detail"
    ).fetchall()
    return [(rule, row, place) for rule, row, place in rows]
