"""The repairs of a submission, for those that write its files anew."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from openinnov.copies.places import rows
from openinnov.engine.sql import literal
from openinnov.reading.headings import Headings
from openinnov.submission import Source, Submission


@dataclass(frozen=True, slots=True)
class Mending:
    """What changes in the files of a submission; it has been staged."""

    submission: Submission
    headings: Headings

    def source(self, name: str) -> Source | None:
        """Return the source of a name, if a table was read from it."""
        found = (each for each in self.submission.sources if each.name == name)
        return next((each for each in found if each.table in self.submission.columns), None)

    def changes(self, name: str) -> Iterator[tuple[int, Mapping[str, str]]]:
        """Yield the records of a source that change, in order, with the new text of each field."""
        found = rows(
            self.submission.connection,
            "SELECT _row, field_name, after FROM temp.repaired "
            f"WHERE source = {literal(name)} ORDER BY _row",
        )
        for row, cells in groupby(found, key=lambda each: int(each[0])):
            yield row, {field: text for _, field, text in cells}

    def leave(self, name: str, row: int, field: str) -> None:
        """Take back the repair of a cell, since it cannot be written."""
        self.submission.connection.execute(
            "DELETE FROM temp.repaired WHERE source = ? AND _row = ? AND field_name = ?",
            [name, row, field],
        )
