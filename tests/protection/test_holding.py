"""What is held back until a day, and what is erased on request."""

import dataclasses
from datetime import date

import pytest

from openinnov import policy as policies
from openinnov.policy.holding import Embargo
from openinnov.protection import plan_document, protect
from openinnov.standard import load

DAY, LATER = date(2026, 6, 1), "2026-06-01"


@pytest.fixture
def holding():
    """Return a function that gives the base policy with embargoes and requests of erasure."""

    def held(*embargoes, **erased):
        ids = {name: frozenset(each) for name, each in erased.items()}
        base = policies.load(standard=load())
        return dataclasses.replace(base, embargoes=embargoes, erased=ids, hash="changed")

    return held


@pytest.fixture
def innovations(submit):
    """Return a submission with two innovations and what refers to them."""
    return submit(
        {
            "innovation": [
                {"id": "bd-a2i-1", "title": "Bazaar"},
                {"id": "bd-a2i-2", "title": "Clinic", "adapted_from_id": "bd-a2i-1"},
            ],
            "innovation_sdg": [
                {"innovation_id": each, "sdg": "16.6"} for each in ("bd-a2i-1", "bd-a2i-2")
            ],
            "deployment": [
                {"id": "bd-a2i-dep-1", "innovation_id": "bd-a2i-1"},
                {"id": "bd-a2i-dep-2", "innovation_id": "bd-a2i-2"},
            ],
            "relation": [
                {
                    "table_name": "innovation",
                    "subject_id": "bd-a2i-2",
                    "predicate": "related",
                    "object_id": "bd-a2i-1",
                }
            ],
            "translation": [
                {
                    "table_name": "innovation",
                    "record_id": "bd-a2i-1",
                    "field_name": "title",
                    "language": "fr",
                    "text": "Marché",
                }
            ],
        }
    )


def _ids(rows, protected, table, name="id"):
    return [row.get(name) for row in rows(protected, table)]


def test_a_record_under_embargo_leaves_nothing_that_names_it(innovations, holding, rows):
    embargo = Embargo("innovation", DAY, "commercial", records=frozenset({"bd-a2i-1"}))

    protected = protect(innovations, policy=holding(embargo))

    assert rows(protected, "innovation") == [{"id": "bd-a2i-2", "title": "Clinic"}]
    assert _ids(rows, protected, "innovation_sdg", "innovation_id") == ["bd-a2i-2"]
    assert _ids(rows, protected, "deployment", "innovation_id") == ["bd-a2i-2"]
    assert rows(protected, "relation") == rows(protected, "translation") == []
    assert "bd-a2i-1" not in str(plan_document(protected)) + repr(protected)


def test_a_notice_says_why_and_until_when(innovations, holding, rows):
    embargo = Embargo("innovation", DAY, "commercial", records=frozenset({"bd-a2i-1"}))

    noted = rows(protect(innovations, policy=holding(embargo)), "withheld")

    assert {
        "table_name": "innovation",
        "record_id": "*",
        "field_name": "*",
        "reason": "commercial",
        "technique": "dropped",
        "available_from": "2026-06-01",
    } in noted


def test_a_whole_table_and_a_field_are_held_back(innovations, holding, rows):
    embargoes = (
        Embargo("deployment", DAY, "legal"),
        Embargo("innovation", DAY, "commercial", fields=("title",)),
    )

    protected = protect(innovations, policy=holding(*embargoes))

    assert rows(protected, "deployment") == []
    assert "title" not in protected.submission.columns["innovation"]
    assert {
        (row["table_name"], row["field_name"], row["reason"], row["available_from"])
        for row in rows(protected, "withheld")
        if "available_from" in row
    } == {
        ("deployment", "*", "legal", "2026-06-01"),
        ("innovation", "title", "commercial", "2026-06-01"),
    }


@pytest.mark.parametrize(
    ("created", "number"),
    [
        pytest.param("2026-05-31T23:00:00Z", 1, id="the day before"),
        pytest.param("2026-06-01T00:00:00Z", 2, id="the day itself"),
        pytest.param("", 1, id="no day is known"),
    ],
)
def test_an_embargo_holds_until_its_day(innovations, holding, rows, created, number):
    embargo = Embargo("innovation", DAY, "commercial", records=frozenset({"bd-a2i-1"}))
    descriptor = {**(innovations.descriptor or {}), "created": created}
    dated = dataclasses.replace(innovations, descriptor=descriptor)

    protected = protect(dated, policy=holding(embargo))

    assert len(rows(protected, "innovation")) == number


def test_in_the_house_no_embargo_holds(innovations, holding, rows):
    protected = protect(
        innovations, policy=holding(Embargo("innovation", DAY, "legal")), profile="internal"
    )

    assert len(rows(protected, "innovation")) == 2


def test_protecting_again_what_is_held_back_changes_nothing(innovations, holding, rows):
    policy = holding(
        Embargo("innovation", DAY, "commercial", records=frozenset({"bd-a2i-1"})),
        Embargo("innovation", DAY, "commercial", fields=("title",)),
        organization=["bd-a2i-org-9"],
    )

    once = protect(innovations, policy=policy)
    twice = protect(once.submission, policy=policy)

    for table in ("innovation", "innovation_sdg", "deployment", "withheld"):
        assert rows(twice, table) == rows(once, table)


@pytest.fixture
def answers(submit):
    """Return a submission with two persons, their answers, and what is said of them."""
    return submit(
        {
            "respondent": [
                {"id": "r7Kq2x9d", "consent_status": "given"},
                {"id": "m2Pw8z4c", "consent_status": "given"},
            ],
            "feedback": [
                {"id": "f-a-1", "respondent_id": "r7Kq2x9d", "age": "30"},
                {"id": "f-b-2", "respondent_id": "m2Pw8z4c", "age": "30"},
                {"id": "f-c-3", "age": "30"},
            ],
            "withheld": [
                {
                    "table_name": "feedback",
                    "record_id": each,
                    "field_name": "grievance",
                    "reason": "legal",
                }
                for each in ("f-a-1", "f-b-2")
            ],
        }
    )


def test_who_is_erased_leaves_no_profile(answers, holding, rows):
    protected = protect(answers, policy=holding(respondent=["r7Kq2x9d"]), profile="internal")

    assert _ids(rows, protected, "respondent") == ["m2Pw8z4c"]
    assert _ids(rows, protected, "feedback") == ["f-b-2", "f-c-3"]
    assert "f-a-1" not in _ids(rows, protected, "withheld", "record_id")
    assert "f-b-2" in _ids(rows, protected, "withheld", "record_id")


def test_an_id_that_was_not_submitted_is_counted(answers, holding):
    policy = holding(
        Embargo("innovation", DAY, "legal", records=frozenset({"bd-a2i-9"})),
        respondent=["r7Kq2x9d", "typo", "another"],
    )

    document = plan_document(protect(answers, policy=policy, profile="internal"))

    assert document["unfound"] == [
        {"table": "innovation", "ids": 1},
        {"table": "respondent", "ids": 2},
    ]


def test_an_erased_organization_takes_what_is_nothing_without_it(submit, holding, rows):
    given = submit(
        {
            "organization": [{"id": "bd-org-1"}, {"id": "bd-org-2"}],
            "innovation": [
                {"id": "bd-a2i-1", "lead_organization_id": "bd-org-1"},
                {"id": "bd-a2i-2", "lead_organization_id": "bd-org-2"},
            ],
            "relation": [
                {
                    "table_name": "organization",
                    "subject_id": "bd-org-2",
                    "predicate": "related",
                    "object_id": "bd-org-1",
                },
                {
                    "table_name": "service",
                    "subject_id": "bd-svc-2",
                    "predicate": "related",
                    "object_id": "bd-svc-1",
                },
            ],
        }
    )

    protected = protect(given, policy=holding(organization=["bd-org-1"]), profile="internal")

    assert _ids(rows, protected, "organization") == ["bd-org-2"]
    assert "bd-org-1" not in str(rows(protected, "innovation"))
    assert _ids(rows, protected, "relation", "subject_id") == ["bd-svc-2"]


def test_no_id_that_is_held_back_stands_in_what_a_policy_shows(holding):
    embargo = Embargo("innovation", DAY, "legal", records=frozenset({"bd-a2i-1"}))

    own = holding(embargo, respondent=["r7Kq2x9d"])

    assert "bd-a2i-1" not in repr(own)
    assert "r7Kq2x9d" not in repr(own.on(LATER))
