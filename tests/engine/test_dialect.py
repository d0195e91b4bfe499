"""Our SQL as Spark takes it."""

import pytest

from openinnov.engine.dialect import name, to_spark, unquoted, view


@pytest.mark.parametrize(
    ("ours", "sparks"),
    [
        pytest.param(r"'\A[0-9]\z'", r"'\\A[0-9]\\z'", id="a backslash in a text is doubled"),
        pytest.param("'it''s'", r"'it\'s'", id="a quote in a text"),
        pytest.param('"a""b"', '`a"b`', id="a name in quotes"),
        pytest.param(
            'SELECT x FROM submitted."need"', "SELECT x FROM `submitted.need`", id="place"
        ),
        pytest.param("FROM temp.found AS f", "FROM `found` AS f", id="a temporary table"),
        pytest.param("len(list_sort(x))", "size(sort_array(x))", id="functions of another name"),
        pytest.param("sha256(concat(a, b))", "sha2(concat(a, b), 256)", id="one more argument"),
        pytest.param(
            "string_split(x, '|')", r"split(x, '\\|')", id="a text that splits is no pattern"
        ),
        pytest.param("[a, b]", "array(a, b)", id="a list"),
        pytest.param("{'a': 1}", "named_struct('a', 1)", id="a struct"),
        pytest.param("lambda each: each > 1", "each -> each > 1", id="a lambda"),
        pytest.param("CAST(x AS VARCHAR)", "CAST(x AS STRING)", id="a type"),
        pytest.param("a -- isn't len(x)", "a -- isn't len(x)", id="comments stay"),
        pytest.param("'len(x) -- [a]'", "'len(x) -- [a]'", id="texts stay"),
    ],
)
def test_spark_takes(ours, sparks):
    assert to_spark(ours) == sparks


def test_names_are_quoted_and_unquoted():
    assert name("a`b") == "`a``b`"
    assert unquoted('"a""b"') == 'a"b'
    assert unquoted("a") == "a"
    assert [view("temp", "found"), view("submitted", "need")] == ["`found`", "`submitted.need`"]
