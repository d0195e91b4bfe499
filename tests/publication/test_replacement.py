"""A package is the old one or the new one, whenever the work is stopped."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from publication import killed
from publication.killing import killed_at_random
from publication.released import SMALL, release

import openinnov
from openinnov import replacement
from openinnov.exceptions import PublicationError

OLD, NEW = {"one": "old", "two": "old"}, {"one": "new", "two": "new"}


def _content(directory):
    return {path.name: path.read_text("utf-8") for path in sorted(directory.iterdir())}


def _run(directory, text, *, step=0, way="exchange"):
    return subprocess.run(
        [sys.executable, killed.__file__, str(directory), text, str(step), way],
        capture_output=True,
        text=True,
        check=False,
    )


def _replace(directory, text):
    with replacement.replacing(directory, lambda _: None) as fresh:
        for name in OLD:
            (fresh / name).write_text(text, encoding="utf-8")


def _is_complete(directory):
    """Say whether the package is whole, or not there at all."""
    return not directory.exists() or _content(directory) in (OLD, NEW)


@pytest.mark.parametrize("way", ["exchange", "rename"])
def test_killed_before_any_step_the_package_is_old_or_new_or_the_next_run_completes_it(
    way, tmp_path
):
    counted = _run(tmp_path / "counted", "old"), _run(tmp_path / "counted", "new", way=way)
    total = int(counted[1].stdout)
    seen = set()

    for step in range(1, total + 1):
        directory = tmp_path / f"{way}-{step}" / "package"
        _replace(directory, "old")
        done = _run(directory, "new", step=step, way=way)
        assert done.returncode == 9, done.stderr
        assert _is_complete(directory)
        assert directory.exists() or way == "rename"

        with (
            pytest.raises(PublicationError),
            replacement.replacing(directory, _refuse),
        ):
            raise AssertionError

        assert _content(directory) in (OLD, NEW)
        seen.add(_content(directory)["one"])
        _replace(directory, "new")
        assert _content(directory) == NEW
        assert list(directory.parent.iterdir()) == [directory]
    assert seen == {"old", "new"}


def _refuse(directory):
    raise PublicationError(str(directory))


def test_killed_before_any_step_of_the_first_run_nothing_half_is_seen(tmp_path):
    total = int(_run(tmp_path / "counted", "new").stdout)

    for step in range(1, total + 1):
        directory = tmp_path / str(step) / "package"
        _run(directory, "new", step=step)
        assert not directory.exists() or _content(directory) == NEW

        _replace(directory, "new")

        assert list(directory.parent.iterdir()) == [directory]


def test_a_failure_leaves_the_old_package(tmp_path):
    directory = tmp_path / "package"
    _replace(directory, "old")

    with pytest.raises(PublicationError):
        _fail(directory)

    assert _content(directory) == OLD
    assert list(tmp_path.iterdir()) == [directory]


def _fail(directory):
    with replacement.replacing(directory, lambda _: None) as fresh:
        (fresh / "one").write_text("new", encoding="utf-8")
        raise PublicationError


def test_a_run_that_is_alive_keeps_its_files(tmp_path):
    directory = tmp_path / "package"

    with replacement.replacing(directory, lambda _: None) as slow:
        (slow / "one").write_text("slow", encoding="utf-8")
        _replace(directory, "new")
        assert _content(slow) == {"one": "slow"}
        (slow / "two").write_text("slow", encoding="utf-8")

    assert _content(directory) == {"one": "slow", "two": "slow"}
    assert list(tmp_path.iterdir()) == [directory]


def test_what_is_put_there_in_the_meantime_is_not_replaced(tmp_path):
    directory = tmp_path / "package"

    def check(path):
        if path.exists():
            raise PublicationError("somebody was faster")

    def lose():
        with replacement.replacing(directory, check):
            directory.mkdir()
            (directory / "one").write_text("other", encoding="utf-8")

    with pytest.raises(PublicationError, match="faster"):
        lose()

    assert _content(directory) == {"one": "other"}


def test_files_of_others_with_like_names_stay(tmp_path):
    for name in (".package.tmp", ".package.old", ".other.1-0.tmp", "package.1-0.tmp"):
        (tmp_path / name).mkdir()

    _replace(tmp_path / "package", "new")

    assert sorted(path.name for path in tmp_path.iterdir()) == [
        ".other.1-0.tmp",
        ".package.old",
        ".package.tmp",
        "package",
        "package.1-0.tmp",
    ]


def test_an_error_of_the_exchange_is_raised(tmp_path):
    (tmp_path / "one").mkdir()

    with pytest.raises(OSError, match="No such file"):
        replacement.exchange(tmp_path / "one", tmp_path / "two")


@pytest.mark.parametrize(
    "lacking",
    [
        pytest.param((os, "name", "nt"), id="Windows has no such call"),
        pytest.param((replacement, "EXCHANGE", 1 << 30), id="a kernel that cannot"),
    ],
)
def test_a_system_that_cannot_exchange_says_so_and_changes_nothing(lacking, tmp_path, monkeypatch):
    directory = tmp_path / "package"
    _replace(directory, "old")
    (tmp_path / "fresh").mkdir()

    with monkeypatch.context() as patched:
        patched.setattr(*lacking)
        exchanged = replacement.exchange(tmp_path / "fresh", directory)

    assert exchanged is False
    assert _content(directory) == OLD


def test_without_exchange_three_renames_do_it(tmp_path, monkeypatch):
    monkeypatch.setattr(replacement, "exchange", lambda *_: False)
    directory = tmp_path / "package"
    _replace(directory, "old")

    _replace(directory, "new")

    assert _content(directory) == NEW
    assert list(tmp_path.iterdir()) == [directory]


@pytest.mark.parametrize("left", ["new", "old"])
def test_what_a_dead_run_left_between_its_renames_is_completed(left, tmp_path):
    directory = tmp_path / "package"
    _replace(tmp_path / f".package.openinnov-{left}", "old")

    with pytest.raises(PublicationError):
        _fail(directory)

    assert _content(directory) == OLD
    assert list(tmp_path.iterdir()) == [directory]


def test_where_directories_cannot_be_opened_files_alone_are_synced(tmp_path, monkeypatch):
    opened = []
    monkeypatch.setattr(os, "fsync", opened.append)
    monkeypatch.setattr(os, "name", "nt")

    replacement.sync(tmp_path)

    assert opened == []


def test_without_locks_nothing_of_others_is_cleared_away(tmp_path, monkeypatch):
    monkeypatch.setattr(replacement, "fcntl", None)
    (tmp_path / ".package.1-0.tmp").mkdir()

    _replace(tmp_path / "package", "new")

    assert _content(tmp_path / "package") == NEW
    assert (tmp_path / ".package.1-0.tmp").is_dir()


_PUBLISHER = """
import sys
from publication.released import SMALL, release
import openinnov
protected = {text: release(SMALL, title=text) for text in ("Old", "New")}
print("ready", flush=True)
while True:
    for each in protected.values():
        openinnov.publish(each, sys.argv[1], replace=True, formats=["n-quads"])
"""


def test_a_package_survives_twenty_kills(tmp_path):
    directory = tmp_path / "package"
    openinnov.publish(release(SMALL, title="Old"), directory, formats=["n-quads"])

    for _ in killed_at_random(_PUBLISHER, directory, seed=7, kills=20, longest=0.6):
        assert openinnov.verify(directory) == ()
    openinnov.publish(release(SMALL), directory, replace=True)
    assert openinnov.verify(directory) == ()
    assert list(tmp_path.iterdir()) == [directory]


def test_what_another_run_removes_meanwhile_is_passed_over(tmp_path, monkeypatch):
    directory, left = tmp_path / "package", tmp_path / ".package.1-1.tmp"
    left.mkdir()
    is_dir = Path.is_dir

    def seen_and_gone(path):
        found = is_dir(path)
        if path == left:
            left.rmdir()
        return found

    monkeypatch.setattr(Path, "is_dir", seen_and_gone)

    _replace(directory, "new")

    assert _content(directory) == NEW


def test_many_publishers_of_one_place_do_not_disturb_each_other(tmp_path):
    directory = tmp_path / "package"
    threads = [
        threading.Thread(target=_replace, args=(directory, text)) for text in ("old", "new") * 8
    ]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert _content(directory) in (OLD, NEW)
    assert list(tmp_path.iterdir()) == [directory]
