"""A small table in HTML, as notebooks show values: nothing in it comes from outside."""

from collections.abc import Sequence

#: How many rows are shown.
_ROWS = 10


def table(caption: str, headings: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Return a table of the first rows, and say how many more there are.

    >>> table("Needs", ["a & b"], [["<i>"]])
    '<table><caption>Needs</caption><tr><th>a &amp; b</th></tr><tr><td>&lt;i&gt;</td></tr></table>'
    """
    lines = [_row("th", headings), *(_row("td", row) for row in rows[:_ROWS])]
    if len(rows) > _ROWS:
        lines.append(_row("td", [f"and {len(rows) - _ROWS} more"]))
    return f"<table>{_element('caption', caption)}{''.join(lines)}</table>"


def _row(tag: str, cells: Sequence[object]) -> str:
    return f"<tr>{''.join(_element(tag, cell) for cell in cells)}</tr>"


def _element(tag: str, content: object) -> str:
    from html import escape

    return f"<{tag}>{escape(str(content))}</{tag}>"
