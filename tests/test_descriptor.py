"""What a descriptor has to say, and what it may not say otherwise."""

import pytest
from submissions import DESCRIPTOR

from openinnov.descriptor import REQUIRED, faults, meaning, version_faults
from openinnov.standard import Words, load

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


@pytest.mark.parametrize(
    "name",
    [*REQUIRED, "contributors", "homepage", "image", "keywords", "openinnov:base", "sources"],
)
def test_what_a_property_should_be_is_said_in_each_language_of_reports(name):
    languages = ("en", "ar", "bn", "es", "fr", "ru", "zh-Hans")

    said = {meaning(name, Words(STANDARD, language)) for language in languages}

    assert len(said) == len(languages)


@pytest.mark.parametrize(
    ("last", "version", "faulty"),
    [
        pytest.param("2026.01.15", "2026.01.15", True, id="the same"),
        pytest.param("2026.02.15", "2026.01.15", True, id="an earlier day"),
        pytest.param("2026.01.15.2", "2026.01.15", True, id="an earlier one of a day"),
        pytest.param("1.10.0", "1.9.0", True, id="nine is before ten"),
        pytest.param("2026.01.15", "2026.01.15.1", False, id="a second one of a day"),
        pytest.param("1.9.0", "1.10.0", False, id="ten is after nine"),
        pytest.param("1.9.0", "2026.01.15", False, id="days in place of numbers"),
        pytest.param("first", "1.0.0", False, id="a last one that is no version"),
        pytest.param("1.0.0", ["1"], False, id="one that is no version"),
    ],
)
def test_the_version_is_greater_than_the_last(last, version, faulty):
    found = version_faults(DESCRIPTOR | {"version": version}, DESCRIPTOR | {"version": last})

    said = f"version should be greater than {last}, that of the last release"
    assert list(found) == ([("version", said)] if faulty else [])


def test_the_version_of_another_publisher_is_not_compared():
    other = DESCRIPTOR | {"openinnov:publisher": "rw-showcase-org-1"}

    assert list(version_faults(DESCRIPTOR, other)) == []
    assert list(version_faults({"version": "1.0.0"}, {"version": "1.0.0"})) == []
