"""The cells of the submission that a package was made of, as they were submitted."""

from collections.abc import Iterator, Mapping

from openinnov.engine.sql import identifier
from openinnov.standard import Table
from openinnov.submission import Submission

#: The classes of which a value may not leave, from whatever row.
CLOSED = ("sensitive", "direct-identifier", "restricted")
#: The class of what everybody may see.
PUBLIC = "public"
#: The types of which short values stand everywhere by chance.
PLAIN = ("boolean", "date", "decimal", "integer", "partial_date", "year")


def values(submission: Submission, table: str, field: str) -> Iterator[str]:
    """Yield the distinct values of a field."""
    name = identifier(field)
    query = f"SELECT DISTINCT {name} FROM submitted.{identifier(table)} WHERE {name} IS NOT NULL"
    for (value,) in submission.database.execute(query).fetchall():
        yield str(value)


def rows(submission: Submission, table: Table) -> Iterator[Mapping[str, str]]:
    """Yield the records of a table; an empty cell is ""."""
    fields = submission.columns[table.name]
    names = ", ".join(map(identifier, fields))
    cursor = submission.database.cursor()
    cursor.execute(f"SELECT {names} FROM submitted.{identifier(table.name)} ORDER BY _row")
    while found := cursor.fetchmany(4096):
        for row in found:
            yield {name: cell or "" for name, cell in zip(fields, row, strict=True)}


def items(submission: Submission, table: str, field: str, cell: str) -> list[str]:
    """Return the items of a cell that holds a list, or the cell as its only one."""
    own = submission.standard.tables[table].fields[field]
    return cell.split(own.delimiter) if own.type == "list" else [cell]


def codes(submission: Submission, table: str, field: str) -> frozenset[str]:
    """Return the codes that everybody knows of a field."""
    standard = submission.standard
    lists = standard.tables[table].fields[field].codelists
    return frozenset(code for name in lists for code in standard.codelists[name].codes)
