"""Archives and compressed files: unpacked into a private folder, piece by piece and within limits.

Nothing that an archive says is believed: no name leads out of the folder, no link is followed, and
no archive within it is opened.
"""

import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from openinnov.exceptions import SubmissionError
from openinnov.reading.headings import shown
from openinnov.reading.intake import Part
from openinnov.reading.limits import MOST_MEMBERS, PIECE, UnsafeError, check_size

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

ARCHIVE, GZIP = ".zip", ".gz"
#: What some systems put beside the files of their owners.
_COMPANION = "__MACOSX"


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A file or folder to read, and the archive that it comes from, if any."""

    path: Path
    #: The name of the archive.
    name: str | None = None
    #: The members that were left in the archive, since they lead elsewhere.
    unsafe: tuple[str, ...] = ()


@contextmanager
def private() -> Iterator[Path]:
    """Yield a folder that nobody else can open, and that goes away with all it holds."""
    with tempfile.TemporaryDirectory(prefix="openinnov-") as folder:  # Mode 0700.
        yield Path(folder)


@contextmanager
def unpacked(path: Path, kind: str) -> Iterator[Unpacked]:
    """Yield what an archive holds, or a source that is none as it is.

    Raises `UnsafeError` when it is too large, `SubmissionError` when it is damaged.
    """
    if kind != ARCHIVE or not path.is_file():
        yield Unpacked(path)
        return
    with private() as folder:
        unsafe = _unpack(path, folder)
        yield Unpacked(_top(folder), path.name, unsafe)


@contextmanager
def expanded(part: Part) -> Iterator[Part]:
    """Yield a part without its compression.

    Raises `UnsafeError` when it is too large, `SubmissionError` when it is damaged.
    """
    if part.path.suffix.lower() != GZIP:
        yield part
        return
    with private() as folder:
        path = folder / part.path.stem
        _expand(part, path)
        yield replace(part, path=path, within=part.name)


def _expand(part: Part, path: Path) -> None:
    import gzip
    import zlib

    packed, size = part.path.stat().st_size, 0
    try:
        with gzip.open(part.path) as source, path.open("wb") as target:
            while piece := source.read(PIECE):
                size += len(piece)
                check_size(size, packed)
                target.write(piece)
    except (EOFError, gzip.BadGzipFile, zlib.error):
        raise SubmissionError(f"{part.name}: is damaged or no gzip file: get it again") from None


def _unpack(path: Path, folder: Path) -> tuple[str, ...]:
    """Unpack an archive into a folder; return the names of the members that lead elsewhere."""
    import zipfile
    import zlib

    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            if len(members) > MOST_MEMBERS:
                raise UnsafeError
            check_size(sum(member.file_size for member in members), path.stat().st_size)
            return tuple(_members(archive, members, folder))
    except (EOFError, NotImplementedError, RuntimeError, zipfile.BadZipFile, zlib.error):
        raise SubmissionError(
            f"{shown(path.name)}: is damaged, locked by a password or no zip archive: pack it again"
        ) from None


def _members(archive: "ZipFile", members: "list[ZipInfo]", folder: Path) -> Iterator[str]:
    for member in members:
        if member.filename.startswith(f"{_COMPANION}/"):
            continue
        target = folder / member.filename
        if _leads_away(member) or (target.exists() and not member.is_dir()):
            yield shown(member.filename)
        elif member.is_dir():
            target.mkdir(parents=True, exist_ok=True)
        else:
            _copy(archive, member, target)


def _leads_away(member: "ZipInfo") -> bool:
    """Say whether a member would be written elsewhere, or is a link or no file at all."""
    path = PurePosixPath(member.filename)
    kind = stat.S_IFMT(member.external_attr >> 16)
    return (
        path.is_absolute()
        or ".." in path.parts
        or any(sign in member.filename for sign in ":\\")
        or kind not in {0, stat.S_IFREG, stat.S_IFDIR}
    )


def _copy(archive: "ZipFile", member: "ZipInfo", target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(member) as source, target.open("wb") as file:
        while piece := source.read(PIECE):
            file.write(piece)


def _top(folder: Path) -> Path:
    """Return the folder that holds the files: many archives hold one folder and nothing else."""
    inner = list(folder.iterdir())
    return inner[0] if len(inner) == 1 and inner[0].is_dir() else folder
