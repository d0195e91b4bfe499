"""Take personal data out of the texts that leave; what cannot match never leaves the database."""

import json
from collections.abc import Iterable

from openinnov import detection
from openinnov.detection import Known
from openinnov.detection.persons import (
    about_persons,
    folded,
    is_unparted,
    public_names,
    single_names,
    words_in,
)
from openinnov.engine.sql import identifier, literal
from openinnov.protection import about
from openinnov.protection.decisions import Decision
from openinnov.protection.staging import note_cells
from openinnov.protection.work import BATCH, Work, staged, submitted
from openinnov.standard import Field, Table

#: What is left of a name, as SQL of a word, whatever ending a sentence gives it.
_BEGINNING = "lambda word: left(word, greatest(3, least(5, length(word) - 3)))"
#: From how many persons on those are left out who occur in no text.
_MANY_PERSONS = 20_000
_SCRUBBED = (
    "INSERT INTO temp.scrubbed SELECT unnest(?::VARCHAR[]), unnest(?::BIGINT[]), "
    "unnest(?::VARCHAR[]), unnest(?::VARCHAR[])"
)


def known_persons(work: Work) -> Known:
    """Return what the whole submission tells of persons, whether they leave or not.

    Of very many persons only those are returned whose number or last word occurs in a text, or a
    word of whose name stands there behind a title.
    """
    where = (work.submission.tables, work.submission.columns, submitted)
    persons = _values(work, about_persons(*where))
    tables = work.submission.standard.tables.values()
    organizations = [table.name for table in tables if table.individual]
    singles = " UNION ".join(single_names(*where, organizations))
    pairs = work.database.execute(f"{singles} ORDER BY ALL").fetchall() if singles else []
    return detection.known(persons, _values(work, public_names(*where)), pairs)


def scrub(work: Work, known: Known) -> None:
    """Scrub each text in people's own words, and note where something was taken out."""
    if work.decisions.is_open:
        return
    _fill_words(work, known)
    for table in work.tables:
        for decision in work.fields(table):
            if decision.treatment.method == "scrub":
                _scrub(work, known, table, decision)


def _values(work: Work, queries: Iterable[str]) -> list[str]:
    query = " UNION ".join(queries)
    if not query:
        return []
    if work.number(f"SELECT count(*) FROM ({query})") > _MANY_PERSONS:
        _fill_text_words(work)
        words = f"list_transform({words_in('value')}, {_BEGINNING})"
        query = (
            f"SELECT value FROM ({query}) WHERE regexp_matches(value, '[\\p{{N}}].*[\\p{{N}}]') "
            f"OR {is_unparted('value')} "
            f"OR list_last({words}) IN (SELECT word FROM temp.text_word) OR list_has_any({words}, "
            "(SELECT coalesce(list(word), []) FROM temp.text_word WHERE titled))"
        )
    cells = work.database.execute(f"SELECT value FROM ({query}) ORDER BY value")
    return [text for (text,) in cells.fetchall()]


def _fill_text_words(work: Work) -> None:
    """Load how the words of the texts and of the description begin, and what they follow."""
    described = json.dumps(work.submission.descriptor or {}, ensure_ascii=False)
    work.database.execute("CREATE OR REPLACE TEMP TABLE text_word (word VARCHAR, titled BOOLEAN)")
    work.database.execute(_text_words("(SELECT $1 AS cell)", "cell"), [described])
    for table in work.tables:
        for decision in work.fields(table):
            if decision.treatment.method == "scrub" or decision.is_searched:
                # What a web address encodes is a text as well.
                cell = identifier(decision.field.name)
                decoded = f"coalesce(TRY(url_decode({cell})), '')"
                work.database.execute(
                    _text_words(staged(table.name), f"{cell} || chr(32) || {decoded}")
                )


def _text_words(source: str, cell: str) -> str:
    """Return SQL that loads how each word of a column begins, and says if it follows a title."""
    titles = ", ".join(folded(literal(title)) for title in sorted(detection.TITLE_WORDS))
    titled = f"list_filter(words, lambda word, place: words[place - 1] IN ({titles}))"
    words = f"(SELECT {words_in(cell)} AS words FROM {source})"
    return (
        f"INSERT INTO temp.text_word SELECT DISTINCT left(word, size), titled FROM ("
        f"SELECT unnest(words) AS word, FALSE AS titled FROM {words} "
        f"UNION ALL SELECT unnest({titled}), TRUE FROM {words}), (SELECT unnest([3, 4, 5]) AS size)"
    )


def _fill_words(work: Work, known: Known) -> None:
    """Load a word of each known name, so that texts without any are passed over."""
    work.database.execute("CREATE OR REPLACE TEMP TABLE known_word (word VARCHAR)")
    words = sorted(known.tokens)
    for start in range(0, len(words), BATCH):
        work.database.execute(
            f"INSERT INTO temp.known_word SELECT DISTINCT {folded('word')} "
            "FROM (SELECT unnest(?::VARCHAR[]) AS word)",
            [words[start : start + BATCH]],
        )


def _scrub(work: Work, known: Known, table: Table, decision: Decision) -> None:
    field, cell = decision.field, identifier(decision.field.name)
    others = "NOT _person" if decision.in_person else "TRUE"
    may_match = [f"regexp_matches(cell, {literal(detection.MAY_MATCH)})"]
    # Names take many forms; whether a text holds one is seen there as fast as here.
    may_match += ["TRUE"] if known.tokens or work.recogniser else []
    candidates = work.number(
        "CREATE OR REPLACE TEMP TABLE candidate AS WITH given AS (SELECT _id, _row, "
        f"{cell} AS cell FROM {staged(table.name)} WHERE {cell} IS NOT NULL AND {others}) "
        f"SELECT row_number() OVER () AS n, _id, _row, cell FROM given "
        f"WHERE {' OR '.join(may_match)}"
    )
    for start in range(0, candidates, BATCH):
        _scrub_batch(work, known, (table, field), start)
    if candidates:
        put(work, table, field, "redacted")


def put(work: Work, table: Table, field: Field, technique: str) -> None:
    """Put what `scrubbed` holds for a field into its cells, and note each."""
    cell = identifier(field.name)
    place = f"table_name = {literal(table.name)} AND field_name = {literal(field.name)}"
    work.database.execute(
        f"UPDATE {staged(table.name)} AS own SET {cell} = done.result FROM "
        f"(SELECT _id, result FROM temp.scrubbed WHERE {place}) AS done WHERE done._id = own._id"
    )
    chosen = f"_id IN (SELECT _id FROM temp.scrubbed WHERE {place})"
    note_cells(work, (table, field), chosen, ("personal", technique))


def _scrub_batch(work: Work, known: Known, place: tuple[Table, Field], start: int) -> None:
    table, field = place
    cells = work.database.execute(
        f"SELECT _id, _row, cell FROM temp.candidate WHERE n > {start} AND n <= {start + BATCH}"
    ).fetchall()
    named = _organizations(work, known, table)
    done, marks = [], []
    for number, row, text in cells:
        scrubbed = work.scrubbed(text, known.within(named.get(number, ())))
        if scrubbed != text:
            done.append((table.name, number, field.name, scrubbed))
            found = detection.marked(text, scrubbed)
            marks += [(table.name, row, field.name, kind, n) for kind, n in found.items()]
    work.mark(marks)
    if done:
        work.database.execute(_SCRUBBED, [list(column) for column in zip(*done, strict=True)])


def _organizations(work: Work, known: Known, table: Table) -> dict[int, list[str]]:
    """Return the organizations of each candidate, where that matters to what is known."""
    if not known.singles:
        return {}
    pairs = work.database.execute(
        f"SELECT _id, list(organization) FROM ({about.organizations(work, table)}) "
        "WHERE _id IN (SELECT _id FROM temp.candidate) GROUP BY ALL"
    )
    return dict(pairs.fetchall())
