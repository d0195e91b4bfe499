"""The formats of a package: each is a module that writes its files."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from openinnov.exceptions import UnknownNameError
from openinnov.publication import (
    croissant,
    csvw,
    data_package,
    data_package_v1,
    dcat,
    json_ld,
    json_ld_tables,
    n_quads,
    parquet,
    sqlite,
    trig,
    turtle,
)
from openinnov.publication.files import Output
from openinnov.submission import ProtectedSubmission


class Format(Protocol):
    """What each format provides."""

    def write(self, protected: ProtectedSubmission, output: Output) -> None:
        """Write the files of the format beside those that were written so far."""


#: The formats, in the order in which they are written: the catalogue describes the others.
FORMATS: Mapping[str, Format] = {
    "data-package": data_package,
    "parquet": parquet,
    "sqlite": sqlite,
    "n-quads": n_quads,
    "turtle": turtle,
    "trig": trig,
    "json-ld": json_ld,
    "json-ld-tables": json_ld_tables,
    "dcat": dcat,
    "croissant": croissant,
    "csvw": csvw,
    "data-package-1": data_package_v1,
}
#: The formats that are written only where they are named: they say once more what others say, for
#: tools that read no other.
ON_REQUEST = frozenset({"sqlite", "json-ld-tables", "data-package-1"})
#: Without this format a package cannot be read again, so it is always written.
_ALWAYS = "data-package"


def chosen(names: Sequence[str] | None) -> list[str]:
    """Return the formats to write, in their order; raise `UnknownNameError` for any other name."""
    for name in names or ():
        if name not in FORMATS:
            raise UnknownNameError(f"there is no format {name}; choose {', '.join(FORMATS)}")
    wanted = FORMATS.keys() - ON_REQUEST if names is None else {_ALWAYS, *names}
    return [name for name in FORMATS if name in wanted]
