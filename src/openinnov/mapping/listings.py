"""The listings of what was kept out and not mapped, and what they may show."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from openinnov.exceptions import MappingError
from openinnov.mapping.accounting import Books
from openinnov.mapping.ids import normalise
from openinnov.mapping.loading import nearest
from openinnov.mapping.sources import FILE_KEY, plain_name
from openinnov.standard import Field, Standard, Table

if TYPE_CHECKING:
    from openinnov.mapping.document import Document
    from openinnov.mapping.sources import Loaded

#: How many characters of a value are shown.
_WIDTH = 80
#: What may be a mailbox, or the number of a telephone, a card or a person.
_PERSONAL = re.compile(r"@|[0-9](?:[ ().+-]?[0-9]){6}")
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


def list_unmapped(
    books: Books,
    document: "Document",
    standard: Standard,
    personal: Callable[[str], bool] | None,
) -> tuple[Unmapped, ...]:
    """Return what was not mapped, the most frequent first."""
    shown = _table_of_shown(books, standard, personal)
    rows = books.bench.rows(
        "SELECT source, coalesce(column_name, ''), table_name, coalesce(field_name, ''), reason, "
        "shown, count(DISTINCT _record), min_by(r._source, (r._file, r._row)), "
        "min_by(r._row, (r._file, r._row)), used_shown, suggestion_shown "
        f"FROM {books.ledger.issues} JOIN ({books.records}) AS r USING (source, _record) "
        f"JOIN {shown} AS t USING (table_name, reason, text) "
        "WHERE coalesce(field_name, '') = t.field AND coalesce(used, '') = t.used_text "
        f"AND {books.read} GROUP BY ALL"
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


def _table_of_shown(
    books: Books, standard: Standard, personal: Callable[[str], bool] | None
) -> str:
    """Make a table of what may be shown of each text, and leave out what is no loss."""
    kinds = dict.fromkeys(
        ("table_name", "field", "reason", "text", "used_text"), "VARCHAR"
    ) | dict.fromkeys(("shown", "used_shown", "suggestion_shown"), "VARCHAR")
    table = books.bench.table("shown", kinds)
    found = books.bench.rows(
        "SELECT DISTINCT table_name, coalesce(field_name, ''), reason, text, coalesce(used, ''), "
        f"any_value(suggestion) FROM {books.ledger.issues} GROUP BY 1, 2, 3, 4, 5 ORDER BY ALL"
    )
    rows: list[list[Any]] = []
    for name, field, reason, text, used, suggestion in found:
        if reason == "differs" and normalise(text) == normalise(used):
            continue  # Two spellings of one name.
        visible = _is_plain_code(standard.tables[name], field, reason)
        visible = visible and not _PERSONAL.search(text) and not (personal and personal(text))
        shown = _cut(text) if visible else ""
        own = used if visible or reason != "differs" else ""
        advice = suggestion if visible and suggestion else ""
        rows.append([name, field, reason, text, used, shown, own, advice])
    books.bench.insert(table, list(kinds.values()), rows)
    return table


def _is_plain_code(table: Table, name: str, reason: str) -> bool:
    """Say whether a value was meant as a code or a date of a public field."""
    field = table.fields.get(name)
    if field is None or field.privacy != "public" or table.kind in _HIDDEN:
        return False
    return reason in {"codes", "date"} or (reason == "differs" and _is_coded(field))


def _is_coded(field: Field) -> bool:
    return bool(field.codelists) or field.type in {"date", "partial_date", "year", "boolean"}


def _cut(text: str) -> str:
    plain = plain_name(text)
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
        source, column = loaded.source.name, plain_name(name)
        yield Unmapped(source, column, "", "", "unused-column", "", cells, file or "", row, "", "")


def unused_columns(books: Books, loaded: "Loaded") -> list[str]:
    """Return the columns of a source that are neither used nor known to be unwanted."""
    source, columns = loaded.source, [name for name in loaded.columns if name != FILE_KEY]
    ignored: set[str] = set()
    for number, pattern in enumerate(source.ignore, start=1):
        found = set(_matching(pattern, columns))
        if not found:
            place, near = f"source.{source.name}.ignore[{number}]", nearest(pattern, columns)
            raise MappingError(f"{place}: there is no column {plain_name(pattern)!r}{near}")
        ignored |= found
    used = books.ledger.seen.get(source.name, set()) | set(source.key) | ignored
    return [name for name in columns if name not in used]


def _matching(pattern: str, columns: Iterable[str]) -> Iterator[str]:
    whole = re.compile(".*".join(map(re.escape, pattern.split("*"))), re.DOTALL)
    return (name for name in columns if name == pattern or whole.fullmatch(name))
