import duckdb
from hypothesis import given
from hypothesis import strategies as st

from openinnov.engine.sql import conjunction, identifier, literal

TEXTS = st.text(st.characters(codec="utf-8"))


@given(TEXTS)
def test_a_literal_gives_back_its_text(text):
    assert duckdb.sql(f"SELECT {literal(text)}").fetchall() == [(text,)]


@given(TEXTS.filter(bool))
def test_an_identifier_names_a_column_of_any_name(name):
    if "\0" in name:
        return  # DuckDB ends a name there; no file can have such a heading.

    assert duckdb.sql(f"SELECT 1 AS {identifier(name)}").columns == [name]


def test_no_condition_is_always_true():
    assert conjunction([]) == "TRUE"
