"""What a release tells beside earlier ones."""

import pytest

from openinnov.exceptions import RefusedError
from openinnov.protection.tables import Cell, Dimension, Entry, Need, Role, join

SEX = Dimension("sex", partition=True, wholes=("T",))


def _cells(total, women, role=Role.OPEN):
    places = [((), total), ((("sex", "F"),), women), ((("sex", "M"),), total - women)]
    return [Cell("t", place, number, role) for place, number in places]


def _entries(total, women, withheld=()):
    return [
        Entry(cell.table, cell.coordinates, cell.value, withheld=cell.coordinates in withheld)
        for cell in _cells(total, women)
    ]


def _join(cells, *earlier, minimum_change=5):
    return join(cells, earlier, [SEX], minimum_change=minimum_change, threshold=5)


def test_a_first_release_is_as_it_is():
    joint = _join(_cells(40, 25))

    assert len(joint.positions) == 3
    assert (joint.changed, joint.carried) == ({}, {})


def test_what_changed_by_little_is_shown_as_before():
    joint = _join(_cells(42, 26), _entries(40, 25))

    assert joint.carried == {(): 40, (("sex", "F"),): 25, (("sex", "M"),): 15}
    assert joint.positions == {}


def test_what_became_too_small_is_not_shown_again():
    joint = _join(_cells(40, 36), _entries(38, 35), minimum_change=5)

    assert joint.carried == {(): 38, (("sex", "F"),): 35, (("sex", "M"),): None}


def test_of_a_block_that_changed_the_little_is_withheld():
    joint = _join(_cells(60, 27), _entries(40, 25))

    women = joint.positions[("sex", "F"),]
    assert joint.changed == {women: Need(upper=30)}
    assert joint.system.cells[women].role is Role.WITHHELD
    assert joint.system.cells[joint.positions[()]].role is Role.OPEN


def test_what_was_withheld_stays_so_and_is_known_to_nobody():
    hidden = (("sex", "F"),)
    joint = _join(_cells(60, 30), _entries(60, 30, withheld=(hidden,)))

    place = joint.positions[hidden]
    assert joint.system.cells[place].role is Role.WITHHELD
    assert joint.system.cells[joint.positions[()]].known


def test_where_nobody_knows_what_was_withheld_a_changed_block_is_shown_as_before():
    lost = [Entry("t", (), 40), Entry("t", (("sex", "F"),), None, withheld=True)]
    joint = _join([Cell("t", (), 60), Cell("t", (("sex", "F"),), 30)], lost)

    assert joint.carried == {(): 40, (("sex", "F"),): None}


def test_what_was_withheld_cannot_have_to_be_published():
    hidden = (("sex", "F"),)
    earlier = _entries(60, 30, withheld=(hidden,))

    with pytest.raises(RefusedError, match="t: 1 cell is to be published, though"):
        _join(_cells(60, 30, Role.FORCED), earlier)
