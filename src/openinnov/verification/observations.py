"""What a row of a statistical cube says by cells that are empty: totals, and what is withheld."""

from collections.abc import Iterator, Mapping

from openinnov.standard import load
from openinnov.verification.package import Package
from openinnov.verification.vocabulary import Vocabulary

#: What may stand for a dimension, or be said of a value, that is withheld.
_WITHHELD = ("oi:withheld", "_X")
_STATUSES = ("sdmx-code:obsStatus-M", "sdmx-code:confStatus-C")


def observed(
    package: Package, name: str, row: Mapping[str, str], words: Vocabulary
) -> Iterator[str]:
    """Yield each text and IRI that an observation may have besides the cells of its row."""
    table = load().tables.get(name)
    cube = table and table.cube
    if not cube:
        return
    prefix, version = (package.descriptor.get(key) for key in ("openinnov:prefix", "version"))
    root = words.base.removesuffix("/id")
    yield f"{root}/dataset/{prefix}/{version}#{name.replace('_', '-')}"
    if not row.get(cube.measure):
        yield from map(words.expand, _STATUSES)
    for dimension in cube.dimensions:
        if not row.get(dimension):
            for each in (*_WITHHELD, cube.totals.get(dimension, "")):
                # A field stands for itself above: its cell is one of the row.
                yield words.expand(each) if ":" in each else each
