"""Ids that depend on a record's own key alone, so that an added record renames no other."""

import re
import unicodedata

#: The longest id of the standard.
LONGEST = 64
#: How many characters of a suffix tell two names apart that give the same slug.
SUFFIX = 8
_LOSSLESS = re.compile(r"[a-z0-9]+(?: [a-z0-9]+)*")
_OUTSIDE = re.compile(r"[^a-z0-9]+")


def normalise(text: str) -> str:
    r"""Return what two spellings of one name share: case and white space do not count.

    >>> normalise(" Ministry\u00a0of  HEALTH ")
    'ministry of health'
    """
    folded = " ".join(unicodedata.normalize("NFC", text).split()).casefold()
    return unicodedata.normalize("NFC", folded)


def slug(text: str, room: int = LONGEST) -> str:
    """Return a name in the letters of an id, of at most `room` characters.

    A name that loses something by it, and only such a one, gets a suffix worked out from the name.

    >>> slug("ACME"), slug(" acme "), slug("A/B") == slug("A B")
    ('acme', 'acme', False)
    """
    name = normalise(text)
    if _LOSSLESS.fullmatch(name) and len(name) <= room:
        return name.replace(" ", "-")
    letters = (c for c in unicodedata.normalize("NFKD", name) if unicodedata.category(c)[0] != "M")
    plain = _OUTSIDE.sub("-", "".join(letters)).strip("-")
    kept = plain[: max(0, room - SUFFIX - 1)].strip("-")
    return f"{kept}-{suffix(name)}" if kept else suffix(name)


def suffix(name: str) -> str:
    """Return the first eight characters of the SHA-256 of a normalised name, in base 32."""
    import base64
    import hashlib

    digest = hashlib.sha256(name.encode()).digest()
    return base64.b32encode(digest).decode("ascii").lower()[:SUFFIX]
