"""What stands in no table, but is a part of what does."""

from math import inf

import pytest

from openinnov.exceptions import RefusedError
from openinnov.protection.tables import Cell, Dimension, Role, coordinates, with_inner
from openinnov.protection.tables.solver import least_whole

SEX, AREA, AGE = (
    Dimension("sex", partition=True),
    Dimension("area", partition=True),
    Dimension("age"),
)


def _cell(value, **codes):
    return Cell("measurement", coordinates(codes), value)


def _added(cells, *dimensions):
    """Return the cells that were added, which all stand in no table."""
    found = with_inner(cells, dimensions, seconds=10)
    assert found[: len(cells)] == cells
    added = found[len(cells) :]
    assert {cell.role for cell in added} <= {Role.IMPLIED}
    return {cell.coordinates: cell.value for cell in added}


def test_combinations_of_codes_are_added_with_numbers_that_fit():
    cells = [_cell(3, area="rural"), _cell(0, sex="F", area="rural"), _cell(4, sex="M")]
    cells += [_cell(1, sex="M", area="town")]

    assert _added(cells, SEX, AREA) == {
        coordinates({"sex": "M", "area": "rural"}): 3,
        coordinates({"sex": "F", "area": "town"}): 0,
    }


def test_combinations_of_a_group_are_no_more_than_those_of_its_whole():
    cells = [_cell(9), _cell(7, sex="F"), _cell(2, sex="M"), _cell(5, age="60+")]

    added = _added(cells, SEX, AGE)

    assert sum(added.values()) == 5
    assert added[coordinates({"sex": "M", "age": "60+"})] <= 2


def test_nothing_is_added_to_what_is_there_or_stands_alone():
    cells = [_cell(9), _cell(7, sex="F"), _cell(2, sex="M"), _cell(8, period="2024")]

    assert _added(cells, SEX) == {}


def test_others_are_added_where_what_occurs_is_not_all():
    cells = [_cell(9), _cell(7, sex="F"), _cell(4, area="rural"), _cell(3, sex="F", area="rural")]

    assert _added(cells, SEX, AREA) == {
        coordinates({"sex": "F", "area": "*"}): 4,
        coordinates({"sex": "*", "area": "rural"}): 1,
        coordinates({"sex": "*", "area": "*"}): 1,
    }


def test_numbers_that_contradict_each_other_across_tables_are_refused():
    cells = [_cell(10), _cell(6, area="rural"), _cell(4, area="town"), _cell(7, sex="F")]

    with pytest.raises(RefusedError, match="measurement: 5 cells are at odds with each other"):
        _added([*cells, _cell(1, sex="F", area="rural")], SEX, AREA)


def test_a_search_without_end_is_refused():
    with pytest.raises(RefusedError, match="nobody can tell whether the tables are safe"):
        least_whole([(0.0, inf, -1.0)], [], seconds=10)
