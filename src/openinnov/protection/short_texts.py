"""Empty web addresses, codes, ids and other short cells that say something of a person.

A mark within them would break their form, so such a cell goes as a whole; of a list, the item.
"""

from collections.abc import Iterator, Sequence

from openinnov import detection
from openinnov.detection import Known
from openinnov.detection.persons import is_unparted, words_in
from openinnov.engine.sql import identifier, literal
from openinnov.exceptions import RefusedError
from openinnov.protection.texts import put
from openinnov.protection.work import BATCH, Work, staged
from openinnov.standard import Field, Table

#: What is sought in ids: their own form leaves room for nothing else.
_OF_IDS = frozenset({"known-name"})
#: Pattern of ids with a number that may be that of a telephone.
_LONG_NUMBER = "[0-9]{8}"


def empty(work: Work, known: Known) -> None:
    """Empty each short cell that says something of a person, and note it.

    Raises `RefusedError` where a cell would have to go that has to be there.
    """
    if work.decisions.is_open:
        return
    places = [
        (table, decision.field)
        for table in work.tables
        for decision in work.fields(table)
        if decision.is_searched
    ]
    chosen = _choose(work, known, places) if places else {}
    for number, (table, field) in enumerate(places):
        if number in chosen:
            _empty(work, known, (table, field), chosen[number])


def _empty(
    work: Work, known: Known, place_: tuple[Table, Field], candidates: tuple[int, int]
) -> None:
    table, field = place_
    done, marks = [], []
    for text in _candidates(work, *candidates):
        left, kinds = _left(work, known, table, field, text)
        if kinds:
            done.append((text, left))
            marks += [(text, kind) for kind in sorted(kinds)]
    if not done:
        return
    cell = f"own.{identifier(field.name)}"
    place = f"{literal(table.name)}, own._id, {literal(field.name)}"
    _insert(work, table, f"scrubbed SELECT {place}, given.other", cell, done)
    place = f"{literal(table.name)}, own._row, {literal(field.name)}"
    _insert(work, table, f"mark SELECT {place}, given.other, 1", cell, marks)
    if field.required or field.name in table.primary_key:
        _refuse_gaps(work, table, field)
    put(work, table, field, "redacted" if field.type == "list" else "suppressed")


def _insert(
    work: Work, table: Table, what: str, cell: str, pairs: Sequence[tuple[str, str | None]]
) -> None:
    """Insert something for each row whose cell is the first of a pair."""
    work.database.execute(
        f"INSERT INTO temp.{what} FROM {staged(table.name)} AS own "
        "JOIN (SELECT unnest(?::VARCHAR[]) AS cell, unnest(?::VARCHAR[]) AS other) AS given "
        f"ON given.cell = {cell}",
        [list(column) for column in zip(*pairs, strict=True)],
    )


def _choose(
    work: Work, known: Known, places: Sequence[tuple[Table, Field]]
) -> dict[int, tuple[int, int]]:
    """Load each value that may say something; most cannot, and never leave the database.

    Return the first and the last number of those of each place that has any. All places are
    searched by one query: of few values, to compile its patterns takes longer than to search.
    """
    given = " UNION ALL ".join(
        f"SELECT DISTINCT {number} AS place, {_is_id(table, field)} AS is_id, "
        f"{identifier(field.name)} AS cell FROM {staged(table.name)}"
        for number, (table, field) in enumerate(places)
    )
    named = (
        f"SELECT cell FROM (SELECT cell, unnest({words_in('cell')}) AS word FROM given) "
        "WHERE word IN (SELECT word FROM temp.known_word)"
    )
    unparted = f" OR {is_unparted('cell')}" if known.has_unparted else ""
    work.database.execute(
        f"CREATE OR REPLACE TEMP TABLE candidate AS WITH given AS ({given}) "
        f"SELECT row_number() OVER (ORDER BY place) AS n, place, cell FROM given "
        "WHERE cell IS NOT NULL AND (CASE WHEN is_id "
        f"THEN regexp_matches(cell, {literal(_LONG_NUMBER)}) "
        f"ELSE regexp_matches(cell, {literal(detection.MAY_HOLD)}) END"
        f"{f' OR cell IN ({named})' if known.tokens else ''}"
        f"{unparted})"
    )
    ranges = work.database.execute(
        "SELECT place, min(n), max(n) FROM temp.candidate GROUP BY place"
    )
    return {place: (first, last) for place, first, last in ranges.fetchall()}


def _candidates(work: Work, first: int, last: int) -> Iterator[str]:
    for start in range(first, last + 1, BATCH):
        end = min(start + BATCH, last + 1)
        chosen = f"SELECT cell FROM temp.candidate WHERE n >= {start} AND n < {end}"
        yield from (text for (text,) in work.database.execute(chosen).fetchall())


def _left(
    work: Work, known: Known, table: Table, field: Field, text: str
) -> tuple[str | None, frozenset[str]]:
    """Return what is left of a cell, or none, and what is found in the rest."""
    detectors = frozenset(work.policy.detectors)
    kinds = detectors & _OF_IDS if _is_id(table, field) else detectors
    items = text.split(";") if field.type == "list" else [text]
    found = [
        detection.holds(item, kinds=kinds, regions=work.regions, known=known) for item in items
    ]
    left = [item for item, own in zip(items, found, strict=True) if not own]
    return ";".join(left) or None, frozenset(kind for own in found for kind in own)


def _is_id(table: Table, field: Field) -> bool:
    return field.reference is not None or table.primary_key == (field.name,)


def _refuse_gaps(work: Work, table: Table, field: Field) -> None:
    gaps = work.number(
        f"SELECT count(*) FROM temp.scrubbed WHERE table_name = {literal(table.name)} "
        f"AND field_name = {literal(field.name)} AND result IS NULL"
    )
    if gaps:
        raise RefusedError(
            f"{table.name}.{field.name}: {gaps} cells say something of a person, and may not be "
            "empty; correct them"
        )
