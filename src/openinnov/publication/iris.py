"""The IRIs of a release: of its records, of its graph, and of the terms that it uses."""

import re
from collections.abc import Iterator

from openinnov.engine.sql import identifier, literal
from openinnov.standard import Standard, Table
from openinnov.submission import Submission

_VARIABLE = re.compile(r"\{([a-z0-9_]+)\}")


def base(submission: Submission) -> str:
    """Return the base of the publisher's IRIs."""
    own = (submission.descriptor or {}).get("openinnov:base")
    return str(own) if own else submission.standard.base


def root(submission: Submission) -> str:
    """Return what stands before the catalogue and its data sets."""
    return base(submission).removesuffix("/id")


def dataset(submission: Submission) -> str:
    """Return the IRI of the release, which is that of its named graph too."""
    descriptor = submission.descriptor or {}
    prefix, version = descriptor["openinnov:prefix"], descriptor["version"]
    return f"{root(submission)}/dataset/{prefix}/{version}"


def expand(standard: Standard, compact: str) -> str:
    """Return the IRI that a compact one stands for.

    >>> from openinnov.standard import load
    >>> expand(load(), "dcterms:title")
    'http://purl.org/dc/terms/title'
    """
    prefix, _, local = compact.partition(":")
    return standard.prefixes[prefix] + local


def subject_start(table: Table, base: str) -> str:
    """Return what the IRIs of all records of a table begin with."""
    return table.subject.replace("{base}", base).partition("{")[0]


def subject_variables(table: Table) -> tuple[str, ...]:
    """Return the fields of which the IRI of a record is made."""
    return tuple(name for name in _VARIABLE.findall(table.subject) if name != "base")


def subject_sql(table: Table, base: str) -> str:
    """Return SQL of the IRI of a record: an RFC 6570 template of level 1."""
    return " || ".join(_parts(table.subject.replace("{base}", base)))


def path_sql(cell: str) -> str:
    """Return SQL of a key as it stands in an IRI: each part encoded, the slashes kept."""
    return f"replace(url_encode({cell}), '%2F', '/')"


def _parts(template: str) -> Iterator[str]:
    # Texts and variables take turns.
    for index, part in enumerate(_VARIABLE.split(template)):
        if index % 2:
            yield f"url_encode({identifier(part)})"
        elif part:
            yield literal(part)


def key_sql(table: Table) -> str:
    """Return SQL of the key of a record as other tables name it: its parts joined by a slash."""
    return " || '/' || ".join(identifier(name) for name in table.primary_key)


def record_sql(submission: Submission, table: str, key: str) -> str:
    """Return SQL of the IRI of a record, given SQL of the name of its table and of its key."""
    start = literal(f"{base(submission)}/")
    return f"{start} || {table} || '/' || {path_sql(key)}"


def is_own_sql(submission: Submission, key: str) -> str:
    """Return SQL that says whether a record is the publisher's, by the prefix of its key."""
    prefix = (submission.descriptor or {})["openinnov:prefix"]
    return f"starts_with({key}, {literal(f'{prefix}-')})"
