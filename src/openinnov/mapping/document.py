"""The mapping file: what may stand in it. Other modules import this one where they need it."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import (  # noqa: TID253 -- this module is imported by the functions that need it
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    model_validator,
)
from pydantic_core import PydanticCustomError

#: Where the text of a field comes from; a rule has exactly one of these, or `column`.
ORIGINS = ("constant", "template", "columns", "number", "slug", "reference", "lookup", "case")
#: The operators of a condition.
OPERATORS = ("is", "in", "not_in", "empty", "at_least", "at_most", "matches")


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, hide_input_in_errors=True)

    @model_validator(mode="before")
    @classmethod
    def _know_keys(cls, data: Any) -> Any:
        known = {field.alias or name for name, field in cls.model_fields.items()}
        for key in data if isinstance(data, dict) else ():
            if key not in known:
                hint = {"key": key, "known": sorted(known)}
                raise PydanticCustomError("unknown_key", "unknown key", hint)
        return data


def _fault(text: str) -> PydanticCustomError:
    return PydanticCustomError("fault", "{text}", {"text": text})


def _one_or_more(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _blocks(value: Any) -> Any:
    return [value] if isinstance(value, dict) else value


def _rule(value: Any) -> Any:
    return {"column": value} if isinstance(value, str) else value


#: A name, or several of them.
Names = Annotated[
    list[Annotated[str, Field(min_length=1)]],
    BeforeValidator(_one_or_more),
    Field(min_length=1),
]


class Descriptor(_Model):
    """Who publishes what, when and under which licence."""

    name: str
    title: str
    description: str
    publisher: str
    prefix: str
    language: str
    #: With time zone, so that a second run gives the same bytes.
    created: AwareDatetime
    version: str
    licence: str

    def properties(self, standard_version: str) -> dict[str, Any]:
        """Return the properties of ``datapackage.json``."""
        return {
            "name": self.name,
            "title": self.title,
            "description": self.description,
            "licenses": [{"name": self.licence}],
            "created": _iso(self.created),
            "version": self.version,
            "openinnov:standard": standard_version,
            "openinnov:publisher": self.publisher,
            "openinnov:prefix": self.prefix,
            "openinnov:language": self.language,
        }


def _iso(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")


class Record(_Model):
    """A row that the mapping itself gives, such as the publisher's."""

    table: str
    row: dict[str, str]


class Source(_Model):
    """Foreign files of one shape."""

    name: str
    files: str
    format: Literal["csv", "workbook", "json", "parquet"]
    encoding: str = "utf-8"
    delimiter: str = Field(default=",", min_length=1, max_length=1)
    #: The sheet of a workbook; the first one if it is not named.
    sheet: str | None = None
    #: The number of the record that holds the names of the columns.
    header: int = Field(default=1, ge=1)
    #: The columns that are unique together, within each file or over all of them.
    key: list[str] = []
    scope: Literal["file", "source"] = "source"
    #: A pattern with one group, over the whole name of a file: what is read as ``file.key``.
    file_key: str | None = None
    #: The table of which a row is this record; none for a source that is only looked up.
    main: str | None = None
    columns: Literal["union", "same"] = "union"
    #: Columns known and not wanted; a ``*`` stands for any characters.
    ignore: list[str] = []


class Condition(_Model):
    """What the cell of a column has to be."""

    column: str
    is_: str | None = Field(default=None, alias="is")
    in_: list[str] | None = Field(default=None, alias="in")
    not_in: list[str] | None = None
    empty: bool | None = None
    at_least: int | Decimal | None = None
    at_most: int | Decimal | None = None
    #: A pattern for the whole cell.
    matches: str | None = None

    @model_validator(mode="after")
    def _has_one_operator(self) -> Self:
        if len(self.model_fields_set) != len({"column", "operator"}):
            raise _fault(f"a condition needs one of {', '.join(OPERATORS)}")
        return self

    @property
    def numeric(self) -> bool:
        """Whether the cell has to be a number for the condition to be true or false."""
        return self.at_least is not None or self.at_most is not None


class Unpivot(_Model):
    """Columns of which each cell is a row of its own."""

    #: A pattern such as ``SDG_{sdg}_vote``, or several: the first usable cell counts.
    columns: Names
    values: dict[str, str | list[str]] = Field(min_length=1)
    #: The name under which the cell is then read.
    value: str


class Split(_Model):
    """How a cell falls into the items of a list."""

    #: A text, or several of which each separates items.
    by: Names
    trim: bool = False


class Truncate(_Model):
    """How long a text may be, the mark of the cut included."""

    max: int = Field(ge=1)
    mark: str = ""

    @model_validator(mode="after")
    def _leaves_room(self) -> Self:
        if len(self.mark) >= self.max:
            raise _fault("the mark leaves no room for the text")
        return self


class Rule(_Model):
    """Where a field comes from, and what is done to it."""

    column: Names | None = None
    constant: str | None = None
    template: str | None = None
    #: Columns of which each cell that is not empty is an item of a list.
    columns: Names | None = None
    number: str | None = None
    slug: Names | None = None
    kind: str | None = Field(default=None, pattern=r"\A[a-z0-9]+\z")
    reference: str | None = None
    lookup: str | None = None
    by: dict[str, str] | None = None
    case: "list[Branch] | None" = None
    otherwise: "Annotated[Rule, BeforeValidator(_rule)] | None" = None
    repair: list[Literal["double-encoded-utf8", "trim", "collapse-space"]] = []
    missing: list[str] = []
    split: Split | None = None
    #: A code table beside the mapping, or "standard".
    codes: str | None = None
    #: "report", "keep-out", or a code.
    unknown: str | None = None
    date: list[str] | None = Field(default=None, min_length=1)
    decimal: Literal[",", "."] | None = None
    group: str = ""
    truncate: Truncate | None = None

    @property
    def origin(self) -> str:
        """The key that says where the text comes from."""
        return next((o for o in ORIGINS if getattr(self, o) is not None), "column")

    @property
    def named(self) -> list[str]:
        """The columns that it takes whole."""
        single = [self.number] if self.number is not None else []
        return [*(self.column or []), *(self.columns or []), *single, *(self.slug or [])]

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        given = [origin for origin in ORIGINS if getattr(self, origin) is not None]
        with_column = self.column is not None and self.origin not in {"reference", "lookup"}
        if len(given) + with_column != 1:
            raise _fault(f"a rule needs exactly one of column, {', '.join(ORIGINS)}")
        for key, needed, origins in _COMPANIONS:
            if (getattr(self, key) is not None) != (self.origin in origins):
                raise _fault(f"{key} goes with {needed}, and {needed} with {key}")
        if self.unknown is not None and self.codes is None:
            raise _fault("unknown goes with codes")
        if len([s for s in (self.codes, self.date, self.decimal) if s is not None]) > 1:
            raise _fault("a rule takes one of codes, date and decimal")
        if self.group and (self.decimal is None or self.group in {self.decimal, "-"}):
            raise _fault("group goes with decimal, and is another sign")
        return self


#: Keys of a rule that go with certain origins, and only with these.
_COMPANIONS: tuple[tuple[str, str, frozenset[str]], ...] = (
    ("kind", "slug", frozenset({"slug"})),
    ("by", "lookup", frozenset({"lookup"})),
    ("otherwise", "case", frozenset({"case"})),
    ("column", "column, reference or lookup", frozenset({"column", "reference", "lookup"})),
)


class Branch(_Model):
    """A rule, and when it applies."""

    when: list[Condition] = Field(min_length=1)
    then: Annotated[Rule, BeforeValidator(_rule)]


class Block(_Model):
    """Rows of one table from one source."""

    from_: str = Field(alias="from")
    where: list[Condition] = []
    #: One row for each value of a column, or for each combination of a list of fields.
    distinct: str | Annotated[list[str], Field(min_length=1)] | None = None
    unpivot: Unpivot | None = None
    fields: dict[str, Annotated[Rule, BeforeValidator(_rule)]]


class Document(_Model):
    """A mapping file."""

    mapping: Literal[1]
    descriptor: Descriptor
    record: list[Record] = []
    source: list[Source] = Field(min_length=1)
    table: dict[str, Annotated[list[Block], BeforeValidator(_blocks)]] = Field(min_length=1)

    def given(self, table: str) -> list[Record]:
        """Return the rows that the mapping itself gives to a table."""
        return [record for record in self.record if record.table == table]
