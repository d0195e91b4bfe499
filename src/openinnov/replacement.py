"""A directory that appears, or changes, as a whole: whenever the work is stopped, nothing is half.

A run writes to ``.{name}.{process}-{number}.tmp`` beside the directory, on the same file system,
and holds a lock on it for as long as it lives. Then the finished directory takes its place:

* where nothing is, by one rename;
* where an earlier one is, by one exchange of the two on Linux; the old one is removed afterwards;
* where the system cannot exchange, by three renames: the new one to ``.{name}.openinnov-new``, the
  old one to ``.{name}.openinnov-old``, the new one to its place.

What a dead run leaves behind, the next one completes if the directory is gone, or clears away.
"""

import contextlib
import ctypes
import errno
import os
import re
import shutil
from collections.abc import Callable, Iterator
from importlib import import_module
from itertools import count
from pathlib import Path
from typing import Any

#: Windows has no such locks, so that nothing of others is cleared away there.
fcntl: Any = import_module("fcntl") if os.name == "posix" else None

_AT_FDCWD = -100
#: The flag of ``renameat2`` that exchanges two names.
EXCHANGE = 2
#: What ``renameat2`` says where the kernel or the file system cannot exchange.
_CANNOT = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EXDEV}
_NUMBERS = count()


@contextlib.contextmanager
def replacing(directory: Path, check: Callable[[Path], None]) -> Iterator[Path]:
    """Give an empty directory, which takes the place of `directory` when all went well.

    `check` raises an exception where `directory` may not be written or replaced. It is asked
    before the work begins, and again before anything is moved.
    """
    directory.parent.mkdir(parents=True, exist_ok=True)
    with _locked(directory.parent):
        _complete(directory)
        check(directory)
        _clear(directory)
        fresh = directory.with_name(f".{directory.name}.{os.getpid()}-{next(_NUMBERS)}.tmp")
        fresh.mkdir()
        holder = _hold(fresh)
    try:
        yield fresh
        _sync_all(fresh)
        with _locked(directory.parent):
            check(directory)
            _put(fresh, directory)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
        if holder is not None:
            os.close(holder)


def _put(fresh: Path, directory: Path) -> None:
    if not directory.exists() or not any(directory.iterdir()):
        _rename(fresh, directory)
    elif not exchange(fresh, directory):
        new, old = _aside(directory)
        _rename(fresh, new)
        _rename(directory, old)
        try:
            _rename(new, directory)
        except OSError:
            _rename(old, directory)
            raise
        shutil.rmtree(old)
    sync(directory.parent)


def _rename(source: Path, target: Path) -> None:
    os.rename(source, target)  # noqa: PTH104 -- one function for the tests to stop at
    sync(target.parent)


def exchange(one: Path, other: Path) -> bool:
    """Exchange two directories at once; say whether the system can."""
    library = ctypes.CDLL(None, use_errno=True) if os.name == "posix" else None
    rename = getattr(library, "renameat2", None)
    if rename is None:
        return False
    failed = rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), EXCHANGE)
    if not failed:
        return True
    number = ctypes.get_errno()
    if number in _CANNOT:
        return False
    raise OSError(number, os.strerror(number), str(other))


def _aside(directory: Path) -> tuple[Path, Path]:
    """Return where the new and the old directory stand while they change places."""
    name = f".{directory.name}.openinnov"
    return directory.with_name(f"{name}-new"), directory.with_name(f"{name}-old")


def _complete(directory: Path) -> None:
    """Finish what a run that died between its renames has begun."""
    new, old = _aside(directory)
    for whole in (new, old):
        if whole.is_dir() and not os.path.lexists(directory):
            _rename(whole, directory)
    for leftover in (new, old):
        shutil.rmtree(leftover, ignore_errors=True)


def _clear(directory: Path) -> None:
    """Remove what dead runs have left: the directories on which nobody holds a lock."""
    left = re.compile(rf"\.{re.escape(directory.name)}\.[0-9]+-[0-9]+\.tmp")
    for path in sorted(directory.parent.iterdir()):
        if left.fullmatch(path.name) and path.is_dir():
            holder = _hold(path)
            if holder is not None:
                shutil.rmtree(path, ignore_errors=True)
                os.close(holder)


def _hold(path: Path) -> int | None:
    """Lock a directory until its descriptor is closed; none if it is held by others, or gone."""
    if fcntl is None:
        return None
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return None  # Its own run has removed it since it was seen.
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        return None
    return descriptor


@contextlib.contextmanager
def _locked(directory: Path) -> Iterator[None]:
    """Let one run at a time make, clear away or move directories in a directory."""
    if fcntl is None:
        yield
        return
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _sync_all(directory: Path) -> None:
    """Have a directory with all that it holds written to the disk."""
    for path in sorted(directory.rglob("*"), reverse=True):
        sync(path)
    sync(directory)


def sync(path: Path) -> None:
    """Have a file, or the list of names of a directory, written to the disk."""
    if os.name == "nt" and path.is_dir():
        return  # Windows opens no directories.
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
