"""What sets of fields tell of rows, against counting by hand."""

from itertools import combinations
from math import comb, factorial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from openinnov.protection.risk import FieldSet, field_sets


def unique_sets(rows, place, size):
    """Return the sets in which a row is unique and in no part of which it is."""
    found = []
    for fields in (c for s in range(1, size + 1) for c in combinations(range(3), s)):
        alike = [row for row in rows if all(row[f] == rows[place][f] for f in fields)]
        if len(alike) == 1 and not any(set(smaller) <= set(fields) for smaller in found):
            found.append(fields)
    return found


@given(st.lists(st.tuples(*[st.integers(0, 2)] * 3), min_size=1, max_size=12), st.integers(1, 3))
def test_rows_stand_out_where_they_are_unique_in_few_fields(rows, size):
    columns = list(np.array(rows).T)

    found = field_sets(columns, np.ones(len(rows), np.int64), size)

    sets = [unique_sets(rows, place, size) for place in range(len(rows))]
    assert found.scores.tolist() == [sum(factorial(3 - len(s)) for s in own) for own in sets]
    assert {each.fields: each.minimal_uniques for each in found.sets} == {
        fields: sum(fields in own for own in sets)
        for fields in (c for s in range(1, size + 1) for c in combinations(range(3), s))
    }


def test_fields_tell_rows_apart_or_not():
    columns = [np.array([0, 0, 1, 1]), np.array([0, 1, 2, 3])]

    found = field_sets(columns, np.array([2, 1, 1, 1]), 2)

    # Of ten pairs, three are alike in the first field, and one more is where a line has two rows.
    assert found.sets == (
        FieldSet((0,), 2 / 5, 1 - (comb(3, 2) + 1) / 10, 0),
        FieldSet((1,), 4 / 5, 1 - 1 / 10, 3),
        FieldSet((0, 1), 4 / 5, 1 - 1 / 10, 0),
    )
    assert found.scores.tolist() == [0, 1, 1, 1]


def test_nothing_is_told_of_no_rows():
    none = np.array([], np.int64)

    assert field_sets([none], none).sets == (FieldSet((0,), 0.0, 0.0, 0),)


def test_one_row_has_no_other():
    one = np.array([0])

    assert field_sets([one], np.array([1])).sets == (FieldSet((0,), 1.0, 0.0, 1),)
    assert field_sets([one], np.array([1])).scores.tolist() == pytest.approx([1])
