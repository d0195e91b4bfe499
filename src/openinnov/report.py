"""What validation found: a versioned document, of which text and JSON are two renderings."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from openinnov.standard import Check

#: The version of the document; a new major version takes something away.
VERSION = "1.0"


@dataclass(frozen=True, slots=True)
class Finding:
    """A place in a submission that breaks a rule."""

    rule: str
    severity: str
    table: str | None
    #: The name of the file or sheet.
    source: str | None
    #: The number of the record in its file, the header being 1; none where no record is to blame.
    row: int | None
    field: str | None
    #: What the cell holds, or none where it is empty or protected.
    value: str | None
    #: What else helps to find the fault, such as the row that holds the same key.
    detail: str | None


@dataclass(frozen=True, slots=True)
class Notice:
    """All findings of one rule in one field of one table."""

    check: Check
    table: str | None
    field: str | None
    #: How the file writes the heading of the field.
    heading: str | None
    #: How many findings there are: always exact.
    total: int
    #: The records concerned, as ranges such as "2" and "480-912".
    rows: tuple[str, ...]
    #: Whether `rows` names all of them; past a limit it names the first.
    rows_complete: bool
    #: Whether each record of the table is concerned.
    every_row: bool
    #: The commonest values with their numbers, unless the field is protected.
    values: tuple[tuple[str, int], ...]
    #: Whether values were left out because the field is not public.
    withheld: bool
    samples: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """A file or sheet that was checked: records = checked + quarantined + comments."""

    name: str
    table: str | None
    sha256: str
    size: int
    encoding: str
    records: int
    checked: int
    quarantined: int
    comments: int


@dataclass(frozen=True, slots=True)
class Report:
    """What was checked, what was found, and what could not be checked."""

    standard: str
    standard_version: str
    tool_version: str
    sources: tuple[Origin, ...]
    #: How many records each table has.
    tables: Mapping[str, int]
    #: The rules that were applied.
    evaluated: tuple[str, ...]
    #: The rules that could not be, and why: not a pass.
    unevaluated: tuple[tuple[str, str], ...]
    notices: tuple[Notice, ...]

    def __iter__(self) -> Iterator[Finding]:
        """Go through the sampled findings."""
        return iter(self.findings)

    def __len__(self) -> int:
        """Return the number of all findings, not of the samples alone."""
        return sum(notice.total for notice in self.notices)

    def __bool__(self) -> bool:
        """Be true, also without findings."""
        return True

    def __str__(self) -> str:
        """Return the text that the command line prints."""
        from openinnov.reporting import text

        return text.render(self)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The sampled findings, in the order of the notices."""
        return tuple(finding for notice in self.notices for finding in notice.samples)

    @property
    def totals(self) -> Mapping[str, int]:
        """How many findings there are of each severity."""
        totals = {"error": 0, "warning": 0, "info": 0}
        for notice in self.notices:
            totals[notice.check.severity] += notice.total
        return totals

    @property
    def valid(self) -> bool:
        """Whether no finding is an error."""
        return self.totals["error"] == 0

    def document(self) -> dict[str, Any]:
        """Return the report as the document whose JSON Schema is ``report.schema.json``."""
        return {
            "version": VERSION,
            "language": "en",
            "standard": {"name": self.standard, "version": self.standard_version},
            "tool": {"name": "openinnov", "version": self.tool_version},
            "valid": self.valid,
            "totals": dict(self.totals),
            "sources": [_plain(source) for source in self.sources],
            "tables": [{"table": name, "records": n} for name, n in self.tables.items()],
            "evaluated": [{"rule": rule} for rule in self.evaluated],
            "unevaluated": [{"rule": rule, "reason": why} for rule, why in self.unevaluated],
            "notices": [_notice(notice) for notice in self.notices],
        }


def _plain(value: object) -> dict[str, Any]:
    slots: tuple[str, ...] = value.__slots__  # type: ignore[attr-defined]  # because dataclasses have it
    cells = ((name, getattr(value, name)) for name in slots)
    return {name: cell for name, cell in cells if cell is not None}


def _notice(notice: Notice) -> dict[str, Any]:
    check = notice.check
    place = {"table": notice.table, "field": notice.field, "heading": notice.heading}
    document: dict[str, Any] = {
        "rule": check.name,
        "severity": check.severity,
        "card": check.card,
        **{key: value for key, value in place.items() if value is not None},
        "text": {"title": check.sentence, "why": check.why, "fix": check.fix},
        "total": notice.total,
        "rows": list(notice.rows),
        "rows_complete": notice.rows_complete,
        "every_row": notice.every_row,
        "withheld": notice.withheld,
        "samples": [_sample(finding) for finding in notice.samples],
    }
    if notice.values:
        document["values"] = [{"value": text, "total": total} for text, total in notice.values]
    return document


def _sample(finding: Finding) -> dict[str, Any]:
    said = {"rule", "severity", "table", "field"}
    return {key: value for key, value in _plain(finding).items() if key not in said}
