"""JSON: an object that holds an array of records for each table, or the array of one table."""

from collections.abc import Iterator
from dataclasses import dataclass

from openinnov.exceptions import SubmissionError
from openinnov.reading.cells import Numbers, text_of
from openinnov.reading.encoding import decode, is_damaged, mend
from openinnov.reading.headings import shown
from openinnov.reading.intake import File, Intake, Part
from openinnov.reading.json_text import Cursor, Number, Object
from openinnov.reading.loader import Target, begin

#: The member that describes the package, beside the tables.
_DESCRIPTOR = "descriptor"
_SEPARATOR = ";"


@dataclass(frozen=True, slots=True)
class _Array:
    """The records of a table, where they begin, and all keys that occur in them."""

    name: str
    #: The table that it is said to hold; none if it has no name of its own.
    key: str | None
    start: int
    labels: tuple[str, ...]


def read(part: Part, intake: Intake) -> None:
    """Read the tables of a JSON file, or the records that stand in a descriptor."""
    raw = part.path.read_bytes()
    decoded = decode(raw, part.encoding, part.name)
    cursor = Cursor(part.name, decoded.text())
    found = _arrays(part, cursor, intake) if part.inline is None else _inline(part, cursor)
    for array in list(found):
        table = intake.table_of(part) if array.key is None else intake.headings.table(array.key)
        if table is None:
            intake.set_aside(array.name)
            continue
        target = Target(intake, table, File.of(array.name, raw, decoded.encoding))
        _Records(target, array, decoded.guess).load(cursor.back(array.start))


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
    for i, item in enumerate(cursor.items(), start=1):
        if not isinstance(item, Object):
            raise SubmissionError(f"{name}: record {i} must be an object")
        labels.update(dict.fromkeys(label for label, _ in item.members))
    return _Array(name, key, start, tuple(labels))


class _Records:
    """Turns objects into records of text."""

    def __init__(self, target: Target, array: _Array, guess: str | None) -> None:
        labels = [mend(label, guess) for label in array.labels]
        columns = target.intake.headings.columns(target.table, labels)
        self._loader = begin(target, 0, columns)
        self._fields = target.table.fields
        self._positions = {label: i for i, label in enumerate(array.labels)}
        self._numbers = Numbers(self._loader)
        self._guess = guess

    def load(self, cursor: Cursor) -> None:
        """Take each object of the array that begins here."""
        row = 0
        for row, record in enumerate(cursor.items(), start=1):
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
        if isinstance(value, (Object, list)):
            raise SubmissionError(
                f"{self._loader.file.name}: record {row}, {name}: a cell holds one value or a list "
                "of values: give what is nested a table of its own"
            )
        return text_of(value)

    def _joined(self, row: int, name: str, values: list[object]) -> str | None:
        if any(isinstance(value, list) for value in values):
            self._scalar(row, name, values)
        items = [item for item in (self._cell(row, name, value) for value in values) if item]
        form = self._fields[name].form
        separator = _SEPARATOR if form is None else form.delimiter
        if self._fields[name].type != "list" or any(separator in item for item in items):
            self._loader.find("type", row, name)
        return separator.join(items) or None
