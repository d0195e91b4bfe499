"""What the tests of protection share."""

import dataclasses

import pytest

from openinnov import policy as policies
from openinnov.protection import Key, protect
from openinnov.standard import load


@pytest.fixture
def key():
    """Return a key for pseudonyms."""
    return Key("2026a", b"a key that is no secret at all, 32+")


@pytest.fixture
def leaving():
    """Return a function that gives the base policy with another treatment of a kind of tables."""

    def changed(kind, public):
        base = policies.load(standard=load())
        own = base.kinds[kind]
        kinds = base.kinds | {
            kind: dataclasses.replace(own, leaves={**own.leaves, "public": public})
        }
        return dataclasses.replace(base, kinds=kinds, hash="changed")

    return changed


@pytest.fixture
def to_partner(key):
    """Return a function that protects a submission for a partner."""

    def protected(submission, policy=None):
        return protect(submission, policy=policy, profile="partner", key=key)

    return protected


@pytest.fixture
def rows():
    """Return a function that gives the rows of a table in their order, without empty cells."""

    def rows_of(protected, table):
        submission = getattr(protected, "submission", protected)
        names = submission.columns.get(table, ())
        columns = ", ".join(f'"{name}"' for name in names)
        records = submission.database.execute(
            f"SELECT {columns or 'NULL'} FROM submitted.{table} ORDER BY _row"
        ).fetchall()
        return [
            {name: cell for name, cell in zip(names, record, strict=False) if cell is not None}
            for record in records
        ]

    return rows_of


@pytest.fixture
def notices(rows):
    """Return a function that gives each notice of a release as a tuple of texts."""

    def notices_of(protected):
        fields = ("table_name", "record_id", "field_name", "reason", "technique", "cells")
        return [tuple(row.get(name) for name in fields) for row in rows(protected, "withheld")]

    return notices_of
