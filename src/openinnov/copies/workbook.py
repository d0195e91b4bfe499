"""The rows of a submission as a workbook, in which the cells with problems are marked.

Each cell stands in the row and column where it was submitted. A marked cell has a colour and a
note; a sheet of all findings leads to the cells. Formulas come as the values that they had.
"""

import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from openinnov.copies.drop_downs import DropDowns
from openinnov.copies.grids import OURS, Grid, grids
from openinnov.copies.places import QUERY, prepare, rows
from openinnov.copies.sheet_cells import Cells, SheetNames, cut, put
from openinnov.copies.targets import new_file
from openinnov.engine.sql import literal
from openinnov.exceptions import PublicationError
from openinnov.reading.sheet_xml import address
from openinnov.report import Report
from openinnov.standard import Words
from openinnov.submission import Submission

#: What a sheet holds at most.
_MOST_ROWS, _MOST_COLUMNS, _MOST_LINKS = 1 << 20, 1 << 14, 65_530
#: How wide the columns of the list are, in letters.
_WIDTH = 30
#: How many notes there may be before only the first of a kind has one among so many rows.
_MOST_NOTES, _ROWS_A_NOTE = 10_000, 1_000
_SEVERITIES = ("error", "warning", "info")
_MARKED = f"CREATE OR REPLACE TEMP TABLE marked AS SELECT * FROM ({QUERY})"
_MARKS = """
SELECT row, field, rule, severity, suggestion, safe, detail FROM temp.marked
WHERE source = {source} AND row IS NOT NULL ORDER BY row, field, rule, suggestion
"""


@dataclass(frozen=True, slots=True)
class Mark:
    """A problem of a cell."""

    field: str | None
    rule: str
    severity: str
    suggestion: str | None
    safe: bool | None
    detail: str | None

    def column(self, grid: Grid) -> int:
        """Return the index of its column; the first one stands for a whole row."""
        known = grid.columns.get(self.field or "")
        if known is not None:
            return known - 1
        match = _column().fullmatch(self.detail or "")
        return min(int(match[1]), _MOST_COLUMNS) - 1 if match else 0


@cache
def _column() -> re.Pattern[str]:
    # As readers name a column that is no field.
    return re.compile("column ([1-9][0-9]{0,8})")


def targets(path: Path) -> tuple[Path, ...]:
    """Return the path, which ends in .xlsx; else raise `PublicationError`."""
    if path.suffix.lower() != ".xlsx":
        raise PublicationError(f"{path.name}: should end in .xlsx")
    return (path,)


def write(submission: Submission, report: Report, words: Words, path: Path) -> None:
    """Write the workbook; raise `PublicationError` where it cannot hold the submission."""
    import xlsxwriter

    prepare(submission, report)
    submission.connection.execute(_MARKED)
    with new_file(path) as file, tempfile.TemporaryDirectory(prefix="openinnov-") as private:
        options = {
            "constant_memory": True,
            "tmpdir": private,
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
        }
        book = xlsxwriter.Workbook(file, options)
        book.set_properties({"created": datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)})
        _Writer(book, submission, report, words).write()
        book.close()


class _Writer:
    """Writes the sheets one after the other."""

    def __init__(self, book: Any, submission: Submission, report: Report, words: Words) -> None:
        self._book = book
        self._submission = submission
        self._report = report
        self._words = words
        self._checks = {notice.check.name: notice.check for notice in report.notices}
        self._cells = Cells(book)
        self._grids: dict[str, tuple[str, Grid]] = {}
        self._noted: set[tuple[str, str | None, str, int]] = set()
        self._sparse = False

    def write(self) -> None:
        """Write what the copy is, all findings, and then the sheets."""
        *ours, lists = OURS
        first, errors = (self._book.add_worksheet(name) for name in ours)
        names = SheetNames(OURS)
        found = [(names.free(grid.title), grid) for grid in grids(self._submission)]
        self._grids = {grid.source: (name, grid) for name, grid in found}
        for sheet in (first, errors):
            if self._words.direction == "rtl":
                sheet.right_to_left()
        self._write_first(first)
        self._write_errors(errors)
        ((cells,),) = self._submission.connection.execute(
            "SELECT count(DISTINCT (source, row, field)) FROM temp.marked WHERE row IS NOT NULL"
        ).fetchall()
        self._sparse = cells > _MOST_NOTES
        tables = {source.name: source.table for source in self._submission.sources}
        drop_downs = DropDowns(self._submission.standard, self._words)
        for name, grid in found:
            sheet = self._book.add_worksheet(name)
            self._write_grid(sheet, grid)
            if table := tables.get(grid.source):
                drop_downs.add(sheet, table, grid.columns, lists)
        drop_downs.write(self._book.add_worksheet(lists))

    def _write_first(self, sheet: Any) -> None:
        words, report = self._words, self._report
        said = [
            words.say("workbook/private"),
            words.say("workbook/how"),
            *(words.say(f"count/{name}", n=report.totals[name]) for name in _SEVERITIES),
            words.say(
                "report/standard", name=report.standard.name, version=report.standard.version
            ),
            words.say("report/tool", version=report.tool_version),
        ]
        for row, text in enumerate(said):
            put(sheet.write_string(row, 0, text))

    def _write_errors(self, sheet: Any) -> None:
        words = self._words
        labels = ("source", "cell", "severity", "rule", "fix", "suggestion")
        for column, label in enumerate(labels):
            key = f"label/{label}" if label in {"fix", "suggestion"} else f"column/{label}"
            put(sheet.write_string(0, column, words.say(key)))
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(labels) - 1, _WIDTH)
        query = (
            "SELECT source, row, field, rule, severity, suggestion, safe, detail FROM temp.marked"
        )
        for i, found in enumerate(rows(self._submission.connection, query), start=1):
            if i == _MOST_ROWS - 1:
                put(sheet.write_string(i, 0, words.say("report/more-places")))
                break
            source, row, *said = found
            self._write_error(sheet, i, (source, row), Mark(*said))

    def _write_error(
        self, sheet: Any, i: int, place: tuple[str | None, int | None], mark: Mark
    ) -> None:
        words, check = self._words, self._checks[mark.rule]
        source, row = place
        if source:
            put(sheet.write_string(i, 0, source))
        if source in self._grids and row is not None:
            name, grid = self._grids[source]
            cell = address(row + grid.shift, mark.column(grid))
            if i <= _MOST_LINKS:
                quoted = name.replace("'", "''")
                put(sheet.write_url(i, 1, f"internal:'{quoted}'!{cell}", string=f"{name}!{cell}"))
            else:
                put(sheet.write_string(i, 1, f"{name}!{cell}"))
        texts = (
            words.say(f"severity/{mark.severity}"),
            f"{words.check(check, 'sentence')} ({check.name})",
            words.check(check, "fix"),
            cut(mark.suggestion or ""),
        )
        for column, text in enumerate(texts, start=2):
            if text:
                put(sheet.write_string(i, column, text))

    def _write_grid(self, sheet: Any, grid: Grid) -> None:
        if grid.hidden:
            sheet.hide()
        query = _MARKS.format(source=literal(grid.source))
        found = rows(self._submission.connection, query)
        marks = groupby(found, key=lambda each: int(each[0]) + grid.shift)
        marked, group = next(marks, (None, iter(())))
        for number, values in grid.rows():
            cells: dict[int, list[Mark]] = {}
            while marked is not None and marked <= number:
                here = self._by_column(grid, group)
                if marked < number:  # A row without values.
                    self._write_row(sheet, grid, marked, ((), here))
                else:
                    cells = here
                marked, group = next(marks, (None, iter(())))
            self._write_row(sheet, grid, number, (values, cells))
        while marked is not None:
            self._write_row(sheet, grid, marked, ((), self._by_column(grid, group)))
            marked, group = next(marks, (None, iter(())))

    @staticmethod
    def _by_column(grid: Grid, group: Iterator[tuple[Any, ...]]) -> dict[int, list[Mark]]:
        cells: dict[int, list[Mark]] = {}
        for _, *said in group:
            mark = Mark(*said)
            cells.setdefault(mark.column(grid), []).append(mark)
        return cells

    def _write_row(
        self,
        sheet: Any,
        grid: Grid,
        number: int,
        row: tuple[Sequence[Any], dict[int, list[Mark]]],
    ) -> None:
        values, marks = row
        for column in range(max(len(values), max(marks, default=-1) + 1)):
            value = values[column] if column < len(values) else None
            found = marks.get(column, [])
            worst = min((mark.severity for mark in found), key=_SEVERITIES.index, default=None)
            self._cells.write(sheet, (number - 1, column), value, worst)
            if found and self._is_noted(grid, number, found):
                text = cut("\n\n".join(map(self._note, found)))
                put(sheet.write_comment(number - 1, column, text, {"x_scale": 2, "y_scale": 2}))

    def _is_noted(self, grid: Grid, number: int, marks: Sequence[Mark]) -> bool:
        """Say whether a cell gets a note; of many, the first of each kind among so many rows do."""
        if not self._sparse:
            return True
        keys = {(grid.source, m.field, m.rule, number // _ROWS_A_NOTE) for m in marks}
        new = not keys <= self._noted
        self._noted |= keys
        return new

    def _note(self, mark: Mark) -> str:
        words, check = self._words, self._checks[mark.rule]
        said = [
            words.check(check, "sentence"),
            f"{words.say('label/fix')}: {words.check(check, 'fix')}",
        ]
        if mark.suggestion:
            sure = words.say("safe" if mark.safe else "guess")
            said.append(f"{words.say('label/suggestion')}: {mark.suggestion} ({sure})")
        return "\n".join(said)
