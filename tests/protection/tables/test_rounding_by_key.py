"""Rounding by a key: unbiased, and the same for the same cell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openinnov.exceptions import RefusedError
from openinnov.protection import Key
from openinnov.protection.tables import coordinates, round_count

KEY = Key("2026a", b"a key of thirty-two bytes or more")
CELL = coordinates({"sex": "F", "subdivision": "BD-13"})


@given(count=st.integers(0, 10**9), base=st.integers(2, 100))
def test_a_count_moves_to_a_neighbouring_multiple_and_multiples_stay(count, base):
    rounded = round_count(CELL, count, base=base, key=KEY)

    assert rounded % base == 0
    assert abs(rounded - count) < base
    assert rounded == count or count % base
    assert rounded == round_count(CELL[::-1], count, base=base, key=KEY)


def test_on_average_nothing_changes():
    cells = [coordinates({"school": str(i)}) for i in range(3000)]
    rounded = [round_count(cell, 7, base=3, key=KEY) for cell in cells]

    assert set(rounded) == {6, 9}
    assert sum(rounded) / len(rounded) == pytest.approx(7, abs=0.1)


def test_cells_and_keys_are_told_apart():
    cells = [coordinates({"ab": str(i)}) for i in range(40)]
    others = [coordinates({"a": f"b{i}"}) for i in range(40)]
    answers = [[round_count(c, 1, base=2, key=KEY) for c in each] for each in (cells, others)]
    by_another = [round_count(c, 1, base=2, key=Key("b", b"x" * 32)) for c in cells]

    assert answers[0] != answers[1]
    assert answers[0] != by_another


@pytest.mark.parametrize(("count", "base"), [(-1, 3), (1, 1)])
def test_what_cannot_be_rounded_is_refused(count, base):
    with pytest.raises(RefusedError):
        round_count(CELL, count, base=base, key=KEY)
