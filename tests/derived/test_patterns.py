"""The patterns of dates know the calendar."""

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openinnov.derived import patterns


@given(st.dates())
def test_each_day_of_the_calendar_is_a_date(day):
    assert re.fullmatch(patterns.DATE, day.isoformat())
    assert re.fullmatch(patterns.PARTIAL_DATE, day.isoformat())


@given(st.integers(0, 9999), st.integers(0, 13), st.integers(0, 32))
def test_what_is_no_day_of_the_calendar_is_no_date(year, month, day):
    text = f"{year:04}-{month:02}-{day:02}"
    try:
        exists = bool(dt.date(year, month, day))
    except ValueError:
        exists = False

    assert bool(re.fullmatch(patterns.DATE, text)) == exists
    assert bool(re.fullmatch(patterns.PARTIAL_DATE, text)) == exists


@pytest.mark.parametrize("text", ["0000", "2019-00", "2019-13", "2019-5", "19", "2019-", "02019"])
def test_what_is_no_part_of_a_date_is_no_partial_date(text):
    assert not re.fullmatch(patterns.PARTIAL_DATE, text)
