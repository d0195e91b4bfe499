"""The answer to a query, and how it is shown."""

import csv
import io
import json
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from itertools import chain, islice
from typing import Any

#: How many rows a table shows, and how wide a cell is.
_SHOWN, _WIDEST = 1000, 60


@dataclass(frozen=True, slots=True)
class Term:
    """A term of linked data."""

    value: str
    #: "uri", "literal" or "bnode".
    kind: str
    language: str | None = None
    #: The IRI of its datatype; a plain text has none.
    datatype: str | None = None

    def __str__(self) -> str:
        """Return the value alone."""
        return self.value


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query found: rows of as many values as there are columns, given once."""

    columns: tuple[str, ...]
    #: A value is None, a `Term`, or what DuckDB makes of a value of SQL.
    rows: Iterator[tuple[Any, ...]]
    #: Whether the query was one for linked data.
    terms: bool = False

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        """Return the rows that nobody took yet."""
        return self.rows


def render(answer: Answer, form: str) -> Iterator[str]:
    """Yield the text of an answer in a form, a key of `FORMATS`, piece by piece."""
    return FORMATS[form](answer)


def _table(answer: Answer) -> Iterator[str]:
    shown = [tuple(map(_cell, row)) for row in islice(answer, _SHOWN)]
    head = tuple(map(_cell, answer.columns))
    widths = [max(map(len, column)) for column in zip(head, *shown, strict=True)]
    for row in chain([head, tuple("-" * width for width in widths)], shown):
        line = "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True))
        yield f"{line.rstrip()}\n"
    rest = sum(1 for _ in answer)
    cut = f", of which the first {_SHOWN} are shown" if rest else ""
    yield f"({len(shown) + rest} rows{cut})\n"


def _csv(answer: Answer) -> Iterator[str]:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")  # As RFC 4180 and SPARQL 1.1 say.
    for row in chain([answer.columns], answer):
        writer.writerow(["" if value is None else _text(value) for value in row])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def _json(answer: Answer) -> Iterator[str]:
    if answer.terms:
        yield from _sparql_json(answer)
        return
    before = "["
    for row in answer:
        record = dict(zip(answer.columns, row, strict=True))
        yield f"{before}\n{json.dumps(_json_value(record), ensure_ascii=False)}"
        before = ","
    yield "[]\n" if before == "[" else "\n]\n"


def _sparql_json(answer: Answer) -> Iterator[str]:
    """Yield what the recommendation SPARQL 1.1 Query Results JSON Format says."""
    if answer.columns == ("answer",):
        found = list(answer)
        if [type(value) for row in found for value in row] == [bool]:
            yield f"{json.dumps({'head': {}, 'boolean': found[0][0]})}\n"
            return
        answer = Answer(answer.columns, iter(found), terms=True)
    yield f'{{"head": {{"vars": {json.dumps(answer.columns)}}}, "results": {{"bindings": ['
    before = "\n"
    for row in answer:
        bound = zip(answer.columns, row, strict=True)
        binding = {name: _binding(term) for name, term in bound if term is not None}
        yield f"{before}{json.dumps(binding, ensure_ascii=False)}"
        before = ",\n"
    yield "\n]}}\n"


def _binding(term: Term) -> Mapping[str, str]:
    binding = {"type": term.kind, "value": term.value}
    if term.language:
        binding["xml:lang"] = term.language
    if term.datatype:
        binding["datatype"] = term.datatype
    return binding


def _cell(value: object) -> str:
    """Return what stands in a cell of a table: without signs that a terminal would obey."""
    text = "" if value is None else _text(value)
    cut = text if len(text) <= _WIDEST else f"{text[: _WIDEST - 1]}…"
    return "".join(sign if sign.isprintable() else " " for sign in cut)


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        digits = format(value, "f")  # Not `normalize`, which rounds to the context's precision.
        return digits.rstrip("0").rstrip(".") if "." in digits else digits
    if isinstance(value, list | dict):
        return json.dumps(_json_value(value), ensure_ascii=False)
    return str(value)


def _json_value(value: object) -> object:
    """Return what JSON can say of a value, and all of it: no number that JSON lacks or rounds."""
    if isinstance(value, dict):
        return {str(key): _json_value(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_json_value(each) for each in value]
    if isinstance(value, Decimal) and Decimal(repr(float(value))) == value:
        return int(value) if value == value.to_integral_value() else float(value)
    if value is None or isinstance(value, str | bool | int):
        return value
    return value if isinstance(value, float) and math.isfinite(value) else _text(value)


#: The forms in which an answer is shown.
FORMATS: Mapping[str, Callable[[Answer], Iterator[str]]] = {
    "table": _table,
    "csv": _csv,
    "json": _json,
}
