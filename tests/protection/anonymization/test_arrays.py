"""Rows are numbered in the order of their codes, however they are counted."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from openinnov.protection.anonymization.arrays import firsts, number, ranks, total


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 10**6)), max_size=30), st.booleans())
def test_classes_are_numbered_in_the_order_of_their_codes(rows, is_wide):
    # A span of more than a million a column is sorted, a small one is counted.
    cards = (4, 10**6 + 1) if is_wide else (4, 7)
    rows = [(a, b % cards[1]) for a, b in rows]
    columns = [(np.array([row[n] for row in rows], np.int32), cards[n]) for n in range(2)]

    numbers, size = number(columns, len(rows))

    distinct = sorted(set(rows))
    assert size == len(distinct)
    assert numbers.tolist() == [distinct.index(row) for row in rows]
    assert [rows[place] for place in firsts(numbers, size)] == distinct
    assert total(numbers, np.ones(len(rows), np.int64), size).tolist() == [
        rows.count(row) for row in distinct
    ]


def test_keys_that_no_number_holds_are_ranked_on_the_way():
    columns = [(np.array([3, 5, 3]), 2**31) for _ in range(5)]

    assert number(columns, 3)[0].tolist() == [0, 1, 0]


def test_keys_are_ranked_where_their_places_do_not_fit_beside_them():
    keys = np.array([2**61, 5, 2**61])

    assert ranks(keys, 2**62 - 1)[0].tolist() == [1, 0, 1]
