"""The mappings of public data sets, run on the data that lie beside the checkout.

What these tests compare are counts and ids: no message of theirs ever holds the value of a record.
"""

import csv
from pathlib import Path

from shared_data import shared

from openinnov.mapping import apply
from openinnov.validation import validate

MAPPINGS = Path(__file__).parents[1] / "datapackages" / "mappings"


class Real:
    """A data set, mapped once for all tests of it."""

    def __init__(self, name, folder, *, mapping=None):
        self.data = shared(f"data/real/{folder}")
        self.mapped = apply(mapping or MAPPINGS / name / "mapping.toml", self.data)
        self._report = None

    def value(self, query):
        """Return the number that a query over the mapped tables yields."""
        ((value,),) = self.mapped.submission.database.execute(query).fetchall()
        return value

    def count(self, table, where="TRUE"):
        """Count rows of a table, as submitted."""
        return self.value(f"SELECT count(*) FROM submitted.{table} WHERE {where}")

    def findings(self, rule, table, field):
        """Count the findings of a rule in a field."""
        if self._report is None:
            self._report = validate(self.mapped.submission)
        return sum(
            notice.total
            for notice in self._report.notices
            if (notice.check.name, notice.table, notice.field) == (rule, table, field)
        )

    def listed(self, column, reason, field=None):
        """Count the cells of a column that are listed."""
        return sum(
            line.cells
            for line in self.mapped.unmapped
            if (line.column, line.reason) == (column, reason) and field in {None, line.field}
        )

    def kept_out(self, source="cases"):
        """Count the records of a source that are kept out, by reason."""
        counts = {}
        for each in self.mapped.kept_out:
            if each.source == source:
                counts[each.reason] = counts.get(each.reason, 0) + 1
        return counts

    def account(self, source="cases"):
        """Return the account of a source."""
        accounts = {each["name"]: each for each in self.mapped.summary["sources"]}
        return accounts[source]

    def references(self):
        """Count the findings about references."""
        self.findings("foreign-key", "", "")
        return sum(n.total for n in self._report.notices if n.check.name == "foreign-key")


class Record(dict):
    """A record that no message shows."""

    def __repr__(self):
        return "<record>"


def records(*files):
    """Return the records of foreign files as they stand."""
    found = []
    for file in files:
        with file.open(encoding="utf-8", newline="") as stream:
            found += map(Record, csv.DictReader(stream))
    return found
