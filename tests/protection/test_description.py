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
        description="Ask Abdul Rahman, a@example.org",
        keywords=["centres", "+8801711123456"],
        contributors=[
            {"title": "Aspire", "email": "info@a2i.example.org"},
            {"title": "A. Rahman", "email": "rahman@example.org", "roles": ["author"], "n": 1},
            {"title": "Rahim", "email": "r@x.example.org"},
        ],
    )

    assert described["description"] == "Ask [known-name], [email]"
    assert described["keywords"] == ["centres", "[phone]"]
    assert described["contributors"] == [
        {"title": "Aspire", "email": "info@a2i.example.org"},
        {"title": "[known-name]", "roles": ["author"], "n": 1},
        {"title": "Rahim"},
    ]


@pytest.mark.parametrize("name", ["officer", "openinnov:officer"])
def test_properties_that_nobody_knows_do_not_leave(submit, name):
    assert name not in _described(submit, **{name: "Abdul Rahman"})


def test_internal_description_is_kept(submit):
    described = _described(submit, "internal", officer="Abdul Rahman")

    assert described["officer"] == "Abdul Rahman"
    assert described["openinnov:release"] == "internal"


def test_submission_without_description_gets_what_protection_knows(submit):
    described = protect(submit({}, descriptor=None)).submission.descriptor

    assert set(described) == {"openinnov:release", "openinnov:policy"}
