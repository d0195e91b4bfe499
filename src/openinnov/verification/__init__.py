"""Published bytes read again, by code that shares nothing with the code that wrote them.

A package is sound if its files are those of its checksums, if its descriptor describes them as they
are, if each reads as its format demands, and if nobody in it is known from what it tells. Nothing
but the directory is needed; with the submission that it was made of, all that was to stay back is
sought in it too.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from openinnov.verification import (
    data_package,
    description,
    documents,
    integrity,
    privacy,
    quads,
    tables,
)
from openinnov.verification.package import Package, opened

if TYPE_CHECKING:
    from openinnov.submission import Submission

__all__ = ["CHECKS", "Verdict", "examine", "verify"]

#: What is checked of the directory alone; each yields faults. Privacy comes after them.
CHECKS: Mapping[str, Callable[[Package], Iterator[str]]] = {
    "integrity": integrity.check,
    "description": description.check,
    "data-package": data_package.check,
    "tables": tables.check,
    "quads": quads.check,
    "documents": documents.check,
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check says of a package."""

    #: The name of the check.
    check: str
    #: What is wrong; nothing if the package is sound.
    faults: tuple[str, ...]
    #: What the check looked at, and what not.
    notes: tuple[str, ...] = ()


def verify(directory: Path | str, *, against: "Submission | None" = None) -> tuple[str, ...]:
    """Return what is wrong with a published package: nothing if it is sound.

    `against` is the submission of which the package was made, as it was read and not protected:
    then no value that was to stay back may be found in the package, in whatever form.
    """
    verdicts = examine(directory, against=against)
    return tuple(fault for verdict in verdicts for fault in verdict.faults)


def examine(directory: Path | str, *, against: "Submission | None" = None) -> tuple[Verdict, ...]:
    """Return what each check says of a published package, in their order; see `verify`."""
    directory = Path(directory)
    if not directory.is_dir():
        return (Verdict("integrity", (f"{directory}: is no directory",)),)
    links = [path for path in sorted(directory.rglob("*")) if path.is_symlink()]
    if links:
        found = tuple(f"{path.relative_to(directory)}: is a link" for path in links)
        return (Verdict("integrity", found),)
    package = opened(directory)
    verdicts = [Verdict(name, tuple(check(package))) for name, check in CHECKS.items()]
    faults, notes = privacy.check(package, against)
    return (*verdicts, Verdict("privacy", faults, notes))
