"""Nobody calculates a small cell from what is published of any linked tables."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from protection.tables.made import VIEWS, Counted, counted
from protection.tables.stranger import attack, can_be

from openinnov.protection.tables import below_threshold, link, suppress

FLOORS = {"safe": 1, "withhold": 0}


def _protected(tables, threshold, zeros):
    """Return the coordinates that need protection, and those that are withheld."""
    system = link(tables.cells(), tables.dimensions)
    needs = below_threshold(system, threshold, zeros=zeros)
    withheld = suppress(system, needs, zeros=zeros).withheld
    places = tables.sums()
    return [
        {system.cells[i].coordinates for i in each} & places.keys() for each in (needs, withheld)
    ]


@given(counted(), st.sampled_from([3, 5, 10]), st.sampled_from(sorted(FLOORS)))
def test_no_small_cell_is_calculated(tables, threshold, zeros):
    needing, withheld = _protected(tables, threshold, zeros)
    published = tables.published(withheld)

    bounds = attack(published, floor=FLOORS[zeros], whole=True)

    places = [place for place in tables.sums() if place in withheld]
    found = {place: each for place, each in zip(places, bounds, strict=True) if place in needing}
    numbers = {place: tables.number(names) for place, names in tables.sums().items()}
    assert found.keys() == {p for p, n in numbers.items() if FLOORS[zeros] <= n < threshold}
    assert [each for each in found.values() if each[1] < threshold or each[0] == each[1]] == []


@given(counted(largest=2), st.sampled_from([3, 5]), st.sampled_from(sorted(FLOORS)))
def test_no_small_cell_is_found_by_trying(tables, threshold, zeros):
    needing, withheld = _protected(tables, threshold, zeros)
    published = tables.published(withheld)

    assert all(
        can_be(published, names, threshold, floor=FLOORS[zeros])
        for place, names in tables.sums().items()
        if place in needing
    )


@pytest.mark.parametrize(
    "views", VIEWS, ids=["crossed", "crossed thrice", "linked", "linked in a circle"]
)
def test_what_is_small_alone_protects_nobody(views):
    count = 1 + max(i for view in views for i in view)
    people = dict.fromkeys(product("01", repeat=count), 9)
    people |= dict.fromkeys([("0", "0", *rest) for rest in product("01", repeat=count - 2)], 1)
    tables = Counted(people, views)
    small = {place for place, names in tables.sums().items() if tables.number(names) < 5}

    naive, safe = tables.published(small), tables.published(_protected(tables, 5, "safe")[1])

    withheld = [names for names, number in naive if number is None]
    assert withheld
    assert attack(naive, floor=1) == [(tables.number(each),) * 2 for each in withheld]
    assert not any(can_be(naive, each, 5, floor=1) for each in withheld)
    assert all(can_be(safe, each, 5, floor=1) for each in withheld)
