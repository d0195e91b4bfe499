"""The listings of what was kept out and not mapped, and what they may show."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from openinnov import detection
from openinnov.exceptions import MappingError
from openinnov.mapping.accounting import Books
from openinnov.mapping.ids import normalise
from openinnov.mapping.loading import nearest
from openinnov.mapping.sources import FILE_KEY
from openinnov.reading.headings import shown
from openinnov.standard import Field, Standard, Table

if TYPE_CHECKING:
    from openinnov.mapping.document import Document
    from openinnov.mapping.sources import Loaded

#: How many characters of a value are shown.
_WIDTH = 80
#: What may be a mailbox, or the number of a telephone, a card or a person.
_PERSONAL = re.compile(r"@|[0-9](?:[ ().+-]?[0-9]){6}")
#: What has the look of a date, however written, and is no such number.
_DATE = re.compile(r"[0-9]{1,4}([./ -])[0-9]{1,2}\1[0-9]{1,4}")
#: The kinds of tables of which no value is shown.
_HIDDEN = frozenset({"personal", "intake", "microdata"})


@dataclass(frozen=True, slots=True)
class KeptOut:
    """A record that gave no row of its main table, and the first reason why."""

    source: str
    file: str
    row: int
    table: str
    field: str
    reason: str
    #: The key of the mapping that decided it.
    detail: str


@dataclass(frozen=True, slots=True)
class Unmapped:
    """A value, or a column, that has no place in the submission as it is."""

    source: str
    column: str
    table: str
    field: str
    reason: str
    #: The value, or "" if it must not be shown.
    value: str
    #: In how many cells it stands.
    cells: int
    first_file: str
    first_row: int | None
    #: What stands in its place.
    used: str
    suggestion: str
    #: Whether something is missing from the submission for it.
    lost: bool = True


def list_kept_out(books: Books) -> tuple[KeptOut, ...]:
    """Return the records kept out, in the order of their files."""
    rows = books.bench.rows(
        "SELECT source, r._source, r._row, coalesce(table_name, ''), coalesce(field_name, ''), "
        f"reason, path FROM {books.kept} JOIN ({books.records}) AS r USING (source, _record) "
        "ORDER BY r._file, r._row, source"
    )
    return tuple(KeptOut(*row) for row in rows)


def list_unmapped(books: Books, document: "Document", standard: Standard) -> tuple[Unmapped, ...]:
    """Return what was not mapped, the most frequent first; one line for each column and value."""
    texts = _table_of_texts(books, standard)
    rows = books.bench.rows(
        "SELECT source, coalesce(column_name, ''), min_by(table_name, t.place), "
        "min_by(t.field, t.place), reason, t.shown, count(DISTINCT _record), "
        "min_by(r._source, (r._file, r._row)), min_by(r._row, (r._file, r._row)), "
        f"t.used_shown, t.suggestion_shown FROM {books.ledger.issues} "
        f"JOIN ({books.records}) AS r USING (source, _record) "
        f"JOIN {texts} AS t USING (source, table_name, reason, text) "
        "WHERE coalesce(field_name, '') = t.field AND coalesce(used, '') = t.used_text "
        # A cell that no condition could be asked of may be why its record was not read.
        f"AND (reason = 'condition' OR {books.read}) "
        "GROUP BY source, column_name, reason, shown, used_shown, suggestion_shown"
    )
    whole = {(source, column) for source, column in _taken_whole(document)}
    listed = [
        replace(line, lost=line.reason != "truncated" or (line.source, line.column) not in whole)
        for line in (Unmapped(*row) for row in rows)
    ]
    listed += [line for loaded in books.loaded.values() for line in _unused_columns(books, loaded)]
    return tuple(sorted(listed, key=_order))


def _order(line: Unmapped) -> tuple[object, ...]:
    place = (line.source, line.column, line.table, line.field, line.reason, line.used)
    return (-line.cells, line.value, *place)


_TEXT = {
    "source": "VARCHAR",
    "table_name": "VARCHAR",
    "field": "VARCHAR",
    "reason": "VARCHAR",
    "text": "VARCHAR",
    "used_text": "VARCHAR",
    "place": "BIGINT",
    "shown": "VARCHAR",
    "used_shown": "VARCHAR",
    "suggestion_shown": "VARCHAR",
}


def _table_of_texts(books: Books, standard: Standard) -> str:
    """Make a table of what may be shown of each text; what is no loss is not in it."""
    table = books.bench.table("texts", _TEXT)
    found = books.bench.rows(
        "SELECT source, table_name, coalesce(field_name, ''), reason, text, coalesce(used, ''), "
        f"any_value(suggestion) FROM {books.ledger.issues} GROUP BY ALL ORDER BY ALL"
    )
    rows = []
    for source, name, field, reason, text, used, suggestion in found:
        if reason == "differs" and normalise(text) == normalise(used):
            continue  # Two spellings of one name.
        visible = _is_plain_code(standard.tables[name], field, reason)
        visible = visible and not _tells_of_person(text)
        instead = used if visible or reason != "differs" else ""
        shown_texts = (_cut(text), instead, suggestion or "") if visible else ("", instead, "")
        place = _place(standard, books.loaded[source].source.main, name, field)
        rows.append([source, name, field, reason, text, used, place, *shown_texts])
    books.bench.insert(table, list(_TEXT.values()), rows)
    return table


def _place(standard: Standard, main: str | None, table: str, field: str) -> int:
    """Return the order of the fields of which one stands for all that lack the same value."""
    fields = list(standard.tables[table].fields)
    position = fields.index(field) if field in fields else -1
    first = 0 if table == main else len(standard.tables)
    return (first + list(standard.tables).index(table)) * 1000 + position


def _is_plain_code(table: Table, name: str, reason: str) -> bool:
    """Say whether a value was meant as a code or a date of a public field."""
    field = table.fields.get(name)
    if field is None or field.privacy != "public" or table.kind in _HIDDEN:
        return False
    return reason in {"codes", "date"} or (reason == "differs" and _is_coded(field))


def _tells_of_person(text: str) -> bool:
    looks = _PERSONAL.search(text) is not None and _DATE.fullmatch(text) is None
    return looks or bool(detection.find(text))


def _is_coded(field: Field) -> bool:
    return bool(field.codelists) or field.type in {"date", "partial_date", "year", "boolean"}


def _cut(text: str) -> str:
    plain = shown(text)
    return plain if len(plain) <= _WIDTH else f"{plain[: _WIDTH - 1]}…"


def _taken_whole(document: "Document") -> Iterator[tuple[str, str]]:
    """Yield the columns that some field takes as they are."""
    for blocks in document.table.values():
        for block in blocks:
            for rule in block.fields.values():
                steps = (rule.split, rule.codes, rule.date, rule.decimal, rule.truncate)
                if rule.origin == "column" and not any(step is not None for step in steps):
                    yield from ((block.from_, name) for name in (rule.column or [])[:1])


def _unused_columns(books: Books, loaded: "Loaded") -> Iterator[Unmapped]:
    for name in unused_columns(books, loaded):
        own = loaded.columns[name]
        cells, file, row = books.bench.rows(
            f"SELECT count({own}), min_by(_source, (_file, _row)) FILTER ({own} IS NOT NULL), "
            f"min_by(_row, (_file, _row)) FILTER ({own} IS NOT NULL) FROM {loaded.table}"
        )[0]
        source, column = loaded.source.name, shown(name)
        yield Unmapped(source, column, "", "", "unused-column", "", cells, file or "", row, "", "")


def unused_columns(books: Books, loaded: "Loaded") -> list[str]:
    """Return the columns of a source that are neither used nor known to be unwanted."""
    source, columns = loaded.source, [name for name in loaded.columns if name != FILE_KEY]
    ignored: set[str] = set()
    for number, pattern in enumerate(source.ignore, start=1):
        found = set(_matching(pattern, columns))
        if not found:
            place, near = f"source.{source.name}.ignore[{number}]", nearest(pattern, columns)
            raise MappingError(f"{place}: there is no column {shown(pattern)}{near}")
        ignored |= found
    used = books.ledger.seen.get(source.name, set()) | set(source.key) | ignored
    return [name for name in columns if name not in used]


def _matching(pattern: str, columns: Iterable[str]) -> Iterator[str]:
    whole = re.compile(".*".join(map(re.escape, pattern.split("*"))), re.DOTALL)
    return (name for name in columns if name == pattern or whole.fullmatch(name))
