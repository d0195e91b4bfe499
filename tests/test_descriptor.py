"""What a descriptor has to say, and what it may not say otherwise."""

import pytest
from submissions import DESCRIPTOR

from openinnov.descriptor import REQUIRED, faults
from openinnov.standard import load

STANDARD = load()


def _faulty(**properties):
    return [name for name, _ in faults(DESCRIPTOR | properties, STANDARD)]


def test_a_full_descriptor_has_no_fault():
    assert _faulty() == []


@pytest.mark.parametrize("name", REQUIRED)
def test_a_property_that_a_release_needs_is_asked_for(name):
    descriptor = {key: value for key, value in DESCRIPTOR.items() if key != name}

    assert [found for found, _ in faults(descriptor, STANDARD)] == [name]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param("name", "Two Words", id="a name that is no address"),
        pytest.param("title", {"en": "Example"}, id="a title by language"),
        pytest.param("created", "2026-01-15T09:00:00", id="a time without zone"),
        pytest.param("created", "2026-02-30T09:00:00Z", id="a day that is not"),
        pytest.param("version", "one", id="a version in words"),
        pytest.param("licenses", "CC-BY-4.0", id="a licence that is no list"),
        pytest.param("licenses", [{"name": ["x"]}], id="a licence whose name is a list"),
        pytest.param("contributors", [{"email": ["x"]}], id="a contributor without a title"),
        pytest.param("contributors", [{"title": "A", "email": ["x"]}], id="an address in a list"),
        pytest.param("keywords", "abc", id="keywords that are no list"),
        pytest.param("homepage", "Jane Roe", id="a home page that is no address"),
        pytest.param("openinnov:publisher", {"name": "Jane"}, id="a publisher that is no id"),
        pytest.param("openinnov:standard", "9.0.0", id="a standard of another time"),
        pytest.param("openinnov:base", "https://example.org/", id="a slash at the end"),
    ],
)
def test_a_property_of_another_form_is_a_fault(name, value):
    assert _faulty(**{name: value}) == [name]
