"""Records within records of JSON: each goes to the table that its key names.

Two kinds have a place. Records *of* another stand under the name of their table, which has one
field that refers to the table of the other: it takes the key of the other, unless it holds one. A
record *that another refers to* stands where its key would, under the name of the field with or
without its ``_id``: the field keeps the key. The same such record may be said again and again, and
is one record. What is nested otherwise stays a cell.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from openinnov.reading.headings import Headings, fold
from openinnov.reading.json_text import Object, written
from openinnov.standard import Reference, Standard, Table

_ENDING = "_id"
_Place = tuple[Table, Object]


def is_nested(value: object) -> bool:
    """Say whether a value is a record, or a list of records."""
    return bool(_records(value))


def _records(value: object) -> Sequence[Object]:
    if isinstance(value, Object):
        return [value]
    if isinstance(value, list) and all(isinstance(each, Object) for each in value):
        return value
    return []


class Flat:
    """The records of each table, those that stood within others behind the others."""

    def __init__(self, standard: Standard, headings: Headings) -> None:
        self._standard = standard
        self._headings = headings
        self._own: list[tuple[Table, list[Object]]] = []
        self._flat: dict[str, tuple[Table, list[Object]]] = {}
        #: The records that others refer to, as they were written.
        self._seen: set[tuple[str, str]] = set()

    def own(self, table: Table, records: Iterable[Object]) -> None:
        """Take the records of a table that stand in an array of their own."""
        self._own.append((table, list(records)))

    def tables(self) -> Iterator[tuple[Table, list[Object]]]:
        """Yield each table with its records, in which no other record has a place."""
        within: list[_Place] = []
        for table, records in self._own:
            self._flat[table.name] = table, [self._parted(table, r, within) for r in records]
        for table, record in within:  # It grows while records hold others.
            _, records = self._flat.setdefault(table.name, (table, []))
            records.append(self._parted(table, record, within))
        yield from self._flat.values()

    def _parted(self, table: Table, record: Object, within: list[_Place]) -> Object:
        """Return a record without those that it holds, which go to a list."""
        members: list[tuple[str, Any]] = []
        for label, value in record.members:
            inner = _records(value)
            refer = self._referring(table, label) if isinstance(value, Object) else None
            belong = self._belonging(table, label) if inner else None
            if refer is not None:
                name, reference = refer
                members.append((name, self._refer(reference, value, within)))
            elif belong is not None:
                child, name, reference = belong
                key = self._value(table, record, reference.field)
                within += ((child, self._linked(child, each, name, key)) for each in inner)
            else:
                members.append((label, value))
        return Object(members)

    def _refer(self, reference: Reference, record: Object, within: list[_Place]) -> Any:
        """Return the key of a record that another refers to, and let it go to a list once."""
        table = self._standard.tables[reference.table]
        said = table.name, written(record)
        if said not in self._seen:
            self._seen.add(said)
            within.append((table, record))
        return self._value(table, record, reference.field)

    def _linked(self, table: Table, record: Object, name: str, key: Any) -> Object:
        """Return a record with the key of the one that it belongs to, unless it has one."""
        if self._value(table, record, name) is not None:
            return record
        return Object([(name, key), *record.members])

    def _value(self, table: Table, record: Object, name: str) -> Any:
        """Return what a record holds in a field."""
        labels = [label for label, _ in record.members]
        for column, (_, value) in zip(
            self._headings.columns(table, labels), record.members, strict=True
        ):
            if column.field == name:
                return value
        return None

    def _referring(self, table: Table, label: str) -> tuple[str, Reference] | None:
        """Return the field that a record under a key is referred to by."""
        (column,) = self._headings.columns(table, [label])
        names = {column.field, *(n for n in table.fields if fold(n) == fold(label + _ENDING))}
        fields = [(n, f.reference) for n, f in table.fields.items() if n in names and f.reference]
        return fields[0] if len(fields) == 1 else None

    def _belonging(self, table: Table, label: str) -> tuple[Table, str, Reference] | None:
        """Return the table of records under a key, and its one field that refers to another."""
        child = self._headings.table(label)
        if child is None:
            return None
        links = [
            (child, name, field.reference)
            for name, field in child.fields.items()
            if field.reference is not None and field.reference.table == table.name
        ]
        return links[0] if len(links) == 1 else None
