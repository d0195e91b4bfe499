"""Time each part of publishing many records in all formats, beside copying the same bytes.

``python benchmarks/publishing.py [RECORDS]`` prints the table of ``benchmarks/README.md``. The
package is written to the folder it is called in, verified, and copied there.
"""

import os
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any

import pytest
from generate import submission

import openinnov
from openinnov import verification
from openinnov.publication import FORMATS

SECONDS: dict[str, float] = {}


@contextmanager
def timed(name: str) -> Iterator[None]:
    """Note how long something takes."""
    start = time.perf_counter()
    yield
    SECONDS[name] = time.perf_counter() - start


def noted(name: str, work: Callable[..., Any]) -> Callable[..., Any]:
    """Return what does the same, and notes how long it takes."""

    @wraps(work)
    def timed_work(*given: Any, **named: Any) -> Any:
        with timed(name):
            return work(*given, **named)

    return timed_work


def copy(source: Path, target: Path) -> None:
    """Copy the files of a package, as publishing writes them: without waiting for the disk."""
    for path in sorted(source.rglob("*")):
        place = target / path.relative_to(source)
        if path.is_dir():
            place.mkdir(parents=True)
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        with path.open("rb") as read, place.open("wb") as write:
            while data := read.read(1 << 20):
                write.write(data)


def main(records: int) -> None:
    """Print the table."""
    folder, patch = (
        Path(tempfile.mkdtemp(prefix=".benchmark-", dir=Path.cwd())),
        pytest.MonkeyPatch(),
    )
    try:
        submission(folder / "submission", records)
        with timed("to read"):
            read = openinnov.read(folder / "submission")
        with timed("to protect"):
            protected = openinnov.protect(read)
        for name, form in FORMATS.items():
            patch.setattr(form, "write", noted(f"to write {name}", form.write))
        patch.setattr(verification, "examine", noted("to verify", verification.examine))
        with timed("to publish, with all checks"):
            openinnov.publish(protected, folder / "package", formats=list(FORMATS))
        with timed("to copy the same bytes"):
            copy(folder / "package", folder / "copy")
        size = sum(path.stat().st_size for path in (folder / "package").rglob("*"))
    finally:
        shutil.rmtree(folder)
    writing = sum(each for name, each in SECONDS.items() if name.startswith("to write "))
    floor = SECONDS["to copy the same bytes"]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{records:,} records, {size / 1e9:.1f} GB, {peak:.0f} MiB, {os.cpu_count()} cores\n")
    print("| step | s | times the copy |\n| --- | --- | --- |")
    for name, each in [*SECONDS.items(), ("to write all formats", writing)]:
        print(f"| {name} | {each:.1f} | {each / floor:.1f} |")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
