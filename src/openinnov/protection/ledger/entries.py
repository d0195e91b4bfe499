"""What a ledger remembers of a release: what it showed and of whom, by keyed hashes alone."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from openinnov.engine.sql import identifier
from openinnov.engine.views import record_id
from openinnov.exceptions import RefusedError
from openinnov.protection.key import Key, keyed
from openinnov.standard import Table
from openinnov.submission import ProtectedSubmission, Submission, Sums, Told


@dataclass(frozen=True, slots=True)
class Release:
    """A release that went out, or was about to."""

    name: str
    version: str
    profile: str
    policy: str
    #: For each table the number that each record shows, by the hash of its key: null is withheld.
    counts: Mapping[str, Mapping[str, Mapping[str, int | None]]] = field(default_factory=dict)
    #: For each table of persons the class of each record that was told, by the hash of its id.
    records: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    #: How many persons no record can be told from, for each of these tables.
    k: Mapping[str, int] = field(default_factory=dict)
    #: What adds up, and what was told of it; ledgers that were begun earlier have none.
    sums: Sequence[Sums] = ()

    def document(self) -> dict[str, Any]:
        """Return it as plain values."""
        return asdict(self)

    def __str__(self) -> str:
        """Name it."""
        return f"{self.name} {self.version}, {self.profile}"


def release(protected: ProtectedSubmission, key: Key) -> Release:
    """Return what is to be remembered of what is about to be published."""
    descriptor = protected.submission.descriptor or {}
    records = {
        each.table: dict(zip(each.records, each.classes, strict=True)) for each in protected.traces
    }
    return Release(
        name=str(descriptor.get("name")),
        version=str(descriptor.get("version")),
        profile=protected.profile,
        policy=protected.policy["hash"],
        counts={name: dict(counts) for name, counts in _counts(protected, key)},
        records=records,
        k={each.table: int(each.guarantee["k"]) for each in protected.anonymity},
        sums=protected.sums,
    )


def remembered(document: Mapping[str, Any]) -> Release:
    """Return a release as the file holds it.

    Raises `RefusedError` if it holds what no release does.
    """
    try:
        sums = tuple(
            Sums(
                int(each["threshold"]),
                tuple(Told(*cell) for cell in each["cells"]),
                tuple((whole, tuple(parts)) for whole, parts in each["equations"]),
            )
            for each in document.get("sums", ())
        )
        return Release(**{**document, "sums": sums})
    except (TypeError, ValueError, KeyError, AttributeError):
        raise RefusedError(
            "the ledger holds a release that this version cannot read; use the version that "
            "entered it, or a later one"
        ) from None


def line(entry: Mapping[str, Any]) -> bytes:
    """Return an entry as it stands in the file."""
    return (json.dumps(entry, sort_keys=True, separators=(",", ":")) + "\n").encode()


def _counts(
    protected: ProtectedSubmission, key: Key
) -> Iterator[tuple[str, Iterator[tuple[str, dict[str, int | None]]]]]:
    for table in protected.submission.tables:
        names = protected.submission.columns[table.name]
        counts = [name for name in names if table.fields[name].count]
        if counts and set(table.primary_key) <= set(names):
            yield table.name, _shown(protected.submission, table, counts, key)


def _shown(
    submission: Submission, table: Table, counts: Sequence[str], key: Key
) -> Iterator[tuple[str, dict[str, int | None]]]:
    """Yield what each record shows of numbers of people: those alone that it has, or withholds."""
    cells = ", ".join(map(identifier, counts))
    withheld = set(
        submission.database.execute(
            "SELECT record_id, field_name FROM submitted.withheld WHERE table_name = ?",
            [table.name],
        ).fetchall()
    )
    rows = submission.database.execute(
        f"SELECT {record_id(table)}, {cells} FROM submitted.{identifier(table.name)} ORDER BY _row"
    ).fetchall()
    for own, *numbers in rows:
        shown = {
            name: None if number is None else int(number)
            for name, number in zip(counts, numbers, strict=True)
            if number is not None or (own, name) in withheld
        }
        yield keyed(key, table.name, str(own)), shown
