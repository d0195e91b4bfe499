"""The blocks of a mapping, run: for each, a table of its rows before any record is kept out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from openinnov.engine.sql import identifier
from openinnov.mapping.relation import Place, Relation, Value
from openinnov.mapping.rules import Compiler, by_name
from openinnov.mapping.templates import columns_in
from openinnov.mapping.unpivot import unpivot
from openinnov.standard import Table

if TYPE_CHECKING:
    from openinnov.mapping.document import Block, Rule
    from openinnov.mapping.ledger import Ledger
    from openinnov.mapping.sources import Loaded
    from openinnov.mapping.workbench import Workbench


@dataclass(frozen=True, slots=True)
class Run:
    """A block, and the table of its rows: one for each record, or cell, that fulfils `where`."""

    block: "Block"
    target: Table
    place: Place
    relation: Relation
    #: SQL that is true of the records that make a row.
    holds: str
    #: The table of rows: ``_cell``, ``_record``, ``_name`` and the fields without references.
    rows: str
    #: The table of all cells, if each cell is a row.
    cells: str | None

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that it fills, in the order of the standard."""
        return tuple(name for name in self.target.fields if name in self.block.fields)

    def named(self, field: str) -> list[str]:
        """Return the columns that the rule of a field names."""
        rule = self.block.fields[field]
        return rule.named or columns_in(rule.template or "", self.relation.columns)

    @property
    def late(self) -> tuple[str, ...]:
        """The fields that wait until the ids are known to which they refer."""
        return tuple(name for name in self.fields if refers(self.block.fields[name]))

    @property
    def by_fields(self) -> tuple[str, ...]:
        """The fields of which each combination makes one row; none if there are no such."""
        distinct = self.block.distinct
        whole = isinstance(distinct, list) and set(distinct) <= set(self.fields)
        return tuple(distinct or ()) if whole else ()

    @property
    def by_columns(self) -> tuple[str, ...]:
        """The columns of which the first that is not empty names the row, if there are such.

        All records that share a name make one row.
        """
        distinct = self.block.distinct
        if isinstance(distinct, str):
            return (distinct,)
        return () if self.by_fields else tuple(distinct or ())


def block_path(table: str, number: int, count: int) -> str:
    """Return the key of a block: ``table.organization[2]`` where there are several."""
    return f"table.{table}" if count == 1 else f"table.{table}[{number}]"


def nested(rule: "Rule") -> Iterator["Rule"]:
    """Yield a rule and the rules inside it."""
    yield rule
    for branch in rule.case or ():
        yield from nested(branch.then)
    if rule.otherwise is not None:
        yield from nested(rule.otherwise)


def refers(rule: "Rule") -> bool:
    """Say whether a rule needs the ids of another table."""
    return any(each.reference is not None for each in nested(rule))


def run_blocks(bench: "Workbench", ledger: "Ledger", compiler: Compiler) -> list[Run]:
    """Run every block but for its references, in the order of the standard."""
    runs = []
    for table in compiler.standard.tables.values():
        blocks = compiler.document.table.get(table.name, [])
        for number, block in enumerate(blocks, start=1):
            place = Place(block_path(table.name, number, len(blocks)), table.name)
            records = _records(bench, ledger, compiler.loaded[block.from_])
            runs.append(_run(compiler, block, table, place, records))
    return runs


def fill_references(compiler: Compiler, run: Run) -> str:
    """Return a query of all rows of a block, the references filled in."""
    late = [(name, _field(compiler, run, name)) for name in run.late]
    if not late:
        return f"SELECT * FROM {run.rows}"
    bench = run.relation.bench
    table = _create(bench, run.relation, [], late, run.holds)
    return f"SELECT * FROM {run.rows} JOIN {table} USING (_cell)"


def _records(bench: "Workbench", ledger: "Ledger", loaded: "Loaded") -> Relation:
    columns = {name: Value(f"s.{own}", bench.bind(name)) for name, own in loaded.columns.items()}
    frame = f"(SELECT * FROM {loaded.table} WHERE _state IS NULL) AS s"
    return Relation(bench, ledger, loaded.source.name, frame, "s._record", columns)


def _run(compiler: Compiler, block: "Block", table: Table, place: Place, records: Relation) -> Run:
    cells, relation = None, records
    if block.unpivot is not None:
        numeric = any(c.numeric and c.column == block.unpivot.value for c in block.where)
        made = unpivot(records, block.unpivot, place.inside("unpivot"), numeric=numeric)
        relation, cells = made.relation, made.table
    holds = relation.conditions(block.where, place.inside("where"))
    inside = place.where(holds)
    run = Run(block, table, inside, relation, holds, "", cells)
    early = [(name, _field(compiler, run, name)) for name in run.fields if name not in run.late]
    names = _name(run)
    rows = _create(relation.bench, relation, names, early, holds)
    return Run(block, table, inside, relation, holds, rows, cells)


def _field(compiler: Compiler, run: Run, name: str) -> Value:
    path = run.place.inside("fields", name).path
    place = Place(path, run.target.name, name, run.place.guard)
    return compiler.value(run.relation, run.block.fields[name], run.target.fields[name], place)


def _name(run: Run) -> list[tuple[str, Value]]:
    """Return the name under which others refer to a row, if there is one."""
    (key, *others) = run.target.primary_key
    rule = None if others else run.block.fields.get(key)
    slug = rule.slug if rule is not None else None
    columns = list(run.by_columns) or slug
    if not columns:
        return [("_name", Value("CAST(NULL AS VARCHAR)", "NULL"))]
    # What the id is made of is what tells the rows apart, repaired alike.
    same = rule if slug == columns else None
    return [("_name", by_name(run.relation, columns, same, run.place))]


def _create(
    bench: "Workbench",
    relation: Relation,
    own: Sequence[tuple[str, Value]],
    fields: Sequence[tuple[str, Value]],
    holds: str,
) -> str:
    table = f"mapping.{bench.alias('rows')}"
    record = [("_record", Value("s._record", "NULL"))] if own else []
    values = [("_cell", Value(relation.cell, "NULL")), *record, *own]
    listed = [f"{value.sql} AS {name}" for name, value in values]
    listed += [f"CAST({value.sql} AS VARCHAR) AS {identifier(name)}" for name, value in fields]
    joined = relation.joined(*(value for _, value in [*values, *fields]))
    bench.run(f"CREATE TABLE {table} AS SELECT {', '.join(listed)} FROM {joined} WHERE {holds}")
    return table
