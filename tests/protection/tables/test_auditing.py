"""Bounds of withheld cells, beside those that were calculated elsewhere."""

from math import inf

import pytest
from protection.tables.given import pairs, system, tables

from openinnov.exceptions import RefusedError
from openinnov.protection.tables import audit

TABLES = [f"t0{i}" for i in range(1, 9)]
PATTERNS = ["primary-only", "primary-plus-random"]


def _pattern(table_id, name):
    (table,) = (each for each in tables() if each["id"] == table_id)
    (pattern,) = (each for each in table["patterns"] if each["name"] == name)
    return table, pattern


def _bounds(expected):
    return [(lower, inf if upper is None else upper) for lower, upper in expected]


def _audited(table, pattern, **options):
    found = audit(system(table), pattern["suppressed"], **options)
    return [(found[i].lower, found[i].upper) for i in pattern["suppressed"]]


@pytest.mark.parametrize("name", PATTERNS)
@pytest.mark.parametrize("table_id", TABLES)
def test_bounds_are_those_expected(table_id, name):
    table, pattern = _pattern(table_id, name)

    assert _audited(table, pattern) == _bounds(pattern["lp_bounds"])


@pytest.mark.parametrize("name", PATTERNS)
@pytest.mark.parametrize("table_id", TABLES)
def test_bounds_in_whole_numbers_are_those_expected(table_id, name):
    table, pattern = _pattern(table_id, name)

    found = _audited(table, pattern, whole=pattern["suppressed"])

    assert found == _bounds(pattern["integer_bounds"])


@pytest.mark.parametrize("name", PATTERNS)
@pytest.mark.parametrize("table_id", TABLES)
def test_bounds_are_narrower_if_no_zero_is_withheld(table_id, name):
    table, pattern = _pattern(table_id, name)
    expected = pattern["lp_bounds_if_suppressed_are_positive"]

    if expected is None:
        with pytest.raises(RefusedError, match="zero and withheld: audit with a floor of 0"):
            _audited(table, pattern, floor=1)
    else:
        assert _audited(table, pattern, floor=1) == _bounds(expected)


@pytest.mark.parametrize("pair_id", ["r01", "r02", "r03", "r04"])
def test_two_releases_tell_more_than_each(pair_id):
    (pair,) = (each for each in pairs() if each["id"] == pair_id)
    hidden = set(pair["suppressed_first"]) & set(pair["suppressed_second"])

    found = audit(system(pair), hidden)

    assert [*found] == pair["joint_suppressed"]
    assert [(each.lower, each.upper) for each in found.values()] == [
        tuple(each) for each in pair["joint_lp_bounds"]
    ]
    exact = [i for i in pair["primary"] if found[i].is_exact]
    assert len(exact) == pair["joint_primary_exactly_recovered"]
    below = [i for i in pair["primary"] if found[i].upper < pair["threshold"]]
    assert len(below) == pair["joint_primary_upper_below_threshold"]
