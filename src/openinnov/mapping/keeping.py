"""Which records are kept out, each for the first reason there is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from openinnov.engine.sql import identifier, matches
from openinnov.mapping.blocks import Run
from openinnov.mapping.ids import LONGEST
from openinnov.mapping.rules import Compiler
from openinnov.standard import Table

if TYPE_CHECKING:
    from openinnov.mapping.document import Document
    from openinnov.mapping.ledger import Ledger
    from openinnov.mapping.sources import Loaded
    from openinnov.mapping.workbench import Workbench

#: The reasons, the first one first. After `where`, the values of a record are the reason.
REASONS = (
    "quarantined",
    "key-empty",
    "key-repeated",
    "where",
    "unknown-code",
    "id-shape",
    "id-clash",
)
#: The reasons for which the values of a record are not looked at.
UNREAD = REASONS[:4]
_KEPT = {
    "source": "VARCHAR",
    "_record": "BIGINT",
    "reason": "VARCHAR",
    "table_name": "VARCHAR",
    "field_name": "VARCHAR",
    "path": "VARCHAR",
}


def identity(run: Run) -> str:
    """Return SQL of what a row is: two rows that are the same thing share it."""
    if run.by_columns:
        return "'n/' || _name"
    if run.by_fields:
        parts = ", ".join(f"coalesce({identifier(name)}, '')" for name in run.by_fields)
        given = " OR ".join(f"{identifier(name)} IS NOT NULL" for name in run.by_fields)
        return f"CASE WHEN {given} THEN 'f/' || concat_ws(chr(31), {parts}) END"
    return f"'r/{run.rows.rpartition('_')[2]}/' || _cell"


def keep_out(
    bench: "Workbench",
    ledger: "Ledger",
    compiler: Compiler,
    runs: Sequence[Run],
) -> str:
    """Return a table of the records kept out: source, record, reason, table, field, key."""
    kept, loaded = bench.table("kept", _KEPT), compiler.loaded
    keeper = _Keeper(bench, kept, {name: each.source.main for name, each in loaded.items()})
    for source in loaded.values():
        keeper.add(_without_shape_or_key(bench, source))
    for run in runs:
        if loaded[run.block.from_].source.main == run.target.name:
            keeper.add(_without_row(bench, run, loaded[run.block.from_]))
    keeper.add(_with_unknown_code(ledger))
    singles = [run for run in runs if len(run.target.primary_key) == 1]
    prefix = compiler.document.descriptor.prefix
    keeper.add(*(_with_misfit(bench, run, prefix) for run in singles))
    keeper.add(*_clashes(bench, compiler.document, singles, kept))
    return kept


def alive(bench: "Workbench", kept: str, source: str, record: str = "_record") -> str:
    """Return SQL that is true of the records of a source that are not kept out."""
    return f"{record} NOT IN (SELECT _record FROM {kept} WHERE source = {bench.bind(source)})"


@dataclass(frozen=True, slots=True)
class _Keeper:
    bench: "Workbench"
    kept: str
    #: The main table of each source.
    mains: Mapping[str, str | None]

    def add(self, *queries: str) -> None:
        """Keep out what queries yield and is not kept out yet; one reason for each record.

        Of the places that have the same reason, that in the main table counts.
        """
        if not queries:
            return
        bind = self.bench.bind
        mains = " ".join(
            f"WHEN {bind(name)} THEN {bind(main)}" for name, main in self.mains.items() if main
        )
        other = f"table_name IS DISTINCT FROM CASE source {mains} END" if mains else "FALSE"
        self.bench.run(
            f"INSERT INTO {self.kept} SELECT DISTINCT ON (source, _record) * "
            f"FROM ({' UNION ALL '.join(queries)}) AS new({', '.join(_KEPT)}) "
            f"WHERE (source, _record) NOT IN (SELECT (source, _record) FROM {self.kept}) "
            f"ORDER BY source, _record, {other}, path"
        )


def _without_shape_or_key(bench: "Workbench", loaded: "Loaded") -> str:
    source = loaded.source
    main = bench.bind(source.main) if source.main else "NULL"
    path = bench.bind(f"source.{source.name}")
    key = bench.bind(f"source.{source.name}.key")
    return (
        f"SELECT {bench.bind(source.name)}, _record, _state, {main}, NULL, "
        f"CASE _state WHEN 'quarantined' THEN {path} ELSE {key} END "
        f"FROM {loaded.table} WHERE _state IS NOT NULL"
    )


def _without_row(bench: "Workbench", run: Run, loaded: "Loaded") -> str:
    return (
        f"SELECT {bench.bind(run.block.from_)}, _record, 'where', {bench.bind(run.target.name)}, "
        f"NULL, {bench.bind(run.place.inside('where').path)} FROM {loaded.table} "
        f"WHERE _state IS NULL AND _record NOT IN (SELECT _record FROM {run.rows})"
    )


def _with_unknown_code(ledger: "Ledger") -> str:
    return (
        "SELECT source, _record, 'unknown-code', table_name, field_name, path || '.codes' "
        f"FROM {ledger.issues} WHERE keeps_out"
    )


def _with_misfit(bench: "Workbench", run: Run, prefix: str) -> str:
    (name,) = run.target.primary_key
    good = _fits(bench, run.target, prefix)
    return _blame(bench, run, "id-shape", f"NOT coalesce({good}, FALSE)", name)


def _fits(bench: "Workbench", table: Table, prefix: str) -> str:
    (name,) = table.primary_key
    cell = identifier(name)
    demands = [f"length({cell}) <= {LONGEST}", matches(cell, table.fields[name].pattern or ".*")]
    if has_prefix(table):
        demands.append(f"starts_with({cell}, {bench.bind(f'{prefix}-')})")
    return " AND ".join(demands)


def has_prefix(table: Table) -> bool:
    """Say whether the ids of a table begin with the publisher's prefix."""
    return table.kind not in {"intake", "microdata"}


def _blame(bench: "Workbench", run: Run, reason: str, condition: str, field: str) -> str:
    path = run.place.inside("fields", field).path
    return (
        f"SELECT {bench.bind(run.block.from_)}, _record, {bench.bind(reason)}, "
        f"{bench.bind(run.target.name)}, {bench.bind(field)}, {bench.bind(path)} "
        f"FROM {run.rows} WHERE {identity(run)} IS NOT NULL AND {condition}"
    )


def _clashes(
    bench: "Workbench", document: "Document", runs: Sequence[Run], kept: str
) -> Iterator[str]:
    """Yield a query for each block whose ids other things bear as well."""
    for name in dict.fromkeys(run.target.name for run in runs):
        own = [run for run in runs if run.target.name == name]
        (key,) = own[0].target.primary_key
        claims = [
            f"SELECT {identifier(key)} AS id, {identity(run)} AS thing FROM {run.rows} "
            f"WHERE {identity(run)} IS NOT NULL AND {alive(bench, kept, run.block.from_)}"
            for run in own
        ]
        claims += [
            f"SELECT {bench.bind(record.row[key])}, 'm/{number}'"
            for number, record in enumerate(document.record)
            if record.table == name and key in record.row
        ]
        several = (
            f"SELECT id FROM ({' UNION ALL '.join(claims)}) WHERE id IS NOT NULL "
            "GROUP BY id HAVING count(DISTINCT thing) > 1"
        )
        for run in own:
            yield _blame(bench, run, "id-clash", f"{identifier(key)} IN ({several})", key)
