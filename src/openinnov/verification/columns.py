"""Columns that may not be told as they are: found whole, so that short values count as well."""

from collections.abc import Iterator

from openinnov.submission import Submission
from openinnov.verification.facts import Facts
from openinnov.verification.package import Package, names
from openinnov.verification.quotation import quoted
from openinnov.verification.released import cells, open_fields
from openinnov.verification.submitted import values


def check(package: Package, facts: Facts, submission: Submission) -> Iterator[str]:
    """Yield the closed fields that a package tells with values that were submitted."""
    for name, resource in package.tables.items():
        if name not in submission.columns:
            continue
        fields = submission.standard.tables[name].fields
        classes = {each.name: each.privacy for each in fields.values()}
        told = open_fields(package, facts, name, classes)
        for field in names(resource["schema"]):
            if field in told or field not in submission.columns[name]:
                continue
            own = set(values(submission, name, field))
            own -= quoted(facts, submission, name, field)
            if any(cell in own for cell in cells(package, name, {field})):
                yield f"{resource['path']}: tells values of {name}.{field} as they were submitted"
