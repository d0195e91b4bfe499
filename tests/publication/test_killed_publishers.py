"""A publisher that is killed leaves a whole package, a ledger and a log that go on."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from protection.count_history import history, policy
from publication.killing import killed_at_random

import openinnov
from openinnov.audit import read_chain
from openinnov.exceptions import RefusedError
from openinnov.protection import Key, Ledger, protect

KEY = Key("kept1", b"another key that is no secret, 32+")
NOW = datetime(2026, 3, 1, tzinfo=UTC)
FORMATS = ["data-package"]
#: How many publishers are killed.
KILLS = max(3, settings().max_examples // 10)


def made(version):
    """Return a survey that may be published, with its key of the ledger."""
    proposal = history(2)[0]
    submission = proposal.submission(version)
    return protect(submission, policy=policy(proposal.threshold), ledger_key=KEY)


def publish(protected, place):
    """Publish into a place, with a ledger and a log beside it."""
    log = openinnov.AuditLog(place / "log.jsonl", key=KEY, actor="Desk", time=NOW, inputs=())
    ledger = Ledger(place / "ledger.jsonl", KEY)
    openinnov.publish(
        protected, place / "package", replace=True, formats=FORMATS, audit=log, ledger=ledger
    )


_PUBLISHER = """
import sys
from pathlib import Path
from publication.test_killed_publishers import made, publish
both = [made(0), made(1)]
print("ready", flush=True)
while True:
    for each in both:
        publish(each, Path(sys.argv[1]))
"""


@pytest.fixture(scope="module")
def survey():
    """Return a survey that may be published, in two versions."""
    return [made(0), made(1)]


def _statuses(place):
    lines = (place / "ledger.jsonl").read_text("utf-8").splitlines()[1:]
    return [(each["status"], each["number"]) for each in map(json.loads, lines)]


def _open(place):
    """Return the releases that are neither confirmed nor cleared."""
    found = _statuses(place)
    settled = {number for status, number in found if status != "pending"}
    return {number for status, number in found if status == "pending"} - settled


def _is_whole(place):
    """Say that the package is whole, and that ledger and log can be read."""
    assert openinnov.verify(place / "package") == ()
    (_, *_) = Ledger(place / "ledger.jsonl", KEY).releases()
    assert read_chain(place / "log.jsonl").faults == ()
    return True


def test_a_publisher_may_be_killed_at_any_moment(survey, tmp_path):
    publish(survey[0], tmp_path)

    for _ in killed_at_random(_PUBLISHER, tmp_path, seed=11, kills=KILLS, longest=0.8):
        assert _is_whole(tmp_path)
        assert len(_open(tmp_path)) <= 1

    publish(survey[1], tmp_path)
    assert _is_whole(tmp_path)
    assert _open(tmp_path) == set()
    left = {each.name for each in tmp_path.iterdir()}
    assert left == {"package", "ledger.jsonl", "log.jsonl"}


@pytest.fixture(scope="module")
def written(survey, tmp_path_factory):
    """Return a place with two releases in its ledger and its log."""
    place = tmp_path_factory.mktemp("written")
    for each in survey:
        publish(each, place)
    return place


@given(data=st.data())
def test_a_line_that_was_cut_off_is_written_anew(data, written, survey, tmp_path_factory):
    whole = (written / "ledger.jsonl").read_bytes()
    place = tmp_path_factory.mktemp("cut")
    ledger = Ledger(place / "ledger.jsonl", KEY)
    cut = data.draw(st.integers(0, len(whole)))
    ledger.path.write_bytes(whole[:cut])
    kept = whole[:cut].count(b'"status":"pending"') if whole[:cut].endswith(b"\n") else None

    known = ledger.releases()
    number = ledger.pend(survey[0], place / "package", b"sums\n")
    ledger.confirm(number)

    assert kept in {None, len(known)}
    assert len(ledger.releases()) == len(known) + 1
    assert [number for status, number in _statuses(place) if status == "pending"] == [
        *range(1, len(known) + 2)
    ]


@given(data=st.data())
def test_an_entry_of_the_log_that_was_cut_off_is_written_anew(
    data, written, survey, tmp_path_factory
):
    whole = (written / "log.jsonl").read_bytes()
    path = tmp_path_factory.mktemp("cut") / "log.jsonl"
    path.write_bytes(whole[: data.draw(st.integers(0, len(whole)))])
    before = read_chain(path)

    openinnov.AuditLog(path, key=KEY, actor="Desk", time=NOW, inputs=()).note(
        "publish", survey[0], b"sums\n"
    )

    after = read_chain(path)
    assert (before.faults, after.faults) == ((), ())
    assert after.hashes[:-1] == before.hashes


@pytest.mark.parametrize("content", [b"my notes", b'{"key":"kept1","proof":"0'])
def test_a_file_of_something_else_is_not_written_over(content, survey, tmp_path):
    ledger = Ledger(tmp_path / "notes.txt", KEY)
    ledger.path.write_bytes(content)

    with pytest.raises(RefusedError, match="is no ledger of releases"):
        ledger.pend(survey[0], tmp_path / "package", b"sums\n")

    assert ledger.path.read_bytes() == content
