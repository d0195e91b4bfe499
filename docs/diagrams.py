# ruff: noqa: INP001 -- a script beside the pages, not a package
"""Draw the tables of the standard and their references, a picture for each group of tables.

A table stands to the right of those that it refers to. Its box holds the key and the references;
what leads out of the picture is named. ``python tests/golden.py`` writes the pictures anew.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from openinnov.standard import Field, Standard, Table

#: The pictures, by the names of their files; each table is in one.
GROUPS: Mapping[str, tuple[str, Sequence[str]]] = {
    "innovations": (
        "Innovations, and who is behind them",
        (
            "organization",
            "contact",
            "service",
            "innovation",
            "innovation_service",
            "innovation_sdg",
            "participation",
            "evidence",
        ),
    ),
    "use": (
        "Use, trials and money",
        ("deployment", "deployment_beneficiary", "context_factor", "experiment", "funding"),
    ),
    "results": (
        "Results and answers of citizens",
        ("indicator", "measurement", "time_cost_visit", "respondent", "feedback"),
    ),
    "exchange": (
        "Needs, offers and cooperation",
        ("need", "offer", "cooperation", "cooperation_party"),
    ),
    "annotations": (
        "What is said of records of all tables",
        ("relation", "translation", "withheld"),
    ),
}
_LETTER, _LINE, _PAD, _GAP, _LANE, _COLUMN = 7.3, 18, 8, 22, 16, 70
_STYLE = (
    "text{font:12px ui-monospace,Menlo,Consolas,monospace;fill:#1b1b1b}"
    ".name{font-weight:bold}.note{fill:#555}"
    ".page{fill:#fff}.box{fill:#fff;stroke:#555}.head{fill:#e3edf7;stroke:#555}"
    ".line{fill:none;stroke:#0b4f8a;stroke-width:1.2}.open{stroke-dasharray:4 3}.end{fill:#0b4f8a}"
)


@dataclass(frozen=True, slots=True)
class Box:
    """A table, or a lane for the lines that pass a column, at its place."""

    name: str
    x: float
    y: float
    width: float
    height: float


def draw(standard: Standard, group: str) -> str:
    """Return the picture of a group of tables as SVG."""
    title, names = GROUPS[group]
    tables = [standard.tables[name] for name in names]
    columns = _columns(tables)
    boxes, lanes = _placed(tables, columns)
    width = max(box.x + box.width for box in boxes.values()) + _GAP
    height = max(box.y + box.height for box in [*boxes.values(), *lanes.values()]) + _PAD
    size = f'width="{_n(width)}" height="{_n(height)}"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_n(width)} {_n(height)}" {size}',
        '  role="img" aria-labelledby="t d">',
        f'<title id="t">{escape(title)}</title>',
        f'<desc id="d">{escape(" ".join(_sentences(tables)))}</desc>',
        f"<style>{_STYLE}</style>",
        f'<rect class="page" {size}/>',
        *(line for table in tables for line in _links(table, columns, boxes, lanes)),
        *(line for table in tables for line in _box(table, boxes)),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _n(number: float) -> str:
    """Write a number without a fraction that says nothing."""
    return f"{number:.1f}".removesuffix(".0")


def _shown(table: Table) -> list[Field]:
    """Return the fields in a box: those of the key, and the references."""
    named = {*table.primary_key}
    return [field for field in table.fields.values() if field.name in named or field.reference]


def _targets(table: Table, inside: Sequence[str]) -> list[str]:
    """Return the other tables of the picture that a table refers to."""
    named = (field.reference.table for field in table.fields.values() if field.reference)
    return [name for name in dict.fromkeys(named) if name in inside and name != table.name]


def _columns(tables: Sequence[Table]) -> dict[str, int]:
    """Return the column of each table: right of all that it refers to."""
    inside = [table.name for table in tables]
    found: dict[str, int] = {}
    while len(found) < len(tables):
        for table in tables:
            targets = _targets(table, inside)
            if table.name not in found and all(name in found for name in targets):
                found[table.name] = max((found[name] + 1 for name in targets), default=0)
    return found


def _placed(
    tables: Sequence[Table], columns: Mapping[str, int]
) -> tuple[dict[str, Box], dict[tuple[str, int], Box]]:
    """Return where each table stands, and each lane by the table it leads to and its column."""
    passing = {
        (name, column)
        for table in tables
        for name in _targets(table, list(columns))
        for column in range(columns[name] + 1, columns[table.name])
    }
    boxes, lanes, x = {}, {}, float(_GAP)
    for column in range(max(columns.values()) + 1):
        own = [table for table in tables if columns[table.name] == column]
        width = max(_width(table) for table in own)
        y = float(_PAD)
        for name in (name for name in columns if (name, column) in passing):
            lanes[name, column] = Box(name, x, y, width, _LANE)
            y += _LANE
        for table in own:
            height = _LINE * (len(_rows(table, columns)) + 1) + _PAD
            boxes[table.name] = Box(table.name, x, y, width, height)
            y += height + _GAP
        x += width + _COLUMN
    return boxes, lanes


def _width(table: Table) -> float:
    longest = max(len(row) for row in [table.name, *(row for row, _ in _rows(table, ()))])
    return longest * _LETTER + 2 * _PAD


def _rows(table: Table, inside: Sequence[str] | Mapping[str, int]) -> list[tuple[str, bool]]:
    """Return the lines of a box, each with whether it is a note."""
    rows = [(_row(field, table, inside), False) for field in _shown(table)]
    others = len(table.fields) - len(rows)
    return [*rows, *([(f"and {others} more", True)] if others else [])]


def _row(field: Field, table: Table, inside: Sequence[str] | Mapping[str, int]) -> str:
    key = "* " if field.name in table.primary_key else "  "
    target = field.reference.table if field.reference else None
    outside = target is not None and target not in inside
    itself = target == table.name
    return f"{key}{field.name}" + (f" → {target}" if outside or itself else "")


def _box(table: Table, boxes: Mapping[str, Box]) -> Iterator[str]:
    box = boxes[table.name]
    at = f'x="{_n(box.x)}" y="{_n(box.y)}" width="{_n(box.width)}"'
    yield f'<rect class="box" {at} height="{_n(box.height)}"/>'
    yield f'<rect class="head" {at} height="{_LINE + 4}"/>'
    left = _n(box.x + _PAD)
    yield f'<text class="name" x="{left}" y="{_n(box.y + _LINE - 3)}">{escape(table.name)}</text>'
    for number, (row, is_note) in enumerate(_rows(table, boxes), start=1):
        kind = ' class="note"' if is_note else ""
        y = _n(box.y + _LINE * (number + 1) - 1)
        yield f'<text{kind} xml:space="preserve" x="{left}" y="{y}">{escape(row)}</text>'


def _links(
    table: Table,
    columns: Mapping[str, int],
    boxes: Mapping[str, Box],
    lanes: Mapping[tuple[str, int], Box],
) -> Iterator[str]:
    box = boxes[table.name]
    for number, field in enumerate(_shown(table), start=1):
        target = field.reference.table if field.reference else ""
        if target not in boxes or target == table.name:
            continue
        x, y = box.x, box.y + _LINE * (number + 1) - 5
        path = [f"M{_n(x)} {_n(y)}"]
        for column in range(columns[table.name] - 1, columns[target], -1):
            lane = lanes[target, column]
            middle = lane.y + lane.height / 2
            path += [_curve(x, y, lane.x + lane.width, middle), f"H{_n(lane.x)}"]
            x, y = lane.x, middle
        end = boxes[target]
        tip, middle = end.x + end.width, end.y + _LINE / 2 + 2
        path.append(_curve(x, y, tip + 7, middle))
        kind = "line" if field.required else "line open"
        yield f'<path class="{kind}" d="{" ".join(path)}"/>'
        top, low = _n(middle - 4), _n(middle + 4)
        yield f'<path class="end" d="M{_n(tip)} {_n(middle)} L{_n(tip + 8)} {top} V{low} Z"/>'


def _curve(x: float, y: float, to_x: float, to_y: float) -> str:
    half = _n((x + to_x) / 2)
    return f"C{half} {_n(y)} {half} {_n(to_y)} {_n(to_x)} {_n(to_y)}"


def _sentences(tables: Sequence[Table]) -> Iterator[str]:
    """Yield what the picture shows, for those who do not see it."""
    for table in tables:
        named = [
            f"{field.reference.table} by {field.name}"
            for field in table.fields.values()
            if field.reference
        ]
        yield f"{table.name} refers to {', '.join(named)}." if named else f"{table.name}."
