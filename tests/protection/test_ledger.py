"""A release is compared with earlier ones: what one hid, the next does not tell."""

import json
from dataclasses import replace

import pytest
from golden import EXAMPLES, KEY

import openinnov
from openinnov.exceptions import RefusedError
from openinnov.protection import Key, Ledger, protect
from openinnov.protection.ledger.comparing import reveals, still_held
from openinnov.protection.ledger.entries import Release

SECRET = Key("ledger1", b"another key that is no secret, 32+")
DESCRIPTION = {
    "name": "answers",
    "version": "1",
    "created": "2026-01-01T00:00:00Z",
    "title": "Answers",
    "description": "What people said.",
    "licenses": [{"name": "CC-BY-4.0"}],
    "openinnov:standard": "1.0.0",
    "openinnov:publisher": "bd-a2i-org-1",
    "openinnov:prefix": "bd-a2i",
    "openinnov:language": "en",
}


@pytest.fixture
def ledger(tmp_path):
    return Ledger(tmp_path / "ledger.jsonl", SECRET)


@pytest.fixture
def example():
    return openinnov.read(EXAMPLES / "bangladesh-digital-centres" / "submission")


def _publish(submission, place, ledger, **options):
    protected = protect(submission, key=KEY, ledger_key=ledger.key)
    return openinnov.publish(protected, place, ledger=ledger, formats=["data-package"], **options)


def _without(submission, where):
    """Return a submission with some rows of feedback less."""
    database = submission.connection.cursor()
    database.execute(f"DELETE FROM submitted.feedback WHERE {where}")
    return submission


def test_the_same_release_twice_tells_nothing_new(example, ledger, tmp_path):
    _publish(example, tmp_path / "one", ledger)
    again = _publish(example, tmp_path / "two", ledger)

    assert len(ledger.releases()) == 2
    assert again.still_held == {}
    text = ledger.path.read_text("utf-8")
    assert "bd-a2i" not in text
    assert oct(ledger.path.stat().st_mode)[-3:] == "600"


def test_another_way_to_coarsen_the_same_records_is_refused(example, ledger, tmp_path):
    _publish(example, tmp_path / "one", ledger)
    fewer = _without(example, "deployment_id = 'bd-a2i-dep-23'")

    with pytest.raises(RefusedError, match=r"feedback: too few records .* times\), beside"):
        _publish(fewer, tmp_path / "two", ledger)

    assert not (tmp_path / "two").exists()
    appendix = tmp_path / "ledger.jsonl.appendix.json"
    assert {each["table"] for each in json.loads(appendix.read_text("utf-8"))} == {"feedback"}
    assert oct(appendix.stat().st_mode)[-3:] == "600"


def test_records_that_earlier_releases_still_hold_are_counted():
    assert still_held(_records("aa"), [_records("aaaa"), _records("a")]) == {
        "answers 1, public": {"feedback": 2}
    }


def test_another_key_is_refused(example, ledger, tmp_path):
    _publish(example, tmp_path / "one", ledger)
    other = replace(ledger, key=Key("ledger1", b"a key that was never used, 32 bytes"))

    with pytest.raises(RefusedError, match="was begun with another key"):
        other.releases()


def test_records_protected_without_the_key_of_the_ledger_are_refused(example, ledger, tmp_path):
    with pytest.raises(RefusedError, match="without the key of the ledger"):
        openinnov.publish(protect(example, key=KEY), tmp_path / "one", ledger=ledger)


@pytest.mark.parametrize("text", ["", "no json\n", "[]\n", '{"proof": "x"}\n{"a": 1}\n'])
def test_what_is_no_ledger_is_refused(text, ledger):
    ledger.path.write_text(text or "\n", encoding="utf-8")

    with pytest.raises(RefusedError, match=r"^ledger.jsonl: "):
        ledger.releases()


def test_what_did_not_take_its_place_is_cleared(example, ledger, tmp_path, monkeypatch):
    protected = protect(example, key=KEY, ledger_key=SECRET)
    ledger.pend(protected, tmp_path / "one", b"never there\n")
    assert len(ledger.releases()) == 1

    _publish(example, tmp_path / "one", ledger)

    assert [each["status"] for each in ledger._entries()] == [  # noqa: SLF001 -- what it wrote
        *("pending", "cleared", "pending", "confirmed")
    ]


def _release(counts):
    return Release("answers", "1", "public", "hash", counts={"measurement": {"place": counts}})


@pytest.mark.parametrize(
    ("then", "now", "what"),
    [
        ({"n": None}, {"n": 12}, ["a number that was withheld"]),
        ({"n": 10}, {"n": 12}, ["a number that changed by few"]),
        ({"n": 10}, {"n": 15}, []),
        ({"n": 10}, {"n": 10}, []),
        ({"n": 10}, {"n": None}, []),
        ({}, {"n": 10}, []),
    ],
)
def test_numbers_change_by_nothing_or_by_much(then, now, what):
    found = list(reveals(_release(now), [_release(then)], 5))

    assert [each.what for each in found] == what


def _records(classes):
    records = {f"r{n}": own for n, own in enumerate(classes)}
    return Release(
        "answers", "1", "public", "hash", records={"feedback": records}, k={"feedback": 2}
    )


@pytest.mark.parametrize(
    ("then", "now", "safe"),
    [
        ("aabb", "aabb", True),
        ("aaaa", "aabb", True),
        ("aabb", "aaab", False),  # One of two who were alike is told apart.
        ("aa", "aab", False),  # One came.
        ("aa", "aabb", True),
        ("aaa", "aa", True),  # One went, as the law may demand.
    ],
)
def test_classes_of_two_releases_isolate_none_or_k(then, now, safe):
    assert (not list(reveals(_records(now), [_records(then)], 5))) == safe
