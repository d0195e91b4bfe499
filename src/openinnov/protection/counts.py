"""Numbers of people that do not leave, and the figures that stand on them.

What is withheld is worked out before any table is staged, from the rows as they were submitted: all
tables that count the same people are one system, so that nobody can work out a small number from
those that leave. Small numbers, and those withheld to protect them, are noted alike: if a notice
told them apart, everybody would know which are small.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from openinnov.engine.sql import conjunction, identifier, literal
from openinnov.engine.types import typed
from openinnov.exceptions import RefusedError
from openinnov.policy.counts import CountRule, has_counts, linked
from openinnov.protection import count_cells
from openinnov.protection.key import Key, refuse_other
from openinnov.protection.work import Work, submitted
from openinnov.standard import SENSITIVE, Field, Table

_PLACES = "unnest(?::VARCHAR[]), unnest(?::BIGINT[]), unnest(?::VARCHAR[])"


def fill(work: Work, key: Key | None) -> None:
    """Find out which cells do not leave, and what becomes of numbers that are rounded.

    Raises `RefusedError` if numbers contradict each other, or no key was given that rounds them.
    """
    if work.decisions.is_open:
        return
    for tables in linked_tables(work):
        rule = rule_of(work, tables[0])
        if rule.method == "round":
            _round(work, tables, rule, key)
        else:
            _withhold_small(work, tables, rule)
            _withhold_telling(work, tables)
    for table in work.tables:
        if work.decisions.rows[table.name] == "counts":
            _withhold_figures(work, table)


def rule_of(work: Work, table: Table) -> CountRule:
    """Return how the numbers of people in a table are protected."""
    return work.policy.count_rule(table, work.submission.standard)


def linked_tables(work: Work) -> Iterator[tuple[Table, ...]]:
    """Yield the tables that leave and count people, those of the same people together."""
    waiting = [table for table in work.tables if has_counts(table)]
    while waiting:
        names = {each.name for each in linked(work.submission.standard, waiting[0])}
        yield tuple(table for table in waiting if table.name in names)
        waiting = [table for table in waiting if table.name not in names]


def unshown(work: Work, table: Table) -> dict[str, list[str]]:
    """Return the fields of which single cells do not leave, with the reasons."""
    query = (
        "SELECT field_name, list(DISTINCT reason ORDER BY reason) FROM temp.unshown "
        f"WHERE table_name = {literal(table.name)} GROUP BY ALL ORDER BY ALL"
    )
    return dict(work.database.execute(query).fetchall())


def is_withheld(table: Table, field: Field, reason: str | None = None) -> str:
    """Return SQL that is true of the staged rows of which a cell does not leave."""
    stated = "" if reason is None else f" AND reason = {literal(reason)}"
    return (
        f"_id IN (SELECT _id FROM temp.unshown WHERE table_name = {literal(table.name)} "
        f"AND field_name = {literal(field.name)}{stated})"
    )


def rounded(table: Table, field: Field) -> str:
    """Return SQL of the rounded number of a staged row."""
    return (
        "(SELECT any_value(new.result) FROM temp.rounded AS new WHERE new.record = _id "
        f"AND new.table_name = {literal(table.name)} AND new.field_name = {literal(field.name)})"
    )


def _withhold_small(work: Work, tables: tuple[Table, ...], rule: CountRule) -> None:
    least = "TRUE" if rule.zeros == "withhold" else "number <> 0"
    for table, field in count_cells.places(work, tables):
        number = typed(field, identifier(field.name))
        work.database.execute(
            f"INSERT INTO temp.unshown SELECT {literal(table.name)}, _id, {literal(field.name)}, "
            f"'small-count' FROM (SELECT rowid AS _id, {number} AS number "
            f"FROM {submitted(table.name)}) WHERE number < {rule.threshold} AND {least}"
        )


def _withhold_telling(work: Work, tables: tuple[Table, ...]) -> None:
    """Withhold further numbers, from which one could work out small ones."""
    _insert(
        work,
        "unshown",
        f"SELECT new.*, 'small-count' FROM (SELECT {_PLACES}) AS new (table_name, _id, field_name) "
        "WHERE NOT EXISTS (SELECT 1 FROM temp.unshown AS own WHERE own._id = new._id "
        "AND own.table_name = new.table_name AND own.field_name = new.field_name)",
        count_cells.telling(work, tables),
    )


def _round(work: Work, tables: tuple[Table, ...], rule: CountRule, key: Key | None) -> None:
    """Round all numbers; those of too few people have no figures stand on them.

    How few they are is told by the rounded number alone, which may stand for a smaller one.
    """
    from openinnov.protection.tables import round_count

    if key is None:
        raise RefusedError(f"numbers of people in {tables[0].name} are rounded by a key: give one")
    refuse_other(key, work.policy.key_id)
    base = rule.base or 1
    rows = []
    for cell, place in count_cells.cells(work, tables, alone=True):
        new = round_count(cell.coordinates, cell.value, base=base, key=key)
        rows.append((*place, str(new), new - (base - 1) < rule.threshold))
    _insert(work, "rounded", f"SELECT {_PLACES}, unnest(?::VARCHAR[]), unnest(?::BOOLEAN[])", rows)


def _insert(work: Work, table: str, query: str, rows: Sequence[tuple[Any, ...]]) -> None:
    if rows:
        columns = [list(column) for column in zip(*rows, strict=True)]
        work.database.execute(f"INSERT INTO temp.{table} {query}", columns)


def _withhold_figures(work: Work, table: Table) -> None:
    """Withhold the figures that stand on a number which does not leave.

    Sensitive ones leave only with enough people behind them.
    """
    fields = [field for _, field in count_cells.places(work, [table])]
    own = f"table_name = {literal(table.name)}"
    counts = ", ".join(literal(field.name) for field in fields)
    few = (
        f"_id IN (SELECT _id FROM temp.unshown WHERE {own} AND field_name IN ({counts}) UNION ALL "
        f"SELECT record FROM temp.rounded WHERE {own} AND few)"
        if fields
        else "FALSE"
    )
    numbers = [typed(field, identifier(field.name)) for field in fields]
    enough = [f"coalesce({each} >= {rule_of(work, table).threshold}, FALSE)" for each in numbers]
    for decision in work.fields(table):
        field = decision.field
        if not decision.is_figure:
            continue
        wheres = [(few, "small-count")]
        if field.privacy == SENSITIVE and not work.released:
            wheres.append((conjunction([f"NOT {each}" for each in (few, *enough)]), "sensitive"))
        for where, reason in wheres:
            work.database.execute(
                f"INSERT INTO temp.unshown SELECT {literal(table.name)}, _id, "
                f"{literal(field.name)}, {literal(reason)} FROM (SELECT *, rowid AS _id FROM "
                f"{submitted(table.name)}) WHERE {identifier(field.name)} IS NOT NULL AND {where}"
            )


def demands(work: Work) -> dict[str, dict[str, Any]]:
    """Return what the description says of each table of numbers of people, so that one can check.

    That is how many people stand behind a number at least, which breakdowns add up to a whole, and
    which codes of these mean everybody.
    """
    said: dict[str, dict[str, Any]] = {}
    for table in () if work.decisions.is_open else work.tables:
        rule = rule_of(work, table) if has_counts(table) else None
        if rule is not None and rule.method == "round":
            said[table.name] = {"openinnov:rounded": rule.base}
        elif rule is not None:
            leaving = {each.field.name for each in work.fields(table) if each.leaves}
            partition = [name for name in work.policy.partition(table) if name in leaving]
            codes = {name: work.policy.whole.get(f"{table.name}.{name}", ()) for name in partition}
            whole = {name: list(own) for name, own in codes.items() if own}
            said[table.name] = {
                "openinnov:threshold": rule.threshold,
                "openinnov:partition": partition,
            }
            said[table.name] |= {"openinnov:whole": whole} if whole else {}
    return said
