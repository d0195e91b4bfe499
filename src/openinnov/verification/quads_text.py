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
    for subject, predicate, (iri, text, *_) in triples(lines):
        yield subject, predicate, iri, text


def triples(lines: Iterable[bytes]) -> Iterator[tuple[str, str, Term]]:
    """Yield subject, predicate and the whole object."""
    for line in lines:
        shown = line.decode("utf-8", "replace")
        found = _LINE.match(shown)
        if found is not None:
            subject, predicate, iri, text = found.groups()
            kind = None if text is None else _KIND.match(shown, found.end())
            language, datatype = kind.groups() if kind else (None, None)
            plain = None if text is None else unescaped(text)
            yield subject, predicate, (iri, plain, language, datatype)


def unescaped(text: str) -> str:
    r"""Return the text of a literal without its escapes.

    >>> unescaped(r"a\tb\u00e9")
    'a\tbé'
    """
    return _ESCAPED.sub(_character, text) if "\\" in text else text


def _character(found: re.Match[str]) -> str:
    code = found[1]
    return chr(int(code[1:], 16)) if len(code) > 1 else _LETTERS.get(code, code)
