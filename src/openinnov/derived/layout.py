"""Plain text for a terminal: paragraphs and small tables."""

from collections.abc import Iterator, Sequence
from textwrap import fill

#: The widest line, and the widest cell of a table.
WIDTH, _CELL = 88, 40


def paragraph(text: str, *, label: str = "", indent: int = 0) -> str:
    """Return a text in lines, all of them as far in as the end of the label in front of it.

    >>> print(paragraph("Add the currency.", label="Fix:", indent=2))
      Fix: Add the currency.
    """
    start = " " * indent + (f"{label} " if label else "")
    return fill(
        text,
        WIDTH,
        initial_indent=start,
        subsequent_indent=" " * len(start),
        break_long_words=False,
        break_on_hyphens=False,
    )


def grid(rows: Sequence[Sequence[str]], *, indent: int = 2) -> Iterator[str]:
    """Yield rows as lines in which the cells of a column stand below each other.

    >>> list(grid([["id", "budget"], ["bd-a2i-n1", "25000"]]))
    ['  id         budget', '  bd-a2i-n1  25000']
    """
    short = [[_shortened(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*short, strict=True)]
    for row in short:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield (" " * indent + "  ".join(cells)).rstrip()


def _shortened(cell: str) -> str:
    line = " ".join(cell.split())
    return line if len(line) <= _CELL else line[: _CELL - 1] + "…"
