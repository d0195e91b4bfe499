"""CSV files: nothing is sniffed, and what departs from the declared dialect is said aloud."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice

from openinnov.reading import streaming
from openinnov.reading.dialect import OTHERS, Dialect
from openinnov.reading.encoding import decode, is_damaged, mend
from openinnov.reading.headings import Header, Headings, find_header, is_blank
from openinnov.reading.intake import File, Intake, Part
from openinnov.reading.loader import Loader, Target, begin
from openinnov.reading.quotes import scan
from openinnov.reading.records import Lengths, fit, lines, misfit, numbered
from openinnov.reading.watch import Watched
from openinnov.standard import Table

#: Up to this size a file is read by lists; above, as a stream.
SMALL = 4 << 20
#: Where headings are looked for: in the first records, within the first bytes.
_FIRST_RECORDS, _FIRST_BYTES = 20, 256 << 10


@dataclass(frozen=True, slots=True)
class Head:
    """Where the headings of a table stand, and how its cells are set apart."""

    dialect: Dialect
    row: int
    labels: Sequence[str]


def read(part: Part, intake: Intake) -> None:
    """Read a CSV file into the table that its name, or its package, says."""
    table = intake.table_of(part)
    if table is None:
        intake.set_aside(part.name)
        return
    if part.path.stat().st_size > SMALL and _read_stream(part, intake, table):
        return
    raw = part.path.read_bytes()
    read_table(raw, part, intake, table)


def read_table(raw: bytes, part: Part, intake: Intake, table: Table, *, small: int = SMALL) -> None:
    """Read the bytes of a CSV file into a table."""
    decoded = decode(raw, part.encoding, part.name)
    target = Target(intake, table, File.of(part.name, raw, decoded.encoding))
    if not decoded.content.strip():
        target.refuse("empty-file")
        return
    head = _find_head(decoded.content, part.dialect, intake.headings, table)
    if head is None:
        text = decoded.text(scan(decoded.content, part.dialect).content)
        records = sum(1 for _ in numbered(text, part.dialect, part.name))
        target.refuse("unmatched-header", records)
        return
    scanned = scan(decoded.content, head.dialect)
    streamed = None
    if len(raw) > small and decoded.guess is None:
        header = _header(target, head)
        streamed = streaming.insert(
            target, header, lambda: Watched(io.BytesIO(scanned.content), head.dialect)
        )
    loader = _begin(target, head, part.dialect, decoded.guess)
    for rule, row in scanned.faults:
        loader.find(rule, row)
    if streamed is None:
        _load(loader, decoded.text(scanned.content), head.dialect, decoded.guess)
    else:
        streamed.report(loader)


@dataclass(frozen=True, slots=True)
class Layout:
    """A CSV file as it is read: its text, and how its cells are set apart."""

    #: The text with its damaged places as lone surrogates.
    text: str
    #: The same with unclosed quotation marks taken as text; each line stands where it did.
    scanned: str
    dialect: Dialect
    #: The records that others may read in another way, because of their quotation marks.
    broken: frozenset[int]


def layout(part: Part, headings: Headings, table: Table) -> Layout | None:
    """Return how a file is read; none if its headings are not found, or bytes of it are lost."""
    decoded = decode(part.path.read_bytes(), part.encoding, part.name)
    head = _find_head(decoded.content, part.dialect, headings, table)
    if head is None or (decoded.guess is not None and decoded.encoding != "utf-8"):
        return None
    scanned = scan(decoded.content, head.dialect)
    broken = frozenset(row for rule, row in scanned.faults if rule != "bare-quote")
    return Layout(decoded.text(), decoded.text(scanned.content), head.dialect, broken)


def _read_stream(part: Part, intake: Intake, table: Table) -> bool:
    """Read a large file that has no fault of encoding or quotes; say whether it was one."""
    with part.path.open("rb") as stream:
        start = stream.read(_FIRST_BYTES)
    mark = streaming.mark_of(start, part)
    if mark is None:
        return False
    head = _find_head(start[mark:], part.dialect, intake.headings, table)
    if head is None:
        return False
    target = Target(intake, table, File(part.name, "", 0))
    streamed = streaming.insert(
        target,
        _header(target, head),
        lambda: Watched(part.path.open("rb"), head.dialect, mark),
    )
    if streamed is None:
        return False
    file = File(part.name, streamed.file.sha256, streamed.file.size)
    streamed.report(_begin(Target(intake, table, file), head, part.dialect, None))
    return True


def _header(target: Target, head: Head) -> Header:
    return Header(head.row, target.intake.headings.columns(target.table, head.labels))


def _find_head(content: bytes, declared: Dialect, headings: Headings, table: Table) -> Head | None:
    """Look for the headings: in the first record, then with another delimiter, then further on."""
    start = content[:_FIRST_BYTES]
    own = _heads(start, declared)
    if own and headings.known(table, own[0].labels):
        return own[0]
    others = [
        _heads(start, replace(declared, delimiter=d)) for d in OTHERS if d != declared.delimiter
    ]
    firsts = [heads[0] for heads in others if heads]
    for heads in (firsts, own, list(chain(*others))):
        index = find_header([headings.known(table, head.labels) for head in heads])
        if index is not None:
            return heads[index]
    return None


def _heads(start: bytes, dialect: Dialect) -> list[Head]:
    """Return the first records, each of which may hold the headings."""
    text = scan(start, dialect).content.decode("utf-8", "surrogateescape")
    records = enumerate(islice(lines(text, dialect), _FIRST_RECORDS), start=1)
    return [Head(dialect, row, labels) for row, labels in records]


def _begin(target: Target, head: Head, declared: Dialect, guess: str | None) -> Loader:
    """Start to fill the table, and note how the file departs from what was declared."""
    labels = [label if guess is None else mend(label, guess) for label in head.labels]
    columns = target.intake.headings.columns(target.table, labels)
    loader = begin(target, head.row, columns)
    if head.dialect != declared:
        loader.find("dialect-mismatch", detail=head.dialect.delimiter)
    if head.row > 1:
        loader.find("misplaced-header", head.row)
    if labels != list(head.labels):
        loader.find("encoding-error", head.row, detail=guess)
    return loader


def _load(loader: Loader, text: str, dialect: Dialect, guess: str | None) -> None:
    width = len(loader.header.columns)
    row, lengths = 0, Lengths()
    for row, cells in numbered(text, dialect, loader.file.name, lengths):
        if row <= loader.header.row:
            continue
        if guess is not None:
            _mend_cells(loader, row, cells, guess)
        if is_blank(cells):
            loader.blank(row, row)
        elif len(cells) == width:
            loader.keep(row, cells)
        else:
            misfit(loader, row, len(cells))
            loader.keep(row, fit(cells, width))
    loader.close(row, lengths.spans())


def _mend_cells(loader: Loader, row: int, cells: list[str], guess: str) -> None:
    columns = loader.header.columns
    for i, cell in enumerate(cells):
        if is_damaged(cell):
            name = columns[i].field if i < len(columns) else None
            loader.find("encoding-error", row, name, detail=guess)
            cells[i] = mend(cell, guess)
