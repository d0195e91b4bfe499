"""The log of what was published: whole, or found out."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from publication.released import SMALL, release
from submissions import make

import openinnov
from openinnov.audit import read_chain
from openinnov.exceptions import PublicationError, RefusedError
from openinnov.protection import Key

KEY = Key("2026a", b"k" * 32)
TIME = datetime(2026, 3, 1, 12, 30, tzinfo=timezone(timedelta(hours=6)))


def _log(path, **changed):
    given = {"key": KEY, "actor": "BBS, data office", "time": TIME, "inputs": ()}
    return openinnov.AuditLog(path, **given | changed)


def _entries(path):
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def lines(tmp_path_factory):
    """Return the lines of a log."""
    path = tmp_path_factory.mktemp("log") / "audit.jsonl"
    for word in ("publish", "published", "publish", "published"):
        _log(path).note(word, release(SMALL), b"sums")
    return path.read_bytes().splitlines(keepends=True)


def test_a_publication_is_noted_before_and_after_it_takes_its_place(tmp_path):
    path = tmp_path / "audit.jsonl"
    inputs = make(SMALL).sources

    openinnov.publish(release(SMALL), tmp_path / "out", audit=_log(path, inputs=inputs))

    before, after = _entries(path)
    assert (before["operation"], after["operation"]) == ("publish", "published")
    assert before["number"] == 1
    assert before["time"] == "2026-03-01T06:30:00Z"
    assert before["actor"] == "BBS, data office"
    assert before["profile"] == "public"
    assert before["policy"]["name"] == "base"
    assert before["key"] == "2026a"
    assert before["output"] == after["output"]
    assert before["input"] != _entries_of(tmp_path, inputs=())["input"]
    assert before["output"] != _entries_of(tmp_path, key=Key("b", b"x" * 32))["output"]
    chain = read_chain(path)
    assert (chain.faults, len(chain.hashes)) == ((), 2)


def _entries_of(tmp_path, **changed):
    path = tmp_path / "other.jsonl"
    path.unlink(missing_ok=True)
    sums = (tmp_path / "out" / "SHA256SUMS").read_bytes()
    _log(path, **changed).note("publish", release(SMALL), sums)
    return _entries(path)[0]


def test_what_could_not_take_its_place_was_not_published(tmp_path, monkeypatch):
    path = tmp_path / "audit.jsonl"
    path.write_text("no entry\n", "utf-8")

    with pytest.raises(RefusedError, match="line 1 is no whole entry"):
        openinnov.publish(release(SMALL), tmp_path / "out", audit=_log(path))

    assert not (tmp_path / "out").exists()
    assert path.read_text("utf-8") == "no entry\n"


def test_the_log_holds_no_value(tmp_path):
    path = tmp_path / "audit.jsonl"
    held = {"contact": [{"id": "canary-one", "name": "Canary Person", "email": "c@canary.example"}]}
    protected = openinnov.protect(make(SMALL | held), drop_unknown=True)

    _log(path).note("publish", protected, b"")

    assert "anary" not in path.read_text("utf-8")


@given(data=st.data())
def test_no_line_is_changed_removed_or_moved_unseen(lines, data, tmp_path_factory):
    path = tmp_path_factory.getbasetemp() / "changed.jsonl"
    changed = list(lines)
    place = data.draw(st.integers(0, len(lines) - 2))
    change = data.draw(st.sampled_from(["remove", "double", "swap", "byte"]))
    if change == "remove":
        del changed[place]
    elif change == "double":
        changed.insert(place, lines[place])
    elif change == "swap":
        changed[place : place + 2] = changed[place + 1], changed[place]
    else:
        at = data.draw(st.integers(0, len(lines[place]) - 1))
        byte = data.draw(st.integers(0, 255).filter(lambda each: each != lines[place][at]))
        changed[place] = bytes([*lines[place][:at], byte, *lines[place][at + 1 :]])
    path.write_bytes(b"".join(changed))

    assert read_chain(path).faults


def test_a_log_that_was_cut_lacks_the_hash_that_was_noted(lines, tmp_path):
    path = tmp_path / "audit.jsonl"
    path.write_bytes(b"".join(lines))
    noted = read_chain(path).last
    assert read_chain(path, expected=noted).faults == ()

    path.write_bytes(b"".join(lines[:-1]))

    assert read_chain(path).faults == ()
    (fault,) = read_chain(path, expected=noted).faults
    assert fault == f"no line has the hash {noted}: the log was written anew, or cut"


def test_half_a_line_is_no_entry(lines, tmp_path):
    path = tmp_path / "audit.jsonl"
    path.write_bytes(b"".join(lines))
    noted = read_chain(path).last
    path.write_bytes(b"".join(lines)[:-10])

    assert len(read_chain(path).hashes) == len(lines) - 1
    assert len(read_chain(path, expected=noted).faults) == 1
    path.write_bytes(b"".join(lines) + b"something else")
    assert read_chain(path).faults == (f"line {len(lines) + 1} is no whole entry",)


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        pytest.param({"actor": ""}, "the actor", id="nobody"),
        pytest.param({"actor": "a\nb"}, "the actor", id="two lines"),
        pytest.param({"time": datetime(2026, 3, 1)}, "time zone", id="no zone"),
    ],
)
def test_what_cannot_be_noted_is_refused(changed, fault, tmp_path):
    with pytest.raises(PublicationError, match=fault):
        _log(tmp_path / "audit.jsonl", **changed)


def test_a_log_that_cannot_be_written_or_read_is_said(tmp_path):
    with pytest.raises(PublicationError, match=r"lost: the audit log cannot be written"):
        _log(tmp_path / "no" / "lost").note("publish", release(SMALL), b"")
    with pytest.raises(PublicationError, match=r"lost: the audit log cannot be read"):
        read_chain(tmp_path / "lost")


def test_the_clock_of_the_caller_is_written_in_universal_time(tmp_path):
    path = tmp_path / "audit.jsonl"

    _log(path, time=datetime(2026, 1, 1, tzinfo=UTC)).note("publish", release(SMALL), b"")

    assert _entries(path)[0]["time"] == "2026-01-01T00:00:00Z"
