"""Whether a number of people is too small to be told, or can be worked out from the others."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from openinnov.verification.attacker import Equation, narrow
from openinnov.verification.facts import Counts, Facts
from openinnov.verification.package import Package, names, objects
from openinnov.verification.rows import csv_rows

#: Types of fields that say which number it is, and not what it is.
_TIMES = ("date", "partial_date", "year")
Row = Mapping[str, str]


def check(package: Package, facts: Facts) -> Iterator[str]:
    """Yield the tables that tell of few people."""
    for counts in facts.counts:
        resource = package.tables.get(counts.table)
        if resource is not None:
            rows = list(csv_rows(package, str(resource["path"])))
            for field in counts.fields:
                yield from _small(str(resource["path"]), counts, field, rows)
                if counts.partition:
                    yield from _worked_out(resource, counts, field, rows)


def _small(path: str, counts: Counts, field: str, rows: Sequence[Row]) -> Iterator[str]:
    small = sum(0 < _number(row.get(field, "")) < counts.threshold for row in rows)
    if small:
        yield f"{path}: {small} numbers of {field} are below {counts.threshold}"


def _number(cell: str) -> float:
    try:
        return float(cell)
    except ValueError:
        return -1.0


def _worked_out(
    resource: Mapping[str, Any], counts: Counts, field: str, rows: Sequence[Row]
) -> Iterator[str]:
    """Yield how many withheld numbers an attacker bounds below the threshold by sums."""
    known = set(counts.partition) & set(names(resource["schema"]))
    cells = [_number(row.get(field, "")) for row in rows]
    told = [_without_wholes(row, counts) for row in rows]
    equations = list(_equations(told, cells, _context(resource["schema"], counts), sorted(known)))
    small = len(narrow(equations, counts.threshold))
    if small:
        yield (
            f"{resource['path']}: {small} withheld numbers of {field} can be worked out to be "
            f"below {counts.threshold}"
        )


def _without_wholes(row: Row, counts: Counts) -> Row:
    """Return a row in which an empty cell alone means everybody."""
    wholes = {name: "" for name, codes in counts.whole.items() if row.get(name) in codes}
    return {**row, **wholes}


def _context(schema: Mapping[str, Any], counts: Counts) -> list[str]:
    """Return the fields that say what a row is about, besides the breakdowns that add up.

    The schema states them as observed; else they are references, times, and codes that each row
    has. The breakdowns that do not add up are among them.
    """
    observed = schema.get("openinnov:observed", [])
    references = {
        name
        for key in objects(schema.get("foreignKeys"))
        for name in ([key["fields"]] if isinstance(key.get("fields"), str) else key["fields"])
    }
    return [
        str(field.get("name"))
        for field in objects(schema.get("fields"))
        if field.get("name") not in {*counts.partition, *counts.fields}
        and (
            field.get("openinnov:privacy") == "quasi-identifier"
            or (field.get("name") in observed if observed else _is_about(field, references))
        )
    ]


def _is_about(field: Mapping[str, Any], references: set[str]) -> bool:
    return (
        field.get("name") in references
        or "openinnov:external" in field
        or field.get("openinnov:type") in _TIMES
        or ("openinnov:codelist" in field and "required" in field.get("constraints", {}))
    )


def _equations(
    rows: Sequence[Row], cells: Sequence[float], context: Sequence[str], partition: Sequence[str]
) -> Iterator[Equation]:
    """Yield each whole with its parts: by one breakdown at a time, all else being equal."""
    for name in partition:
        others = [*context, *(each for each in partition if each != name)]
        groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for place, row in enumerate(rows):
            groups[tuple(row.get(each, "") for each in others)].append(place)
        for places in groups.values():
            wholes = [place for place in places if rows[place].get(name, "") == ""]
            parts = [place for place in places if rows[place].get(name, "") != ""]
            for whole in wholes:
                if parts:
                    yield _equation(whole, parts, cells)
                if whole != wholes[0]:
                    yield _equation(whole, wholes[:1], cells)


def _equation(whole: int, parts: Sequence[int], cells: Sequence[float]) -> Equation:
    signs = {whole: -1.0, **dict.fromkeys(parts, 1.0)}
    unknown = {place: sign for place, sign in signs.items() if cells[place] < 0}
    known = sum(sign * cells[place] for place, sign in signs.items() if cells[place] >= 0)
    return Equation(unknown, -known)
