"""Which cells tell of few by themselves."""

import pytest

from openinnov.exceptions import RefusedError
from openinnov.protection.tables import (
    Cell,
    Dimension,
    Need,
    Role,
    below_threshold,
    coordinates,
    dominated,
    estimable,
    link,
)


def test_the_sum_of_few_is_not_told():
    found = dominated({0: [90, 5, 5], 1: [40, 30, 30], 2: [], 3: [0, 0]}, largest=1, percent=85)

    # 90 of 100 is 90 %; of 106 it would be less than 85 %.
    assert found == {0: Need(upper=106, lower=94)}


def test_nobody_can_work_out_what_the_largest_gave():
    found = estimable({0: [100, 50, 5], 1: [100, 50, 10], 2: [100]}, percent=10)

    # The second knows 150 of 155 but for 5, which is less than 10.
    assert found == {0: Need(upper=160, lower=150), 2: Need(upper=110, lower=90)}


@pytest.mark.parametrize("rule", [dominated, estimable])
def test_contributions_below_zero_are_refused(rule):
    options = {"largest": 1} if rule is dominated else {}

    with pytest.raises(RefusedError, match="1 cells have contributions below zero"):
        rule({0: [5, -1], 1: [3]}, percent=85, **options)


def test_zeros_can_tell_as_well():
    sexes = [("F", 3), ("M", 0), ("X", 9)]
    cells = [Cell("t", coordinates({"sex": code}), number) for code, number in sexes]
    system = link([*cells, Cell("t", (), 12)], [Dimension("sex", partition=True)])
    small = {
        zeros: {system.cells[i].value for i in below_threshold(system, 5, zeros=zeros)}
        for zeros in ("safe", "withhold")
    }

    assert small == {"safe": {3}, "withhold": {0, 3}}


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        pytest.param([((), -1)], "t: 1 cell is below zero", id="negative"),
        pytest.param([((), 10**13)], "t: 1 cell is above", id="too large"),
        pytest.param([((), 5), ((), 6)], "t: 1 cell is given twice", id="two numbers"),
        pytest.param([((), 5), ((("sex", "F"),), 6)], "t: ", id="more than the whole"),
    ],
)
def test_what_cannot_be_counts_is_refused(cells, fault):
    with pytest.raises(RefusedError, match=fault):
        link([Cell("t", *each) for each in cells], [Dimension("sex", partition=True)])


def test_codes_that_are_parts_of_themselves_are_refused():
    with pytest.raises(RefusedError, match="the codes of area go in a circle"):
        Dimension("area", parents={"a": "b", "b": "a"})


def test_what_no_table_shows_needs_protection_as_well():
    cells = [Cell("t", (), 12), Cell("t", (("sex", "F"),), 10)]
    system = link(cells, [Dimension("sex", partition=True)])

    (hidden,) = below_threshold(system, 5)
    assert (system.cells[hidden].value, system.cells[hidden].role) == (2, Role.IMPLIED)
