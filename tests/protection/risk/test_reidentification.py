"""The risk of a row, for each who may try to link it."""

import numpy as np
import pytest
from adult import FIELDS, adult

from openinnov.protection.anonymization import classes
from openinnov.protection.risk import Linkage, journalist, marketer, prosecutor


def test_who_knows_that_a_person_is_there_has_one_row_in_a_class():
    assert prosecutor(np.array([1, 4, 5])) == Linkage(1.0, 0.3, 0.5)
    assert prosecutor(np.array([], np.int64)) == Linkage(0, 0, 0)


def test_who_looks_for_anybody_has_one_person_in_the_population():
    found = journalist(np.array([1, 4]), np.array([2, 100]), bound=0.4)

    assert (found.maximum, found.above) == (0.5, 0.2)
    assert found.mean == pytest.approx((1 / 2 + 4 / 100) / 5)


def test_who_links_all_rows_is_right_for_one_of_each_class():
    assert marketer(np.array([1, 4, 5])) == pytest.approx(3 / 10)
    assert marketer(np.array([1, 4]), np.array([2, 100])) == pytest.approx((1 / 2 + 4 / 100) / 5)


def test_linkage_of_the_census_records():
    rows = classes(adult(FIELDS), (0,) * 9).rows

    assert prosecutor(rows).mean == 19_502 / 30_162 == pytest.approx(0.646575, abs=1e-6)
