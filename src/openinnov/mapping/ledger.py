"""What a mapping could not take, what it repaired, and what it looked up: one row a cell."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from openinnov.engine.sql import identifier

if TYPE_CHECKING:
    from openinnov.mapping.blocks import Run
    from openinnov.mapping.relation import Place, Relation, Value
    from openinnov.mapping.steps import Problem
    from openinnov.mapping.workbench import Workbench

_ISSUE = {
    "source": "VARCHAR",
    "_record": "BIGINT",
    "column_name": "VARCHAR",
    "table_name": "VARCHAR",
    "field_name": "VARCHAR",
    "reason": "VARCHAR",
    "text": "VARCHAR",
    "used": "VARCHAR",
    "suggestion": "VARCHAR",
    "keeps_out": "BOOLEAN",
    "path": "VARCHAR",
}
_PROBLEM = {
    "input": "VARCHAR",
    "reason": "VARCHAR",
    "text": "VARCHAR",
    "used": "VARCHAR",
    "suggestion": "VARCHAR",
    "keeps_out": "BOOLEAN",
}
_REPAIR = {
    "source": "VARCHAR",
    "_record": "BIGINT",
    "column_name": "VARCHAR",
    "step": "VARCHAR",
}


class Ledger:
    """The tables in which a run writes down what happened to which cell."""

    def __init__(self, bench: "Workbench") -> None:
        self._bench = bench
        #: The columns of each source that something is made of.
        self.seen: dict[str, set[str]] = {}
        self.issues = bench.table("issue", _ISSUE)
        self.repaired = bench.table("repair", _REPAIR)
        self.used = bench.table("used", {"source": "VARCHAR", "_record": "BIGINT"})

    def see(self, source: str, column: str) -> None:
        """Write down that a column of a source is used."""
        self.seen.setdefault(source, set()).add(column)

    def problems(
        self,
        relation: "Relation",
        value: "Value",
        problems: Sequence[tuple[str, "Problem"]],
        place: "Place",
    ) -> None:
        """Write down what a step could not take of which texts."""
        table = self._bench.table("problem", _PROBLEM)
        rows = ((t, p.reason, p.text, p.used, p.suggestion, p.keeps_out) for t, p in problems)
        self._bench.insert(table, list(_PROBLEM.values()), rows)
        self._issue(
            relation,
            place,
            value.column,
            "p.reason, p.text, p.used, p.suggestion, p.keeps_out",
            f"{relation.joined(value)} JOIN {table} AS p ON p.input = {value.sql} "
            f"WHERE {place.guard}",
        )

    def condition(self, relation: "Relation", value: "Value", place: "Place") -> None:
        """Write down the cells that a condition on a number could not be asked of."""
        what = f"'condition', {value.sql}, NULL, NULL, FALSE"
        rest = f"{relation.joined(value)} WHERE {place.guard} AND {value.sql} IS NOT NULL"
        self._issue(relation, place, value.column, what, rest)

    def absent(
        self, relation: "Relation", reason: str, key: "Value", found: "Value", place: "Place"
    ) -> None:
        """Write down the keys for which a lookup or a reference found nothing."""
        self._issue(
            relation,
            place,
            key.column,
            f"'{reason}', {key.sql}, NULL, NULL, FALSE",
            f"{relation.joined(key, found)} "
            f"WHERE {place.guard} AND {key.sql} IS NOT NULL AND {found.sql} IS NULL",
        )

    def differences(self, rows: str, ranked: str, run: "Run", number: int, field: str) -> None:
        """Write down what the records of a thing say beside what its row says."""
        bind = self._bench.bind
        cell, columns = identifier(field), bind(", ".join(run.named(field)))
        path = run.place.inside("fields", field).path
        self._bench.run(
            f"INSERT INTO {self.issues} SELECT {bind(run.block.from_)}, r._record, "
            f"{columns}, {bind(run.target.name)}, {bind(field)}, 'differs', "
            f"r.{cell}, f.value, NULL, FALSE, {bind(path)} FROM {rows} AS r "
            f"JOIN {ranked} AS f ON f._thing = r._thing AND f._block = r._block AND f.place = 1 "
            f"WHERE r._alive AND r._block = {number} AND r.{cell} <> f.value"
        )

    def _issue(
        self, relation: "Relation", place: "Place", column: str, what: str, rest: str
    ) -> None:
        bind = self._bench.bind
        field = bind(place.field) if place.field is not None else "NULL"
        self._bench.run(
            f"INSERT INTO {self.issues} SELECT {bind(relation.source)}, s._record, "
            f"{column}, {bind(place.table)}, {field}, {what}, {bind(place.path)} FROM {rest}"
        )

    def repairs(
        self,
        relation: "Relation",
        value: "Value",
        repairs: Sequence[tuple[str, str]],
        place: "Place",
    ) -> None:
        """Write down which repair changed which cells."""
        table = self._bench.table("repaired", {"input": "VARCHAR", "step": "VARCHAR"})
        self._bench.insert(table, ["VARCHAR", "VARCHAR"], repairs)
        self._bench.run(
            f"INSERT INTO {self.repaired} SELECT {self._bench.bind(relation.source)}, "
            f"s._record, {value.column}, r.step FROM {relation.joined(value)} "
            f"JOIN {table} AS r ON r.input = {value.sql} WHERE {place.guard}"
        )

    def looked_up(self, relation: "Relation", source: str, found: "Value", place: "Place") -> None:
        """Write down which records of a source a lookup has found."""
        self._bench.run(
            f"INSERT INTO {self.used} SELECT DISTINCT {self._bench.bind(source)}, {found.sql} "
            f"FROM {relation.joined(found)} WHERE {place.guard} AND {found.sql} IS NOT NULL"
        )
