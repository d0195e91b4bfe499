"""The package that is put into a repository: one that is sound and meant for everybody."""

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openinnov import verification
from openinnov.exceptions import RefusedError

#: What a descriptor says of a package that everybody may have.
_PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Verified:
    """A package that was found sound."""

    directory: Path
    descriptor: Mapping[str, Any]

    @property
    def files(self) -> dict[str, Path]:
        """The files by their path within the package, in order."""
        paths = (path for path in sorted(self.directory.rglob("*")) if path.is_file())
        return {path.relative_to(self.directory).as_posix(): path for path in paths}

    @property
    def licence(self) -> str | None:
        """The SPDX identifier of its licence, if it names one."""
        names = [each.get("name") for each in self.descriptor["licenses"]]
        return names[0] if names else None

    @property
    def publisher(self) -> str:
        """The name of the organization that publishes it, or else its id."""
        publisher = str(self.descriptor["openinnov:publisher"])
        table = self.directory / "data" / "organization.csv"
        if not table.is_file():
            return publisher
        with table.open(encoding="utf-8", newline="") as file:
            names = {row["id"]: row.get("name") for row in csv.DictReader(file)}
        return names.get(publisher) or publisher

    @property
    def keywords(self) -> list[str]:
        """The keywords that its descriptor gives."""
        return [str(each) for each in self.descriptor.get("keywords", ())]


def verified(directory: Path) -> Verified:
    """Return a package that may be deposited.

    Raises `RefusedError` if something is wrong with it, or if it is not for everybody.
    """
    faults = verification.verify(directory)
    if faults:
        lines = "".join(f"\n  {fault}" for fault in faults)
        raise RefusedError(f"{directory}: is not sound, so nothing was sent:{lines}")
    descriptor = json.loads((directory / "datapackage.json").read_bytes())
    profile = descriptor["openinnov:release"]
    if profile != _PUBLIC:
        raise RefusedError(
            f"{directory}: is for the profile {profile}, so nothing was sent; publish it for the "
            f"profile {_PUBLIC} first"
        )
    return Verified(directory, descriptor)
