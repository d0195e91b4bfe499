"""Foreign files as tables of text, with what is known of each record."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from openinnov.exceptions import MappingError, SubmissionError
from openinnov.mapping import foreign
from openinnov.mapping.loading import nearest
from openinnov.reading.folder import is_lock
from openinnov.reading.headings import shown
from openinnov.standard import Standard
from openinnov.standard.consistency import portable

if TYPE_CHECKING:
    from openinnov.mapping.document import Document, Source
    from openinnov.mapping.workbench import Workbench

#: What every source table has beside its columns.
_OWN = {
    "_record": "BIGINT",
    "_file": "BIGINT",
    "_source": "VARCHAR",
    "_row": "BIGINT",
    "_key": "VARCHAR",
    "_state": "VARCHAR",
}
#: The column that holds what `file_key` reads from the name of a file.
FILE_KEY = "file.key"


@dataclass(frozen=True, slots=True)
class File:
    """A foreign file."""

    #: Its path below the data folder.
    name: str
    sha256: str
    size: int
    #: How many records it has, its header aside.
    records: int
    #: How many of them have lost their shape.
    quarantined: int
    #: How many of them stand above the header.
    comments: int


_Read = tuple[File, foreign.Table]


@dataclass(frozen=True, slots=True)
class Loaded:
    """The files of one source in one table."""

    source: "Source"
    files: tuple[File, ...]
    #: The table in the database.
    table: str
    #: The name of each foreign column there; those of files come first.
    columns: dict[str, str]


def load_sources(
    bench: "Workbench", document: "Document", data: Path, standard: Standard
) -> dict[str, Loaded]:
    """Read the files of every source, or raise `MappingError` or `SubmissionError`."""
    found = {source.name: _files(source, data, standard) for source in document.source}
    names = sorted({file.name for files in found.values() for file, _ in files}, key=str.encode)
    order = {name: place for place, name in enumerate(names)}
    # What is loaded is let go: the texts stand in the database from here on.
    return {
        source.name: _load(bench, source, found.pop(source.name), order)
        for source in document.source
    }


def _files(source: "Source", data: Path, standard: Standard) -> tuple[_Read, ...]:
    place = f"source.{source.name}.files"
    pattern = PurePosixPath(source.files)
    if pattern.is_absolute() or ".." in pattern.parts or not source.files:
        raise MappingError(f"{place}: name files below the data folder, without ..")
    folder = data if data.is_dir() else data.parent
    try:
        found = (path for path in folder.glob(source.files) if not is_lock(path.name))
        paths = [path for path in found if path.is_file()]
    except ValueError:
        raise MappingError(f"{place}: {source.files} is no pattern for names of files") from None
    if not data.is_dir():
        paths = [path for path in paths if path == data]
    if any(not path.resolve().is_relative_to(folder.resolve()) for path in paths):
        raise MappingError(f"{place}: a link leaves the data folder")
    if not paths:
        raise MappingError(f"{place}: no file matches {source.files}")
    files = (_file(source, path, path.relative_to(folder), standard) for path in paths)
    return tuple(sorted(files, key=lambda read: read[0].name.encode()))


def _file(source: "Source", path: Path, relative: Path, standard: Standard) -> _Read:
    # Character by character, since two long names may begin alike.
    name = "".join(map(shown, relative.as_posix()))
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SubmissionError(f"{name}: the file cannot be read") from error
    table = foreign.read(foreign.Foreign(path, content, name, source), standard)
    twice = {column for column in table.columns if table.columns.count(column) > 1}
    if "" in table.columns or twice:
        raise SubmissionError(f"{name}: each column needs a name of its own in the header")
    file = File(
        name=name,
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        records=table.comments + len(table.records),
        quarantined=sum(record.broken for record in table.records),
        comments=table.comments,
    )
    return file, table


def _load(
    bench: "Workbench", source: "Source", files: Sequence[_Read], order: dict[str, int]
) -> Loaded:
    names = dict.fromkeys(column for _, table in files for column in table.columns)
    if source.columns == "same" and any(set(t.columns) != set(names) for _, t in files):
        raise MappingError(f"source.{source.name}.columns: the files differ in their columns")
    columns = {name: f"c{place}" for place, name in enumerate(names)}
    kinds = _OWN | dict.fromkeys(columns.values(), "VARCHAR")
    table = bench.table("source", kinds)
    keys = [_file_key(bench, source, file) for file, _ in files]
    bench.insert(table, list(kinds.values()), _rows(files, list(names), keys, order))
    if source.file_key is not None:
        columns[FILE_KEY] = "_key"
    loaded = Loaded(source, tuple(file for file, _ in files), table, columns)
    _judge_keys(bench, loaded)
    return loaded


def _rows(
    files: Sequence[_Read], names: Sequence[str], keys: Sequence[str | None], order: dict[str, int]
) -> Iterator[list[object]]:
    number = 0
    for (file, table), key in zip(files, keys, strict=True):
        places = {name: place for place, name in enumerate(table.columns)}
        for record in table.records:
            state = "quarantined" if record.broken else None
            own = [number, order[file.name], file.name, record.row, key, state]
            cells = (
                None if state or name not in places else record.cells[places[name]]
                for name in names
            )
            yield [*own, *cells]
            number += 1


def _file_key(bench: "Workbench", source: "Source", file: File) -> str | None:
    if source.file_key is None:
        return None
    place = f"source.{source.name}.file_key"
    if not portable(source.file_key) or re.compile(source.file_key).groups != 1:
        raise MappingError(f"{place}: this should be a simple pattern with one group")
    name = bench.bind(PurePosixPath(file.name).name)
    whole = bench.bind(rf"\A(?:{source.file_key})\z")
    key = bench.value(f"SELECT regexp_extract({name}, {whole}, 1)")
    if not key:
        raise MappingError(f"{place}: it does not match the name of {file.name}")
    return str(key)


def _judge_keys(bench: "Workbench", loaded: Loaded) -> None:
    """Mark the records whose key is empty, then all those that share one."""
    source = loaded.source
    for name in source.key:
        if name not in loaded.columns:
            place, near = f"source.{source.name}.key", nearest(name, loaded.columns)
            raise MappingError(f"{place}: there is no column {shown(name)}{near}")
    if not source.key:
        return
    cells = [loaded.columns[name] for name in source.key]
    empty = " OR ".join(f"{cell} IS NULL" for cell in cells)
    bench.run(f"UPDATE {loaded.table} SET _state = 'key-empty' WHERE _state IS NULL AND ({empty})")
    together = ", ".join([*cells, *(["_file"] if source.scope == "file" else [])])
    bench.run(
        f"UPDATE {loaded.table} SET _state = 'key-repeated' WHERE _record IN (SELECT _record FROM "
        f"(SELECT _record, count(*) OVER (PARTITION BY {together}) AS times FROM {loaded.table} "
        "WHERE _state IS NULL) WHERE times > 1)"
    )
