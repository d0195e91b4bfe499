"""The examples of rules and checks: some that break them, and some that keep them."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from openinnov.standard import Standard


@dataclass(frozen=True, slots=True)
class Example:
    """Rows that make one submission."""

    case: str
    #: The cells of each row by field, for each file.
    tables: Mapping[str, Sequence[Mapping[str, str]]]
    #: The table and field of each place that the rule finds.
    found: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExampleFile:
    """A file that breaks a check, or the same one mended."""

    name: str
    broken: bool
    #: What it holds, with an escape for each byte that is no text; none of a workbook.
    text: str | None


def example_files(standard: Standard, check: str) -> Iterator[ExampleFile]:
    """Yield the files of the submission that breaks a check, then those of the mended one."""
    for folder, broken in (("breaks", True), ("keeps", False)):
        for file in sorted((standard.root / "examples" / check / folder).glob("*")):
            is_book = file.suffix == ".xlsx"
            yield ExampleFile(file.name, broken, None if is_book else _escaped(file.read_bytes()))


def _escaped(raw: bytes) -> str:
    text = raw.decode("utf-8", errors="backslashreplace")
    return "".join(c if c.isprintable() or c == "\n" else f"\\x{ord(c):02x}" for c in text)


def examples(standard: Standard, rule: str) -> tuple[Example | None, Example | None]:
    """Return an example that breaks a rule, and the same or another one that keeps it.

    A file begins with an example that breaks the rule and with the same one mended, whose name
    says so; where no file does, the first examples of either sort are taken.
    """
    files = sorted((standard.root / "examples" / rule).glob("*.csv"))
    rows = {file.stem: list(_rows(file)) for file in files}
    names = {name: list(dict.fromkeys(row["case"] for row in each)) for name, each in rows.items()}
    every = {case: _example(case, rows) for each in names.values() for case in each}
    pairs = [each[:2] for each in names.values() if len(each) > 1]
    for first, second in sorted(pairs, key=lambda pair: not pair[1].startswith("the same")):
        if every[first].found and not every[second].found:
            return every[first], every[second]
    broken = next((each for each in every.values() if each.found), None)
    kept = next((each for each in every.values() if not each.found), None)
    return broken, kept


def _rows(file: Path) -> Iterator[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _example(case: str, rows: Mapping[str, Sequence[Mapping[str, str]]]) -> Example:
    chosen = {name: [row for row in each if row["case"] == case] for name, each in rows.items()}
    found = (
        f"{name}.{field}"
        for name, each in chosen.items()
        for row in each
        for field in row["found"].split()
    )
    tables = {
        name: [{key: row[key] for key in row if key not in {"case", "found"}} for row in each]
        for name, each in chosen.items()
        if each
    }
    return Example(case, tables, tuple(dict.fromkeys(found)))
