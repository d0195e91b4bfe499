"""Cells read as values: what a text says by its datatype and format, in the form of XML Schema.

Specification: Model for Tabular Data and Metadata, W3C Recommendation 2015, section 6.4.
"""

import json
import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

from openinnov.csvw.dates import date_format, said_date
from openinnov.csvw.metadata import Datatype
from openinnov.csvw.numbers import number, number_format
from openinnov.csvw.value import Value
from openinnov.csvw.vocabulary import DATES, NUMBERS
from openinnov.exceptions import MetadataError

_DAY = r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
_CLOCK = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?"
_ZONE = r"(?:Z|[+-](?:0[0-9]|1[0-4]):[0-5][0-9])"
_DURATION = (
    r"-?P(?=.)(?:[0-9]+Y)?(?:[0-9]+M)?(?:[0-9]+D)?(?:T(?=.)(?:[0-9]+H)?(?:[0-9]+M)?(?:[0-9.]+S)?)?"
)
#: How a text of these datatypes looks.
_FORMS: Mapping[str, str] = {
    "anyURI": r"[^\x00-\x20<>\"{}|^`\\]*",
    "base64Binary": r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?",
    "date": f"{_DAY}{_ZONE}?",
    "dateTime": f"{_DAY}T{_CLOCK}{_ZONE}?",
    "dateTimeStamp": f"{_DAY}T{_CLOCK}{_ZONE}",
    "duration": _DURATION,
    "dayTimeDuration": r"-?P(?=.)(?:[0-9]+D)?(?:T(?=.)(?:[0-9]+H)?(?:[0-9]+M)?(?:[0-9.]+S)?)?",
    "yearMonthDuration": r"-?P(?=.)(?:[0-9]+Y)?(?:[0-9]+M)?",
    "gDay": f"---(?:0[1-9]|[12][0-9]|3[01]){_ZONE}?",
    "gMonth": f"--(?:0[1-9]|1[0-2]){_ZONE}?",
    "gMonthDay": f"--(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01]){_ZONE}?",
    "gYear": f"-?[0-9]{{4,}}{_ZONE}?",
    "gYearMonth": f"-?[0-9]{{4,}}-(?:0[1-9]|1[0-2]){_ZONE}?",
    "hexBinary": "(?:[0-9A-Fa-f]{2})*",
    "language": "[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*",
    "time": f"{_CLOCK}{_ZONE}?",
}
_FORMS = {**_FORMS, "binary": _FORMS["base64Binary"], "datetime": _FORMS["dateTime"]}


def parser(datatype: Datatype) -> Callable[[str], Value]:
    """Return a function that reads a text by a datatype.

    The function raises `ValueError` for a text that is no such value, without the text in it.
    Raises `MetadataError` for a format that is none.
    """
    read = _reader(datatype)
    return partial(_bounded, read, datatype.bounds) if datatype.bounds else read


def _reader(datatype: Datatype) -> Callable[[str], Value]:
    base, form = datatype.base, datatype.format
    if base in NUMBERS:
        return partial(number, base, *number_format(form))
    if base == "boolean":
        return partial(_boolean, *_boolean_format(form))
    if base in DATES and form is not None:
        return partial(_date, base, date_format(str(form)))
    if base == "json":
        return _json
    pattern = _FORMS.get(base, "[\\s\\S]*") if form is None else str(form)
    try:
        return partial(_matched, base, re.compile(pattern))
    except re.error:
        raise MetadataError("a format is no regular expression") from None


def _bounded(read: Callable[[str], Value], bounds: Mapping[str, Any], text: str) -> Value:
    value = read(text)
    length = len(value.text)
    fits = {
        "length": lambda bound: length == bound,
        "minLength": lambda bound: length >= bound,
        "maxLength": lambda bound: length <= bound,
        "minInclusive": lambda bound: value.order >= read(str(bound)).order,
        "maxInclusive": lambda bound: value.order <= read(str(bound)).order,
        "minExclusive": lambda bound: value.order > read(str(bound)).order,
        "maxExclusive": lambda bound: value.order < read(str(bound)).order,
    }
    for name, bound in bounds.items():
        if not fits[name](bound):
            raise ValueError(f"is beyond {name} {bound}")
    return value


def _matched(base: str, pattern: re.Pattern[str], text: str) -> Value:
    if pattern.fullmatch(text) is None:
        raise ValueError(f"is no {base}")
    if base in {"date", "dateTime", "datetime", "dateTimeStamp"}:
        date.fromisoformat(text[:10])
    return Value(text, _moment(text) if base in DATES else text)


def _date(base: str, pattern: re.Pattern[str], text: str) -> Value:
    return _matched(base, re.compile(_FORMS[base]), said_date(base, pattern, text))


def _moment(text: str) -> Any:
    """Return what dates and times are compared by; those without a zone are taken for UTC."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return text
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _json(text: str) -> Value:
    json.loads(text)
    return Value(text)


def _boolean_format(form: object) -> tuple[frozenset[str], frozenset[str]]:
    if form is None:
        return frozenset({"true", "1"}), frozenset({"false", "0"})
    yes, bar, no = str(form).partition("|")
    if not bar:
        raise MetadataError("the format of a boolean is two texts with | between them")
    return frozenset({yes}), frozenset({no})


def _boolean(yes: frozenset[str], no: frozenset[str], text: str) -> Value:
    if text in yes:
        return Value("true", order=True)
    if text in no:
        return Value("false", order=False)
    raise ValueError("is no boolean")
