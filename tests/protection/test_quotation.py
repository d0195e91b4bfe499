"""The words of a person are published where she agreed to be quoted, and nowhere else."""

import csv

import pytest
from golden import EXAMPLES, KEY
from publication.released import INNOVATION, ORGANIZATION
from submissions import make

import openinnov
from openinnov import policy as policies
from openinnov.exceptions import PolicyError
from openinnov.policy.strictness import at_least
from openinnov.protection import protect
from openinnov.standard import load

STANDARD = load()
HEAD = 'policy = "openinnov-privacy/1"\nname = "Quoting"\nversion = "1"\n'
QUOTE = '[fields."feedback.comment"]\npublic = { method = "scrub", scope = "quotation" }\n'
NOBODY = "The queue was endless, and nobody told us why."


@pytest.fixture
def quoting(tmp_path):
    """Return the base policy with one over it that publishes quotations."""
    path = tmp_path / "quoting.toml"
    path.write_text(HEAD + QUOTE, encoding="utf-8")
    return policies.load(path, standard=STANDARD)


def _person(number, scopes, **changed):
    given = {"consent_status": "given", "consented_on": "2025-01-01", "consent_scope": scopes}
    return {"id": f"r-person{number}", "name": f"Zainab Quispe{number}", **given, **changed}


def _answer(number, comment, *, person=True):
    named = {"respondent_id": f"r-person{number}"} if person else {}
    return {"id": f"answer{number}", "innovation_id": "bd-a2i-1", "comment": comment, **named}


def _submission():
    """Return answers: two of persons who agreed to be quoted, and many of others."""
    both = "anonymized-microdata;quotation"
    return {
        "organization": [ORGANIZATION],
        "innovation": [INNOVATION],
        "respondent": [
            _person(1, both),
            _person(2, both),
            _person(3, "anonymized-microdata"),
            _person(4, "anonymized-microdata"),
            _person(5, both, consented_on=None),
        ],
        "feedback": [
            _answer(1, "Quick and friendly. Zainab Quispe1, +880 1712 345678"),
            _answer(2, "Far from my village."),
            _answer(3, "I was asked for a gift by the man at window three."),
            _answer(4, NOBODY),
            *(
                _answer(n, "An answer that names nobody at all.", person=False)
                for n in range(6, 46)
            ),
            _answer(5, "I never said on which day I agreed."),
        ],
    }


def test_words_are_told_of_those_who_agreed_and_without_personal_data(rows, notices, quoting):
    protected = protect(make(_submission()), policy=quoting, key=KEY)

    told = [row["comment"] for row in rows(protected, "feedback") if "comment" in row]
    assert sorted(told) == ["Far from my village.", "Quick and friendly. [known-name], [phone]"]
    # That some are not quoted says nothing of how many wrote something.
    assert ("feedback", "*", "comment", "consent", "suppressed", "42") in notices(protected)


def test_protecting_quotations_again_changes_nothing(rows, notices, quoting):
    once = protect(make(_submission()), policy=quoting, key=KEY)

    twice = protect(once.submission, policy=quoting, key=KEY)

    assert rows(twice, "feedback") == rows(once, "feedback")
    assert notices(twice) == notices(once)


def test_no_words_are_told_under_the_base_policy(rows):
    protected = protect(make(_submission()), key=KEY)

    assert {"comment"} & {name for row in rows(protected, "feedback") for name in row} == set()


def test_what_is_quoted_is_said_in_the_promise(quoting):
    (anonymity,) = protect(make(_submission()), policy=quoting, key=KEY).anonymity

    assert anonymity.guarantee["quoted"] == [
        {"field": "comment", "scope": "quotation", "status": "given"}
    ]
    assert "comment" not in anonymity.guarantee["quasiIdentifiers"]


def test_a_package_with_quotations_is_sound(tmp_path, quoting):
    submission = openinnov.read(EXAMPLES / "bangladesh-digital-centres" / "submission")
    protected = openinnov.protect(submission, policy=quoting, key=KEY)

    openinnov.publish(protected, tmp_path / "package", formats=["data-package"])

    faults = openinnov.verify(tmp_path / "package", against=submission)
    with (tmp_path / "package" / "data" / "feedback.csv").open(encoding="utf-8") as file:
        comments = [row["comment"] for row in csv.DictReader(file)]
    assert faults == ()
    assert [text for text in comments if text]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        pytest.param(
            QUOTE.replace('"scrub"', '"keep"'),
            "keep takes no scope: only words may be quoted",
            id="as they are",
        ),
        pytest.param(
            QUOTE.replace(', scope = "quotation"', ""), "add comment, or drop it", id="of everybody"
        ),
        pytest.param(
            QUOTE.replace("quotation", "aggregate"), "tells more than drop", id="another use"
        ),
        pytest.param(
            QUOTE.replace("quotation", "shouting"),
            "nobody behind a row can agree to shouting",
            id="a use that nobody knows",
        ),
        pytest.param(
            QUOTE.replace("feedback.comment", "innovation.summary"),
            "nobody behind a row can agree to quotation",
            id="words of no person",
        ),
    ],
)
def test_words_are_told_in_no_other_way(tmp_path, text, fault):
    path = tmp_path / "own.toml"
    path.write_text(HEAD + text, encoding="utf-8")

    with pytest.raises(PolicyError, match=fault):
        policies.load(path, standard=STANDARD)


def test_quoting_some_tells_less_than_scrubbing_all():
    field = STANDARD.tables["feedback"].fields["comment"]
    some, every = (policies.Treatment("scrub", scope=scope) for scope in ("quotation", None))

    assert at_least(some, every, field, STANDARD)
    assert not at_least(every, some, field, STANDARD)
    assert not at_least(some, policies.DROP, field, STANDARD)
    assert at_least(policies.DROP, some, field, STANDARD)
