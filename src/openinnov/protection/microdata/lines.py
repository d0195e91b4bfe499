"""The rows of a staged table as a problem: grouped by the database, then coded."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from openinnov.engine.duckdb import stream
from openinnov.engine.sql import identifier
from openinnov.engine.types import typed
from openinnov.exceptions import RefusedError
from openinnov.policy.microdata import Microdata
from openinnov.protection import anonymization
from openinnov.protection.anonymization import Attribute, Hierarchy, Problem
from openinnov.protection.anonymization.arrays import Codes, Floats, Ints, firsts
from openinnov.protection.anonymization.computed import SEPARATOR
from openinnov.protection.decisions import Decision
from openinnov.protection.microdata.coarsening import hierarchy, parents
from openinnov.protection.microdata.models import CODE
from openinnov.protection.work import BATCH, Work, staged, submitted
from openinnov.standard import QUASI_IDENTIFIER, SENSITIVE, Field, Table

if TYPE_CHECKING:
    import pyarrow as pa

#: The temporary table with the distinct lines.
LINES = "temp.microdata_line"
_NUMBERS = frozenset({"integer", "decimal"})


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """A table of records to be made anonymous."""

    table: Table
    asked: Microdata
    #: The quasi-identifiers that leave, in the order of the standard.
    quasi: tuple[Field, ...]
    hierarchies: tuple[Hierarchy, ...]
    #: The code of each line's value in the hierarchy of each quasi-identifier.
    codes: tuple[Codes, ...]
    problem: Problem
    #: The line in the database of each distinct line of the problem.
    given: Ints
    #: The fields by which rows are told apart.
    compared: tuple[Field, ...]
    #: The persons of the population behind each distinct line; `None` if nothing is known of them.
    weights: Floats | None

    def texts(self, place: int, level: int) -> list[str]:
        """Return what each distinct line of the problem shows of a quasi-identifier at a level."""
        made = self.hierarchies[place]
        labels = [text.rpartition(SEPARATOR)[2] for text in made.labels[level]]
        return [labels[code] for code in made.codes[level][self.codes[place][self.given]]]


def read(work: Work, table: Table, asked: Microdata) -> Lines:
    """Group what leaves of a table, and return it as a problem.

    Raises `RefusedError` for values that no hierarchy can coarsen.
    """
    # Words in which a person agreed to be quoted are told as hers; they are in no group.
    leaving = [each for each in work.fields(table) if each.leaves and not each.treatment.scope]
    quasi = _of_class(leaving, QUASI_IDENTIFIER)
    sensitive = _of_class(leaving, SENSITIVE)
    columns = _group(work, table, [*quasi, *sensitive], asked.weight)
    coded = [_coded(work, table, asked, columns, field) for field in quasi]
    fields = [
        anonymization.Field(
            f"{table.name}.{field.name}", made, highest=0 if field.name in asked.strata else None
        )
        for field, (made, _) in zip(quasi, coded, strict=True)
    ]
    problem = anonymization.problem(
        [(field, codes) for field, (_, codes) in zip(fields, coded, strict=True)],
        np.asarray(columns.column("n").to_numpy(), np.int64),
        [pair for field in sensitive for pair in _attributes(work, columns, field)],
    )
    return Lines(
        table,
        asked,
        quasi,
        tuple(made for made, _ in coded),
        tuple(codes for _, codes in coded),
        problem,
        firsts(problem.lines, len(problem.counts)),
        (*quasi, *sensitive),
        _weights(columns, problem),
    )


def _weights(columns: "pa.Table", problem: Problem) -> Floats | None:
    persons = columns.column("persons")
    if persons.null_count:
        return None
    given: Floats = np.asarray(persons.to_numpy(), np.float64)
    return np.bincount(problem.lines, given, len(problem.counts)).astype(np.float64)


def _of_class(leaving: list[Decision], name: str) -> tuple[Field, ...]:
    return tuple(each.field for each in leaving if each.field.privacy == name)


def _group(work: Work, table: Table, fields: list[Field], weight: str | None) -> "pa.Table":
    """Make the table of distinct lines, and return it without their numbers.

    `n` is the rows of a line, `persons` the sum of the weights that were submitted, or null.
    """
    # A table may have no such field, so there is one that is the same in all rows.
    names = ", ".join(["_all", *(identifier(each.name) for each in fields)])
    cells = "".join(
        f"coalesce(own.{identifier(f.name)}, '') AS {identifier(f.name)}, " for f in fields
    )
    known = weight in work.submission.columns[table.name]
    number = (
        typed(table.fields[weight], f"given.{identifier(weight)}") if weight and known else "NULL"
    )
    work.database.execute(
        "CREATE OR REPLACE TEMP TABLE microdata_line AS "
        f"SELECT row_number() OVER (ORDER BY {names}) - 1 AS line, * "
        f"FROM (SELECT TRUE AS _all, {cells}"
        # A sum of decimals is exact, so that it does not depend on the order of the rows.
        f"count(*) AS n, if(count(*) = count({number}), sum({number}), NULL) AS persons "
        f"FROM {staged(table.name)} AS own JOIN {submitted(table.name)} AS given "
        "ON given.rowid = own._id GROUP BY ALL)"
    )
    query = (
        "SELECT * EXCLUDE (line, _all) REPLACE (persons::DOUBLE AS persons) "
        f"FROM {LINES} ORDER BY line"
    )
    return stream(work.database, query, BATCH).read_all()


def _encoded(columns: "pa.Table", name: str) -> tuple[list[str], Codes]:
    """Return the distinct values of a column, and of each line the place among them."""
    made = columns.column(name).combine_chunks().dictionary_encode()
    return made.dictionary.to_pylist(), np.asarray(made.indices.to_numpy(), np.int64)


def _coded(
    work: Work, table: Table, asked: Microdata, columns: "pa.Table", field: Field
) -> tuple[Hierarchy, Codes]:
    above = parents(asked, field)
    encoded = [_encoded(columns, name) for name in (*above, field.name)]
    texts = [values for values, _ in encoded]
    places: Codes
    if above:
        # A value is told by those above it, so it is a row of them.
        tuples = np.stack([codes for _, codes in encoded], axis=1)
        distinct, places = np.unique(tuples, axis=0, return_inverse=True)
        rows = [
            tuple(values[code] for values, code in zip(texts, each, strict=True))
            for each in distinct.tolist()
        ]
    else:
        rows = [(value,) for value in texts[0]]
        places = encoded[-1][1]
    try:
        made = hierarchy(work.submission.standard, asked, field, rows)
    except RefusedError as error:
        raise RefusedError(f"{table.name}.{field.name}: {error}") from None
    values = [SEPARATOR.join(row) if row[-1] else "" for row in rows]
    return made, made.encode(values)[places.reshape(-1)]


def _attributes(work: Work, columns: "pa.Table", field: Field) -> list[tuple[Attribute, Codes]]:
    texts, places = _encoded(columns, field.name)
    if field.type != "list":
        return [_attribute(work, field, texts, places)]
    lists = [set(text.split(";")) - {""} for text in texts]
    return [
        (
            Attribute(f"{field.name}{CODE}{code}", ("", code)),
            np.fromiter((code in own for own in lists), np.int64)[places],
        )
        for code in sorted(set[str]().union(*lists))
    ]


def _attribute(
    work: Work, field: Field, texts: list[str], places: Codes
) -> tuple[Attribute, Codes]:
    if field.hierarchy:
        lines = work.submission.standard.hierarchy(field.hierarchy)
        made = anonymization.from_lines(lines, missing="" in texts)
        return Attribute(field.name, made.labels[0], made), made.encode(texts)[places]
    numeric = field.type in _NUMBERS
    order = sorted(texts, key=(lambda text: float(text or "-inf")) if numeric else None)
    rank = {text: place for place, text in enumerate(order)}
    return Attribute(field.name, tuple(order)), np.array([rank[each] for each in texts], np.int64)[
        places
    ]
