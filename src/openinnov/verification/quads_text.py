"""What lines of N-Quads say, read one by one."""

import re
from collections.abc import Iterable, Iterator

_LINE = re.compile(r'<([^>]*)> <([^>]*)> (?:<([^>]*)>|"((?:[^"\\]|\\.)*)")')
#: What follows after the text of a literal: its language, or its datatype.
_KIND = re.compile(r"@([A-Za-z0-9-]+)|\^\^<([^>]*)>")
#: An object: an IRI, or the text of a literal with its language or datatype.
Term = tuple[str | None, str | None, str | None, str | None]
_ESCAPED = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)")
_LETTERS = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


def statements(lines: Iterable[bytes]) -> Iterator[tuple[str, str, str | None, str | None]]:
    """Yield subject, predicate, and the object: an IRI, or else the text of a literal."""
    for line in lines:
        found = _LINE.match(line.decode("utf-8", "replace"))
        if found is not None:
            subject, predicate, iri, text = found.groups()
            yield subject, predicate, iri, None if text is None else unescaped(text)


def triples(lines: Iterable[bytes]) -> Iterator[tuple[str, str, Term]]:
    """Yield subject, predicate and the whole object, which takes half as long again."""
    for line in lines:
        shown = line.decode("utf-8", "replace")
        found = _LINE.match(shown)
        if found is None:
            continue
        if found[3] is not None:
            yield found[1], found[2], (found[3], None, None, None)
            continue
        kind = _KIND.match(shown, found.end())
        language, datatype = kind.groups() if kind else (None, None)
        yield found[1], found[2], (None, unescaped(found[4]), language, datatype)


def unescaped(text: str) -> str:
    r"""Return the text of a literal without its escapes.

    >>> unescaped(r"a\tb\u00e9")
    'a\tbé'
    """
    return _ESCAPED.sub(_character, text) if "\\" in text else text


def _character(found: re.Match[str]) -> str:
    code = found[1]
    return chr(int(code[1:], 16)) if len(code) > 1 else _LETTERS.get(code, code)
