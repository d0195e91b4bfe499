"""Whether the descriptor says what a release says, and describes the files as they are."""

from collections.abc import Iterator

from openinnov.verification.linked_data import BROKEN, digest, is_compressed
from openinnov.verification.package import CHECKSUMS, DESCRIPTOR, SIGNATURE, Package

#: What the descriptor of a release says, whatever else it says.
_PROPERTIES = (
    *("name", "title", "description", "licenses", "created", "version", "resources"),
    *("openinnov:standard", "openinnov:publisher", "openinnov:prefix", "openinnov:language"),
    *("openinnov:release", "openinnov:policy"),
)


def check(package: Package) -> Iterator[str]:
    """Yield what the descriptor lacks, and files that are not as it says."""
    for name in _PROPERTIES:
        if name not in package.descriptor:
            yield f"{DESCRIPTOR}: {name} is missing"
    described = {DESCRIPTOR, CHECKSUMS, SIGNATURE, "README.md"}
    for resource in package.resources:
        path = str(resource.get("path"))
        described.add(path)
        if path not in package.files:
            yield f"{DESCRIPTOR}: there is no file {path}"
            continue
        size, digest = package.files[path]
        if resource.get("bytes") != size or resource.get("hash") != f"sha256:{digest}":
            yield f"{DESCRIPTOR}: size or hash of {path} is another"
        elif is_compressed(path):
            yield from _content(package, path, resource.get("openinnov:content"))
    yield from (
        f"{DESCRIPTOR}: {path} is not described" for path in package.files if path not in described
    )


def _content(package: Package, path: str, described: object) -> Iterator[str]:
    """Yield a compressed file out of which comes something else than is said."""
    try:
        size, found = digest(package.directory / path)
    except BROKEN:
        yield f"{path}: cannot be decompressed"
    else:
        if described != {"bytes": size, "hash": f"sha256:{found}"}:
            yield f"{DESCRIPTOR}: size or hash of what is compressed in {path} is another"
