"""Which values of a submission may not be in the package that was made of it.

They are those of closed classes, those that tell of one person, and each cell that the package
leaves out of a record that it shows under its own key. Not sought is what a hit would say nothing
of: less than four characters, numbers and dates below eight, codes that everybody knows, and what
the package tells elsewhere.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from openinnov.standard import Table
from openinnov.submission import Submission
from openinnov.verification import submitted
from openinnov.verification.facts import Facts, Forbidden
from openinnov.verification.package import Package, names
from openinnov.verification.quotation import quoted
from openinnov.verification.released import cells, open_fields
from openinnov.verification.rows import csv_rows
from openinnov.verification.submitted import CLOSED, PLAIN
from openinnov.verification.usual import find_usual

_SHORTEST, _LONG = 4, 8
_NUMBER = re.compile(r"[\d\W_]+")


def with_forbidden(facts: Facts, package: Package, submission: Submission) -> Facts:
    """Return the facts with what the submission forbids."""
    wanted = dict.fromkeys(_all(package, facts, submission))
    told = _told(package, facts, submission, {each.value for each in wanted})
    left = [each for each in wanted if each.value not in told]
    sought = [each for each in left if _is_telling(submission, each)]
    words = find_usual(submission, sought)
    forbidden = tuple(each for each in sought if each.value not in words)
    exempt = len({each.value for each in wanted} & told) + len(words)
    unsought = len({each.value for each in left}) - len({each.value for each in sought})
    return replace(facts, forbidden=forbidden, exempt=exempt, unsought=unsought)


def _all(package: Package, facts: Facts, submission: Submission) -> Iterator[Forbidden]:
    for table in submission.tables:
        for name in submission.columns[table.name]:
            if table.fields[name].privacy in CLOSED:
                known = submitted.codes(submission, table.name, name)
                told = quoted(facts, submission, table.name, name)
                for value in sorted({*submitted.values(submission, table.name, name)} - told):
                    yield from _of_cell(submission, table, name, value, known)
        yield from _of_persons(submission, table)
        yield from _left_out(package, submission, table)


def _of_cell(
    submission: Submission, table: Table, name: str, cell: str, known: frozenset[str]
) -> Iterator[Forbidden]:
    for item in submitted.items(submission, table.name, name, cell):
        value = item.strip()
        if len(value) >= _SHORTEST and value not in known:
            identifies = table.fields[name].privacy == "direct-identifier"
            yield Forbidden(value, f"{table.name}.{name}", identifies)


def _of_persons(submission: Submission, table: Table) -> Iterator[Forbidden]:
    """Yield what identifies a person in a table that is not about persons as such."""
    person = table.individual
    if person is None or person.when not in submission.columns[table.name]:
        return
    for row in submitted.rows(submission, table):
        if row[person.when] == "true":
            for name in person.fields:
                for found in _of_cell(submission, table, name, row.get(name, ""), frozenset()):
                    yield replace(found, identifies=True)


def _left_out(package: Package, submission: Submission, table: Table) -> Iterator[Forbidden]:
    """Yield the cells that are not as they were, of records that kept their key."""
    resource = package.tables.get(table.name)
    key = table.primary_key
    if resource is None or not set(key) <= set(names(resource["schema"])):
        return
    if any(table.fields[name].privacy != "public" for name in key):
        return  # It became a pseudonym.
    released = {
        tuple(row.get(name, "") for name in key): row
        for row in csv_rows(package, str(resource["path"]))
    }
    codes = {name: submitted.codes(submission, table.name, name) for name in table.fields}
    for row in submitted.rows(submission, table):
        shown = released.get(tuple(row.get(name, "") for name in key), {})
        for name, cell in row.items():
            if name not in key and cell and shown.get(name) != cell:
                yield from _of_cell(submission, table, name, cell, codes[name])


def _told(package: Package, facts: Facts, submission: Submission, wanted: set[str]) -> set[str]:
    """Return which of some values the package tells in a cell that may be told."""
    found: set[str] = set()
    for name in package.tables:
        table = submission.standard.tables.get(name)
        classes = {each.name: each.privacy for each in table.fields.values()} if table else {}
        found.update(
            cell
            for cell in cells(package, name, open_fields(package, facts, name, classes))
            if cell in wanted
        )
    return found


def _is_telling(submission: Submission, forbidden: Forbidden) -> bool:
    """Say whether a hit would say something."""
    table, _, name = forbidden.place.partition(".")
    plain = submission.standard.tables[table].fields[name].type in PLAIN
    short = len(forbidden.value) < _LONG
    return not (short and (plain or _NUMBER.fullmatch(forbidden.value)))
