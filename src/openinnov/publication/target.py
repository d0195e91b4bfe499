"""Which directories may be written: an empty place, or a package that may be replaced."""

import json
from collections.abc import Callable
from pathlib import Path

from openinnov.exceptions import PublicationError
from openinnov.publication.description import PATH
from openinnov.publication.files import CHECKSUMS, SIGNATURE


def place(directory: Path) -> Path:
    """Return the directory with its parent resolved, so that its neighbours have names."""
    if directory.name in {"", ".."}:
        directory = directory.resolve()
    if not directory.name:
        raise PublicationError(f"{directory}: name a directory in it")
    return directory.parent.resolve() / directory.name


def check_target(
    directory: Path, *, replace: bool, written: Callable[[Path], bool] | None = None
) -> None:
    """Raise `PublicationError` if a directory may not be written.

    `written` says of a descriptor whether it is one that this tool wrote, by default in publishing.
    """
    if directory.is_symlink():
        raise PublicationError(f"{directory}: is a link; name the directory itself")
    if not directory.exists():
        return
    if not directory.is_dir():
        raise PublicationError(f"{directory}: is a file; name another directory")
    if not any(directory.iterdir()):
        return
    if not (written or is_release)(directory / PATH):
        raise PublicationError(f"{directory}: holds something else than a published package")
    if not replace:
        raise PublicationError(
            f"{directory}: holds a package; say --replace to put a new one there"
        )
    strangers = _strangers(directory)
    if strangers:
        raise PublicationError(
            f"{directory}: besides the package it holds {', '.join(strangers[:3])}, which would be "
            "lost: move it elsewhere"
        )


def is_release(descriptor: Path) -> bool:
    """Say whether a file is the descriptor of a release."""
    # Only publishing says so: a submission is never taken for a package.
    try:
        document = json.loads(descriptor.read_bytes())
    except (OSError, ValueError):
        return False
    return isinstance(document, dict) and "openinnov:release" in document


def _strangers(directory: Path) -> list[str]:
    """Return the files that the package does not list, and empty directories."""
    try:
        lines = (directory / CHECKSUMS).read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        lines = []
    listed = {CHECKSUMS, SIGNATURE, PATH, *(line[66:] for line in lines)}
    found = (path for path in sorted(directory.rglob("*")) if path.is_symlink() or path.is_file())
    names = (path.relative_to(directory).as_posix() for path in found)
    return [ascii(name) for name in names if name not in listed]
