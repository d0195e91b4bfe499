"""Cells of the CSV files that people open in a spreadsheet program."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import partial

#: What makes a spreadsheet program take a text for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def harmless(text: str) -> str:
    """Return a text that no spreadsheet program takes for a formula.

    >>> harmless("=1+1"), harmless("1")
    ("'=1+1", '1')
    """
    return f"'{text}" if text.startswith(_FORMULA) else text


def line(cells: Sequence[str], delimiter: str = ",", quote: str = '"') -> str:
    r"""Return a record of a CSV file, with quotation marks where a reader needs them.

    >>> line(["a,b", "c\rd", "", 'a "b" c'])
    '"a,b","c\rd",,"a ""b"" c"\n'
    """
    if list(cells) == [""]:
        return f"{quote}{quote}\n"  # A blank line is no record.
    special = {delimiter, quote, "\r", "\n"}
    return delimiter.join(map(partial(_quoted, special, quote), cells)) + "\n"


def _quoted(special: AbstractSet[str], quote: str, cell: str) -> str:
    if special.isdisjoint(cell):
        return cell
    return quote + cell.replace(quote, quote * 2) + quote
