"""The columns of a table as CSV on the Web describes them, by the plan of the linked data.

Whether a description says the same as the plan is not argued but seen: the plan is asked for all
rows, and what it makes of a cell has to be what the description makes of it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from openinnov.derived.json_ld_context import SCHEMES
from openinnov.engine.sql import identifier, literal, matches
from openinnov.publication import iris
from openinnov.publication.annotations import SHORTCUTS
from openinnov.publication.plan import Column, language_sql
from openinnov.publication.terms import code_iris
from openinnov.standard import Field, Standard, Table
from openinnov.submission import Submission

#: The datatype of a cell by the type of its field; all others are texts, also addresses: readers
#: take these apart, and put them together wrongly in a template.
_DATATYPES = {
    "boolean": "boolean",
    "date": "date",
    "decimal": "decimal",
    "integer": "integer",
    "year": "gYear",
}
#: The datatype of a date by its length.
_DATES = {4: "gYear", 7: "gYearMonth", 10: "date"}
#: What a template for addresses leaves as it is: of mailboxes and telephones, and of the web.
_SCHEME, _WEB = "[A-Za-z0-9._~@+-]*", "[!-~]*"


@dataclass(frozen=True, slots=True)
class Facts:
    """What a column of the plan gives for all rows of a table."""

    #: How many rows there are, and for how many there is a value.
    rows: int
    given: int
    #: How many values are another text than the cell.
    changed: int
    #: How many cells are empty, and for how many of these there is a value.
    empty: int
    filled: int
    #: The least and the greatest value for an empty cell.
    least: str | None
    greatest: str | None
    #: How long the shortest and the longest value are.
    shortest: int | None
    longest: int | None
    #: Of how many values a template would encode something that stays in linked data.
    irregular: int
    #: How many values are of rows in another language than the release.
    foreign: int


def facts(submission: Submission, table: Table, planned: Sequence[Column]) -> Mapping[str, Facts]:
    """Return what each column of the plan gives."""
    if not planned:
        return {}
    released = submission.columns[table.name]
    foreign = f"{language_sql(submission, table)} <> {literal(_language(submission))}"
    inner, counts = [f"{foreign} AS _foreign"], list[str]()
    for place, column in enumerate(planned):
        cell = identifier(column.name) if column.name in released else "CAST(NULL AS VARCHAR)"
        # Each value is worked out once: that of an observation takes long.
        inner += [f"{cell} AS _cell{place}"]
        inner += [f"{cell if column.many else column.sql} AS _value{place}"]
        counts += _counts(column, f"_cell{place}", f"_value{place}")
    source = f"SELECT {', '.join(inner)} FROM submitted.{identifier(table.name)}"
    query = f"WITH given AS MATERIALIZED ({source}) SELECT {', '.join(counts)} FROM given"
    (row,) = submission.connection.cursor().execute(query).fetchall()
    size = len(counts) // len(planned)
    return {
        column.name: Facts(*row[place * size : (place + 1) * size])
        for place, column in enumerate(planned)
    }


def _counts(column: Column, cell: str, value: str) -> Iterator[str]:
    simple = matches(value, _WEB if column.kind == "iri" else _SCHEME)
    yield "count(*)"
    yield f"count({value})"
    yield f"count(*) FILTER ({cell} IS NOT NULL AND {value} IS DISTINCT FROM {cell})"
    yield f"count(*) FILTER ({cell} IS NULL)"
    yield f"count({value}) FILTER ({cell} IS NULL)"
    yield f"min({value}) FILTER ({cell} IS NULL)"
    yield f"max({value}) FILTER ({cell} IS NULL)"
    yield f"min(length({value}))"
    yield f"max(length({value}))"
    yield f"count(*) FILTER (NOT {simple})"
    yield f"count({value}) FILTER (_foreign)"


def _language(submission: Submission) -> str:
    return str((submission.descriptor or {})["openinnov:language"]).lower()


def described(
    submission: Submission, field: Field, column: Column | None, found: Mapping[str, Facts]
) -> dict[str, Any]:
    """Return the description of a column of the file; `column` is what the plan makes of it."""
    said = _said(submission, field, column, found[column.name]) if column else None
    return {
        "name": field.name,
        # The heading of the file has to be among them.
        "titles": [field.name, field.title],
        "dc:description": field.description,
        "datatype": _datatype(field),
        **({"separator": field.delimiter} if field.type == "list" else {}),
        **({"required": True} if field.required else {}),
        **({"suppressOutput": True} if said is None else said),
    }


def _datatype(field: Field) -> str:
    return "language" if "language" in field.codelists else _DATATYPES.get(field.type, "string")


def _said(
    submission: Submission, field: Field, column: Column, seen: Facts
) -> dict[str, Any] | None:
    """Return what makes statements of the cells, or nothing if they would be other statements."""
    value = None if seen.changed else _value(submission, field, column, seen)
    if value is None:
        return None
    said = {"propertyUrl": iris.expand(submission.standard, column.property), **value}
    if 0 < seen.filled == seen.empty and seen.least == seen.greatest:
        said["default"] = seen.least
    return said


def _value(
    submission: Submission, field: Field, column: Column, seen: Facts
) -> dict[str, Any] | None:
    """Return how a cell becomes the object of a statement."""
    if column.kind == "text":
        return {}
    if column.kind == "own language":
        return None if seen.foreign else {"lang": _language(submission)}
    if column.kind == "partial date":
        is_one = seen.shortest is not None and seen.shortest == seen.longest
        return {"datatype": _DATES[seen.longest or 0]} if is_one else None
    if column.many:
        return None  # A template takes a list for one text.
    is_code = column.kind == "code"
    start = _start(submission.standard, field) if is_code else column.start
    plus = "+" if column.kind == "iri" or column.start in SCHEMES.values() else ""
    if start is None or (plus and seen.irregular):
        return None
    return {"valueUrl": f"{start}{{{plus}{field.name}}}"}


def _start(standard: Standard, field: Field) -> str | None:
    """Return what the IRIs of all codes of a field begin with, if the codes are the rest."""
    own = f"{standard.code_base}/{field.codelists[0]}/"
    starts = set() if field.closed else {own}
    for code, iri in code_iris(standard, field.codelists).items():
        rest = quote(code, safe="")
        starts.add(iri.removesuffix(rest) if iri.endswith(rest) else "")
    return (starts.pop() or None) if len(starts) == 1 else None


def virtual(
    submission: Submission, planned: Sequence[Column], found: Mapping[str, Facts]
) -> Iterator[dict[str, Any]]:
    """Yield the columns of what is said of every row alike, such as its classes."""
    for column in planned:
        seen = found[column.name]
        is_thing = column.kind in {"compact", "iri"}
        if is_thing and 0 < seen.given == seen.rows and seen.least == seen.greatest:
            thing = str(seen.least)
            is_name = column.kind == "compact"
            yield {
                "name": f"virtual{column.name}",
                "virtual": True,
                "propertyUrl": iris.expand(submission.standard, column.property),
                "valueUrl": iris.expand(submission.standard, thing) if is_name else thing,
            }


def shortcuts(submission: Submission, table: Table) -> Iterator[dict[str, Any]]:
    """Yield the columns of what rows also say of the records that they refer to."""
    base = iris.base(submission)
    for source, reference, name in SHORTCUTS:
        target = table.fields[reference].reference if source == table.name else None
        released = submission.columns[table.name]
        if target is None or not {reference, name} <= set(released):
            continue
        about = submission.standard.tables[target.table]
        start = _start(submission.standard, table.fields[name])
        if start and set(iris.subject_variables(about)) <= set(
            submission.columns.get(about.name, ())
        ):
            yield {
                "name": f"virtual_of_{target.table}",
                "virtual": True,
                "aboutUrl": f"{iris.subject_start(about, base)}{{{reference}}}",
                "propertyUrl": iris.expand(submission.standard, table.fields[name].properties[0]),
                "valueUrl": f"{start}{{{name}}}",
            }
