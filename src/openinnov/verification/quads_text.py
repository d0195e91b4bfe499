"""What lines of N-Quads say, read one by one."""

import re
from collections.abc import Iterable, Iterator

_LINE = re.compile(r'<([^>]*)> <([^>]*)> (?:<([^>]*)>|"((?:[^"\\]|\\.)*)")')
_ESCAPED = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)")
_LETTERS = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


def statements(lines: Iterable[bytes]) -> Iterator[tuple[str, str, str | None, str | None]]:
    """Yield subject, predicate, and the object: an IRI, or else the text of a literal."""
    for line in lines:
        found = _LINE.match(line.decode("utf-8", "replace"))
        if found is not None:
            subject, predicate, iri, text = found.groups()
            yield subject, predicate, iri, None if text is None else unescaped(text)


def unescaped(text: str) -> str:
    r"""Return the text of a literal without its escapes.

    >>> unescaped(r"a\tb\u00e9")
    'a\tbé'
    """
    return _ESCAPED.sub(_character, text) if "\\" in text else text


def _character(found: re.Match[str]) -> str:
    code = found[1]
    return chr(int(code[1:], 16)) if len(code) > 1 else _LETTERS.get(code, code)
