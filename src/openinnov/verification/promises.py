"""Whether the rows of people keep the promise that was made of them, in each file and together.

Rows that are equal in all quasi-identifiers are a class. A blank is a value like any other: whoever
knows that few cells were blanked does not believe that a blank hides just this value.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from openinnov.verification import linked_data
from openinnov.verification.closeness import is_close
from openinnov.verification.diversity import is_diverse
from openinnov.verification.facts import Facts, Promise
from openinnov.verification.package import Package, objects
from openinnov.verification.quads_text import statements
from openinnov.verification.rows import csv_rows, parquet_rows
from openinnov.verification.vocabulary import properties, read_vocabulary

Row = Mapping[str, str]


def check(package: Package, facts: Facts) -> Iterator[str]:
    """Yield the promises that are broken, and people of whom nothing is promised."""
    promised = {promise.table: promise for promise in facts.promises}
    for name, resource in package.tables.items():
        if name in promised:
            yield from _check(package, resource, promised[name])
        elif _needs_promise(package, resource):
            yield f"{resource['path']}: has rows of people, and no promise says how they are hidden"


def _needs_promise(package: Package, resource: Mapping[str, Any]) -> bool:
    kind = resource["schema"].get("openinnov:kind")
    return kind == "microdata" and package.descriptor.get("openinnov:release") == "public"


def _check(package: Package, resource: Mapping[str, Any], promise: Promise) -> Iterator[str]:
    schema = resource["schema"]
    for field in objects(schema.get("fields")):
        name = str(field.get("name"))
        if field.get("openinnov:privacy") == "quasi-identifier" and name not in promise.quasi:
            yield f"{resource['path']}: {name} may identify, and is not in the promise"
        promised = {*promise.sensitive, *(each.field for each in promise.quoted)}
        if field.get("openinnov:privacy") == "sensitive" and name not in promised:
            yield f"{resource['path']}: {name} is sensitive, and is not in the promise"
    lists = {
        str(field.get("name"))
        for field in objects(schema.get("fields"))
        if field.get("openinnov:type") == "list"
    }
    dropped = _dropped(package, promise)
    for path, rows in _files(package, resource):
        found = list(rows)
        yield from _faults(promise, promise.quasi, found, path, lists, dropped)
        joined = (*promise.quasi, *(n for n in _references(schema) if n not in promise.quasi))
        # All that the record tells to which a row leads follows from the reference itself.
        if joined != promise.quasi:
            where = f"{path}, joined with what it references"
            yield from _faults(promise, joined, found, where, lists, dropped)


def _references(schema: Mapping[str, Any]) -> Iterator[str]:
    for key in objects(schema.get("foreignKeys")):
        stated = key.get("fields", [])
        yield from [stated] if isinstance(stated, str) else map(str, stated)


def _dropped(package: Package, promise: Promise) -> int:
    """Return how many rows were dropped, as the notices say; at most that where they are blank."""
    notices = package.tables.get("withheld", {}).get("path")
    if notices is None:
        return 0
    return sum(
        int(row["cells"]) if row.get("cells", "").isdecimal() else promise.k - 1
        for row in csv_rows(package, str(notices))
        if (row.get("table_name"), row.get("record_id")) == (promise.table, "*")
        and row.get("field_name") == "*"
    )


def _files(package: Package, resource: Mapping[str, Any]) -> Iterator[tuple[str, Iterable[Row]]]:
    path = str(resource["path"])
    yield path, csv_rows(package, path)
    twin = path.removesuffix(".csv") + ".parquet"
    if twin in package.files:
        yield twin, parquet_rows(package, twin)
    for quads in linked_data.files(package, ".nq"):
        yield quads, _nodes(package, quads, resource["schema"])


def _nodes(package: Package, path: str, schema: Mapping[str, Any]) -> Iterable[Row]:
    """Return the records of a table as N-Quads tell them."""
    names = read_vocabulary(package)
    fields = dict(properties(schema, names))
    start = str(schema.get("openinnov:subject", "")).replace("{base}", names.base).partition("{")[0]
    nodes: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, iri, text in statements(linked_data.lines(package.directory / path)):
        if start and subject.startswith(start):
            value = text if iri is None else names.texts(iri)[-1]
            if predicate in fields:
                nodes[subject][fields[predicate]].append(str(value))
    return [
        {field: ";".join(sorted(values)) for field, values in node.items()}
        for node in nodes.values()
    ]


def _faults(  # noqa: PLR0913, PLR0917 -- what a promise is held against
    promise: Promise,
    fields: Sequence[str],
    rows: Sequence[Row],
    where: str,
    lists: set[str],
    dropped: int,
) -> Iterator[str]:
    classes: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in rows:
        classes[tuple(row.get(name, "") for name in fields)].append(row)
    small = sum(len(members) < promise.k for members in classes.values())
    if small:
        yield f"{where}: {small} classes of {promise.table} have fewer than {promise.k} rows"
    for diversity in promise.diversity:
        told = [[row.get(diversity.field, "") for row in each] for each in classes.values()]
        many = diversity.field in lists
        bad = sum(not is_diverse(diversity, cells, many=many) for cells in told)
        if bad:
            yield (
                f"{where}: {bad} classes of {promise.table} tell too much of {diversity.field} "
                f"({diversity.kind} diversity {diversity.value:g})"
            )
    for closeness in promise.closeness:
        everyone = [row.get(closeness.field, "") for row in rows]
        slack = dropped / (len(rows) + dropped) if rows else 0.0
        told = [[row.get(closeness.field, "") for row in each] for each in classes.values()]
        many = closeness.field in lists
        bad = sum(not is_close(closeness, cells, everyone, slack, many=many) for cells in told)
        if bad:
            yield (
                f"{where}: {bad} classes of {promise.table} differ too much in {closeness.field} "
                f"({closeness.distance} closeness {closeness.value:g})"
            )
