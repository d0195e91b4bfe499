"""What each type of the standard takes and refuses, and the value that then stands for it."""

import datetime as dt
from decimal import Decimal

import duckdb
import pytest

from openinnov.engine.types import TYPES, no_control, typed
from openinnov.standard import Field


def _judge(kind, text):
    query = f"SELECT {TYPES[kind].guard('x')} AND {no_control('x')} FROM (SELECT ? AS x)"
    ((good,),) = duckdb.execute(query, [text]).fetchall()
    return good


def _value(kind, text):
    field = Field("x", kind, "", "", "public")
    ((value,),) = duckdb.execute(
        f"SELECT {typed(field, 'x')} FROM (SELECT ? AS x)", [text]
    ).fetchall()
    return value


ACCEPTED = [
    ("string", "Union digital centres"),
    ("string", "কেন্দ্র 🇧🇩"),
    ("text", "Two lines,\nof which\tone has a tab"),
    ("text", "Windows\r\nline ends"),
    ("code", "national-government"),
    ("list", "a"),
    ("list", "a; b;c"),
    ("language", "zh-Hans"),
    ("language", "pt-BR"),
    ("language", "es-419"),
    ("email", "info@example.org"),
    ("uri", "https://example.org/a?b=c#d"),
    ("uri", "http://example.org/caf%C3%A9"),
    ("integer", "0"),
    ("integer", "-12"),
    ("integer", "999999999999999999"),
    ("decimal", "12.50"),
    ("decimal", "-0.000000001"),
    ("year", "2026"),
    ("boolean", "true"),
    ("date", "2024-02-29"),
    ("partial_date", "2019"),
    ("partial_date", "2019-05"),
    ("partial_date", "2019-05-17"),
]
REFUSED = [
    ("string", "two\nlines"),
    ("string", "a\ttab"),
    ("string", "a\x00b"),
    ("string", "a\u2028b"),
    ("text", "a\rb"),
    ("text", "a\x0bb"),
    ("text", "a\ufffeb"),
    ("list", "a;;b"),
    ("list", "a;"),
    ("list", "a; a"),
    ("language", "EN"),
    ("language", "zh-hans"),
    ("email", "a@b"),
    ("email", "a b@example.org"),
    ("uri", "www.example.org"),
    ("uri", "HTTPS://example.org"),
    ("uri", "https://user:pw@example.org/"),
    ("uri", "https://example.org/a b"),
    ("uri", "https://example.org/%zz"),
    ("uri", "javascript:alert(1)"),
    ("integer", "012"),
    ("integer", "1_000"),
    ("integer", "12.5"),
    ("integer", "+1"),
    ("integer", "१२"),
    ("integer", "1234567890123456789"),
    ("decimal", "1e3"),
    ("decimal", ".5"),
    ("decimal", "1,5"),
    ("decimal", "NaN"),
    ("year", "26"),
    ("boolean", "TRUE"),
    ("boolean", "yes"),
    ("date", "2023-02-29"),
    ("date", "0000-01-01"),
    ("date", "2024-1-1"),
    ("date", "today"),
    ("partial_date", "2019-13"),
    ("partial_date", "2019-02-30"),
    ("partial_date", "0000"),
    ("partial_date", "2019\n"),
]


@pytest.mark.parametrize(("kind", "text"), ACCEPTED, ids=[f"{k}: {t!r}" for k, t in ACCEPTED])
def test_the_type_takes(kind, text):
    assert _judge(kind, text) is True


@pytest.mark.parametrize(("kind", "text"), REFUSED, ids=[f"{k}: {t[:40]!r}" for k, t in REFUSED])
def test_the_type_refuses(kind, text):
    assert _judge(kind, text) is False


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        pytest.param("integer", "12", 12, id="a whole number"),
        pytest.param("integer", "12.5", None, id="a cast alone would round it to 13"),
        pytest.param("decimal", "0.1", Decimal("0.1"), id="a decimal is exact"),
        pytest.param("boolean", "t", None, id="a cast alone would take it for true"),
        pytest.param("date", "2026-01-15", dt.date(2026, 1, 15), id="a date"),
        pytest.param("list", "b; a", "a;b", id="a list is a set, so it is sorted"),
        pytest.param("text", "a\r\nb", "a\nb", id="one sort of line ends"),
        pytest.param("partial_date", "2019-02-30", None, id="a day that is not in the calendar"),
    ],
)
def test_a_cell_stands_for(kind, text, value):
    assert _value(kind, text) == value
