"""The rows of the standard's tables, made of the records that are not kept out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from openinnov.engine.sql import identifier
from openinnov.mapping.blocks import Run, fill_references
from openinnov.mapping.keeping import alive, identity
from openinnov.mapping.rules import Compiler
from openinnov.standard import Table

if TYPE_CHECKING:
    from openinnov.mapping.document import Record
    from openinnov.mapping.ledger import Ledger
    from openinnov.mapping.workbench import Workbench

#: The table that says from which record each row comes.
ORIGIN = "submitted._origin"
_OWN = ("_block", "_cell", "_file", "_source", "_row", "_thing", "_alive")
#: The order of rows: by the bytes of file names, then as in the file.
_ORDER = "_file, _row, _block, _cell"


@dataclass(frozen=True, slots=True)
class Assembled:
    """What was made of one table."""

    table: Table
    #: The fields that blocks and records fill, in the order of the standard.
    fields: tuple[str, ...]
    #: Rows made of source records, by the number of the block.
    from_blocks: Mapping[int, int]
    #: Rows that the mapping gives.
    from_mapping: int
    #: Records that share a row with others, or could.
    members: int
    #: Rows not made because their records are kept out.
    follows: int

    @property
    def from_records(self) -> int:
        """Rows made of source records."""
        return sum(self.from_blocks.values())


def name_things(bench: "Workbench", runs: Sequence[Run], kept: str, compiler: Compiler) -> None:
    """Make the tables of names and ids in which references look; a name with two ids is none."""
    for table in dict.fromkeys(run.target.name for run in runs):
        named = [run for run in runs if run.target.name == table]
        (key, *more) = named[0].target.primary_key
        if more or all(key not in run.fields or key in run.late for run in named):
            continue
        claims = " UNION ALL ".join(
            f"SELECT _name AS name, {identifier(key)} AS id, {number} AS block, "
            f"{'TRUE' if run.by_columns else 'FALSE'} AS shared FROM {run.rows} "
            f"WHERE _name IS NOT NULL AND {alive(bench, kept, run.block.from_)}"
            for number, run in enumerate(named)
        )
        counted = f"SELECT name, id, shared, block, count(*) AS times FROM ({claims}) GROUP BY ALL"
        ids = bench.table("names", {"name": "VARCHAR", "id": "VARCHAR"})
        bench.run(
            f"INSERT INTO {ids} SELECT name, min(id) FROM (SELECT name, id, NOT shared OR "
            "row_number() OVER (PARTITION BY name, shared ORDER BY block, times DESC, id) = 1 "
            f"AS chosen FROM ({counted})) WHERE chosen GROUP BY name HAVING count(DISTINCT id) = 1"
        )
        compiler.references[table] = ids


def assemble(
    bench: "Workbench",
    ledger: "Ledger",
    compiler: Compiler,
    runs: Sequence[Run],
    kept: str,
) -> list[Assembled]:
    """Fill the tables of the submission, in the order of the standard."""
    bench.run(
        f"CREATE TABLE {ORIGIN} "
        "(table_name VARCHAR, _row BIGINT, source VARCHAR, source_row BIGINT)"
    )
    made = []
    for table in compiler.standard.tables.values():
        own = [run for run in runs if run.target.name == table.name]
        given = compiler.document.given(table.name)
        if own or given:
            made.append(_Assembly(bench, ledger, compiler, table, kept).fill(own, given))
    return made


@dataclass(frozen=True, slots=True)
class _Assembly:
    bench: "Workbench"
    ledger: "Ledger"
    compiler: Compiler
    table: Table
    kept: str

    def fill(self, runs: Sequence[Run], given: Sequence["Record"]) -> Assembled:
        """Fill one table of the submission, with the rows that the mapping gives first."""
        filled = {name for run in runs for name in run.fields}
        filled |= {name for record in given for name in record.row}
        fields = tuple(name for name in self.table.fields if name in filled)
        self._give(given, fields)
        if not runs:
            return Assembled(self.table, fields, {}, len(given), 0, 0)
        rows = self._all(runs, fields)
        several = any(run.block.distinct is not None for run in runs)
        united = self._unite(rows, runs, fields) if several else rows
        inserted = self._insert(united, fields, len(given))
        shared = " OR ".join(
            f"_block = {n}" for n, run in enumerate(runs) if run.block.distinct is not None
        )
        return Assembled(
            self.table,
            fields,
            from_blocks=dict(
                self.bench.rows(f"SELECT _block, count(*) FROM {inserted} GROUP BY 1")
            ),
            from_mapping=len(given),
            members=self._count(rows, "count(*)", f"_alive AND ({shared or 'FALSE'})"),
            follows=self._follows(rows, runs),
        )

    def _give(self, records: Sequence["Record"], fields: Sequence[str]) -> None:
        kinds = ["bigint", "varchar", *("varchar" for _ in fields)]
        source = f"{self.table.name}.csv"
        rows = (
            [number, source, *(record.row.get(name) or None for name in fields)]
            for number, record in enumerate(records, start=2)
        )
        self.bench.insert(_target(self.table, fields), kinds, rows)

    def _all(self, runs: Sequence[Run], fields: Sequence[str]) -> str:
        """Return a table of the rows of all blocks, with what each of them is."""
        table = f"mapping.{self.bench.alias('all')}"
        queries = []
        for number, run in enumerate(runs):
            loaded = self.compiler.loaded[run.block.from_]
            cells = ", ".join(
                f"{f'f.{identifier(name)}' if name in run.fields else 'CAST(NULL AS VARCHAR)'} "
                f"AS {identifier(name)}"
                for name in fields
            )
            live = alive(self.bench, self.kept, run.block.from_, "s._record")
            queries.append(
                f"SELECT {number} AS _block, f._cell, f._record, s._file, s._source, s._row, "
                f"{identity(run)} AS _thing, {live} AS _alive, {cells} "
                f"FROM ({fill_references(self.compiler, run)}) AS f "
                f"JOIN {loaded.table} AS s ON s._record = f._record"
            )
        self.bench.run(
            f"CREATE TABLE {table} AS SELECT * FROM ({' UNION ALL '.join(queries)}) "
            "WHERE _thing IS NOT NULL"
        )
        return table

    def _choose(self, rows: str, runs: Sequence[Run], name: str) -> str:
        """Return a table of what each row says in a field: what most of its records say."""
        cell = identifier(name)
        ranked = f"mapping.{self.bench.alias('ranked')}"
        self.bench.run(
            f"CREATE TABLE {ranked} AS SELECT *, row_number() OVER "
            "(PARTITION BY _thing ORDER BY _block, times DESC, value) AS place FROM "
            f"(SELECT _thing, _block, {cell} AS value, count(*) AS times FROM {rows} "
            f"WHERE _alive AND {cell} IS NOT NULL GROUP BY ALL)"
        )
        for number, run in enumerate(runs):
            if run.block.distinct is not None and name in run.fields:
                self.ledger.differences(rows, ranked, run, number, name)
        return ranked

    def _unite(self, rows: str, runs: Sequence[Run], fields: Sequence[str]) -> str:
        """Return a table of the rows in which each thing has one, at the place of its first."""
        chosen = [self._choose(rows, runs, name) for name in fields]
        joins = " ".join(
            f"LEFT JOIN {table} AS v{n} ON v{n}._thing = p._thing AND v{n}.place = 1"
            for n, table in enumerate(chosen)
        )
        cells = "".join(f", v{n}.value AS {identifier(name)}" for n, name in enumerate(fields))
        united = f"mapping.{self.bench.alias('united')}"
        self.bench.run(
            f"CREATE TABLE {united} AS SELECT p.* {cells} FROM (SELECT DISTINCT ON (_thing) "
            f"{', '.join(_OWN)} FROM {rows} WHERE _alive ORDER BY _thing, {_ORDER}) AS p {joins}"
        )
        return united

    def _insert(self, rows: str, fields: Sequence[str], given: int) -> str:
        """Put the rows into the submission; return the table of those put there."""
        numbered = f"mapping.{self.bench.alias('numbered')}"
        self.bench.run(
            f"CREATE TABLE {numbered} AS SELECT * EXCLUDE (_row), _row AS _source_row, "
            f"{given + 1} + row_number() OVER (ORDER BY {_ORDER}) AS _row FROM {rows} WHERE _alive"
        )
        source = self.bench.bind(f"{self.table.name}.csv")
        cells = "".join(f", {identifier(name)}" for name in fields)
        self.bench.run(
            f"INSERT INTO {_target(self.table, fields)} "
            f"SELECT _row, {source}{cells} FROM {numbered} ORDER BY _row"
        )
        self.bench.run(
            f"INSERT INTO {ORIGIN} SELECT {self.bench.bind(self.table.name)}, _row, _source, "
            f"_source_row FROM {numbered} ORDER BY _row"
        )
        return numbered

    def _count(self, rows: str, what: str, where: str) -> int:
        return int(self.bench.value(f"SELECT {what} FROM {rows} WHERE {where}"))

    def _follows(self, rows: str, runs: Sequence[Run]) -> int:
        loaded = self.compiler.loaded
        others = " OR ".join(
            f"_block = {number}"
            for number, run in enumerate(runs)
            if loaded[run.block.from_].source.main != self.table.name
        )
        return self._count(
            rows,
            "count(DISTINCT _thing)",
            f"({others or 'FALSE'}) AND _thing NOT IN (SELECT _thing FROM {rows} WHERE _alive)",
        )


def _target(table: Table, fields: Sequence[str]) -> str:
    names = ", ".join(map(identifier, ("_row", "_source", *fields)))
    return f"submitted.{identifier(table.name)} ({names})"
