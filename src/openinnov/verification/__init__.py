"""Published bytes read again, by code that shares nothing with the code that wrote them.

A package is sound if its files are those of its checksums, if its descriptor describes them as they
are, if each reads as its format demands, and if nobody in it is known from what it tells. Nothing
but the directory is needed; with the key of the publisher, it is seen who signed it, and with the
submission that it was made of, all that was to stay back is sought in it too.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from openinnov.verification import (
    csvw,
    data_package,
    descriptor,
    documents,
    integrity,
    privacy,
    quads,
    shapes,
    signature,
    tables,
)
from openinnov.verification.package import Package, opened

if TYPE_CHECKING:
    from openinnov.submission import Submission

__all__ = ["CHECKS", "Verdict", "examine", "verify"]

#: What is checked of the directory alone; each yields faults. Who signed it comes after the first,
#: and privacy after them all.
CHECKS: Mapping[str, Callable[[Package], Iterator[str]]] = {
    "integrity": integrity.check,
    "descriptor": descriptor.check,
    "data-package": data_package.check,
    "tables": tables.check,
    "quads": quads.check,
    "shapes": shapes.check,
    "documents": documents.check,
    "csvw": csvw.check,
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


def verify(
    directory: Path | str,
    *,
    against: "Submission | None" = None,
    signer: Path | str | None = None,
) -> tuple[str, ...]:
    """Return what is wrong with a published package: nothing if it is sound.

    `signer` is a file with the public SSH key of the publisher, or several: then the package has to
    be signed with one of them. `against` is the submission of which the package was made, as it was
    read and not protected: then no value that was to stay back may be found in the package, in
    whatever form.
    """
    verdicts = examine(directory, against=against, signer=signer)
    return tuple(fault for verdict in verdicts for fault in verdict.faults)


def examine(
    directory: Path | str,
    *,
    against: "Submission | None" = None,
    signer: Path | str | None = None,
) -> tuple[Verdict, ...]:
    """Return what each check says of a published package, in their order; see `verify`."""
    directory = Path(directory)
    if not directory.is_dir():
        return (Verdict("integrity", (f"{directory}: is no directory",)),)
    links = [path for path in sorted(directory.rglob("*")) if path.is_symlink()]
    if links:
        found = tuple(f"{path.relative_to(directory)}: is a link" for path in links)
        return (Verdict("integrity", found),)
    package = opened(directory)
    intact, *others = (Verdict(name, tuple(check(package))) for name, check in CHECKS.items())
    signed = Verdict("signature", *signature.check(package, Path(signer) if signer else None))
    return (intact, signed, *others, Verdict("privacy", *privacy.check(package, against)))
