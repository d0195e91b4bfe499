"""The individual risk is the expectation of one over the persons that a row may be of."""

import json
from decimal import Decimal, localcontext

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shared_data import shared

from openinnov.protection.risk import global_risk, households, individual


def series(rows, share):
    """Return the series of the papers, to forty digits."""
    with localcontext() as context:
        context.prec = 40
        p = Decimal(share)
        term = found = Decimal(1)
        for n in range(3000):
            term *= (n + 1) * (1 - p) / (rows + 1 + n)
            found += term
        return float(found * p / rows)


@given(st.sampled_from([1, 2, 3, 7, 39, 40, 41, 300]), st.floats(0.05, 1))
def test_the_risk_is_that_of_the_series(rows, share):
    # The share is what a computer makes of the two numbers.
    population = rows / share

    (found,) = individual(np.array([rows]), np.array([population]))

    assert found == pytest.approx(series(rows, min(rows / population, 1.0)), rel=1e-11)


@pytest.mark.parametrize("share", [0.5, 1e-3, 1e-6])
def test_one_and_two_rows_have_closed_forms(share):
    p, q = share, 1 - share

    found = individual(np.array([1, 2]), np.array([1, 2]) / share)

    forms = [-p * np.log(p) / q, p * (p * np.log(p) + q) / q**2]
    assert found.tolist() == pytest.approx(forms, rel=1e-9)


def test_rows_of_a_census_are_one_of_their_class():
    assert individual(np.array([1, 4]), np.array([1, 3])).tolist() == [1, 0.25]


def test_stated_risks():
    (stated,) = json.loads(shared("data/privacy/risk.json").read_text("utf-8"))["sets"]
    rows = np.array(stated["sample_frequency"])

    found = individual(rows, np.array(stated["population_frequency"]))

    assert found.tolist() == pytest.approx(stated["individual_risk_exact"], rel=1e-11)
    ones = np.ones(len(rows), np.int64)
    assert global_risk(ones, found) == pytest.approx(stated["global_risk_exact"], rel=1e-11)


def test_a_household_is_found_by_any_of_its_members():
    found = households(np.array([0.5, 0.5, 0.1, 1.0, 0.2]), np.array([0, 0, 1, 2, 2]))

    assert found.tolist() == pytest.approx([0.75, 0.1, 1.0])
