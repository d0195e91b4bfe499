"""What metadata say of tables, once it is read and checked.

Specification: Metadata Vocabulary for Tabular Data, W3C Recommendation 17 December 2015.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import uritemplate


@dataclass(frozen=True, slots=True)
class Datatype:
    """A datatype of cells."""

    #: The name of a built-in datatype.
    base: str = "string"
    #: Its IRI, or that of the datatype that is derived from it.
    iri: str = "http://www.w3.org/2001/XMLSchema#string"
    #: How a text has to look: a pattern, or for numbers an object.
    format: Any = None
    #: Bounds of length and value, by their names.
    bounds: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a CSV file is written."""

    encoding: str = "utf-8"
    delimiter: str = ","
    quote_char: str | None = '"'
    double_quote: bool = True
    skip_rows: int = 0
    comment_prefix: str | None = "#"
    #: How many rows of titles there are.
    header_rows: int = 1
    skip_columns: int = 0
    skip_blank_rows: bool = False
    skip_initial_space: bool = False
    #: Which ends of a cell lose their blanks: "start", "end", "both" or "".
    trim: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """What is said of a column, with what it inherits."""

    name: str
    titles: tuple[str, ...] = ()
    virtual: bool = False
    suppressed: bool = False
    about: uritemplate.URITemplate | None = None
    property: uritemplate.URITemplate | None = None
    value: uritemplate.URITemplate | None = None
    datatype: Datatype = field(default_factory=Datatype)
    default: str = ""
    lang: str = "und"
    null: tuple[str, ...] = ("",)
    ordered: bool = False
    required: bool = False
    separator: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """What is said of a table."""

    #: Its address, against which the IRIs of its statements are resolved.
    url: str
    #: The file that stands for it.
    file: Path
    #: None where the file says what its columns are.
    columns: tuple[Column, ...] | None
    dialect: Dialect
    suppressed: bool = False
    #: What a column inherits that the file adds to those described.
    inherited: dict[str, Any] = field(default_factory=dict)
