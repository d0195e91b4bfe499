"""Whether metadata of CSV on the Web describe the tables as they are."""

from collections.abc import Iterator

from openinnov.verification.package import Package, load, names, objects

_NAME = "csvw.json"


def check(package: Package) -> Iterator[str]:
    """Yield metadata that do not name each table, and each of its columns in their order."""
    if _NAME not in package.files:
        return
    described = {
        str(table.get("url")): [
            str(column.get("name"))
            for column in objects((table.get("tableSchema") or {}).get("columns"))
            if column.get("virtual") is not True
        ]
        for table in objects(load(package.directory / _NAME).get("tables"))
        if isinstance(table.get("tableSchema"), dict)
    }
    wanted = {str(each["path"]): names(each["schema"]) for each in package.tables.values()}
    for path in sorted(described.keys() | wanted.keys()):
        if described.get(path) != wanted.get(path):
            yield f"{_NAME}: the columns of {path!a} are not those of its schema"
