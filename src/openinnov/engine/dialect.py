r"""Spark SQL, from the SQL that the compiler and the rules are written in.

There is one compiler, and DuckDB runs what it writes as it stands. Spark takes the same queries;
the handful of differences stands here: how texts and names are quoted, how lists, structs and
lambdas are written, and the functions of another name or another idea of letters.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain

_TOKEN = re.compile(
    r"""
      (?P<text>'(?:[^']|'')*')
    | (?P<comment>--[^\n]*)
    | (?P<place>\b(?P<schema>submitted|previous|temp)\.(?P<table>"(?:[^"]|"")*"|\w+))
    | (?P<name>"(?:[^"]|"")*")
    | (?P<lambda>\blambda\s+(?P<item>\w+)\s*:)
    | (?P<call>\b[A-Za-z_]\w*\()
    | (?P<word>\b[A-Za-z_]\w*)
    | (?P<bracket>[()\[\]{}:])
    """,
    re.VERBOSE,
)
#: What Unicode has as spaces: DuckDB trims all of them, Spark only the first.
_SPACES = " \u00a0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u202f\u205f\u3000"
#: Functions by what Spark puts before and behind their arguments.
_CALLS: Mapping[str, tuple[str, str]] = {
    "array_to_string": ("array_join(", ")"),
    "len": ("size(", ")"),
    "list_distinct": ("array_distinct(", ")"),
    "list_filter": ("filter(", ")"),
    "list_sort": ("sort_array(", ")"),
    "list_transform": ("transform(", ")"),
    # In Spark a sigma that ends a word becomes another letter, and a dotted I becomes two.
    "lower": ("lower(translate(", ", '\u03a3\u0130', '\u03c3i'))"),
    "regexp_extract_all": ("regexp_extract_all(", ", 0)"),
    "regexp_matches": ("regexp_like(", ")"),
    "sha256": ("sha2(", ", 256)"),
    "string_split": ("split(", ")"),
    "strlen": ("octet_length(", ")"),
    "trim": (f"trim(BOTH '{_SPACES}' FROM ", ")"),
    "unnest": ("explode(", ")"),
}
_BRACKETS = {"(": ("(", ")"), "[": ("array(", ")"), "{": ("named_struct(", ")")}
_WORDS = {"varchar": "STRING", "timestamptz": "TIMESTAMP"}
#: Where letters are, and signs that change a letter.
_PLANES = (range(0xA0, 0xD800), range(0xF900, 0x3_23B0), range(0xE_0100, 0xE_01F0))


def to_spark(sql: str) -> str:
    r"""Return a query of ours as Spark takes it.

    >>> to_spark("SELECT len(\"a\") FROM submitted.need WHERE regexp_matches(x, '\\A(?:it''s)\\z')")
    "SELECT size(`a`) FROM `submitted.need` WHERE regexp_like(x, '\\\\A(?:it\\'s)\\\\z')"
    """
    open_brackets: list[_Bracket] = []
    return _TOKEN.sub(lambda token: _translated(token, open_brackets), sql)


def name(identifier: str) -> str:
    """Quote a name for Spark.

    >>> name("a`b")
    '`a``b`'
    """
    return "`" + identifier.replace("`", "``") + "`"


def view(schema: str, table: str) -> str:
    """Return the name of the view that stands for a table: Spark's views are in no schema."""
    return name(table if schema in {"", "temp"} else f"{schema}.{table}")


def unquoted(identifier: str) -> str:
    """Return a name without the quotes that it may have."""
    return identifier[1:-1].replace('""', '"') if identifier.startswith('"') else identifier


@dataclass(frozen=True, slots=True)
class _Bracket:
    """A bracket that is open."""

    opened: str
    closing: str


def _translated(token: re.Match[str], open_brackets: list[_Bracket]) -> str:
    if token.lastgroup in _IN_BRACKETS:
        return _IN_BRACKETS[token.lastgroup](token.group(), open_brackets)
    return _ALONE[token.lastgroup or ""](token)


def _text(text: str, open_brackets: list[_Bracket]) -> str:
    own = text[1:-1].replace("''", "'")
    if open_brackets and open_brackets[-1].opened == "string_split(":
        own = re.escape(own)  # Spark splits at a pattern.
    if open_brackets and open_brackets[-1].opened == "regexp_extract_all(":
        own = own.replace(r"\p{N}]", rf"\p{{N}}{_letters()}]")  # Java may know fewer of them.
    return _quoted(own)


def _quoted(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


@cache
def _letters() -> str:
    """Return the letters and digits beyond ASCII, as ranges of a pattern."""
    ranges: list[list[int]] = []
    for code in chain(*_PLANES):
        if unicodedata.category(chr(code))[0] in "LN":
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1][1] = code
            else:
                ranges.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)


@cache
def _without_accents() -> tuple[str, str]:
    """Return what Spark puts around a text to strip its accents, for which it has no function."""
    letters, plain, marks = [], [], []
    for letter in map(chr, chain(*_PLANES)):
        parts = unicodedata.normalize("NFD", letter)
        kept = "".join(part for part in parts if not unicodedata.category(part).startswith("M"))
        if not kept:
            marks.append(letter)
        elif len(kept) == 1 and kept != letter:
            letters.append(letter)
            plain.append(kept)
    # What has no counterpart is taken out.
    return "translate(", f", {_quoted(''.join(letters + marks))}, {_quoted(''.join(plain))})"


def _opened(call: str, open_brackets: list[_Bracket]) -> str:
    function = call[:-1].lower()
    stripped = function == "strip_accents"
    before, behind = _without_accents() if stripped else _CALLS.get(function, (call, ")"))
    open_brackets.append(_Bracket(call.lower(), behind))
    return before


def _bracket(bracket: str, open_brackets: list[_Bracket]) -> str:
    if bracket == ":":  # Between the name and the value of a part of a struct.
        return ","
    if bracket in _BRACKETS:
        before, behind = _BRACKETS[bracket]
        open_brackets.append(_Bracket(bracket, behind))
        return before
    return open_brackets.pop().closing


_IN_BRACKETS: Mapping[str | None, Callable[[str, list[_Bracket]], str]] = {
    "text": _text,
    "call": _opened,
    "bracket": _bracket,
}
_ALONE: Mapping[str, Callable[[re.Match[str]], str]] = {
    "comment": lambda token: token.group(),
    "place": lambda token: view(token["schema"], unquoted(token["table"])),
    "name": lambda token: name(unquoted(token.group())),
    "lambda": lambda token: f"{token['item']} ->",
    "word": lambda token: _WORDS.get(token.group().lower(), token.group()),
}
