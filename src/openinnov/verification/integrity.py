"""Whether the files are those that were published."""

import re
from collections.abc import Iterator

from openinnov.verification.package import CHECKSUMS, SIGNATURE, Package

_LISTED = re.compile(r"([0-9a-f]{64})  ([^\x00-\x1f\\]+)")
_SELF = {CHECKSUMS, SIGNATURE}


def check(package: Package) -> Iterator[str]:
    """Yield files that are not those of the checksums."""
    listed = {}
    try:
        text = (package.directory / CHECKSUMS).read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        yield f"{CHECKSUMS}: cannot be read"
        return
    for number, line in enumerate(text.splitlines(), start=1):
        found = _LISTED.fullmatch(line)
        if found is None:
            yield f"{CHECKSUMS}: line {number} is no checksum with a path"
        else:
            listed[found[2]] = found[1]
    if list(listed) != sorted(listed):
        yield f"{CHECKSUMS}: is not sorted by path"
    for path, digest in listed.items():
        if path not in package.files:
            yield f"{path}: is missing"
        elif package.files[path][1] != digest:
            yield f"{path}: is not the file that was published"
    yield from (
        f"{path}: has no checksum" for path in package.files if path not in {*listed, *_SELF}
    )
