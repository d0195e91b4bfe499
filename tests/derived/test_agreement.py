"""JSON Schema, models and SQL say the same about the cells of a row."""

from functools import cache

import pytest
from derived.rows import ANY_TEXT, CELL_CHECKS, NASTY, STANDARD, as_json, good, rows_of
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import ValidationError
from submissions import make

from openinnov.derived.json_schema import json_schema
from openinnov.models import models
from openinnov.validation import validate

TABLES = [pytest.param(table, id=table.name) for table in STANDARD.tables.values()]
ANY_TABLE = st.sampled_from(list(STANDARD.tables.values()))
MODELS = models(STANDARD)


@cache
def _validator(table):
    schema = json_schema(STANDARD)
    return Draft202012Validator({"$ref": f"#/$defs/{table}", "$defs": schema["$defs"]})


def _sql(table, rows):
    """Return for each row which fields the compiled checks find bad."""
    found = [set() for _ in rows]
    for finding in validate(make({table.name: rows}), samples=1_000_000):
        if finding.rule in CELL_CHECKS:
            found[finding.row - 2].add(finding.field)
    return found


def _schema(table, row, *, numbers=False):
    found = set()
    for error in _validator(table.name).iter_errors(as_json(table, row, numbers=numbers)):
        if error.validator == "required":
            found |= {name for name in table.fields if error.message.startswith(f"'{name}' ")}
        else:
            found.add(error.absolute_path[0])
    return found


def _model(table, row):
    try:
        MODELS[table.name].model_validate(row)
    except ValidationError as error:
        return {fault["loc"][0] for fault in error.errors()}
    return set()


def _all_agree(table, rows):
    for row, expected in zip(rows, _sql(table, rows), strict=True):
        shown = {name: row[name] for name in row if row[name]}
        assert (shown, _schema(table, row)) == (shown, expected)
        assert (shown, _schema(table, row, numbers=True)) == (shown, expected)
        assert (shown, _model(table, row)) == (shown, expected)


@pytest.mark.parametrize("table", TABLES)
def test_all_agree_on_texts_at_the_edges(table):
    _all_agree(table, [dict.fromkeys(table.fields, text) for text in NASTY])


@given(data=st.data())
@settings(max_examples=30)
def test_all_agree_on_rows_with_some_faults(data):
    table = data.draw(ANY_TABLE)
    row = st.fixed_dictionaries(
        {
            name: st.one_of(good(field), good(field), good(field), st.sampled_from(NASTY), ANY_TEXT)
            for name, field in table.fields.items()
        }
    )

    _all_agree(table, data.draw(st.lists(row, min_size=1, max_size=10), label="rows"))


@given(data=st.data())
@settings(max_examples=30)
def test_all_agree_on_rows_without_a_fault(data):
    table = data.draw(ANY_TABLE)
    rows = data.draw(st.lists(rows_of(table), min_size=1, max_size=10), label="rows")

    _all_agree(table, rows)
    assert [_model(table, row) for row in rows] == [set()] * len(rows)


@given(data=st.data())
def test_what_a_model_writes_as_json_the_schema_accepts_and_the_model_reads_again(data):
    table = data.draw(ANY_TABLE)
    model = MODELS[table.name]

    instance = model.model_validate(data.draw(rows_of(table), label="row"))

    assert list(_validator(table.name).iter_errors(instance.model_dump(mode="json"))) == []
    assert model.model_validate_json(instance.model_dump_json()) == instance
    assert model.model_validate(instance.model_dump()) == instance
