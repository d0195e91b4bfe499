"""Words and numbers that the public texts of a submission use anyway.

A woman is called Grace, and a text grants a period of grace; somebody commented "very helpful", and
so did an evaluation. Such a hit tells nothing, so that nothing else than names of several words,
addresses and numbers of persons is sought in spite of it.
"""

import json
import re
from collections.abc import Iterator, Sequence
from itertools import islice

from openinnov.submission import Submission
from openinnov.verification.facts import Forbidden
from openinnov.verification.submitted import PLAIN, PUBLIC, rows
from openinnov.verification.sweep.decoding import normal
from openinnov.verification.sweep.forms import Needle
from openinnov.verification.sweep.index import Index

#: The characters of a phrase that two people may use, and the rows that are looked at together.
_PHRASE, _ROWS = 24, 10_000
_WORD_BYTES = frozenset(b"0123456789abcdefghijklmnopqrstuvwxyz") | frozenset(range(128, 256))


def find_usual(submission: Submission, sought: Sequence[Forbidden]) -> frozenset[str]:
    """Return the values that could be there by chance, and stand in a public text."""
    chance = {each.value for each in sought if _may_be_chance(submission, each)}
    chance -= {each.value for each in sought if not _may_be_chance(submission, each)}
    by_bytes = {normal(value).encode("utf-8", "surrogatepass"): value for value in chance}
    index = Index(Needle(data, "", "", _WORD_BYTES, _WORD_BYTES) for data in by_bytes)
    if not index.longest:
        return frozenset()
    return frozenset(
        by_bytes[needle.data]
        for text in _texts(submission)
        for data in [b"\n%b\n" % normal(text).encode("utf-8", "surrogatepass")]
        for start, needle in index.find(data)
        if not _is_whole(data, start, start + len(needle.data))
    )


def _is_whole(data: bytes, start: int, end: int) -> bool:
    """Say whether a value is a whole cell, which may be the one that was to stay back."""
    return data[start - 1 : start] == data[end : end + 1] == b"\n"


def _may_be_chance(submission: Submission, forbidden: Forbidden) -> bool:
    table, _, name = forbidden.place.partition(".")
    field = submission.standard.tables[table].fields[name]
    if field.type in PLAIN:
        return True
    if re.fullmatch(r"[^\W\d_]+", forbidden.value):
        return True
    if forbidden.identifies or field.type == "email":
        return False
    # A record that is held back may bear the name of a place or a programme that others name too.
    return field.privacy == PUBLIC or len(forbidden.value) < _PHRASE


def _texts(submission: Submission) -> Iterator[str]:
    yield json.dumps(dict(submission.descriptor or {}), ensure_ascii=False, default=str)
    for table in submission.tables:
        fields = [
            name for name in submission.columns[table.name] if table.fields[name].privacy == PUBLIC
        ]
        found = rows(submission, table)
        while batch := list(islice(found, _ROWS)):
            yield "\n".join(dict.fromkeys(row[name] for row in batch for name in fields))
