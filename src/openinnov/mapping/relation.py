"""The records of one block, and the columns that are worked out of them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from openinnov.engine.sql import matches
from openinnov.exceptions import MappingError
from openinnov.mapping.loading import nearest
from openinnov.mapping.steps import Outcome, Problem
from openinnov.reading.headings import shown
from openinnov.standard.consistency import portable

if TYPE_CHECKING:
    from openinnov.mapping.document import Condition
    from openinnov.mapping.ledger import Ledger
    from openinnov.mapping.steps import Step
    from openinnov.mapping.workbench import Workbench

#: A number that a condition can be asked of.
NUMBER = r"-?[0-9]{1,18}(\.[0-9]{1,9})?"
_DECIMAL = "DECIMAL(27, 9)"


@dataclass(frozen=True, slots=True)
class Value:
    """A text of each record, as SQL."""

    sql: str
    #: SQL of the name of the column that it comes from.
    column: str
    #: The joins that the SQL needs, in order.
    joins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a mapping something stands, and which field it fills."""

    #: The key, such as ``table.innovation.fields.stage``.
    path: str
    table: str
    #: The field, or none for what decides about whole rows.
    field: str | None = None
    #: SQL that is true of the records concerned.
    guard: str = "TRUE"

    def inside(self, *keys: str) -> "Place":
        """Return the place of a key within this one."""
        return replace(self, path=".".join((self.path, *keys)))

    def where(self, guard: str) -> "Place":
        """Return the same place for those records alone of which this is true as well."""
        return replace(self, guard=f"{self.guard} AND {guard}")


@dataclass(frozen=True, slots=True)
class Relation:
    """The records of a block: a query to which columns are joined, each worked out once."""

    bench: "Workbench"
    ledger: "Ledger"
    #: The name of the source.
    source: str
    #: What follows FROM.
    frame: str
    #: SQL of the number of a record, or of a cell where each cell is a row.
    cell: str
    columns: Mapping[str, Value]
    #: What has been worked out already, by what it was worked out of.
    known: dict[tuple[object, ...], Value] = field(default_factory=dict)

    def column(self, name: str, path: str) -> Value:
        """Return the cell of a column, or raise `MappingError`."""
        if name not in self.columns:
            near = nearest(name, self.columns)
            raise MappingError(f"{path}: {self.source} has no column {shown(name)}{near}")
        self.ledger.see(self.source, name)
        return self.columns[name]

    def derive(self, value: Value, step: "Step", place: Place) -> Value:
        """Return what a step makes of a value; it runs once for each distinct text."""
        table = self.bench.table("value", {"input": "VARCHAR", "output": "VARCHAR"})
        problems: list[tuple[str, Problem]] = []
        repairs: list[tuple[str, str]] = []
        for texts in self.bench.batches(
            f"SELECT DISTINCT {value.sql} AS text FROM {self.joined(value)} "
            f"WHERE {place.guard} AND {value.sql} IS NOT NULL ORDER BY text"
        ):
            outcomes = [(text, step(text)) for (text,) in texts]
            made = [(text, outcome.text) for text, outcome in outcomes if outcome.text is not None]
            self.bench.insert(table, ["VARCHAR", "VARCHAR"], made)
            problems += [(text, each) for text, outcome in outcomes for each in outcome.problems]
            repairs += [(text, each) for text, outcome in outcomes for each in outcome.repairs]
        if problems:
            self.ledger.problems(self, value, problems, place)
        if repairs:
            self.ledger.repairs(self, value, repairs, place)
        alias = table.partition(".")[2]
        join = f"LEFT JOIN {table} AS {alias} ON {alias}.input = {value.sql}"
        return Value(f"{alias}.output", value.column, (*value.joins, join))

    def joined(self, *values: Value) -> str:
        """Return what follows FROM, with the joins that values need."""
        joins = dict.fromkeys(join for value in values for join in value.joins)
        return " ".join([self.frame, *joins])

    def conditions(self, conditions: Iterable["Condition"], place: Place) -> str:
        """Return SQL that is true of the records that fulfil all conditions, and never null."""
        held = "TRUE"
        for number, condition in enumerate(conditions, start=1):
            path = f"{place.path}[{number}]"
            value = self.column(condition.column, path)
            if condition.numeric:
                stray = f"{held} AND NOT {matches(value.sql, NUMBER)}"
                self.ledger.condition(self, value, place.where(stray))
            held += f" AND {self._test(condition, value.sql, path)}"
        return held

    def _test(self, condition: "Condition", cell: str, path: str) -> str:
        bind = self.bench.bind
        if condition.empty is not None:
            return f"{cell} IS {'' if condition.empty else 'NOT '}NULL"
        if condition.is_ is not None:
            return f"coalesce({cell} = {bind(condition.is_)}, FALSE)"
        if condition.in_ is not None:
            return f"coalesce({cell} IN ({', '.join(map(bind, condition.in_))}), FALSE)"
        if condition.not_in is not None:
            return f"coalesce({cell} NOT IN ({', '.join(map(bind, condition.not_in))}), TRUE)"
        if condition.matches is not None:
            if not portable(condition.matches):
                raise MappingError(f"{path}.matches: this pattern is not simple enough")
            whole = bind(rf"\A(?:{condition.matches})\z")
            return f"coalesce(regexp_matches({cell}, {whole}), FALSE)"
        sign, bound = (
            ("<=", condition.at_most) if condition.at_least is None else (">=", condition.at_least)
        )
        number = f"TRY_CAST({cell} AS {_DECIMAL}) {sign} {bound:f}"
        return f"CASE WHEN {matches(cell, NUMBER)} THEN {number} ELSE FALSE END"


def apply_to_text(function: Callable[[str], str | None]) -> "Step":
    """Return the step that puts another text, or none, in place of a text."""
    return lambda text: Outcome(function(text))
