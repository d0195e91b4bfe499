"""Passwords and tokens in web addresses."""

import re
from collections.abc import Iterator

from openinnov.detection.known_names import Known
from openinnov.detection.text import Text

_USER = re.compile(r"(?<=://)[^\s/@:\[\]]{1,200}:[^\s/@\[\]]{1,200}@")
_TOKEN = re.compile(
    r"(?:\b|_)(?:token|api_?key|apikey|key|sig|signature|secret|password|passwd|pwd|auth)="
    # Behind a secret in ASCII the sentence may go on without a blank.
    r"(?P<secret>(?-i:[^\s&#\"'<>\[\]\x7f-\U0010ffff]{6,})|[^\s&#\"'<>\[\]]{6,})",
    re.IGNORECASE,
)


def find(text: Text, *, regions: tuple[str, ...], known: Known) -> Iterator[tuple[int, int]]:
    """Yield where each secret begins and ends."""
    if "@" in text.text and "://" in text.text:
        yield from (match.span() for match in _USER.finditer(text.text))
    if "=" in text.text:
        yield from (match.span("secret") for match in _TOKEN.finditer(text.text))
