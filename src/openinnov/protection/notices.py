"""The rows that say what is withheld, and why: never more than that."""

from openinnov.engine.sql import identifier, literal
from openinnov.protection.staging import note_all
from openinnov.protection.work import Work, staged

_TABLE = "withheld"
_KEY = ("table_name", "record_id", "field_name", "reason")
#: The fields that our notices fill.
FIELDS = (*_KEY, "technique", "cells")
_AVAILABLE = "available_from"
_LONGEST = "CASE WHEN length(record_id) > 200 THEN '*' ELSE record_id END"


def note_tables(work: Work) -> None:
    """Say which tables do not leave, and how many records they have."""
    for table in work.submission.tables:
        if table.name not in work.decisions.rows:
            rows = work.submission.rows(table.name)
            reason = work.policy.kinds[table.kind].reason
            note_all(work, (table.name, "*"), reason, "dropped", rows)


def add(work: Work) -> tuple[str, ...]:
    """Add the notices to those that were given; return the fields that the table then has."""
    present = _TABLE in {table.name for table in work.tables}
    _forget_gone(work)
    if not work.number("SELECT count(*) FROM temp.notice"):
        return work.submission.columns[_TABLE] if present else ()
    embargoes = work.number("SELECT count(available) FROM temp.notice")
    filled = (*FIELDS, _AVAILABLE) if embargoes else FIELDS
    if not present:
        columns = ", ".join(f"NULL::VARCHAR AS {name}" for name in filled)
        work.database.execute(
            f"CREATE OR REPLACE TEMP TABLE {identifier(f'staged {_TABLE}')} AS "
            f"SELECT NULL::VARCHAR AS _source, NULL::BIGINT AS _row, {columns} LIMIT 0"
        )
    given = work.submission.columns[_TABLE] if present else ()
    for name in filled:
        if present and name not in given and name not in _KEY:
            work.database.execute(f"ALTER TABLE {staged(_TABLE)} ADD COLUMN {name} VARCHAR")
    key = " AND ".join(f"own.{name} = new.{name}" for name in _KEY)
    work.database.execute(
        f"INSERT INTO {staged(_TABLE)} ({', '.join(filled)}) "
        "SELECT table_name, record_id, field_name, reason, min(technique), "
        "CASE WHEN count(cells) = count(*) THEN CAST(sum(cells) AS BIGINT)::VARCHAR END "
        f"{', CASE WHEN count(available) = count(*) THEN max(available) END' if embargoes else ''} "
        "FROM "
        f"(SELECT * REPLACE ({_LONGEST} AS record_id) FROM temp.notice) AS new "
        f"WHERE NOT EXISTS (SELECT 1 FROM {staged(_TABLE)} AS own WHERE {key}) GROUP BY ALL"
    )
    fields = work.submission.standard.tables[_TABLE].fields
    return tuple(name for name in fields if name in {*given, *filled})


def blur(work: Work) -> None:
    """Empty the numbers of cells that are small, also those that were given."""
    given = work.submission.columns.get(_TABLE, ())
    if "cells" in given and not work.decisions.is_open:
        work.database.execute(
            f"UPDATE {staged(_TABLE)} SET cells = NULL WHERE record_id = '*' "
            f"AND TRY_CAST(cells AS BIGINT) < {work.policy.threshold}"
        )


def _forget_gone(work: Work) -> None:
    """Remove notices about records that left the release after they were made."""
    about = "SELECT DISTINCT table_name FROM temp.notice WHERE record_id <> '*'"
    noted = {name for (name,) in work.database.execute(about).fetchall()}
    for name in sorted(noted & {table.name for table in work.tables}):
        work.database.execute(
            f"DELETE FROM temp.notice WHERE table_name = {literal(name)} "
            "AND record_id <> '*' AND record_id NOT IN "
            f"(SELECT _key FROM {staged(name)} WHERE _key IS NOT NULL)"
        )
