"""Where copies may be written: never over anything, and never into what they are copies of."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO

from openinnov.exceptions import PublicationError
from openinnov.reading.headings import shown


def check_targets(path: Path | None, targets: Iterable[Path]) -> None:
    """Raise `PublicationError` where something is there already, or lies in what is copied."""
    source = None if path is None else path.resolve()
    if source is not None and source.name == "datapackage.json":
        source = source.parent
    for target in targets:
        if source is not None and (
            source == target.resolve() or source in target.resolve().parents
        ):
            raise PublicationError(f"{shown(str(target))}: lies in the submission: write elsewhere")
        if target.exists() or target.is_symlink():
            raise PublicationError(f"{shown(str(target))}: is there already: give another path")


@contextmanager
def new_file(path: Path) -> Iterator[BinaryIO]:
    """Give a new file to write, which is gone again if that fails.

    Raises `PublicationError` where it cannot be made.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        stream = path.open("xb")
    except OSError as error:
        raise _unwritable(path, error) from None
    with ExitStack() as undo:
        undo.callback(path.unlink, missing_ok=True)
        with stream:
            yield stream
        undo.pop_all()  # It is whole.


def _unwritable(path: Path, error: OSError) -> PublicationError:
    return PublicationError(f"{shown(str(path))}: cannot be written: {error.strerror}")
