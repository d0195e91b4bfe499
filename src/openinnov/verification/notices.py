"""Whether each cell that is missing is said to be, and each that is said to be is missing."""

from collections.abc import Iterator, Mapping
from typing import Any

from openinnov.verification.package import Package, objects
from openinnov.verification.rows import csv_rows

#: The techniques that leave nothing in the place of a value.
_EMPTYING = ("", "dropped", "suppressed")
_ALL = "*"


def check(package: Package) -> Iterator[str]:
    """Yield the tables with a gap without a notice, or a value in spite of one."""
    notices = package.tables.get("withheld")
    rows = list(csv_rows(package, str(notices["path"]))) if notices else []
    for name, resource in package.tables.items():
        own = [row for row in rows if row.get("table_name") == name]
        yield from _check(package, resource, own)


def _check(
    package: Package, resource: Mapping[str, Any], notices: list[Mapping[str, str]]
) -> Iterator[str]:
    schema, path = resource["schema"], str(resource["path"])
    covered = {(row.get("record_id", ""), row.get("field_name", "")) for row in notices}
    empty = {
        (row["record_id"], row["field_name"])
        for row in notices
        if row.get("technique", "") in _EMPTYING
        and _ALL not in {row.get("record_id", _ALL), row.get("field_name", _ALL)}
    }
    required = [
        str(field.get("name"))
        for field in objects(schema.get("fields"))
        if field.get("openinnov:waived") is True
        or (isinstance(field.get("constraints"), dict) and field["constraints"].get("required"))
    ]
    stated = schema.get("primaryKey", [])
    key = [stated] if isinstance(stated, str) else list(stated)
    gaps = filled = 0
    for row in csv_rows(package, path):
        record = "/".join(row.get(name, "") for name in key)
        for name in required:
            if row.get(name, "") == "":
                places = ((r, f) for r in (record, _ALL) for f in (name, _ALL))
                gaps += not any(place in covered for place in places)
        filled += sum((record, name) in empty for name, cell in row.items() if cell)
    if gaps:
        yield f"{path}: {gaps} cells are empty, and no notice says why"
    if filled:
        yield f"{path}: {filled} cells are said to be withheld, and are there"
