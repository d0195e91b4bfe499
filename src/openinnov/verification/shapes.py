"""Whether each record in linked data has the shape that the standard demands of its table.

The N-Quads are read as they are and held against the standard alone: each record has its class, all
properties that are required and none that no field has; each value is of the kind and form that the
field asks for, and stands alone where there may be one; codes are in closed lists; a record that is
referred to is there, or another publisher's. A cell of which a notice tells may be missing, and may
hold another text.

Of each statement a few bytes are kept, in a database that goes to a private folder when memory is
short; so large files take little of it.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from openinnov.engine.duckdb import open_database, use_all_cores
from openinnov.standard import Standard, load
from openinnov.verification import linked_data
from openinnov.verification.package import Package
from openinnov.verification.shape_facts import Facts
from openinnov.verification.shape_queries import queries

if TYPE_CHECKING:
    import pyarrow as pa

_PIECE = 4 << 20
#: From this size on, a file is worth all cores.
_LARGE = 32 << 20


def check(package: Package) -> Iterator[str]:
    """Yield N-Quads files of which records have another shape than the standard demands."""
    paths = linked_data.files(package, ".nq")
    if not paths:
        return
    standard = load()
    base = str(package.descriptor.get("openinnov:base") or standard.base)
    prefix = str(package.descriptor.get("openinnov:prefix", ""))
    for path in paths:
        facts = Facts(standard, base, prefix, _end(package, path))
        yield from _faults(package, path, standard, facts)


def _faults(package: Package, path: str, standard: Standard, facts: Facts) -> Iterator[str]:
    import duckdb  # noqa: F401 -- the package lets Arrow stream into a connection
    import pyarrow as pa

    database = open_database(standard)
    if package.files[path][0] > _LARGE:
        use_all_cores(database)
    reader = pa.RecordBatchReader.from_batches(
        pa.schema([("line", pa.string())]), _batches(package, path)
    )
    database.register("lines", reader)
    # How many lines will come is not known, and these would be taken for the few.
    database.execute("SET disabled_optimizers = 'build_side_probe_side,join_order'")
    for statement, parameters in facts.statements():
        database.execute(statement, parameters)
    database.execute("RESET disabled_optimizers")
    for fault, query in queries():
        for names in database.execute(query).fetchall():
            yield f"{path}: {fault.format(*names)}"


def _end(package: Package, path: str) -> str:
    """Return what the first line of a file ends with, from its graph on."""
    line = next(linked_data.lines(package.directory / path), b"")
    first = line.decode("utf-8", "replace").rstrip("\n")
    return first[first.rfind(" <") :]


def _batches(package: Package, path: str) -> Iterator["pa.RecordBatch"]:
    """Yield the lines of a file as Arrow has texts, some at a time."""
    import pyarrow as pa

    rest = b""
    for piece in linked_data.pieces(package.directory / path, _PIECE):
        whole, end, after = (rest + piece).rpartition(b"\n")
        rest = after
        if end:
            lines = whole.decode("utf-8", "replace").split("\n")
            yield pa.record_batch([pa.array(lines, pa.string())], ["line"])
    if rest:
        yield pa.record_batch([pa.array([rest.decode("utf-8", "replace")], pa.string())], ["line"])
