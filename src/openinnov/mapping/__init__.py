"""Map foreign tables to the tables of the standard, by a mapping file.

`apply` makes a submission of them, and accounts for every record, value and column of theirs;
`write` writes that submission and the account as files.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openinnov.engine.duckdb import open_database
from openinnov.exceptions import MappingError
from openinnov.mapping.accounting import Books
from openinnov.mapping.assembly import assemble, name_things
from openinnov.mapping.blocks import run_blocks
from openinnov.mapping.checking import check, check_codes, read_tables
from openinnov.mapping.keeping import keep_out
from openinnov.mapping.ledger import Ledger
from openinnov.mapping.listings import (
    KeptOut,
    Unmapped,
    list_kept_out,
    list_unmapped,
    unused_columns,
)
from openinnov.mapping.loading import load
from openinnov.mapping.rules import Compiler
from openinnov.mapping.sources import load_sources
from openinnov.mapping.workbench import Workbench
from openinnov.mapping.writing import write
from openinnov.reading.headings import shown
from openinnov.standard import Standard
from openinnov.standard import load as load_standard
from openinnov.submission import Source, Submission

if TYPE_CHECKING:
    from openinnov.mapping.sources import Loaded

__all__ = ["KeptOut", "Mapped", "Unmapped", "apply", "write"]


@dataclass(frozen=True, slots=True)
class Mapped:
    """What a mapping made of foreign tables."""

    submission: Submission
    #: The records that gave no row, each with its first reason.
    kept_out: tuple[KeptOut, ...]
    #: The values and columns without a place in the submission.
    unmapped: tuple[Unmapped, ...]
    #: The account that ``mapping.json`` holds.
    summary: Mapping[str, Any]

    @property
    def complete(self) -> bool:
        """Whether every record and value was mapped."""
        return _complete(self.kept_out, self.unmapped)


def apply(mapping: Path | str, data: Path | str, *, standard: Standard | None = None) -> Mapped:
    """Map the foreign files in a folder by a mapping file.

    No listing shows a text that seems to tell of a person. Raises `MappingError` where the mapping
    says something that cannot be done, with its key, and `SubmissionError` where a file cannot be
    read; neither ever quotes a cell.
    """
    mapping, data = Path(mapping), Path(data)
    try:
        return _apply(mapping, data, standard or load_standard())
    except MappingError as error:
        name = shown(mapping.name)
        lines = (f"{name}: {line}" for line in str(error).splitlines())
        raise MappingError("\n".join(lines)) from None


def _apply(mapping: Path, data: Path, standard: Standard) -> Mapped:
    document = load(mapping)
    check(document, standard)
    tables = read_tables(document, standard, mapping.parent)
    check_codes(document, standard, tables)
    database = open_database(standard)
    bench = Workbench(database)
    loaded = load_sources(bench, document, data, standard)
    ledger = Ledger(bench)
    compiler = Compiler(standard, document, tables, loaded)
    runs = run_blocks(bench, ledger, compiler)
    kept = keep_out(bench, ledger, compiler, runs)
    name_things(bench, runs, kept, compiler)
    made = assemble(bench, ledger, compiler, runs, kept)
    books = Books(bench, ledger, loaded, runs, made, kept)
    books.keep_unused()
    submission = Submission(
        standard=standard,
        connection=database,
        columns={each.table.name: each.fields for each in made},
        sources=tuple(_sources(loaded.values())),
        descriptor=document.descriptor.properties(standard.version),
    )
    kept_out = list_kept_out(books)
    unmapped = list_unmapped(books, document, standard)
    summary = _summary(books, mapping, tables, kept_out, unmapped)
    bench.close()
    return Mapped(submission, kept_out, unmapped, summary)


def _complete(kept_out: Sequence[KeptOut], unmapped: Sequence[Unmapped]) -> bool:
    return not kept_out and not any(line.lost for line in unmapped)


def _sources(loaded: "Iterable[Loaded]") -> Iterator[Source]:
    """Yield each foreign file once, in the order of their names."""
    seen = {}
    for source in loaded:
        for file in source.files:
            comments, quarantined = file.comments, file.quarantined
            seen[file.name] = Source(
                name=file.name,
                table=None,
                sha256=file.sha256,
                size=file.size,
                encoding=source.source.encoding,
                records=file.records,
                checked=file.records - quarantined - comments,
                quarantined=quarantined,
                comments=comments,
            )
    yield from (seen[name] for name in sorted(seen, key=str.encode))


def _summary(
    books: Books,
    mapping: Path,
    tables: Mapping[str, object],
    kept_out: Sequence[KeptOut],
    unmapped: Sequence[Unmapped],
) -> dict[str, Any]:
    values: dict[str, dict[str, int]] = {}
    truncated: dict[str, int] = {}
    for line in sorted(unmapped, key=lambda line: (line.column, line.value)):
        if line.reason == "truncated":
            truncated[line.column] = truncated.get(line.column, 0) + line.cells
        elif line.reason != "unused-column":
            counts = values.setdefault(line.column, {"values": 0, "cells": 0})
            counts["values"] += 1
            counts["cells"] += line.cells
    return {
        "version": 1,
        "mapping_hash": _hash(mapping, tables),
        "sources": books.sources(),
        "tables": books.tables(),
        "unmapped": values,
        "repaired": books.repaired(),
        "truncated": truncated,
        "unused_columns": {
            name: [shown(column) for column in unused_columns(books, loaded)]
            for name, loaded in books.loaded.items()
        },
        "exit": int(not _complete(kept_out, unmapped)),
    }


def _hash(mapping: Path, tables: Iterable[str]) -> str:
    """Return the SHA-256 over the SHA-256 of the mapping and of each of its code tables."""
    names = [mapping.name, *sorted(tables)]
    hashes = (hashlib.sha256((mapping.parent / name).read_bytes()).hexdigest() for name in names)
    return hashlib.sha256("".join(hashes).encode()).hexdigest()
