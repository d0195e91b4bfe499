"""What leaves under each profile, in small submissions that are written out."""

import dataclasses

import pytest
from submissions import DESCRIPTOR

from openinnov import policy as policies
from openinnov.protection import plan_document, protect
from openinnov.standard import load
from openinnov.submission import Measure
from openinnov.validation import validate

ORGANIZATION = {"id": "bd-a2i-org-1", "name": "Aspire to Innovate"}
CONTACT = {
    "id": "bd-a2i-person-1",
    "organization_id": "bd-a2i-org-1",
    "name": "Abdul Rahman",
    "email": "rahman@example.org",
    "role_title": "Head of unit",
    "legal_basis": "contract",
}


def _agree(*fields, tables=()):
    """Return the base policy with an agreement."""
    agreement = policies.Agreement(frozenset(fields), frozenset(tables))
    return dataclasses.replace(policies.load(standard=load()), agreement=agreement)


def test_public_cells_leave_in_their_published_form(submit, rows):
    submission = submit(
        {
            "innovation": [
                {"id": "bd-a2i-2", "keywords": " b;a "},
                {"id": "bd-a2i-1", "summary": "Two\r\nlines"},
            ]
        }
    )

    protected = protect(submission)

    assert rows(protected, "innovation") == [
        {"id": "bd-a2i-1", "summary": "Two\nlines"},
        {"id": "bd-a2i-2", "keywords": "a;b"},
    ]
    assert rows(submission, "innovation")[0] == {"id": "bd-a2i-2", "keywords": " b;a "}


def test_records_are_numbered_anew(submit):
    protected = protect(submit({"innovation": [{"id": "bd-a2i-2"}, {"id": "bd-a2i-1"}]}))

    query = "SELECT _row, _source, id FROM submitted.innovation ORDER BY _row"
    assert protected.submission.database.execute(query).fetchall() == [
        (2, "innovation", "bd-a2i-1"),
        (3, "innovation", "bd-a2i-2"),
    ]


def test_description_says_profile_and_policy(submit):
    protected = protect(submit({"innovation": [{"id": "bd-a2i-1"}]}))

    identity = policies.load(standard=load()).identity
    assert protected.submission.descriptor == {
        **DESCRIPTOR,
        "openinnov:release": "public",
        "openinnov:policy": identity,
    }
    assert (protected.profile, protected.policy) == ("public", identity)


def test_persons_and_single_answers_do_not_reach_the_public(submit, rows, notices, key):
    respondents = [{"id": f"resp{n}", "consent_status": "given"} for n in range(7)]
    submission = submit(
        {
            "organization": [ORGANIZATION],
            "contact": [CONTACT],
            "respondent": respondents,
            "feedback": [{"id": "answer1", "comment": "Slow"}],
        }
    )

    protected = protect(submission, key=key)

    assert list(protected.submission.columns) == ["organization", "feedback", "withheld"]
    assert not rows(protected, "feedback")
    assert notices(protected) == [
        ("contact", "*", "*", "personal", "dropped", None),
        ("feedback", "*", "*", "personal", "suppressed", None),
        ("feedback", "*", "comment", "sensitive", "dropped", None),
        ("feedback", "*", "id", "personal", "pseudonymized", None),
        ("respondent", "*", "*", "personal", "dropped", "7"),
    ]


def test_protected_columns_are_dropped_and_counted_by_rows(submit, rows, notices):
    needs = [{"id": f"bd-a2i-need-{n}", "title": "Help"} for n in range(6)]
    needs[0] |= {"budget": "5000", "currency": "USD", "contact_id": "bd-a2i-person-1"}

    protected = protect(submit({"need": needs}))

    assert protected.submission.columns["need"] == ("id", "title")
    assert notices(protected) == [
        ("need", "*", "budget", "commercial", "dropped", "6"),
        ("need", "*", "contact_id", "personal", "dropped", "6"),
        ("need", "*", "currency", "commercial", "dropped", "6"),
    ]


def test_business_of_one_person_is_not_named(submit, rows, notices):
    person = {"id": "bd-a2i-org-2", "name": "Rahim Tailor", "is_individual": "true"}
    unclear = {"id": "bd-a2i-org-3", "name": "Karim Sweets", "is_individual": "perhaps"}
    submission = submit({"organization": [ORGANIZATION, person, unclear]})

    protected = protect(submission)

    assert rows(protected, "organization") == [
        ORGANIZATION,
        {"id": "bd-a2i-org-2", "is_individual": "true"},
        {"id": "bd-a2i-org-3", "is_individual": "perhaps"},
    ]
    assert notices(protected) == [
        ("organization", "bd-a2i-org-2", "name", "personal", "suppressed", None),
        ("organization", "bd-a2i-org-3", "name", "personal", "suppressed", None),
    ]
    assert not protected.submission.standard.tables["organization"].fields["name"].required


@pytest.mark.parametrize(
    ("flag", "named"),
    [(None, True), ("false", True), ("true", False), ("no", False), ("False", False)],
)
def test_any_flag_but_false_says_that_it_is_a_person(submit, rows, flag, named):
    business = {"id": "bd-a2i-org-2", "name": "Rahim Tailor", "is_individual": flag}

    (row,) = rows(protect(submit({"organization": [business]})), "organization")

    assert ("name" in row) is named


def test_business_of_one_person_has_a_pseudonym_among_partners(submit, rows, key):
    person = {
        "id": "bd-a2i-org-2",
        "name": "Rahim Tailor",
        "website": "https://rahim.example.org",
        "is_individual": "true",
    }

    (row,) = rows(
        protect(submit({"organization": [person]}), profile="partner", key=key), "organization"
    )

    assert row["name"].startswith("p12026a")
    assert "website" not in row


def test_personal_data_in_texts_are_redacted(submit, rows, notices):
    submission = submit(
        {
            "organization": [ORGANIZATION],
            "contact": [CONTACT],
            "innovation": [
                {"id": "bd-a2i-1", "title": "Centres", "summary": "Ask A. Rahman, tel 01711-123456"}
            ],
        }
    )

    protected = protect(submission)

    assert rows(protected, "innovation") == [
        {"id": "bd-a2i-1", "title": "Centres", "summary": "Ask [known-name], tel [phone]"}
    ]
    assert ("innovation", "bd-a2i-1", "summary", "personal", "redacted", None) in notices(protected)


def test_small_numbers_of_people_are_emptied_and_the_row_stays(submit, rows, notices):
    deployments = [{"id": f"bd-a2i-dep-{n}", "people_reached": str(n)} for n in (0, 1, 4, 5)]

    protected = protect(submit({"deployment": deployments}))

    assert [row.get("people_reached") for row in rows(protected, "deployment")] == [
        "0",
        None,
        None,
        "5",
    ]
    assert notices(protected) == [
        ("deployment", "bd-a2i-dep-1", "people_reached", "small-count", "suppressed", None),
        ("deployment", "bd-a2i-dep-4", "people_reached", "small-count", "suppressed", None),
    ]


def test_partners_get_answers_one_step_coarser(submit, rows, notices, key):
    answer = {
        "id": "answer1",
        "age": "34",
        "responded_on": "2025-03-04",
        "sex": "F",
        "bribe_asked": "true",
        "satisfaction": "4",
    }

    protected = protect(submit({"feedback": [answer]}), profile="partner", key=key)

    (row,) = rows(protected, "feedback")
    assert row.pop("id").startswith("p12026a")
    assert row == {"age": "30-34", "responded_on": "2025-03", "satisfaction": "4"}
    assert notices(protected) == [
        ("feedback", "*", "age", "personal", "generalized", None),
        ("feedback", "*", "bribe_asked", "sensitive", "dropped", None),
        ("feedback", "*", "id", "personal", "pseudonymized", None),
        ("feedback", "*", "responded_on", "personal", "generalized", None),
        ("feedback", "*", "sex", "personal", "suppressed", None),
    ]


def test_release_asks_for_no_more_than_it_holds(submit, key):
    protected = protect(
        submit({"feedback": [{"id": "answer1", "age": "34"}]}), profile="partner", key=key
    )

    fields = protected.submission.standard.tables["feedback"].fields
    age = fields["age"]
    assert (age.type, age.maximum, fields["id"].pattern) == ("string", None, None)
    assert fields["respondent_id"].reference is None
    assert not fields["innovation_id"].required


def test_agreement_gives_a_partner_what_it_names(submit, rows, to_partner):
    feedback = {"id": "answer1", "bribe_asked": "true", "comment": "Call +8801711123456"}
    innovation = {"id": "bd-a2i-1", "contact_id": "bd-a2i-person-1"}
    submission = submit(
        {
            "organization": [ORGANIZATION],
            "contact": [CONTACT],
            "innovation": [innovation],
            "feedback": [feedback],
        }
    )
    agreement = _agree("feedback.comment", "innovation.contact_id", tables=["contact"])

    protected = to_partner(submission, agreement)

    (answer,), (contact,) = rows(protected, "feedback"), rows(protected, "contact")
    assert answer["comment"] == "Call [phone]"
    assert "bribe_asked" not in answer
    assert set(contact) == {"id", "name", "email"}
    assert contact["name"].startswith("p12026a")
    assert rows(protected, "innovation") == [{"id": "bd-a2i-1", "contact_id": contact["id"]}]


@pytest.mark.parametrize(
    ("consent", "leaves"),
    [
        pytest.param({"legal_basis": "contract"}, True, id="another ground"),
        pytest.param({"legal_basis": "whim"}, False, id="no ground that is known"),
        pytest.param({}, False, id="no ground"),
        pytest.param(
            {"legal_basis": "consent", "consent_status": "given", "consented_on": "2025-01-01"},
            True,
            id="consent on record",
        ),
        pytest.param(
            {"legal_basis": "consent", "consent_status": "given"}, False, id="consent without day"
        ),
        pytest.param(
            {"legal_basis": "consent", "consent_status": "withdrawn", "consented_on": "2025-01-01"},
            False,
            id="consent taken back",
        ),
        pytest.param(
            {"legal_basis": "contract", "review_on": "2026-01-15"}, True, id="review is today"
        ),
        pytest.param(
            {"legal_basis": "contract", "review_on": "2026-01-14"}, False, id="review is past"
        ),
        pytest.param({"legal_basis": "contract", "review_on": "soon"}, False, id="review no date"),
    ],
)
def test_details_of_a_person_leave_by_ground_and_consent(submit, rows, to_partner, consent, leaves):
    person = {"id": "bd-a2i-person-1", "name": "Abdul Rahman", **consent}
    given = {"id": "bd-a2i-person-0", "name": "Lin", "legal_basis": "contract"}
    submission = submit(
        {
            "contact": [person, given],
            "innovation": [{"id": "bd-a2i-1", "contact_id": "bd-a2i-person-1"}],
        }
    )
    protected = to_partner(submission, _agree("innovation.contact_id", tables=["contact"]))

    (innovation,) = rows(protected, "innovation")
    assert len(rows(protected, "contact")) == 1 + leaves
    assert ("contact_id" in innovation) is leaves


@pytest.mark.parametrize(
    ("respondent", "leaves"),
    [
        pytest.param(
            {
                "consent_status": "given",
                "consented_on": "2025-01-01",
                "consent_scope": "aggregate; anonymized-microdata",
            },
            True,
            id="agreed to this use",
        ),
        pytest.param(
            {
                "consent_status": "given",
                "consented_on": "2025-01-01",
                "consent_scope": "aggregate",
            },
            False,
            id="agreed to another use",
        ),
        pytest.param({"consent_status": "unknown"}, False, id="nobody knows"),
        pytest.param(None, False, id="person not in the package"),
    ],
)
def test_answers_leave_by_the_consent_of_the_person(
    submit, to_partner, notices, respondent, leaves
):
    answers = [{"id": "answer1", "respondent_id": "resp1"}, {"id": "answer2"}]
    tables = {"feedback": answers}
    if respondent:
        tables["respondent"] = [{"id": "resp1", **respondent}]

    protected = to_partner(submit(tables))

    assert protected.submission.rows("feedback") == 1 + leaves
    left_out = ("feedback", "*", "*", "consent", "dropped", None) in notices(protected)
    assert left_out is not leaves


def test_internal_profile_keeps_everything(submit, rows):
    tables = {
        "organization": [ORGANIZATION],
        "contact": [CONTACT],
        "innovation": [{"id": "bd-a2i-1", "summary": "Ask Abdul Rahman"}],
        "deployment": [{"id": "bd-a2i-dep-1", "people_reached": "3"}],
        "relation": [{"table_name": "contact", "subject_id": "x", "object_id": "y"}],
    }

    protected = protect(submit(tables), profile="internal")

    assert {name: rows(protected, name) for name in protected.submission.columns} == tables
    assert protected.plan == ()


def test_plan_counts_and_shows_no_value(submit):
    needs = [{"id": f"bd-a2i-need-{n}", "budget": "7777"} for n in range(5)]
    protected = protect(submit({"contact": [CONTACT], "need": needs}))

    assert protected.plan == (
        Measure("contact", "*", "dropped", "personal", None),
        Measure("need", "budget", "dropped", "commercial", 5),
    )
    assert plan_document(protected) == {
        "version": "1.3",
        "unfound": [],
        "risks": [],
        "profile": "public",
        "policy": dict(protected.policy),
        "tables": [
            {"table": "need", "records": 5, "fields": ["id"]},
            {
                "table": "withheld",
                "records": 2,
                "fields": [
                    "table_name",
                    "record_id",
                    "field_name",
                    "reason",
                    "technique",
                    "cells",
                ],
            },
        ],
        "measures": [
            {"table": "contact", "field": "*", "method": "dropped", "reason": "personal"},
            {
                "table": "need",
                "field": "budget",
                "method": "dropped",
                "reason": "commercial",
                "cells": 5,
            },
        ],
        "texts": [],
    }


def test_what_is_left_is_valid_where_the_submission_was(submit, key):
    innovation = {
        "id": "bd-a2i-1",
        "title": "Union digital centres",
        "summary": "One-stop centres that help people use public services.",
        "country": "BD",
        "lead_organization_id": "bd-a2i-org-1",
        "stage": "pilot",
        "status": "active",
        "contact_id": "bd-a2i-person-1",
    }
    organization = {**ORGANIZATION, "organization_type": "public-agency", "country": "BD"}
    submission = submit(
        {"organization": [organization], "contact": [CONTACT], "innovation": [innovation]}
    )

    assert validate(submission).totals["error"] == 0
    assert validate(protect(submission).submission).totals["error"] == 0
    partner = protect(submission, profile="partner", key=key)
    assert validate(partner.submission).totals["error"] == 0


def test_many_records_stream_into_the_release(submit, rows):
    many = [{"id": f"bd-a2i-{n}"} for n in range(2050)]

    protected = protect(submit({"innovation": many}))

    assert rows(protected, "innovation") == sorted(many, key=lambda row: row["id"])
