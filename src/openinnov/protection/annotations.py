"""Rows about other records live and die with what they are about.

The translation of a text that goes is dropped, as is a relation that names a hidden record and a
notice about one. Here alone the columns of the tables of annotations are called by their names.
"""

from collections.abc import Collection

from openinnov.engine.sql import conjunction, identifier, literal
from openinnov.engine.views import record_id
from openinnov.protection.staging import canonical
from openinnov.protection.work import Work, staged, submitted
from openinnov.standard import Table

_RELATION, _TRANSLATION, _WITHHELD = "relation", "translation", "withheld"
_TARGET = """
CREATE TEMP TABLE target (
    field_name VARCHAR, record_id VARCHAR, before VARCHAR, after VARCHAR, same BOOLEAN
)
"""


def follow(work: Work) -> None:
    """Drop the rows of the tables of annotations that are about what does not leave."""
    present = {table.name for table in work.tables}
    if work.decisions.is_open:
        _drop_about_erased(work, present)
    elif _RELATION in present:
        _drop_relations(work)
    if _TRANSLATION in present:
        _follow_texts(work)
    if _WITHHELD in present and not work.decisions.is_open:
        # A notice may be about a notice.
        while _drop_notices(work):
            pass


def _gone(table: Table) -> str:
    """Return a query of the ids of records that were submitted and do not leave."""
    return (
        f"SELECT {record_id(table)} FROM {submitted(table.name)} "
        f"WHERE rowid NOT IN (SELECT _id FROM {staged(table.name)}) "
        f"AND {record_id(table)} IS NOT NULL"
    )


def _drop_about_erased(work: Work, present: Collection[str]) -> None:
    """Drop all that is said of an erased record in the profile that else keeps everything."""
    if not work.policy.erased:
        return
    ids = {_RELATION: ("subject_id", "object_id"), _TRANSLATION: ("record_id",)}
    ids[_WITHHELD] = ("record_id",)
    for annotation in [name for name in ids if name in present]:
        for table in work.tables:
            about = [f"{name} IN ({_gone(table)})" for name in ids[annotation]]
            named = f"table_name = {literal(table.name)} AND ({' OR '.join(about)})"
            _drop(work, annotation, f"coalesce({named}, FALSE)")


def _drop_relations(work: Work) -> None:
    """Drop each relation that names a record which was submitted and does not leave."""
    known = []
    for table in work.tables:
        if _is_renamed(work, table):
            continue
        gone = _gone(table)
        known.append(
            f"(table_name = {literal(table.name)} AND coalesce(subject_id, '') NOT IN ({gone}) "
            f"AND coalesce(object_id, '') NOT IN ({gone}))"
        )
    _drop(work, _RELATION, f"NOT coalesce({' OR '.join(known)}, FALSE)")


def _is_renamed(work: Work, table: Table) -> bool:
    """Say whether the records of a table get other ids, under which nobody may know them."""
    chosen = work.decisions.fields[table.name]
    return any(chosen[name].treatment.method == "pseudonymize" for name in table.primary_key)


def _follow_texts(work: Work) -> None:
    """Keep the translations of texts that leave, with a hash of the text as it leaves."""
    work.database.execute(_TARGET)
    for table in work.tables:
        for decision in work.fields(table):
            if decision.leaves and decision.field.translatable:
                _fill_target(work, table, decision.field.name)
    same = (
        "FROM temp.target AS target WHERE target.field_name = own.field_name "
        "AND target.record_id = own.table_name || '/' || own.record_id"
    )
    if not work.decisions.is_open:
        kept = f"EXISTS (SELECT 1 {same} AND target.same)"
        _drop(work, _TRANSLATION, f"NOT coalesce({kept}, FALSE)")
    if "source_hash" in work.submission.columns[_TRANSLATION]:
        # The hash of what stood in a text could be tried out, so it goes with it.
        other = "source_hash" if work.decisions.is_open else "NULL"
        work.database.execute(
            f"UPDATE {staged(_TRANSLATION)} AS own SET source_hash = CASE "
            "WHEN source_hash = sha256(target.before) THEN sha256(target.after) "
            f"ELSE {other} END {same} AND target.before <> target.after"
        )


def _fill_target(work: Work, table: Table, name: str) -> None:
    """Load the texts of a field that have translations, as they came and as they leave."""
    field, cell = table.fields[name], identifier(name)
    named = (
        f"SELECT record_id FROM {staged(_TRANSLATION)} "
        f"WHERE table_name = {literal(table.name)} AND field_name = {literal(name)}"
    )
    scrubbed = (
        f"own._id IN (SELECT _id FROM temp.scrubbed WHERE table_name = {literal(table.name)} "
        f"AND field_name = {literal(name)})"
    )
    unchanged = f"(own.{cell} = {canonical(field, f'given.{cell}')} OR {scrubbed})"
    work.database.execute(
        f"INSERT INTO temp.target SELECT {literal(name)}, {literal(f'{table.name}/')} || own._key, "
        f"given.{cell}, own.{cell}, {unchanged} AND own._was = own._key "
        f"FROM {staged(table.name)} AS own JOIN {submitted(table.name)} AS given "
        f"ON given.rowid = own._id WHERE own.{cell} IS NOT NULL AND own._key IN ({named})"
    )


def _drop_notices(work: Work) -> int:
    """Drop the notices that name a record or a field which does not leave."""
    kept = ["record_id = '*'"]
    for table in work.tables:
        chosen = work.decisions.fields[table.name].values()
        fields = ["'*'", *(literal(d.field.name) for d in chosen if d.leaves)]
        kept.append(
            conjunction(
                [
                    f"(table_name = {literal(table.name)}",
                    f"record_id IN (SELECT _key FROM {staged(table.name)} WHERE _key IS NOT NULL)",
                    f"field_name IN ({', '.join(fields)}))",
                ]
            )
        )
    return _drop(work, _WITHHELD, f"NOT coalesce({' OR '.join(kept)}, FALSE)")


def _drop(work: Work, table: str, where: str) -> int:
    """Drop rows, count them in the plan, and return how many there were."""
    rows = work.number(f"DELETE FROM {staged(table)} AS own WHERE {where}")
    work.measure((table, "*"), ("personal", "dropped"), rows)
    return rows
