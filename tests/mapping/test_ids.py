import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openinnov.mapping.ids import LONGEST, normalise, slug, suffix

TEXT = st.text(st.characters(codec="utf-8"), max_size=80)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("ACME", "acme", id="capitals"),
        pytest.param("  Acme \t", "acme", id="white space at the edges"),
        pytest.param("Office of  Health", "office-of-health", id="spaces become hyphens"),
        pytest.param("Ville de Québec", "ville-de-quebec-rootof5k", id="an accent"),
        pytest.param("2 be", "2-be", id="a digit"),
    ],
)
def test_a_slug_is_the_name_in_the_letters_of_an_id(name, expected):
    assert slug(name) == expected


def test_nothing_left_of_a_name_gives_the_suffix_alone():
    assert slug("Министерство") == suffix(normalise("Министерство"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Ministère A", "Ministere A", id="accent"),
        pytest.param("A/B", "A B", id="punctuation"),
        pytest.param("x" * 70, "x" * 71, id="too long"),
        pytest.param("Министерство", "Министр", id="another script"),
    ],
)
def test_different_names_have_different_slugs(one, other):
    assert slug(one) != slug(other)


@given(TEXT, st.integers(8, LONGEST))
def test_a_slug_fits_and_has_the_form_of_an_id(name, room):
    made = slug(name, room)

    assert len(made) <= room
    assert re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", made)


@given(TEXT)
def test_spellings_that_differ_in_case_and_space_alone_share_a_slug(name):
    spelt = f" {name} "

    assert slug(spelt) == slug(name)
    assert normalise(normalise(name)) == normalise(name)


@given(TEXT, TEXT)
def test_a_name_that_loses_nothing_has_no_suffix_and_clashes_with_none(one, other):
    if normalise(one) != normalise(other):
        assert slug(one) != slug(other)
