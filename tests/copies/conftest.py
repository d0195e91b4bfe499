"""What tests of copies share."""

import csv

import pytest

import openinnov


@pytest.fixture
def copy(tmp_path):
    """Return a function that reads a source, checks it, and writes a copy to a path."""

    def copy(form, source, name, **options):
        submission = openinnov.read(source)
        report = openinnov.validate(submission, rules=[])
        openinnov.write_copy(submission, report, form, tmp_path / "out" / name, **options)
        return tmp_path / "out" / name

    return copy


@pytest.fixture
def changes(tmp_path):
    """Return a function that gives the list of changes, without its headings."""

    def changes():
        with (tmp_path / "out" / "changes.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.reader(file))[1:]

    return changes
