import pytest
from submissions import DESCRIPTOR

from openinnov.protection import protect


def _described(submit, profile="public", **properties):
    organizations = [
        {"id": "bd-a2i-org-1", "name": "Aspire", "email": "info@a2i.example.org"},
        {
            "id": "bd-a2i-org-2",
            "name": "Rahim",
            "email": "r@x.example.org",
            "is_individual": "true",
        },
    ]
    contacts = [{"id": "bd-a2i-person-1", "name": "Abdul Rahman"}]
    submission = submit(
        {"organization": organizations, "contact": contacts}, descriptor=DESCRIPTOR | properties
    )
    return protect(submission, profile=profile).submission.descriptor


def test_no_person_stands_in_a_description(submit):
    described = _described(
        submit,
        title="Centres of Abdul Rahman",
        description="Ask Abdul Rahman, a@example.org",
        keywords=["centres", "+8801711123456"],
        licenses=[
            {"name": "CC-BY-4.0"},
            {"name": "Abdul Rahman", "title": "As A. Rahman (a@example.org) says"},
        ],
        sources=[
            {"title": "List of A. Rahman", "email": "rahman@example.org", "version": "1"},
            {"title": "Aspire", "email": "info@a2i.example.org", "officer": "Abdul Rahman"},
        ],
        id="abdul rahman",
    )

    assert described["title"] == "Centres of [known-name]"
    assert described["description"] == "Ask [known-name], [email]"
    assert described["keywords"] == ["centres", "[phone]"]
    assert described["licenses"] == [
        {"name": "CC-BY-4.0"},
        {"name": "[known-name]", "title": "As [known-name] ([email]) says"},
    ]
    assert described["sources"] == [
        {"title": "List of [known-name]", "version": "1"},
        {"title": "Aspire", "email": "info@a2i.example.org"},
    ]
    assert described["id"] == "[known-name]"


def test_contributors_are_organizations(submit):
    described = _described(
        submit,
        contributors=[
            {"title": "Aspire", "email": "info@a2i.example.org", "roles": ["author"]},
            {"title": "Aspire", "email": ["info@a2i.example.org"], "givenName": "Abdul"},
            {"title": "Aspire", "email": "lin@example.org", "path": "https://example.org/"},
            {"title": "A. Rahman", "roles": ["author"]},
            {"title": "Lin Wei"},
            {"title": "Rahim", "email": "r@x.example.org"},
            {"roles": ["author"]},
        ],
    )

    assert described["contributors"] == [
        {"title": "Aspire", "email": "info@a2i.example.org", "roles": ["author"]},
        {"title": "Aspire"},
        {"title": "Aspire", "path": "https://example.org/"},
    ]


@pytest.mark.parametrize(
    ("name", "address", "leaves"),
    [
        ("homepage", "https://example.org/centres", True),
        ("homepage", "https://example.org/abdul-rahman", False),
        ("image", "https://example.org/?token=secret123", False),
        ("openinnov:profile", "https://example.org/abdul/rahman", False),
    ],
)
def test_an_address_leaves_as_a_whole_or_not_at_all(submit, name, address, leaves):
    assert (name in _described(submit, **{name: address})) is leaves


def test_what_has_a_fixed_form_stays_as_it_is(submit):
    fixed = {
        "name": "abdul-rahman",
        "openinnov:base": "https://example.org/abdul/rahman",
        "openinnov:synthetic": True,
    }

    assert fixed.items() <= _described(submit, **fixed).items()


def test_what_lacks_its_form_is_searched_as_a_text(submit):
    assert _described(submit, version="by Abdul Rahman")["version"] == "by [known-name]"


@pytest.mark.parametrize("odd", [["Abdul Rahman"], {"a": ["Abdul Rahman"]}, 7, None, [[7]], [{}]])
@pytest.mark.parametrize(
    "name",
    [
        *("title", "name", "created", "openinnov:prefix", "openinnov:base", "homepage"),
        *("openinnov:synthetic", "licenses", "contributors", "sources"),
    ],
)
def test_values_of_another_type_are_left_out(submit, name, odd):
    assert not _described(submit, **{name: odd}).get(name)


@pytest.mark.parametrize("odd", [["a", 7, ["Abdul Rahman"]], ["a", {"b": "Abdul Rahman"}]])
def test_items_of_another_type_are_left_out(submit, odd):
    assert _described(submit, keywords=odd)["keywords"] == ["a"]


@pytest.mark.parametrize("name", ["officer", "openinnov:officer", "openinnov:supersedes"])
def test_properties_that_nobody_knows_do_not_leave(submit, name):
    assert name not in _described(submit, **{name: "Abdul Rahman"})


def test_internal_description_is_kept(submit):
    described = _described(submit, "internal", officer="Abdul Rahman")

    assert described["officer"] == "Abdul Rahman"
    assert described["openinnov:release"] == "internal"


def test_submission_without_description_gets_what_protection_knows(submit):
    described = protect(submit({}, descriptor=None)).submission.descriptor

    assert set(described) == {"openinnov:release", "openinnov:policy"}
