"""The words of a person may stand in a package if she agreed; the submission alone says so."""

from submissions import make
from verification.packages import table, write

from openinnov.verification import privacy
from openinnov.verification.package import opened

WORDS = "It took three weeks and two bribes"
PROMISE = {
    "k": 1,
    "quasiIdentifiers": [],
    "quoted": [{"field": "comment", "scope": "quotation", "status": "given"}],
}
AGREED = {
    "id": "r-person1",
    "consent_status": "given",
    "consented_on": "2025-01-01",
    "consent_scope": "anonymized-microdata; quotation",
}


def _faults(directory, *, promise=PROMISE, persons=(AGREED,), named="r-person1"):
    told = table(
        "feedback",
        [{"comment": WORDS}],
        privacy={"comment": "sensitive"},
        **{"openinnov:guarantees": promise},
    )
    answer = {"id": "answer1", "comment": WORDS}
    answers = [{**answer, "respondent_id": named} if named else answer]
    raw = make({**({"respondent": persons} if persons else {}), "feedback": answers})
    return privacy.check(opened(write(directory, told, forms=("csv",))), raw)[0]


def test_words_of_who_agreed_may_be_told(tmp_path):
    assert _faults(tmp_path / "p") == ()


def test_words_of_who_did_not_agree_are_found(tmp_path):
    changes = [
        {"consent_scope": "anonymized-microdata"},
        {"consent_scope": None},
        {"consent_status": "withdrawn"},
        {"consented_on": None},
    ]
    column = "data/feedback.csv: tells values of feedback.comment as they were submitted"

    for number, change in enumerate(changes):
        found = _faults(tmp_path / str(number), persons=[AGREED | change])
        assert column in found, change
        assert len(found) > 1, "the words are sought in every byte as well"
    # Who has two rows agreed in both, and an answer that names nobody is nobody's to give.
    assert column in _faults(tmp_path / "twice", persons=[AGREED, AGREED | changes[0]])
    assert column in _faults(tmp_path / "nobody", named=None)
    assert column in _faults(tmp_path / "none", persons=[], named="r-person1")


def test_words_of_which_the_promise_says_nothing_are_found(tmp_path):
    promise = {name: each for name, each in PROMISE.items() if name != "quoted"}

    found = _faults(tmp_path / "p", promise=promise)

    assert found[0] == "data/feedback.csv: comment is sensitive, and is not in the promise"
    assert "data/feedback.csv: tells values of feedback.comment as they were submitted" in found
