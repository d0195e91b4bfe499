"""How the cells of a CSV file are set apart, as a package may declare it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from openinnov.exceptions import SubmissionError

#: What spreadsheets save besides commas.
OTHERS = (";", "\t", "|")
#: What other properties of a dialect may say, since it is what this tool does anyway.
_FIXED: Mapping[str, tuple[Any, ...]] = {
    "doubleQuote": (True,),
    "skipInitialSpace": (False,),
    "header": (True,),
    "headerRows": ([1],),
    "escapeChar": (None, ""),
    "commentChar": (None, ""),
    "commentRows": ([], None),
    "nullSequence": (None, ""),
}


@dataclass(frozen=True, slots=True)
class Dialect:
    """The characters between cells and around them."""

    delimiter: str = ","
    #: None if no character has the meaning of a quotation mark.
    quote: str | None = '"'


def parse_dialect(declared: object, place: str) -> Dialect | None:
    """Return the dialect that is declared, if any.

    Raises `SubmissionError` where it asks for what this tool does not do.
    """
    if declared is None:
        return None
    if not isinstance(declared, dict):
        raise SubmissionError(f"{place}: write the dialect out, as an object")
    # Version 1 nested the properties of CSV files, in the practice of one tool.
    said = {**declared, **(declared["csv"] if isinstance(declared.get("csv"), dict) else {})}
    for name, allowed in _FIXED.items():
        if name in said and said[name] not in allowed:
            raise SubmissionError(f"{place}: the dialect's {name} is not supported: leave it out")
    quote = said.get("quoteChar", '"')
    return Dialect(
        _character(said.get("delimiter", ","), f"{place}: the dialect's delimiter"),
        _character(quote, f"{place}: the dialect's quoteChar") if quote else None,
    )


def _character(value: object, place: str) -> str:
    if isinstance(value, str) and len(value) == 1 and value.isascii() and value not in "\r\n\0":
        return value
    raise SubmissionError(f"{place} must be one ASCII character")
