"""A table of any size with faults in it, and the ledger of what each fault has to be found as.

The same arguments give the same bytes. Fifteen columns of a Table Schema that is not ours, so that
other tools can be asked about the same file; each fault comes with a chance of its own.
"""

import csv
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ORGANIZATIONS = 20_000
#: The chance of each fault; `COMMON` leaves hardly a record good, with four faults in each.
RARE, COMMON = 0.001, 0.15
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_COUNTRIES = [a + b for a in _LETTERS for b in _LETTERS][:200]
_WORDS = [
    "public service centre for citizens",
    "service public pour les citoyens",
    "государственная услуга для граждан",
    "خدمة عامة للمواطنين في المركز",
    "面向公民的公共服务中心和办事大厅",
    "নাগরিকদের জন্য সরকারি সেবা কেন্দ্র",
    "नागरिकों के लिए सार्वजनिक सेवा केंद्र",
    "δημόσια υπηρεσία για τους πολίτες",
    "שירות ציבורי לאזרחים במרכז",
    "ประชาชนใช้บริการสาธารณะที่ศูนย์",
    "시민을 위한 공공 서비스 센터입니다",
    "市民のための公共サービスセンター",
]
FIELDS = [
    {
        "name": "innovation_id",
        "type": "string",
        "constraints": {"required": True, "pattern": "[A-Z]{3}-[0-9]{4}-[0-9]{7}"},
    },
    {"name": "title", "type": "string", "constraints": {"required": True, "maxLength": 200}},
    {"name": "summary", "type": "string"},
    {
        "name": "country",
        "type": "string",
        "constraints": {"required": True, "enum": _COUNTRIES},
    },
    {
        "name": "start_date",
        "type": "date",
        "constraints": {"required": True, "minimum": "1990-01-01"},
    },
    {"name": "updated_at", "type": "datetime", "constraints": {"required": True}},
    {"name": "beneficiaries", "type": "integer", "constraints": {"required": True, "minimum": 0}},
    {"name": "budget", "type": "number", "constraints": {"minimum": 0}},
    {"name": "is_scaled", "type": "boolean", "constraints": {"required": True}},
    {
        "name": "sdg_target",
        "type": "string",
        "constraints": {"required": True, "pattern": "[0-9]{1,2}\\.[0-9a-d]{1,2}"},
    },
    {"name": "url", "type": "string", "format": "uri"},
    {
        "name": "contact_email",
        "type": "string",
        "format": "email",
        "constraints": {"required": True},
    },
    {"name": "org_id", "type": "string", "constraints": {"required": True}},
    {"name": "year", "type": "year", "constraints": {"required": True}},
    {"name": "latitude", "type": "number", "constraints": {"minimum": -90, "maximum": 90}},
]
NAMES = [each["name"] for each in FIELDS]
REQUIRED = [each["name"] for each in FIELDS if each.get("constraints", {}).get("required")]
#: What is wrong with a cell, and the check that has to find it.
FAULTS = {
    "title": [("", "required"), ("long", "max-length")],
    "country": [("ZZZ", "enum")],
    "start_date": [("2020-02-30", "type"), ("31/12/2019", "type"), ("n/a", "type")],
    "updated_at": [("yesterday", "type"), ("2021-01-01 25:00:00", "type")],
    "beneficiaries": [("12.5", "type"), ("1,000", "type"), ("many", "type"), ("-5", "minimum")],
    "budget": [("1.234,56", "type"), ("USD 5", "type"), ("-", "type")],
    "is_scaled": [("yes", "type"), ("oui", "type"), ("2", "type")],
    "sdg_target": [("SDG 16", "pattern"), ("16", "pattern"), ("16.6.1", "pattern")],
    "url": [("www.example.gov", "type"), ("not a url", "type")],
    "contact_email": [("person@", "type"), ("a@b@c", "type")],
    "org_id": [("org-unknown", "foreign-key")],
    "year": [("20", "type"), ("MMXX", "type"), ("20211", "type")],
    "latitude": [("91.5", "maximum")],
}
#: The columns that a short record has.
SHORT = 12


@dataclass(slots=True)
class Corpus:
    """What a corpus holds: its folder, and what has to be found in it."""

    folder: Path
    records: int
    #: The check, record and field of each fault; the header is record 1.
    ledger: list[tuple[str, int, str | None]] = field(default_factory=list)


def write(
    folder: Path, records: int, *, chance: float = RARE, ragged: bool = False, seed: int = 1
) -> Corpus:
    """Write a data package with a table of so many records; return what is wrong with it."""
    folder.mkdir(parents=True)
    corpus = Corpus(folder, records)
    with (folder / "orgs.csv").open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(["org_id", "name"])
        lines.writerows([f"org-{n}", f"Organization {n}"] for n in range(ORGANIZATIONS))
    with (folder / "innovations.csv").open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(NAMES)
        lines.writerows(_rows(corpus, random.Random(seed), chance, ragged=ragged))
    (folder / "datapackage.json").write_text(json.dumps(_descriptor(), indent=1), encoding="utf-8")
    return corpus


def _descriptor() -> dict[str, object]:
    reference = {
        "fields": ["org_id"],
        "reference": {"resource": "orgs", "fields": ["org_id"]},
    }
    texts = [{"name": name, "type": "string"} for name in ("org_id", "name")]
    plain = {"encoding": "utf-8", "format": "csv", "mediatype": "text/csv"}
    return {
        "name": "corpus",
        "resources": [
            {
                "name": "orgs",
                "path": "orgs.csv",
                **plain,
                "schema": {"fields": texts, "primaryKey": ["org_id"]},
            },
            {
                "name": "innovations",
                "path": "innovations.csv",
                **plain,
                "schema": {
                    "fields": FIELDS,
                    "primaryKey": ["innovation_id"],
                    "foreignKeys": [reference],
                },
            },
        ],
    }


def _rows(
    corpus: Corpus, dice: random.Random, chance: float, *, ragged: bool
) -> Iterator[list[str]]:
    keys: list[str] = []
    for number in range(corpus.records):
        row, place = _good(number, dice), number + 2
        found: list[tuple[str, int, str | None]] = []
        for i, name in enumerate(NAMES):
            for bad, check in FAULTS.get(name, ()):
                if dice.random() < chance:
                    row[i] = row[i] * 20 if bad == "long" else bad
                    found.append((check, place, name))
                    break
        key = row[0]
        if keys and dice.random() < chance:
            row[0] = dice.choice(keys)
            found.append(("primary-key", place, "innovation_id"))
        elif dice.random() < chance:
            row[0] = key.lower()
            found.append(("pattern", place, "innovation_id"))
        elif len(keys) < ORGANIZATIONS and not found:
            keys.append(key)
        if ragged and dice.random() < chance:
            row, found = _broken(row, place, found, dice.randrange(3))
        corpus.ledger += found
        yield row


def _broken(
    row: list[str], place: int, found: list[tuple[str, int, str | None]], kind: int
) -> tuple[list[str], list[tuple[str, int, str | None]]]:
    """Break the shape of a record: too short, too long, or blank."""
    if kind == 0:
        lost = NAMES[SHORT:]
        kept = [each for each in found if each[2] not in lost]
        kept += [("missing-cell", place, name) for name in lost]
        kept += [("required", place, name) for name in lost if name in REQUIRED]
        return row[:SHORT], kept
    if kind == 1:
        return [*row, "more", "and more"], [*found, *[("extra-cell", place, None)] * 2]
    return [""] * len(row), [("blank-row", place, None)]


def _good(number: int, dice: random.Random) -> list[str]:
    words = _WORDS[number % len(_WORDS)]
    letters = "".join(dice.choices(_LETTERS, k=3))
    summary = f"{words}. " * 2 + f"{number}"
    if dice.random() < 0.02:
        summary = f'{words}\nand "more" of it, {number}'
    return [
        f"{letters}-{dice.randrange(1990, 2026)}-{number:07d}",
        f"{words} {number}"[:190],
        summary,
        dice.choice(_COUNTRIES),
        f"{dice.randrange(1990, 2026)}-{dice.randrange(1, 13):02d}-{dice.randrange(1, 29):02d}",
        f"2025-0{dice.randrange(1, 10)}-15T{dice.randrange(24):02d}:30:00Z",
        str(dice.randrange(10**6)),
        "" if dice.random() < 0.05 else f"{dice.randrange(10**8) / 100:.2f}",
        dice.choice(["true", "false"]),
        f"{dice.randrange(1, 18)}.{dice.randrange(1, 10)}",
        "" if dice.random() < 0.05 else f"https://example.gov/{letters.lower()}/{number}?page=1",
        f"office{number}@example.org",
        f"org-{dice.randrange(ORGANIZATIONS)}",
        str(dice.randrange(1990, 2026)),
        "" if dice.random() < 0.05 else f"{dice.uniform(-90, 90):.6f}",
    ]
