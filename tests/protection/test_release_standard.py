"""What a release demands of the cells that protection may have emptied."""

import dataclasses

import pytest

import openinnov
from openinnov import policy as policies
from openinnov.exceptions import RefusedError
from openinnov.policy import Treatment
from openinnov.protection import protect
from openinnov.standard import load

ORGANIZATION = {
    "id": "bd-a2i-org-1",
    "name": "Aspire to Innovate",
    "organization_type": "public-agency",
    "country": "BD",
}
SHOP = {"id": "bd-a2i-org-2", "organization_type": "company", "country": "BD"}
INNOVATION = {
    "id": "bd-a2i-1",
    "title": "Union digital centres",
    "summary": "One-stop centres in every union that help people use public services.",
    "country": "BD",
    "lead_organization_id": "bd-a2i-org-1",
    "stage": "diffusion",
    "status": "active",
}


def _submission(submit, **shop):
    return submit({"organization": [ORGANIZATION, SHOP | shop], "innovation": [INNOVATION]})


def test_name_that_was_emptied_needs_a_notice_and_has_it(submit, tmp_path):
    submission = _submission(submit, name="Rahim Tailor", is_individual="true")

    openinnov.publish(protect(submission), tmp_path / "once")

    again = protect(openinnov.read(tmp_path / "once"))
    openinnov.publish(again, tmp_path / "twice")
    name = again.submission.standard.tables["organization"].fields["name"]
    assert (name.required, name.waived) == (False, True)


@pytest.mark.parametrize("flag", [None, "false"])
def test_name_that_was_never_there_is_not_excused(submit, tmp_path, flag):
    protected = protect(_submission(submit, is_individual=flag))

    with pytest.raises(RefusedError, match=r"withheld-consistent: 1 in organization\.name"):
        openinnov.publish(protected, tmp_path / "release")


@pytest.mark.parametrize(
    ("profile", "method", "required", "waived"),
    [
        ("public", "keep", False, True),
        ("public", "drop", False, False),
        ("internal", "keep", True, False),
    ],
)
def test_what_is_dropped_or_kept_is_not_waived(submit, profile, method, required, waived):
    policy = policies.load(standard=load())
    own = {"organization.name": {"public": Treatment(method)}}
    policy = dataclasses.replace(policy, fields={**policy.fields, **own})

    protected = protect(_submission(submit, name="Rahim"), policy=policy, profile=profile)

    name = protected.submission.standard.tables["organization"].fields["name"]
    assert (name.required, name.waived) == (required, waived)


def test_what_is_coarsened_until_nothing_is_left_is_waived(submit):
    policy = policies.load(standard=load())
    own = {"innovation.summary": {"public": Treatment("generalize", level=1)}}
    policy = dataclasses.replace(policy, fields={**policy.fields, **own})

    protected = protect(_submission(submit, name="Rahim"), policy=policy)

    summary = protected.submission.standard.tables["innovation"].fields["summary"]
    assert (summary.required, summary.waived) == (False, True)


def _titled(submit, title):
    return submit({"organization": [ORGANIZATION], "innovation": [INNOVATION | {"title": title}]})


@pytest.mark.parametrize("profile", ["public", "internal"])
def test_a_text_that_was_too_long_before_is_not_published(submit, tmp_path, profile):
    protected = protect(_titled(submit, "x" * 201), profile=profile)

    with pytest.raises(RefusedError, match=r"max-length: 1 in innovation\.title"):
        openinnov.publish(protected, tmp_path / "release")


def test_a_text_may_be_longer_by_what_its_marks_need(submit, tmp_path):
    submission = _titled(submit, "x" * 193 + " a@b.cd")

    protected = protect(submission)
    openinnov.publish(protected, tmp_path / "once")

    again = protect(openinnov.read(tmp_path / "once"))
    openinnov.publish(again, tmp_path / "twice")
    for each in (protected, again):
        fields = each.submission.standard.tables["innovation"].fields
        assert (fields["title"].max_length, fields["summary"].max_length) == (201, 1000)


def test_marks_make_no_room_for_what_was_too_long(submit, tmp_path):
    rows = [
        INNOVATION | {"id": "bd-a2i-1", "title": "x" * 193 + " a@b.cd"},
        INNOVATION | {"id": "bd-a2i-2", "title": "y" * 230},
    ]

    protected = protect(submit({"organization": [ORGANIZATION], "innovation": rows}))

    assert protected.submission.standard.tables["innovation"].fields["title"].max_length == 201
    with pytest.raises(RefusedError, match=r"max-length: 1 in innovation\.title"):
        openinnov.publish(protected, tmp_path / "release")


def test_a_code_may_be_longer_than_the_short_name_for_which_it_stands(submit, tmp_path, key):
    key = dataclasses.replace(key, id="k" * 16)
    shop = SHOP | {"name": "Rahim Tailor", "acronym": "RT", "is_individual": "true"}
    submission = submit({"organization": [ORGANIZATION, shop], "innovation": [INNOVATION]})

    protected = protect(submission, profile="partner", key=key)

    openinnov.publish(protected, tmp_path / "release")
    organization = protected.submission.standard.tables["organization"]
    assert organization.fields["acronym"].max_length == 44
