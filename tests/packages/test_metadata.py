"""Whatever is said of a package, it is refused or follows the official profile."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from publication.profile import profile_faults
from shared_data import shared

from openinnov.exceptions import RefusedError
from openinnov.packaging.metadata import metadata

_TEXTS = st.sampled_from(
    ["", "x", "Author", "CC-BY-4.0", "a b", "../x", "/x", "https://e.org/x", "2026-01-02T03:04:05Z"]
)
_FLAT = st.none() | st.booleans() | st.integers(0, 9) | _TEXTS
_KEYS = st.sampled_from(["name", "path", "title", "email", "role", "roles", "version", "other"])
_OBJECTS = st.dictionaries(_KEYS, _FLAT | st.lists(_FLAT, max_size=2), max_size=3)
_VALUES = _FLAT | _OBJECTS | st.lists(_FLAT | _OBJECTS, max_size=2)
_PROPERTIES = (
    *("$schema", "id", "title", "description", "homepage", "version", "created", "contributors"),
    *("keywords", "image", "licenses", "sources", "profile", "other"),
)
RESOURCES = [{"name": "t", "path": "t.csv"}]


@settings(max_examples=200)
@given(given_=st.dictionaries(st.sampled_from(_PROPERTIES), _VALUES, max_size=3))
@example(given_={"contributors": [{"title": "x", "roles": "author"}]})
@example(given_={"contributors": [{"title": "x", "roles": []}]})
@example(given_={"image": 7})
def test_what_is_not_refused_follows_the_profile(given_):
    shared("data/linkeddata/datapackage-profiles/2.0")
    try:
        said = metadata({"name": "x", "licenses": [{"name": "MIT"}]} | given_)
    except RefusedError:
        return

    assert profile_faults(said | {"resources": RESOURCES}) == []


@pytest.mark.parametrize(
    ("given_", "fault"),
    [
        pytest.param({"contributors": [{"title": "x", "roles": "author"}]}, "roles", id="a role"),
        pytest.param({"homepage": "e.org"}, "homepage should be", id="no address"),
        pytest.param({"image": 7}, "image should be a text", id="an image"),
    ],
)
def test_what_does_not_follow_it_is_refused(given_, fault):
    with pytest.raises(RefusedError, match=fault):
        metadata({"name": "x", "licenses": [{"name": "MIT"}]} | given_)
