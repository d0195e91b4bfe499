"""What a release tells of numbers of people, and how they add up, by hashes that a ledger compares.

The true numbers of what is withheld stand nowhere: whether one is still the same, the hash of it
says, which nobody can try out without the key.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING, TypeAlias

from openinnov.engine.sql import identifier
from openinnov.engine.views import record_id
from openinnov.policy.counts import CountRule
from openinnov.protection import count_cells
from openinnov.protection.count_cells import Place
from openinnov.protection.counts import linked_tables, rule_of
from openinnov.protection.key import Key, keyed
from openinnov.protection.tables.cells import Cell, Coordinates, Role
from openinnov.protection.work import Work, submitted
from openinnov.standard import Field, Table
from openinnov.submission import Sums, Told

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

#: For each place what the release shows, None if it withholds it; others it does not hold.
_Shown: TypeAlias = Mapping[Place, int | None]


def traces(
    work: Work,
    written: "DuckDBPyConnection",
    columns: Mapping[str, Collection[str]],
    key: Key | None,
) -> Iterator[Sums]:
    """Yield what a release tells of the tables that count the same people, if there is a key."""
    if key is None or work.decisions.is_open:
        return
    for tables in linked_tables(work):
        rule = rule_of(work, tables[0])
        shown: dict[Place, int | None] = {}
        for table, field in count_cells.places(work, tables):
            if _is_kept(work, table, field, columns.get(table.name, ())):
                shown |= _shown(work, written, table, field)
        if shown and rule.method != "round":
            yield _sums(work, tables, rule, shown, key)


def _is_kept(work: Work, table: Table, field: Field, columns: Collection[str]) -> bool:
    """Say whether numbers leave as they are, in records that can be found again."""
    method = work.decisions.fields[table.name][field.name].treatment.method
    return method == "keep" and {field.name, *table.primary_key} <= set(columns)


def _shown(
    work: Work, written: "DuckDBPyConnection", table: Table, field: Field
) -> dict[Place, int | None]:
    """Return what the release shows of each submitted number that it has a record of."""
    told = dict(
        written.execute(
            f"SELECT {record_id(table)}, {identifier(field.name)} FROM {submitted(table.name)}"
        ).fetchall()
    )
    records = work.database.execute(
        f"SELECT rowid, {record_id(table)} FROM {submitted(table.name)}"
    ).fetchall()
    return {
        (table.name, row, field.name): None if told[record] is None else int(told[record])
        for row, record in records
        if record in told
    }


def _sums(work: Work, tables: Collection[Table], rule: CountRule, shown: _Shown, key: Key) -> Sums:
    found = [(cell, place) for cell, place in count_cells.cells(work, tables) if place in shown]
    numbers: dict[Coordinates, int] = {
        cell.coordinates: cell.value for cell, place in found if shown[place] is not None
    }
    system = count_cells.system(work, tables, [cell for cell, _ in found])
    told = (_told(work, cell, numbers.get(cell.coordinates), rule, key) for cell in system.cells)
    equations = tuple((each.whole, each.parts) for each in system.equations)
    return Sums(rule.threshold, tuple(told), equations)


def _told(work: Work, cell: Cell, number: int | None, rule: CountRule, key: Key) -> Told:
    """Return what the release tells of a cell, of which it may show the number."""
    place = [text for pair in cell.coordinates for text in pair]
    counted = dict(cell.coordinates).get("count", "")
    tells = cell.value > 0 or (rule.zeros == "withhold" and cell.is_shown)
    # What follows from a release that is protected once more is only what it left.
    is_real = cell.is_shown or (cell.role is Role.IMPLIED and not work.released)
    return Told(
        table=cell.table,
        field=counted.rpartition(".")[2],
        place=keyed(key, "place", *place),
        number=keyed(key, "number", str(cell.value), *place),
        shown=number,
        withheld=number is None and cell.is_shown,
        guarded=number is None and tells and is_real,
        least=int(number is None and cell.is_shown and cell.value > 0 and rule.zeros == "safe"),
    )
