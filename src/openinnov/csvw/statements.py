"""Rows as statements, in minimal mode: what the cells say, and nothing about rows and tables.

Specification: Generating RDF from Tabular Data on the Web, W3C Recommendation 2015, section 4.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urljoin

import uritemplate

from openinnov.csvw.metadata import Column, Table
from openinnov.csvw.rows import Row
from openinnov.csvw.value import Value
from openinnov.csvw.values import parser
from openinnov.csvw.vocabulary import NOWHERE, RDF, VERBATIM, XSD, expanded, is_absolute
from openinnov.exceptions import MetadataError
from openinnov.publication.literals import ESCAPES

_BREAKS = re.compile(r"[\r\n\t]")
_STRING, _LANGUAGE = f"{XSD}string", re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that is not as the metadata say; its value stays out of the message."""

    row: int
    column: str
    what: str


class Statements:
    """The statements of a table."""

    def __init__(self, table: Table, columns: Sequence[Column], number: int) -> None:
        self._table = table
        self._columns = columns
        #: Tells the blank nodes of tables apart.
        self._number = number
        self._readers = [parser(column.datatype) for column in columns]
        self._fixed: dict[tuple[int, str], str] = {}
        #: The cells that are not as the metadata say.
        self.faults: list[Fault] = []

    def of(self, row: Row) -> Iterator[str]:
        """Yield the statements of a row, each a line of canonical N-Triples."""
        stored = [column for column in self._columns if not column.virtual]
        if len(row.cells) != len(stored):
            self.faults.append(
                Fault(row.source, "", f"{len(row.cells)} cells, and {len(stored)} columns")
            )
            return
        cells: list[list[Value] | None] = []
        for place, column in enumerate(self._columns):
            text = column.default if column.virtual else row.cells[place]
            cells.append(self._values(text, column, self._readers[place], row))
        said = {
            column.name: _told(values) for column, values in zip(self._columns, cells, strict=True)
        }
        known = {name: each for name, each in said.items() if each is not None}
        about = {"_row": str(row.number), "_sourceRow": str(row.source), **known}
        blank = f"_:t{self._number}r{row.number}"
        for place, (column, values) in enumerate(zip(self._columns, cells, strict=True), start=1):
            if not column.suppressed:
                yield from self._cell(column, values, about, place, blank)

    def _values(
        self, text: str, column: Column, read: Callable[[str], Value], row: Row
    ) -> list[Value] | None:
        """Return the values of a cell; none if it is empty."""
        base = column.datatype.base
        if base not in VERBATIM:
            text = _BREAKS.sub(" ", text)
            if base != "normalizedString":
                text = " ".join(text.split())
        if not text:
            text = column.default
        if column.separator is None:
            texts = [text]
        else:
            texts = text.split(column.separator) if text else []
            texts = (
                texts if base in {"string", "anyAtomicType", "any"} else [t.strip() for t in texts]
            )
        found: list[Value] = []
        given = [each for each in texts if each not in column.null]
        for each in given:
            try:
                found.append(read(each))
            except ValueError as error:
                self.faults.append(Fault(row.source, column.name, str(error)))
        if not given and column.required and not column.virtual:
            self.faults.append(Fault(row.source, column.name, "is required"))
        return found if found or column.separator is not None else None

    def _cell(
        self,
        column: Column,
        values: list[Value] | None,
        about: Mapping[str, str | list[str]],
        place: int,
        blank: str,
    ) -> Iterator[str]:
        if values is None and not (column.virtual and column.value):
            return
        names = {**about, "_name": column.name, "_column": str(place)}
        subject = self._iri(column.about, names) if column.about else blank
        predicate = self._iri(column.property or _own_property(column), names)
        if column.value is not None:
            yield f"{subject} {predicate} {self._iri(column.value, names)} .\n"
        elif column.separator is not None and column.ordered:
            yield from self._list(subject, predicate, column, values or [], f"{blank}c{place}")
        else:
            for value in values or ():
                yield f"{subject} {predicate} {_literal(column, value)} .\n"

    def _list(
        self, subject: str, predicate: str, column: Column, values: list[Value], blank: str
    ) -> Iterator[str]:
        nodes = [f"{blank}i{number}" for number in range(len(values))] + [f"<{RDF}nil>"]
        yield f"{subject} {predicate} {nodes[0]} .\n"
        for value, node, following in zip(values, nodes, nodes[1:], strict=False):
            yield f"{node} <{RDF}first> {_literal(column, value)} .\n"
            yield f"{node} <{RDF}rest> {following} .\n"

    def _iri(self, template: uritemplate.URITemplate, names: Mapping[str, str | list[str]]) -> str:
        text = expanded(template.expand(dict(names)))
        address = urljoin(self._table.url, text)
        if not is_absolute(address) or address.startswith(NOWHERE):
            raise MetadataError(
                f"{self._table.file.name}: {template.uri} gives no address: begin it with one, or "
                "say with --base where the table will stand"
            )
        return f"<{address}>"


def _own_property(column: Column) -> uritemplate.URITemplate:
    """Return the property that a column is if it is said to be no other."""
    return uritemplate.URITemplate(f"#{quote(column.name, safe='%')}")


def _told(values: list[Value] | None) -> str | list[str] | None:
    """Return what a template tells of a cell."""
    if values is None:
        return None
    texts = [value.text for value in values]
    return texts[0] if len(texts) == 1 else texts


def _literal(column: Column, value: Value) -> str:
    text = f'"{value.text.translate(ESCAPES)}"'
    if column.datatype.iri != _STRING:
        return f"{text}^^<{column.datatype.iri}>"
    if column.lang != "und" and _LANGUAGE.fullmatch(column.lang):
        return f"{text}@{column.lang.lower()}"
    return text
