"""Columns of which each cell is a row: the table of those cells."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from openinnov.engine.sql import matches
from openinnov.exceptions import MappingError
from openinnov.mapping.relation import NUMBER, Place, Relation, Value
from openinnov.reading.headings import shown

if TYPE_CHECKING:
    from openinnov.mapping.document import Unpivot

_RANGE = re.compile(r"([0-9]{1,9})\.\.([0-9]{1,9})")
_NAME = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Unpivoted:
    """The records of a block, one for each cell."""

    relation: Relation
    #: The table of all cells, the empty and the unusable ones among them.
    table: str


def unpivot(records: Relation, shape: "Unpivot", place: Place, *, numeric: bool) -> Unpivoted:
    """Make a table of the cells of some columns.

    Where a cell has several columns, the first that is usable counts: that is not empty, and is a
    number if the block asks for one. Those passed over for it are written down.
    """
    bench, names = records.bench, list(shape.values)
    for name in [*names, shape.value]:
        if name in records.columns:
            raise MappingError(f"{place.path}: the source has a column {shown(name)} already")
    for pattern in shape.columns:
        if sorted(_NAME.findall(pattern)) != sorted(names):
            raise MappingError(
                f"{place.path}.columns: {pattern} should hold each of the values once"
            )
    placeholders = {f"u{number}": "VARCHAR" for number in range(len(names))}
    kinds = {"_cell": "BIGINT", "_record": "BIGINT", "_column": "VARCHAR", "_state": "VARCHAR"}
    table = bench.table("cells", kinds | placeholders | {"value": "VARCHAR"})
    combinations = list(product(*(_values(shape.values[name], place, name) for name in names)))
    for number, combination in enumerate(combinations):
        columns = _columns(records, shape, dict(zip(names, combination, strict=True)), place)
        cells = _Cells(columns, numeric=numeric)
        bench.run(
            f"INSERT INTO {table} SELECT s._record * {len(combinations)} + {number}, s._record, "
            f"{cells.column}, {cells.state}, "
            f"{''.join(f'{bench.bind(value)}, ' for value in combination)}{cells.value} "
            f"FROM {records.frame}"
        )
        for cell, guard in cells.passed_over():
            records.ledger.condition(records, cell, place.where(guard))
    frame = (
        f"{records.frame} JOIN (SELECT * FROM {table} WHERE _state IS NULL) AS b USING (_record)"
    )
    own = {name: Value(f"b.u{place}", bench.bind(name)) for place, name in enumerate(names)}
    own[shape.value] = Value("b.value", "b._column")
    relation = Relation(
        bench, records.ledger, records.source, frame, "b._cell", {**records.columns, **own}
    )
    return Unpivoted(relation, table)


@dataclass(frozen=True, slots=True)
class _Cells:
    """The columns that may fill one cell, the best first."""

    columns: Sequence[Value]
    numeric: bool

    @property
    def value(self) -> str:
        """SQL of the first usable cell."""
        return f"CASE {self._cases([value.sql for value in self.columns])} END"

    @property
    def column(self) -> str:
        """SQL of the name of its column."""
        return f"CASE {self._cases([value.column for value in self.columns])} END"

    @property
    def state(self) -> str:
        """SQL of why the cell makes no row; none if it does."""
        filled = " OR ".join(f"{value.sql} IS NOT NULL" for value in self.columns)
        none = self._cases(["NULL"] * len(self.columns))
        return f"CASE {none} WHEN {filled} THEN 'unmapped' ELSE 'empty' END"

    def passed_over(self) -> Iterator[tuple[Value, str]]:
        """Yield each column that may be unusable, and SQL that is true where it was passed over."""
        before = "TRUE"
        for value in self.columns if self.numeric else ():
            yield value, f"{before} AND NOT {matches(value.sql, NUMBER)}"
            before += f" AND NOT {self._usable(value.sql)}"

    def _cases(self, results: Sequence[str]) -> str:
        return " ".join(
            f"WHEN {self._usable(value.sql)} THEN {result}"
            for value, result in zip(self.columns, results, strict=True)
        )

    def _usable(self, cell: str) -> str:
        if self.numeric:
            return f"coalesce({matches(cell, NUMBER)}, FALSE)"
        return f"({cell} IS NOT NULL)"


def _values(values: str | list[str], place: Place, name: str) -> list[str]:
    if isinstance(values, list):
        return values
    limits = _RANGE.fullmatch(values)
    if limits is None or int(limits[1]) > int(limits[2]):
        raise MappingError(f"{place.path}.values.{name}: this should be a list, or such as 1..17")
    width = len(limits[1]) if limits[1].startswith("0") else 0
    return [str(number).zfill(width) for number in range(int(limits[1]), int(limits[2]) + 1)]


def _columns(
    records: Relation, shape: "Unpivot", combination: dict[str, str], place: Place
) -> list[Value]:
    names = (_NAME.sub(lambda match: combination[match[1]], pattern) for pattern in shape.columns)
    return [records.column(name, place.inside("columns").path) for name in names]
