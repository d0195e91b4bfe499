"""Rows about other records live and die with what they are about."""

from hashlib import sha256

import pytest

from openinnov.protection import protect

INNOVATION = {"id": "bd-a2i-1", "title": "Centres", "summary": "Call +8801711123456"}
PERSON = {"id": "bd-a2i-org-2", "name": "Rahim Tailor", "is_individual": "true"}


def _hash(text):
    return sha256(text.encode()).hexdigest()


def _translation(table, record, field, text, **more):
    place = {"table_name": table, "record_id": record, "field_name": field}
    return {**place, "language": "fr", "text": text, **more}


def test_translations_follow_their_texts(submit, rows):
    kept = _translation("innovation", "bd-a2i-1", "title", "Centres")
    scrubbed = _translation("innovation", "bd-a2i-1", "summary", "Appelez +8801711123456")
    hidden = [
        _translation("organization", "bd-a2i-org-2", "name", "Tailleur Rahim"),
        _translation("need", "bd-a2i-need-1", "restrictions", "Secret"),
        _translation("innovation", "bd-a2i-9", "title", "Nulle part"),
        _translation("nothing", "x", "y", "Rien"),
    ]
    submission = submit(
        {
            "organization": [PERSON],
            "innovation": [INNOVATION],
            "need": [{"id": "bd-a2i-need-1", "restrictions": "Secret"}],
            "translation": [*hidden, kept, scrubbed],
        }
    )

    protected = protect(submission)

    assert rows(protected, "translation") == [{**scrubbed, "text": "Appelez [phone]"}, kept]


@pytest.mark.parametrize(
    ("given", "left"),
    [
        pytest.param(_hash(INNOVATION["summary"]), _hash("Call [phone]"), id="of the text"),
        pytest.param(_hash("Call me"), None, id="of an older text"),
    ],
)
def test_hash_of_a_redacted_text_does_not_leave(submit, rows, given, left):
    translation = _translation("innovation", "bd-a2i-1", "summary", "Appelez", source_hash=given)
    submission = submit({"innovation": [INNOVATION], "translation": [translation]})

    (row,) = rows(protect(submission), "translation")

    assert row.get("source_hash") == left


def test_translations_are_kept_in_the_internal_profile(submit, rows):
    translations = [
        _translation("innovation", "bd-a2i-1", "problem", "Lent", source_hash=_hash("a\r\nb")),
        _translation("innovation", "bd-a2i-1", "title", "Centres", source_hash=_hash("Older")),
        _translation("nothing", "x", "y", "Rien"),
    ]
    innovation = {**INNOVATION, "problem": "a\r\nb"}
    submission = submit({"innovation": [innovation], "translation": translations})

    protected = protect(submission, profile="internal")

    of_the_text = {**translations[0], "source_hash": _hash("a\nb")}
    assert rows(protected, "translation") == [of_the_text, *translations[1:]]


def test_relations_of_records_with_pseudonyms_are_dropped(submit, rows, to_partner):
    relation = {"table_name": "feedback", "subject_id": "answer1", "object_id": "answer2"}
    submission = submit({"feedback": [{"id": "answer1"}], "relation": [relation]})

    assert rows(to_partner(submission), "relation") == []


def test_relations_of_hidden_records_are_dropped(submit, rows, leaving):
    def relate(table, subject, target):
        return {"table_name": table, "subject_id": subject, "predicate": "p", "object_id": target}

    kept = relate("innovation", "bd-a2i-1", "https://example.org/1")
    submission = submit(
        {
            "contact": [{"id": "bd-a2i-person-1"}],
            "innovation": [INNOVATION],
            "measurement": [{"id": "bd-a2i-mea-1"}, {"id": "bd-a2i-mea-2", "sample_size": "9"}],
            "relation": [
                kept,
                relate("contact", "bd-a2i-person-1", "https://example.org/2"),
                relate("measurement", "bd-a2i-mea-2", "bd-a2i-mea-1"),
                relate("measurement", "bd-a2i-mea-1", "bd-a2i-mea-2"),
                relate("nothing", "x", "y"),
            ],
        }
    )

    protected = protect(submission, policy=leaving("aggregate", "large-groups"))

    assert rows(protected, "relation") == [kept]


def test_notices_that_were_given_stay_unless_they_name_what_is_hidden(submit, rows):
    def withhold(table, record, field="title", **more):
        place = {"table_name": table, "record_id": record, "field_name": field}
        return {**place, "reason": "security", **more}

    kept = [
        withhold("innovation", "*", "summary", cells="30"),
        withhold("innovation", "bd-a2i-1", "problem", explanation="A court asked for it."),
    ]
    hidden = [
        withhold("contact", "bd-a2i-person-1", "email"),
        withhold("innovation", "bd-a2i-9"),
        withhold("innovation", "bd-a2i-1", "contact_id"),
        withhold("withheld", "contact/bd-a2i-person-1/email/security", "explanation"),
        withhold("nothing", "x"),
    ]
    submission = submit(
        {
            "contact": [{"id": "bd-a2i-person-1"}],
            "innovation": [INNOVATION],
            "withheld": [*hidden, *kept, withhold("innovation", "*", "title", cells="2")],
        }
    )

    given = [row for row in rows(protect(submission), "withheld") if row["reason"] == "security"]

    assert given == [kept[0], withhold("innovation", "*"), kept[1]]


def test_notice_that_was_given_wins_over_an_equal_one(submit, notices):
    given = {
        "table_name": "need",
        "record_id": "*",
        "field_name": "budget",
        "reason": "commercial",
        "technique": "suppressed",
    }
    submission = submit({"need": [{"id": "bd-a2i-need-1", "budget": "5"}], "withheld": [given]})

    assert notices(protect(submission)) == [
        ("need", "*", "budget", "commercial", "suppressed", None)
    ]


def test_notice_about_a_row_that_went_later_is_forgotten(submit, notices):
    """Its explanation is redacted, and then the notice goes, as it names a hidden record."""
    given = {
        "table_name": "contact",
        "record_id": "bd-a2i-person-1",
        "field_name": "*",
        "reason": "legal",
        "explanation": "Ask a@example.org",
    }

    assert notices(protect(submit({"withheld": [given]}))) == []


def test_long_ids_are_not_named(submit, notices):
    translation = _translation("innovation", "bd-a2i-1", "title", "a@example.org")
    long = "bd-a2i-" + "1" * 200
    submission = submit(
        {
            "innovation": [INNOVATION | {"id": long}],
            "translation": [translation | {"record_id": long}],
        }
    )

    assert ("translation", "*", "text", "personal", "redacted", None) in notices(
        protect(submission)
    )
