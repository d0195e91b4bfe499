import base64
import hmac

import pytest
from submissions import DESCRIPTOR

from openinnov.protection import Key, protect
from openinnov.protection.pseudonymize import ANY_SHAPE, pseudonym, shape


def _ids(rows, protected):
    return [row["id"] for row in rows(protected, "feedback")]


def test_pseudonym_is_keyed_and_belongs_to_its_context(key):
    context = ("partner", "example", "2026.01.15", "feedback.id")
    message = (
        b"".join(len(part).to_bytes(4, "big") + part.encode() for part in context) + b"\x1fanswer1"
    )
    expected = base64.b32encode(hmac.digest(key.secret, message, "sha256")[:16]).decode()

    assert pseudonym("answer1", key, context) == f"p12026a{expected.rstrip('=').lower()}"


@pytest.mark.parametrize(
    "context",
    [
        pytest.param(("public", "example", "1", "a.b"), id="profile"),
        pytest.param(("partner", "other", "1", "a.b"), id="package"),
        pytest.param(("partner", "example", "2", "a.b"), id="release"),
        pytest.param(("partner", "example", "1", "a.c"), id="field"),
        pytest.param(("partner", "example1", "", "a.b"), id="the same letters, parted otherwise"),
    ],
)
def test_pseudonyms_of_two_contexts_have_nothing_in_common(key, context):
    assert pseudonym("x", key, context) != pseudonym("x", key, ("partner", "example", "1", "a.b"))


def test_ways_to_write_a_letter_give_one_pseudonym(key):
    assert pseudonym("Jos\u00e9", key, ("a",)) == pseudonym("Jose\u0301", key, ("a",))


def test_pseudonyms_are_new_in_each_release(submit, rows, key):
    answer = {"feedback": [{"id": "answer1"}]}
    releases = [
        protect(submit(answer, descriptor=DESCRIPTOR | changed), profile="partner", key=key)
        for changed in ({}, {"version": "2026.02.15"}, {"name": "other"})
    ]

    assert len({_ids(rows, release)[0] for release in releases}) == 3


def test_rows_are_sorted_by_their_pseudonyms(submit, rows, to_partner):
    answers = [{"id": f"answer{n}"} for n in range(9)]

    ids = _ids(rows, to_partner(submit({"feedback": answers})))

    assert ids == sorted(ids)


def test_pseudonyms_of_a_release_are_left_alone(submit, rows, to_partner):
    once = to_partner(submit({"feedback": [{"id": "answer1"}]}))

    assert _ids(rows, to_partner(once.submission)) == _ids(rows, once)


def test_values_that_look_like_pseudonyms_are_replaced_in_a_submission(
    submit, rows, to_partner, key
):
    forged = pseudonym("answer1", key, ("a",))

    assert _ids(rows, to_partner(submit({"feedback": [{"id": forged}]}))) != [forged]


def test_copied_description_does_not_make_a_release(submit, rows, to_partner):
    once = to_partner(submit({"feedback": [{"id": "answer1"}]}))
    copied = submit({"feedback": [{"id": "answer1"}]}, descriptor=once.submission.descriptor)

    assert _ids(rows, to_partner(copied)) == _ids(rows, once)


def test_copied_description_does_not_hide_persons(submit, rows, to_partner):
    once = to_partner(submit({"feedback": [{"id": "answer1"}]}))
    copied = submit(
        {
            "respondent": [{"id": "resp1", "consent_status": "refused"}],
            "feedback": [{"id": "answer1", "respondent_id": "resp1"}],
        },
        descriptor=once.submission.descriptor,
    )

    assert _ids(rows, to_partner(copied)) == []


def test_shapes_are_told_by_their_key():
    assert shape(Key("b", b"x" * 32)) == "p1b[a-z2-7]{26}"
    assert ANY_SHAPE == "p1[a-z0-9]{1,16}[a-z2-7]{26}"
