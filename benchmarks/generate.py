"""Submissions of any size, made by a seeded generator: the same arguments give the same bytes."""

import csv
import json
import random
from pathlib import Path

SECTORS = ["01.1", "01.3", "03.1", "04.5", "07.2", "09.1", "10.4"]
STAGES = ["idea", "pilot", "implementation", "evaluation", "diffusion"]
WORDS = {
    "en": "centre service citizen paper digital queue office licence pension village".split(),
    "bn": "কেন্দ্র সেবা নাগরিক কাগজ ডিজিটাল অফিস লাইসেন্স পেনশন নথি গ্রাম".split(),
    "ar": "مركز خدمة مواطن ورق رقمي مكتب رخصة معاش سجل قرية".split(),
    "fr": "centre service citoyen papier numérique guichet bureau permis pension registre".split(),
}
DESCRIPTOR = {
    "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
    "name": "benchmark",
    "title": "Benchmark",
    "description": "Innovations made up by a seeded generator.",
    "licenses": [{"name": "CC0-1.0"}],
    "created": "2026-01-15T09:00:00Z",
    "version": "2026.01.15",
    "openinnov:standard": "1.0.0",
    "openinnov:publisher": "bd-bench-org-0",
    "openinnov:prefix": "bd-bench",
    "openinnov:language": "en",
    "openinnov:synthetic": True,
}


def submission(folder: Path, records: int, *, seed: int = 1) -> Path:
    """Write a submission with so many innovations, each of 14 cells; return its folder."""
    random.seed(seed)
    folder.mkdir(parents=True)
    organizations = max(1, records // 50)
    tables = {
        "organization": (
            ["id", "name", "organization_type", "country", "website"],
            (_organization(number) for number in range(organizations)),
        ),
        "innovation": (
            [
                *("id", "title", "summary", "country", "lead_organization_id", "stage", "status"),
                *("problem", "policy_areas", "keywords", "start_date", "website", "language"),
                "modified",
            ],
            (_innovation(number, organizations) for number in range(records)),
        ),
    }
    for name, (header, rows) in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(header)
            writer.writerows(rows)
    resources = [{"name": name, "path": f"{name}.csv"} for name in tables]
    (folder / "datapackage.json").write_text(
        json.dumps(DESCRIPTOR | {"resources": resources}, indent=2) + "\n", encoding="utf-8"
    )
    return folder


def _organization(number: int) -> list[str]:
    return [
        f"bd-bench-org-{number}",
        f"Office of {_text('en', 2)} {number}",
        "public-agency",
        "BD",
        f"https://example.org/office/{number}",
    ]


def _innovation(number: int, organizations: int) -> list[str]:
    language = random.choice(list(WORDS))
    summary = _text(language, random.randint(12, 40))
    if random.random() < 0.02:
        summary = f'{summary}\nand "more" of {_text(language, 5)}'
    return [
        f"bd-bench-{number}",
        f"{_text(language, 4)} {number}",
        summary,
        "BD",
        f"bd-bench-org-{random.randrange(organizations)}",
        random.choice(STAGES[:4]),
        "active",
        _text(language, random.randint(5, 30)) if random.random() < 0.7 else "",
        ";".join(sorted(random.sample(SECTORS, 2))),
        ";".join(sorted(random.sample(WORDS[language], 3))),
        random.choice(["2019", "2019-05", "2019-05-17", ""]),
        f"https://example.org/innovation/{number}" if random.random() < 0.95 else "",
        language,
        f"20{random.randint(20, 25)}-0{random.randint(1, 9)}-1{random.randint(0, 9)}",
    ]


def _text(language: str, words: int) -> str:
    return " ".join(random.choices(WORDS[language], k=words))
