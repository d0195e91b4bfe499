"""E-mail addresses, also those written so that machines do not read them.

What stands before an address without a blank, as in Chinese or with an Arabic preposition, is no
part of it where the address itself is in Latin letters.
"""

import re
from collections.abc import Iterator

from openinnov.detection.known_names import Known
from openinnov.detection.text import Text

#: What an address in letters of Europe is made of, and one in any letters, read backwards.
_EUROPEAN = re.compile(r"[A-Za-z0-9\u00c0-\u052f.!#$%&'*+/=?^_`{|}~-]{1,64}")
_ANY = re.compile(r"[^\s\x00-\x20\"(),:;<>@\[\\\]\u2000-\u206f\u3000-\u303f\uff00-\uff0f،؛।]{1,64}")
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ASCII_DOMAIN = re.compile(
    rf"(?:{_LABEL}\.){{1,8}}(?:xn--[a-z0-9-]{{2,59}}|[A-Za-z]{{2,24}})(?![A-Za-z0-9]|\.[^\x00-\x7f])"
)
_LETTER = r"[^\s\x00-/:-@\[-`{-~\u2000-\u206f\u3000-\u303f\uff00-\uff0f،؛।]"
_NAME = rf"{_LETTER}(?:[-]?{_LETTER}){{0,61}}"
_DOMAIN = re.compile(
    rf"(?:{_NAME}\.){{1,8}}(?:xn--[a-z0-9-]{{2,59}}|(?:(?![0-9]){_LETTER}){{2,24}})"
)
#: Pictures in double size, whose files are named alike.
_PICTURE = re.compile(r"[1-9]x\.(?:png|jpe?g|gif|webp|svg)", re.IGNORECASE)
#: Before a password in a web address, which has a detector of its own.
_IN_ADDRESS = re.compile(r"://[^\s/@]{0,200}:\Z")
_WORD = r"[\w.!#$%&'*+=?^`{|}~-]{1,64}"
_AT = r"\s?[(\[{<]\s?(?:at|@)\s?[)\]}>]\s?"
_DOT = r"(?:\.|\s?[(\[{<]\s?(?:dot|\.)\s?[)\]}>]\s?|\sdot\s)"
_PART = r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?)"
_EUROPEAN_WORD = r"[A-Za-z0-9\u00c0-\u052f_.!#$%&'*+=?^`{|}~-]{1,64}"
_EUROPEAN_PART = r"[A-Za-z0-9\u00c0-\u052f](?:[A-Za-z0-9\u00c0-\u052f_-]{0,62})"
#: Ways of writing an address, each first in letters of Europe, then in any.
_WAYS = tuple(
    tuple(
        re.compile(rf"{word}{at}{part}(?:{dot}{part}){{1,8}}", re.IGNORECASE)
        for word, part in ((_EUROPEAN_WORD, _EUROPEAN_PART), (_WORD, _PART))
    )
    for at, dot in ((_AT, _DOT), (r"\sat\s", r"\sdot\s"))
)
#: An address with blanks around its sign, which is no place that "@" leads to.
_BLANKS = re.compile(
    rf"[A-Za-z0-9.!#$%&'*+=?^_`{{|}}~-]{{1,64}} @ (?!www\.){_ASCII_DOMAIN.pattern}"
)
_HINT = re.compile(r"[(\[{<]\s?(?:at|@)\s?[)\]}>]|\sat\s.*\sdot\s", re.DOTALL)
#: How far before an address the beginning of a web address may stand.
_REACH = 210


def find(text: Text, *, regions: tuple[str, ...], known: Known) -> Iterator[tuple[int, int]]:
    """Yield where each address begins and ends."""
    place = text.text.find("@")
    while place >= 0:
        if span := _around(text.text, place):
            yield span
        place = text.text.find("@", place + 1)
    if may_be_disguised(text.text.lower()):
        for european, any_letters in _WAYS:
            for match in any_letters.finditer(text.text):
                yield (european.search(text.text, *match.span()) or match).span()
    if " @ " in text.text:
        yield from (match.span() for match in _BLANKS.finditer(text.text))


def may_be_disguised(text: str) -> bool:
    """Say whether a text in small letters may hold an address without its sign."""
    glance = "dot" in text or "(" in text or "[" in text or "{" in text
    return (glance or "<" in text) and _HINT.search(text) is not None


def _around(text: str, place: int) -> tuple[int, int] | None:
    """Return where the address around an @ begins and ends, or none."""
    domain = _ASCII_DOMAIN.match(text, place + 1) or _DOMAIN.match(text, place + 1)
    if domain is None or _PICTURE.match(domain.group()):
        return None
    before = text[max(0, place - _REACH) : place].removesuffix('"')
    local = _EUROPEAN.match(before[::-1]) or _ANY.match(before[::-1])
    if local is None:
        return None
    start = place - text.endswith('"', 0, place) - local.end()
    # A repository is no person.
    remote = text.startswith("git@", start) and text.startswith(":", domain.end())
    return (
        None
        if remote or _IN_ADDRESS.search(text[max(0, start - _REACH) : start])
        else (start, domain.end())
    )
