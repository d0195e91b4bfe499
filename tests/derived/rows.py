"""Rows for tests: texts that a field takes, texts that it may not take, and rows as JSON."""

import re
from decimal import Decimal

from hypothesis import strategies as st

from openinnov.derived import patterns
from openinnov.standard import load
from openinnov.standard.patterns import DECIMAL, EMAIL, INTEGER, LANGUAGE, WEB, YEAR

STANDARD = load()
#: Texts at the edges of what the types take.
NASTY = [
    *["", " ", "\u00a0", "\t", "a\n", "\na", "a\r\nb", "a\rb", "a\r", "a\tb", "a\u2028b", "a\x85b"],
    *["a\x00b", "a\x7fb", "a\ufffeb", "a\ufeffb", "x", "xx", " padded ", "é" * 25, "🇧🇩" * 20],
    *["0", "-0", "00", "007", "+1", "-1", "1", "5", "6", "120", "121", "999999999999999999"],
    *[
        "1000000000000000000",
        "-999999999999999999",
        "1e3",
        "1.",
        ".5",
        "0.0",
        "-0.0",
        "1.0",
        "1.01",
    ],
    *["0.123456789", "0.1234567891", "-0.000000001", "0.000000001", "90", "90.0", "90.1", "-90.5"],
    *["179.9", "180.000", "-180", "181", "١٢", "1,5", "NaN", "inf", "1 000"],
    *["true", "false", "TRUE", "yes", "t", "BD", "bd", "UK", "16.10", "16.1", "open", "Open"],
    *["2019", "0000", "12019", "2019-05", "2019-13", "2019-00", "2019-5", "2019-05-17"],
    *["2019-02-29", "2020-02-29", "1900-02-29", "2000-02-29", "2019-04-31", "0000-01-01"],
    *["0004-02-29", "0001-01-01", "2019-05-17\n", "2019-05-17T00:00:00Z", "17.05.2019"],
    *["a;b", "a; b", "a;a", "a; a", ";", "a;", ";a", "a; ;b", "a;\u00e9", "BD;NP", "BD;BD"],
    *["https://example.org/a?b=c#d", "http://e.org", "https://e.org/a b", "HTTPS://e.org", "e.org"],
    *["https://e.org/%zz", "https://বাংলা.org/ক", "https://e.org/\n", "ftp://e.org"],
    *["info@example.org", "info@e", "a b@e.org", "info@example.org\n", "ইনফো@উদাহরণ.org"],
    *[
        "https://user@e.org",
        "a..b@e.org",
        "fr",
        "zh-Hans",
        "es-419",
        "FR",
        "fr-fr",
        "fr\n",
        "pt-BR",
    ],
    *["bd-a2i-1", "BD-A2I-1", "bd-a2i-1\n", "bd-a2i-" + "1" * 58, "US-X-1", "+8801712345678"],
    *["10-14", "65+", "0" * 64, "f" * 64, "innovation", "*", "CC-BY-4.0"],
]
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
#: The checks that look at one cell.
CELL_CHECKS = {
    *["required", "type", "control-character", "pattern", "codelist", "min-length", "max-length"],
    *["minimum", "maximum", "exclusive-minimum"],
}
_ASCII = st.characters(min_codepoint=0x20, max_codepoint=0x7E)
_PATTERNS = {
    "integer": INTEGER,
    "decimal": DECIMAL,
    "year": YEAR,
    "boolean": "true|false",
    "date": patterns.DATE,
    "partial_date": patterns.PARTIAL_DATE,
    "language": LANGUAGE,
    "email": EMAIL,
    "uri": WEB,
}


def good(field):
    """Return a strategy of texts that a field takes."""
    if field.codelists and "language" not in field.codelists:
        codes = st.sampled_from(STANDARD.codelists[field.codelists[0]].valid)
        return _lists(codes) if field.type == "list" else codes
    if field.type == "list":
        items = st.from_regex(field.pattern or "[a-z]{1,5}", fullmatch=True, alphabet=_ASCII)
        return _lists(items.filter(lambda item: re.fullmatch("[!-:<-~]+", item)))
    if field.type in _PATTERNS:
        return st.sampled_from([text for text in NASTY if _fits(field, text)])
    if field.pattern is not None:
        texts = st.from_regex(field.pattern, fullmatch=True, alphabet=_ASCII)
        return texts.filter(lambda text: len(text) <= (field.max_length or 100))
    return st.text("abc é🇧", max_size=10).map(lambda end: f"Twenty letters at least{end}.")


def rows_of(table):
    """Return a strategy of rows in which nothing is wrong."""
    cells = {
        name: good(field) if field.required else st.one_of(good(field), st.just(""))
        for name, field in table.fields.items()
    }
    return st.fixed_dictionaries(cells)


def as_json(table, row, *, numbers=False):
    """Return a row of texts as JSON has it; decimals are texts, or numbers where they can be."""
    cells = {name: text for name, text in row.items() if text != ""}
    return {name: _json(table.fields[name], text, numbers) for name, text in cells.items()}


def _lists(items):
    return st.lists(items, min_size=1, max_size=3, unique=True).map("; ".join)


def _fits(field, text):
    if not re.fullmatch(_PATTERNS[field.type], text):
        return False
    if field.type not in {"integer", "decimal"}:
        return True
    number = Decimal(text)
    least = number if field.minimum is None else field.minimum
    most = number if field.maximum is None else field.maximum
    above = number - 1 if field.exclusive_minimum is None else field.exclusive_minimum
    return least <= number <= most and number > above


def _json(field, text, numbers):
    if field.type == "list":
        return [item.strip(" ") for item in text.split(";")]
    if field.type == "boolean" and text in {"true", "false"}:
        return text == "true"
    if field.type in {"integer", "year"} and re.fullmatch(_PATTERNS[field.type], text):
        return int(text)
    if field.type == "decimal" and numbers and re.fullmatch(DECIMAL, text):
        return Decimal(text)
    return text
