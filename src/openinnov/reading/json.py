"""JSON: an object that holds an array of records for each table, or the array of one table.

Records may stand within the record that they belong to, or that refers to them: see `nesting`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from openinnov.exceptions import SubmissionError
from openinnov.reading.cells import Numbers, text_of
from openinnov.reading.encoding import decode, is_damaged, mend
from openinnov.reading.headings import shown
from openinnov.reading.intake import File, Intake, Part
from openinnov.reading.json_text import Cursor, Number, Object, deep, written
from openinnov.reading.loader import Target, begin
from openinnov.reading.nesting import Flat, is_nested

#: The member that describes the package, beside the tables.
_DESCRIPTOR = "descriptor"


@dataclass(frozen=True, slots=True)
class _Array:
    """The records of a table, where they begin, and all keys that occur in them."""

    name: str
    #: The table that it is said to hold; none if it has no name of its own.
    key: str | None
    start: int
    labels: tuple[str, ...]
    #: Whether a record holds another.
    nested: bool


@dataclass(frozen=True, slots=True)
class _Objects:
    """The records of a table, and all keys that occur in them."""

    labels: tuple[str, ...]
    objects: Iterable[Object]


def read(part: Part, intake: Intake) -> None:
    """Read the tables of a JSON file, or the records that stand in a descriptor."""
    raw = part.path.read_bytes()
    decoded = decode(raw, part.encoding, part.name)
    cursor = Cursor(part.name, decoded.text())
    found = _arrays(part, cursor, intake) if part.inline is None else _inline(part, cursor)
    own = {}
    for array in list(found):
        table = intake.table_of(part) if array.key is None else intake.headings.table(array.key)
        if table is None:
            intake.set_aside(array.name)
        else:
            intake.claim(table, array.name)
            own[table.name] = array
    file = File.of(part.name, raw, decoded.encoding)
    with deep(part.name):
        for name, records in _tables(intake, cursor, own):
            source = own[name].name if name in own else f"{part.name}#{name}"
            target = Target(intake, intake.standard.tables[name], replace(file, name=source))
            _Records(target, records.labels, decoded.guess).load(records.objects)


def _tables(
    intake: Intake, cursor: Cursor, own: Mapping[str, _Array]
) -> Iterator[tuple[str, _Objects]]:
    """Yield the records of each table: one after the other, unless some stand within others."""
    if not any(array.nested for array in own.values()):
        for name, array in own.items():
            yield name, _Objects(array.labels, cursor.back(array.start).items())
        return
    flat = Flat(intake.standard, intake.headings)
    for name, array in own.items():
        flat.own(intake.standard.tables[name], cursor.back(array.start).items())
    for table, objects in flat.tables():
        labels = dict.fromkeys(label for each in objects for label, _ in each.members)
        yield table.name, _Objects(tuple(labels), objects)


def _arrays(part: Part, cursor: Cursor, intake: Intake) -> Iterator[_Array]:
    """Go through a file once, to find its arrays and to see that it is JSON to its end."""
    seen: set[str] = set()
    if cursor.at("["):
        yield _array(part.name, None, cursor)
    elif not cursor.at("{"):
        cursor.value()  # Where it is no JSON at all, that is what is wrong.
        raise SubmissionError(f"{part.name}: must hold an object of tables, or the array of one")
    else:
        for key in cursor.members():
            if key in seen:
                raise SubmissionError(f"{part.name}: holds {shown(key)} twice: put them together")
            seen.add(key)
            if key == _DESCRIPTOR and cursor.at("{"):
                intake.take_descriptor(cursor.value().plain())
            else:
                yield _array(f"{part.name}#{shown(key)}", key, cursor)
    cursor.finish()


def _inline(part: Part, cursor: Cursor) -> Iterator[_Array]:
    """Find the data of one resource of a descriptor."""
    for key in cursor.members():
        if key != "resources":
            cursor.value()
            continue
        for i, _ in enumerate(cursor.each()):
            for name in cursor.members():
                if i == part.inline and name == "data":
                    yield _array(f"{part.name}#{shown(part.table or '')}", None, cursor)
                else:
                    cursor.value()


def _array(name: str, key: str | None, cursor: Cursor) -> _Array:
    if not cursor.at("["):
        raise SubmissionError(f"{name}: must be an array of objects, one for each record")
    start = cursor.place
    labels: dict[str, None] = {}
    nested = False
    for i, item in enumerate(cursor.items(), start=1):
        if not isinstance(item, Object):
            raise SubmissionError(f"{name}: record {i} must be an object")
        labels.update(dict.fromkeys(label for label, _ in item.members))
        nested = nested or any(is_nested(value) for _, value in item.members)
    return _Array(name, key, start, tuple(labels), nested)


class _Records:
    """Turns objects into records of text."""

    def __init__(self, target: Target, labels: Sequence[str], guess: str | None) -> None:
        mended = [mend(label, guess) for label in labels]
        columns = target.intake.headings.columns(target.table, mended)
        self._loader = begin(target, 0, columns)
        self._fields = target.table.fields
        self._positions = {label: i for i, label in enumerate(labels)}
        self._numbers = Numbers(self._loader)
        self._guess = guess

    def load(self, records: Iterable[Object]) -> None:
        """Take each record."""
        row = 0
        for row, record in enumerate(records, start=1):
            self._loader.add(row, self._cells(row, record))
        self._loader.close(row)

    def _cells(self, row: int, record: Object) -> list[str | None]:
        columns = self._loader.header.columns
        cells: list[str | None] = [None] * len(columns)
        seen: set[str] = set()
        for label, value in record.members:
            if label in seen:
                self._loader.find("duplicate-label", row, value=shown(label))
                continue
            seen.add(label)
            i = self._positions[label]
            name = columns[i].field
            # Of what is not read it matters only whether there is something.
            cells[i] = self._cell(row, name, value) if name else shown(str(value or ""))
        return cells

    def _cell(self, row: int, name: str, value: object) -> str | None:
        if isinstance(value, Number):
            self._numbers.note(row, name, str(value))
        if isinstance(value, list):
            return self._joined(row, name, value)
        text = self._scalar(row, name, value)
        if text and is_damaged(text):
            self._loader.find("encoding-error", row, name, detail=self._guess)
            return mend(text, self._guess)
        return text

    def _scalar(self, row: int, name: str, value: object) -> str | None:
        if not isinstance(value, (Object, list)):
            return text_of(value)
        # Of other types, no such text is a value; here it might pass for one.
        if self._numbers.is_text(name):
            self._loader.find("type", row, name)
        return written(value)

    def _joined(self, row: int, name: str, values: list[object]) -> str | None:
        if any(isinstance(value, (Object, list)) for value in values):
            return self._scalar(row, name, values)
        items = [item for item in (self._cell(row, name, value) for value in values) if item]
        separator = self._fields[name].delimiter
        if self._fields[name].type != "list" or any(separator in item for item in items):
            self._loader.find("type", row, name)
        return separator.join(items) or None
