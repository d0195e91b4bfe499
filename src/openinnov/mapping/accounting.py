"""What became of every record, cell and column, in numbers that have to add up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from openinnov.exceptions import MappingError
from openinnov.mapping.assembly import Assembled
from openinnov.mapping.blocks import Run
from openinnov.mapping.keeping import UNREAD, alive

if TYPE_CHECKING:
    from openinnov.mapping.ledger import Ledger
    from openinnov.mapping.sources import Loaded
    from openinnov.mapping.workbench import Workbench

#: The reason of a record that nothing looked up.
UNUSED = "lookup-unused"


@dataclass(frozen=True, slots=True)
class Books:
    """What a run left behind, to be counted."""

    bench: "Workbench"
    ledger: "Ledger"
    loaded: Mapping[str, "Loaded"]
    runs: Sequence[Run]
    made: Sequence[Assembled]
    #: The table of the records kept out.
    kept: str

    @property
    def records(self) -> str:
        """Return a query of all records: source, number, order, file, row."""
        return " UNION ALL ".join(
            f"SELECT {self.bench.bind(name)} AS source, _record, _file, _source, _row "
            f"FROM {loaded.table}"
            for name, loaded in self.loaded.items()
        )

    @property
    def read(self) -> str:
        """Return SQL that is true of the records whose values were looked at."""
        reasons = ", ".join(f"'{reason}'" for reason in UNREAD)
        return (
            f"(source, _record) NOT IN (SELECT (source, _record) FROM {self.kept} "
            f"WHERE reason IN ({reasons}))"
        )

    def keep_unused(self) -> None:
        """List the records of sources without a main table that nothing came to use."""
        for name, loaded in self.loaded.items():
            if loaded.source.main is not None:
                continue
            source = self.bench.bind(name)
            used = f"SELECT _record FROM {self.ledger.used} WHERE source = {source}"
            used += "".join(
                f" UNION ALL SELECT _record FROM {run.rows}"
                for run in self.runs
                if run.block.from_ == name
            )
            path = self.bench.bind(f"source.{name}")
            self.bench.run(
                f"INSERT INTO {self.kept} SELECT {source}, _record, '{UNUSED}', NULL, NULL, {path} "
                f"FROM {loaded.table} WHERE {alive(self.bench, self.kept, name)} "
                f"AND _record NOT IN ({used})"
            )

    def sources(self) -> list[dict[str, Any]]:
        """Return the account of each source, or raise `MappingError` if it does not add up."""
        return [self._source(loaded) for loaded in self.loaded.values()]

    def tables(self) -> dict[str, dict[str, int]]:
        """Return the account of each table."""
        return {made.table.name: self._table(made) for made in self.made}

    def repaired(self) -> dict[str, dict[str, int]]:
        """Return how many cells of each column each repair changed."""
        rows = self.bench.rows(
            "SELECT column_name, step, count(DISTINCT (source, _record)) "
            f"FROM {self.ledger.repaired} WHERE {self.read} GROUP BY ALL ORDER BY ALL"
        )
        found: dict[str, dict[str, int]] = {}
        for column, step, cells in rows:
            found.setdefault(column, {})[step] = cells
        return found

    def _source(self, loaded: "Loaded") -> dict[str, Any]:
        source = loaded.source
        reasons = dict(
            self.bench.rows(
                f"SELECT reason, count(*) FROM {self.kept} "
                f"WHERE source = {self.bench.bind(source.name)} GROUP BY ALL ORDER BY ALL"
            )
        )
        quarantined = reasons.pop("quarantined", 0)
        account: dict[str, Any] = {
            "name": source.name,
            "files": [
                {"name": file.name, "sha256": file.sha256, "records": file.records}
                for file in loaded.files
            ],
            "records": sum(file.records for file in loaded.files),
        }
        done = self._gave_rows(loaded) if source.main else self._used(loaded)
        account["gave_main_row" if source.main else "used"] = done
        account["kept_out"] = reasons
        account["quarantined"] = sum(file.quarantined for file in loaded.files)
        account["comments"] = sum(file.comments for file in loaded.files)
        told = done + sum(reasons.values()) + quarantined + account["comments"]
        if account["records"] != told or quarantined != account["quarantined"]:
            raise MappingError(
                f"source.{source.name}: of {account['records']} records {told} are accounted for; "
                "this is a fault of the program, so nothing is written"
            )
        return account

    def _gave_rows(self, loaded: "Loaded") -> int:
        """Return how many rows of the main table stand in the submission for this source."""
        made = next(each for each in self.made if each.table.name == loaded.source.main)
        own = [run for run in self.runs if run.target.name == loaded.source.main]
        return sum(
            rows
            for block, rows in made.from_blocks.items()
            if own[block].block.from_ == loaded.source.name and own[block].block.distinct is None
        )

    def _used(self, loaded: "Loaded") -> int:
        live = alive(self.bench, self.kept, loaded.source.name)
        return int(self.bench.value(f"SELECT count(*) FROM {loaded.table} WHERE {live}"))

    def _table(self, made: Assembled) -> dict[str, int]:
        account = {
            "rows": made.from_records + made.from_mapping,
            "from_records": made.from_records,
            "from_mapping": made.from_mapping,
            "members": made.members,
            "follows": made.follows,
        }
        for run in self.runs:
            if run.target.name == made.table.name and run.cells is not None:
                for name, count in self._cells(run).items():
                    account[name] = account.get(name, 0) + count
        return account

    def _cells(self, run: Run) -> dict[str, int]:
        """Return what became of the cells of columns of which each cell is a row."""
        count = f"SELECT count(*) FROM {run.cells}"
        total = int(self.bench.value(count))
        empty = int(self.bench.value(f"{count} WHERE _state = 'empty'"))
        unmapped = int(self.bench.value(f"{count} WHERE _state = 'unmapped'"))
        rows = int(self.bench.value(f"SELECT count(*) FROM {run.rows}"))
        below = total - empty - unmapped - rows
        return {"cells": total, "empty": empty, "below": below, "unmapped": unmapped}
