"""A small table in HTML, as notebooks show values: nothing in it comes from outside."""

from collections.abc import Sequence

#: How many rows are shown.
_ROWS = 10


def table(caption: str, headings: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Return a table of the first rows, and say how many more there are.

    >>> table("Needs", ["a & b"], [["<i>"]])
    '<table><caption>Needs</caption><tr><th>a &amp; b</th></tr><tr><td>&lt;i&gt;</td></tr></table>'
    """
    from html import escape

    lines = [_row("th", headings), *(_row("td", row) for row in rows[:_ROWS])]
    if len(rows) > _ROWS:
        lines.append(_row("td", [f"and {len(rows) - _ROWS} more"]))
    return f"<table><caption>{escape(caption)}</caption>{''.join(lines)}</table>"


def _row(tag: str, cells: Sequence[object]) -> str:
    from html import escape

    return f"<tr>{''.join(f'<{tag}>{escape(str(cell))}</{tag}>' for cell in cells)}</tr>"
