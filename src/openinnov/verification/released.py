"""What a package tells openly: the cells of its tables that are not to be hidden."""

from collections.abc import Iterator, Mapping
from typing import Any

from openinnov.verification.facts import Facts
from openinnov.verification.package import Package, names, objects
from openinnov.verification.rows import csv_rows
from openinnov.verification.submitted import CLOSED


def open_fields(package: Package, facts: Facts, table: str, classes: Mapping[str, str]) -> set[str]:
    """Return the fields of a table of which the cells may be told as they stand in it.

    `classes` has the privacy classes of the standard: a package cannot open what they close. In a
    public release, what is closed may be told of groups and under a promise alone; what a partner
    gets, an agreement says, which nobody sees here.
    """
    schema: Mapping[str, Any] = package.tables[table]["schema"]
    fields = set(names(schema))
    if package.descriptor.get("openinnov:release") != "public":
        return fields
    if schema.get("openinnov:kind") == "aggregate":
        return fields
    promised = {
        name for promise in facts.promises if promise.table == table for name in promise.sensitive
    }
    closed = {
        str(field.get("name"))
        for field in objects(schema.get("fields"))
        if CLOSED.count(str(field.get("openinnov:privacy")))
    }
    closed |= {name for name in fields if classes.get(name) in CLOSED}
    return fields - (closed - promised)


def cells(package: Package, table: str, fields: set[str]) -> Iterator[str]:
    """Yield the cells of some fields, and the items of those that hold lists."""
    resource = package.tables[table]
    lists = {
        str(field.get("name"))
        for field in objects(resource["schema"].get("fields"))
        if field.get("openinnov:type") == "list"
    }
    for row in csv_rows(package, str(resource["path"])):
        for name, cell in row.items():
            if name in fields:
                yield cell
                if name in lists:
                    yield from cell.split(";")
