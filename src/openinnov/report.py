"""What validation found: a versioned document, of which text and JSON are two renderings."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openinnov import fragment
from openinnov.descriptor import meaning
from openinnov.exceptions import ReportError
from openinnov.standard import Check, Standard, Words

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
    #: The number of the first line of the record, from 1, where the file is a text of lines.
    line: int | None
    field: str | None
    #: The address of the cell in a sheet, or in a sheet made of the file, such as "C17".
    cell: str | None
    #: What the cell holds, or none where it is empty or protected.
    value: str | None
    #: What else helps to find the fault, such as the row that holds the same key.
    detail: str | None
    #: What may stand in the cell instead, if anything is likely.
    suggestion: str | None = None
    #: Whether the suggestion says the same in another spelling, so that a program may write it.
    safe: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """All findings of one rule in one field of one table."""

    check: Check
    table: str | None
    field: str | None
    #: How the file writes the heading of the field.
    heading: str | None
    #: What the check demands of the field, such as "minimum" or "codes", for programs.
    params: Mapping[str, str]
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
class Unevaluated:
    """A rule that could not be applied: not a pass."""

    rule: str
    #: The name of the reason, such as "no-table"; the message ``unchecked/…`` says it.
    reason: str
    #: The table that is not there, if that is the reason, or else the one that it is about.
    table: str | None = None
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What was checked, what was found, and what could not be checked."""

    standard: Standard
    tool_version: str
    sources: tuple[Origin, ...]
    #: How many records each table has.
    tables: Mapping[str, int]
    #: The rules that were applied.
    evaluated: tuple[str, ...]
    unevaluated: tuple[Unevaluated, ...]
    notices: tuple[Notice, ...]
    #: Why nothing could be checked, where that is so.
    cause: str | None = None

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

        return text.render(self, Words(self.standard))

    def _repr_html_(self) -> str:
        """Return the verdict and the first notices, as a notebook shows them."""
        from openinnov.reporting import text

        words = Words(self.standard)
        rows = [
            (
                words.say(f"severity/{notice.check.severity}"),
                words.check(notice.check, "sentence"),
                "; ".join(text.location(notice, words.say)),
                notice.total,
            )
            for notice in self.notices
        ]
        heads = [words.say(f"column/{name}") for name in ("severity", "rule", "source", "total")]
        return fragment.table(text.verdict(self, words), heads, rows)

    def write(self, path: Path | str, *, language: str = "en") -> None:
        """Write the report to a file, in the form that the ending of its name stands for.

        Raises `ReportError` when the ending or the language is unknown, or the file cannot be
        written.
        """
        from openinnov.reporting import ENDINGS, OUTPUTS

        ending = Path(path).suffix.lower()
        if ending not in ENDINGS:
            raise ReportError(f"{path}: the name of a report ends with {', '.join(ENDINGS)}")
        if not self.standard.reports_in(language):
            known = ", ".join(self.standard.report_languages)
            raise ReportError(f"no report can be written in {language!r}, but in {known}")
        rendered = OUTPUTS[ENDINGS[ending]].render(self, Words(self.standard, language))
        try:
            Path(path).write_text(rendered, encoding="utf-8", newline="\n")
        except OSError as error:
            raise ReportError(f"{path}: cannot be written: {error.strerror}") from error

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
        """Whether the data could be checked, and no finding is an error."""
        return self.cause is None and self.totals["error"] == 0

    def document(self, language: str = "en") -> dict[str, Any]:
        """Return the report as the document whose JSON Schema is ``report.schema.json``."""
        words = Words(self.standard, language)
        document = {
            "version": VERSION,
            "language": language,
            "standard": {
                "name": self.standard.name,
                "version": self.standard.version,
                "sha256": self.standard.sha256(),
            },
            "tool": {"name": "openinnov", "version": self.tool_version},
            "valid": self.valid,
            "totals": dict(self.totals),
            "sources": [_plain(source) for source in self.sources],
            "tables": [{"table": name, "records": n} for name, n in self.tables.items()],
            "codelists": [
                {"name": name, "sha256": self.standard.sha256(f"codelists/{name}.csv")}
                for name in self._codelists()
            ],
            "evaluated": [{"rule": rule} for rule in self.evaluated],
            "unevaluated": [
                {**_plain(each), "text": say_reason(words, each)} for each in self.unevaluated
            ],
            "notices": [_notice(words, notice) for notice in self.notices],
        }
        return document if self.cause is None else document | {"cause": self.cause}

    def _codelists(self) -> list[str]:
        """Return the codelists of the tables that were checked."""
        fields = (f for name in self.tables for f in self.standard.tables[name].fields.values())
        return sorted({name for field in fields for name in field.codelists})


def say_reason(words: Words, unevaluated: Unevaluated) -> str:
    """Say why a rule could not be applied."""
    return words.say(
        f"unchecked/{unevaluated.reason}", table=unevaluated.table, field=unevaluated.field
    )


def say_expected(words: Words, notice: Notice) -> str | None:
    """Say what is right in the place of what was found, or none if the check says all."""
    check, params = notice.check.name, dict(notice.params)
    if check == "descriptor":
        return meaning(notice.field or "", words)
    if check in {"codelist", "unlisted-code", "enum"}:
        message = "expected/enum" if check == "enum" else "expected/codelist"
        if "total" in params:
            message += "/more"
    elif params.get("unit"):
        message = f"expected/{check}/{params['unit']}"
    elif check == "type":
        message = f"expected/type/{params['type']}"
    elif "example" in params:
        message = f"expected/{check}/example"
    else:
        message = f"expected/{check}"
    return words.say(message, **params) if words.knows(message) else None


def _plain(value: object) -> dict[str, Any]:
    slots: tuple[str, ...] = value.__slots__  # type: ignore[attr-defined]  # because dataclasses have it
    cells = ((name, getattr(value, name)) for name in slots)
    return {name: cell for name, cell in cells if cell is not None}


def _notice(words: Words, notice: Notice) -> dict[str, Any]:
    check = notice.check
    place = {"table": notice.table, "field": notice.field, "heading": notice.heading}
    text = {
        "title": words.check(check, "sentence"),
        "why": words.check(check, "why"),
        "fix": words.check(check, "fix"),
    }
    if expected := say_expected(words, notice):
        text["expected"] = expected
    document: dict[str, Any] = {
        "rule": check.name,
        "severity": check.severity,
        "card": check.card,
        **{key: value for key, value in place.items() if value is not None},
        "params": dict(notice.params),
        "text": text,
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
    if finding.suggestion is None:
        said.add("safe")
    return {key: value for key, value in _plain(finding).items() if key not in said}
