"""Published bytes read again, by code that shares nothing with the code that wrote them.

A package is sound if its files are those of its checksums, if its descriptor describes them as they
are, and if each reads as its format demands. Nothing but the directory is needed.
"""

import csv
import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_CHECKSUMS = "SHA256SUMS"
_DESCRIPTOR = "datapackage.json"
_LISTED = re.compile(r"([0-9a-f]{64})  ([^\x00-\x1f\\]+)")
#: What the descriptor of a release says, whatever else it says.
_PROPERTIES = (
    *("name", "title", "description", "licenses", "created", "version", "resources"),
    *("openinnov:standard", "openinnov:publisher", "openinnov:prefix", "openinnov:language"),
    *("openinnov:release", "openinnov:policy"),
)
_IRI = rb'<[^\x00-\x20<>"{}|^`\\]++>'
_TEXT = rb'"(?:[^"\\\x00-\x1f\x7f]++|\\[btnfr"\\]|\\u[0-9A-F]{4})*+"'
#: A statement of canonical N-Quads that names every node, up to its graph.
_STATEMENT = rb"%b %b (?:%b|%b(?:@[a-z]++(?:-[a-z0-9]++)*+|\^\^%b)?) " % (
    *(_IRI, _IRI, _IRI),
    *(_TEXT, _IRI),
)
_FIRST = re.compile(rb"%b(?P<end>%b \.\n)" % (_STATEMENT, _IRI))


@dataclass(frozen=True, slots=True)
class _Package:
    """A package as it lies on the disk."""

    directory: Path
    #: Size and SHA-256 of each file by its path.
    files: Mapping[str, tuple[int, str]]
    #: The descriptor; empty if there is none that can be read.
    descriptor: Mapping[str, Any]


def verify(directory: Path | str) -> tuple[str, ...]:
    """Return what is wrong with a published package: nothing if it is sound."""
    directory = Path(directory)
    if not directory.is_dir():
        return (f"{directory}: is no directory",)
    links = [path for path in sorted(directory.rglob("*")) if path.is_symlink()]
    if links:
        return tuple(f"{path.relative_to(directory)}: is a link" for path in links)
    paths = (path for path in sorted(directory.rglob("*")) if path.is_file())
    files = {path.relative_to(directory).as_posix(): _digest(path) for path in paths}
    package = _Package(directory, files, _load(directory / _DESCRIPTOR))
    return tuple(fault for check in CHECKS.values() for fault in check(package))


def _digest(path: Path) -> tuple[int, str]:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256")
        return file.tell(), digest.hexdigest()


def _load(path: Path) -> Mapping[str, Any]:
    try:
        descriptor = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return descriptor if isinstance(descriptor, dict) else {}


def _integrity(package: _Package) -> Iterator[str]:
    """Yield files that are not those of the checksums."""
    listed = {}
    try:
        text = (package.directory / _CHECKSUMS).read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        yield f"{_CHECKSUMS}: cannot be read"
        return
    for number, line in enumerate(text.splitlines(), start=1):
        found = _LISTED.fullmatch(line)
        if found is None:
            yield f"{_CHECKSUMS}: line {number} is no checksum with a path"
        else:
            listed[found[2]] = found[1]
    if list(listed) != sorted(listed):
        yield f"{_CHECKSUMS}: is not sorted by path"
    for path, digest in listed.items():
        if path not in package.files:
            yield f"{path}: is missing"
        elif package.files[path][1] != digest:
            yield f"{path}: is not the file that was published"
    yield from (f"{path}: has no checksum" for path in package.files if path not in listed | _SELF)


_SELF = {_CHECKSUMS: ""}


def _data_package(package: _Package) -> Iterator[str]:
    """Yield what frictionless, which did not write it, has against the descriptor."""
    from frictionless import FrictionlessException
    from frictionless import Package as DataPackage

    try:
        DataPackage.from_descriptor(dict(package.descriptor), basepath=str(package.directory))
    except FrictionlessException as error:
        for reason in error.reasons or [error.error]:
            yield f"{_DESCRIPTOR}: is no data package: {reason.title}"


def _description(package: _Package) -> Iterator[str]:
    """Yield what the descriptor lacks, and files that are not as it says."""
    for name in _PROPERTIES:
        if name not in package.descriptor:
            yield f"{_DESCRIPTOR}: {name} is missing"
    described = {_DESCRIPTOR, _CHECKSUMS, "README.md"}
    for resource in _resources(package):
        path = str(resource.get("path"))
        described.add(path)
        if path not in package.files:
            yield f"{_DESCRIPTOR}: there is no file {path}"
            continue
        size, digest = package.files[path]
        if resource.get("bytes") != size or resource.get("hash") != f"sha256:{digest}":
            yield f"{_DESCRIPTOR}: size or hash of {path} is another"
    yield from (
        f"{_DESCRIPTOR}: {path} is not described" for path in package.files if path not in described
    )


def _resources(package: _Package) -> list[Mapping[str, Any]]:
    resources = package.descriptor.get("resources")
    return (
        [each for each in resources if isinstance(each, dict)]
        if isinstance(resources, list)
        else []
    )


def _tables(package: _Package) -> Iterator[str]:
    """Yield CSV and Parquet files that do not hold the records and columns of their schema."""
    for resource in _resources(package):
        path, schema = str(resource.get("path")), resource.get("schema")
        if isinstance(schema, dict) and path in package.files:
            names = _names(schema)
            records = resource.get("openinnov:records")
            yield from _csv(package.directory / path, path, names, records)
            twin = path.removesuffix(".csv") + ".parquet"
            if twin in package.files:
                yield from _parquet(package.directory / twin, twin, names, records)


def _names(schema: Mapping[str, Any]) -> list[str]:
    fields = schema.get("fields")
    fields = fields if isinstance(fields, list) else []
    return [str(field.get("name")) for field in fields if isinstance(field, dict)]


def _csv(file: Path, path: str, names: list[str], records: object) -> Iterator[str]:
    longest = csv.field_size_limit(max(file.stat().st_size, 1))
    try:
        with file.open(encoding="utf-8", newline="") as lines:
            rows = csv.reader(lines, strict=True)
            if next(rows, []) != names:
                yield f"{path}: the header is not that of the schema"
            widths = Counter(len(row) for row in rows)
    except (UnicodeDecodeError, csv.Error) as error:
        yield f"{path}: is no CSV file: {type(error).__name__}"
        return
    finally:
        csv.field_size_limit(longest)
    if widths.keys() - {len(names)}:
        yield f"{path}: a record has too many or too few cells"
    if widths.total() != records:
        yield f"{path}: has {widths.total()} records, and {records} are described"


def _parquet(file: Path, path: str, names: list[str], records: object) -> Iterator[str]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        metadata = pq.read_metadata(file)
    except pa.ArrowInvalid:
        yield f"{path}: is no Parquet file"
        return
    if metadata.schema.to_arrow_schema().names != names:
        yield f"{path}: the columns are not those of the schema"
    if metadata.num_rows != records:
        yield f"{path}: has {metadata.num_rows} records, and {records} are described"


def _quads(package: _Package) -> Iterator[str]:
    """Yield N-Quads files that are not canonical, and have blank nodes or several graphs."""
    for path in package.files:
        if path.endswith(".nq"):
            with (package.directory / path).open("rb") as lines:
                yield from _quad_faults(path, lines)


def _quad_faults(path: str, lines: Iterable[bytes]) -> Iterator[str]:
    previous, line_of_graph = b"", _FIRST.fullmatch
    for number, line in enumerate(lines, start=1):
        found = line_of_graph(line)
        if found is None:
            yield f"{path}: line {number} is no canonical N-Quad of the graph of the first line"
            return
        if line <= previous:
            yield f"{path}: line {number} is not in order, or stands twice"
            return
        if number == 1:
            line_of_graph = re.compile(_STATEMENT + re.escape(found["end"])).fullmatch
        previous = line


def _documents(package: _Package) -> Iterator[str]:
    """Yield JSON-LD files that are no JSON, or have their context elsewhere."""
    for path in package.files:
        if path.endswith(".jsonld") and not _has_context(package.directory / path):
            yield f"{path}: is no JSON-LD document with a context of its own"


def _has_context(file: Path) -> bool:
    with file.open("rb") as lines:
        head = next(lines, b"")
        if not head.endswith(_NODES):
            return isinstance(_load(file).get("@context"), dict)
        try:
            context = json.loads(head + _END).get("@context")
            return isinstance(context, dict) and _are_nodes(lines)
        except (ValueError, RecursionError):
            return False


def _are_nodes(lines: Iterator[bytes]) -> bool:
    """Say whether one node a line follows, and then the end; raise `ValueError` for no JSON."""
    # A large document never stands in memory as a whole.
    previous = b",\n"
    for line in lines:
        if line == _END:
            return previous[-2:] != b",\n" or previous == b",\n"
        if previous[-2:] != b",\n":
            return False
        json.loads(line.removesuffix(b"\n").removesuffix(b","))
        previous = line
    return False


#: How a document of one node a line begins its nodes, and ends.
_NODES, _END = b'"@graph":[\n', b"]}\n"
#: What is checked; each yields faults.
CHECKS: dict[str, Callable[[_Package], Iterator[str]]] = {
    "integrity": _integrity,
    "description": _description,
    "data-package": _data_package,
    "tables": _tables,
    "quads": _quads,
    "documents": _documents,
}
