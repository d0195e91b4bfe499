"""The findings grouped by what they share: exact totals, the first places, the commonest values.

There may be millions of findings, so a group has a number, and rows are sorted by two numbers.
"""

import dataclasses
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

#: How many ranges of rows, and how many values, a notice names.
RANGES, VALUES = 100, 8
#: How many characters of a value are told.
WIDTH = 1_000
#: A row after all others.
_END = (1 << 63) - 1
#: A table or field is "" where there is none.
_TABLE, _FIELD = "coalesce(table_name, '')", "coalesce(field_name, '')"
_TOTALS = (
    f"SELECT rule, {_TABLE}, {_FIELD}, count(*) FROM temp.found GROUP BY rule, {_TABLE}, {_FIELD}"
)
_FOUND = f"""
SELECT n.number AS number, f.source AS source, f._row AS _row, f.value AS value, f.detail AS detail
FROM (SELECT *, {_TABLE} AS t, {_FIELD} AS c FROM temp.found) AS f JOIN temp.finding_group AS n
    ON n.rule = f.rule AND n.table_name = f.t AND n.field_name = f.c
"""
#: The rows in a row. Engines sort nulls differently, so each order says where they go.
_ISLANDS = f"""
SELECT number, first_row, last_row, total FROM (
    SELECT number, min(_row) AS first_row, max(_row) AS last_row,
        row_number() OVER (PARTITION BY number ORDER BY min(_row)) AS place,
        sum(max(_row) - min(_row) + 1) OVER (PARTITION BY number) AS total
    FROM (
        SELECT number, _row,
            _row - dense_rank() OVER (PARTITION BY number ORDER BY _row) AS island
        FROM ({_FOUND}) AS f WHERE _row IS NOT NULL
    ) AS ranked GROUP BY number, island
) AS islands WHERE place <= {RANGES + 1} ORDER BY number, place
"""
_VALUE = f"CASE WHEN length(value) > {WIDTH} THEN left(value, {WIDTH - 1}) || '…' ELSE value END"
_COUNTED = f"""
SELECT number, value, count(*) AS total,
    row_number() OVER (PARTITION BY number ORDER BY count(*) DESC, value) AS place
FROM ({_FOUND}) AS f WHERE value IS NOT NULL GROUP BY number, value
"""
_COMMONEST = f"""
SELECT number, {_VALUE}, total FROM {{counted}} AS counted
WHERE place <= {VALUES} ORDER BY number, place
"""
_SAMPLES = f"""
SELECT number, source, _row, {_VALUE}, detail FROM (
    SELECT f.number, source, _row, value, detail, row_number() OVER (
        PARTITION BY f.number ORDER BY _row NULLS FIRST,
        source NULLS LAST, value NULLS LAST, detail NULLS LAST) AS place
    FROM ({_FOUND}) AS f JOIN temp.sampled AS s ON s.number = f.number
    WHERE _row IS NULL OR _row <= last_row
) AS ranked WHERE place <= ? ORDER BY number, place
"""


#: Whole values: the commonest, and those of the first rows. A cut value may hide what it is.
_TOLD = f"""
(SELECT value, table_name, field_name FROM (
    SELECT number, value FROM temp.commonest
    UNION ALL
    SELECT f.number, value FROM ({_FOUND}) AS f JOIN temp.sampled AS s ON s.number = f.number
    WHERE _row IS NULL OR _row <= last_row
) AS told JOIN temp.finding_group AS g ON g.number = told.number)
"""


@dataclasses.dataclass(slots=True)
class Group:
    """The findings of one rule about one field of one table; "" where there is no such."""

    rule: str
    table: str
    field: str
    total: int
    #: How many rows they are about.
    rows: int = 0
    #: The first and the last of the rows in a row: at most one more than a notice names.
    islands: list[tuple[int, int]] = dataclasses.field(default_factory=list)
    #: The commonest values, with how often they occur, beginning with the commonest.
    values: list[tuple[str, int]] = dataclasses.field(default_factory=list)
    #: Source, row, value and detail of the first findings.
    samples: list[tuple[str | None, int | None, str | None, str | None]] = dataclasses.field(
        default_factory=list
    )

    @property
    def key(self) -> tuple[str, str, str]:
        """The rule, the table and the field."""
        return self.rule, self.table, self.field


class Grouping:
    """The groups of the findings in ``temp.found``, each with so many samples at most.

    Values may still be emptied there before `groups` tells them.
    """

    def __init__(self, database: "DuckDBPyConnection", *, samples: int) -> None:
        self._database, self._samples = database, samples
        self._groups = groups = [Group(*each) for each in database.execute(_TOTALS).fetchall()]
        #: Where the commonest values stand.
        self._counted = f"({_COUNTED})"
        #: How many findings there are.
        self.total = sum(group.total for group in groups)
        if not groups:
            return
        numbers = range(len(groups))
        _fill(
            database,
            "finding_group (number BIGINT, rule VARCHAR, table_name VARCHAR, field_name VARCHAR)",
            [numbers, *zip(*(group.key for group in groups), strict=True)],
        )
        for number, first, last, rows in database.execute(_ISLANDS).fetchall():
            groups[number].islands.append((first, last))
            groups[number].rows = int(rows)
        ends = [_end(group.islands, samples) for group in groups]
        _fill(database, "sampled (number BIGINT, last_row BIGINT)", [numbers, ends])

    def told(self, values: int = VALUES) -> str:
        """Return SQL of what a report may show: value, table and field of the first findings.

        To them come so many of the commonest values of each group, which `groups` takes as they
        stand now: this is asked again once values were emptied.
        """
        self._database.execute(
            "CREATE OR REPLACE TEMP TABLE commonest AS "
            f"SELECT * FROM ({_COUNTED}) AS counted WHERE place <= {values}"
        )
        self._counted = "temp.commonest"
        return _TOLD

    def groups(self) -> list[Group]:
        """Return the groups with the values and samples that a report shows."""
        if self._groups:
            query = _COMMONEST.format(counted=self._counted)
            for number, value, total in self._database.execute(query).fetchall():
                self._groups[number].values.append((value, total))
            for number, *sample in self._database.execute(_SAMPLES, [self._samples]).fetchall():
                self._groups[number].samples.append(tuple(sample))
        return self._groups


def _end(islands: Iterable[tuple[int, int]], samples: int) -> int:
    """Return the row up to which there are findings enough, so that no others are sorted."""
    for first, last in islands:
        samples -= last - first + 1
        if samples <= 0:
            return last + samples
    return _END


def _fill(database: "DuckDBPyConnection", table: str, columns: Iterable[Sequence[Any]]) -> None:
    name, _, types = table.removesuffix(")").partition(" (")
    lists = ", ".join(f"unnest(?::{column.split()[1]}[])" for column in types.split(", "))
    database.execute(f"CREATE OR REPLACE TEMP TABLE {table}")
    database.execute(f"INSERT INTO temp.{name} SELECT {lists}", [list(each) for each in columns])
