"""Write the made parts of the examples: invented feedback, hashes of originals, the workbook.

`surveys.toml` says what the answers are drawn from. The same bytes come out each time:
``python datapackages/make_examples.py``
"""

import csv
import hashlib
import json
import random
import tomllib
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SCHEMA = HERE.parent / "schema"

Row = dict[str, str]

#: A survey, or a place of one, as `surveys.toml` describes it.
Setting = dict[str, Any]

#: Comments that hold what must not be published.
REVEALING = (
    "Please call me back: {phone}.",
    "My name is {name}, and nobody answered my letter.",
    "I wrote to {email} twice. Why is there no answer?",
    "Write to {email} or call {phone}, I have more to say about the officer.",
    "{other} at the second window asked my brother for tea money.",
    "I am {name}, the only tailor behind the bus stand.",
)
GROUPS = (
    "women", "youth", "older-people", "people-with-disabilities", "rural", "poor",
    "informal-workers", "low-literacy", "no-internet", "ethnic-minority",
)  # fmt: skip
MODES = ("face-to-face", "telephone", "web", "kiosk", "paper", "sms")
GRIEVANCES = ("delay", "rudeness", "error", "access", "information", "cost", "technical")
SCOPES = (
    "aggregate;anonymized-microdata",
    "aggregate;anonymized-microdata;quotation",
    "aggregate;anonymized-microdata;contact",
    "aggregate;anonymized-microdata;quotation;contact",
)
REFUSALS = ("refused", "withdrawn", "expired")


class Dice:
    """Draws that stay the same in every version of Python: they use `random()` alone."""

    def __init__(self, seed: int) -> None:
        """Begin at `seed`."""
        self._random = random.Random(seed)  # noqa: S311 -- invented answers hide no secret

    def chance(self, share: float) -> bool:
        """Say yes in `share` of the draws."""
        return self._random.random() < share

    def between(self, low: int, high: int) -> int:
        """Draw a whole number, both ends included."""
        return low + int(self._random.random() * (high - low + 1))

    def pick(self, items: Sequence[str]) -> str:
        """Draw one of `items`."""
        return items[self.between(0, len(items) - 1)]

    def letters(self, length: int) -> str:
        """Draw a word without meaning."""
        return "".join(self.pick("abcdefghijkmnpqrstuvwxyz") for _ in range(length))


def respondent(survey: Setting, dice: Dice, number: int, *, agreed: bool, on: date) -> Row:
    """Invent a person: the names are made up, the telephone numbers are kept for fiction."""
    first, last = dice.pick(survey["first_names"]), dice.pick(survey["last_names"])
    latitude, longitude = survey["water"]
    row = {
        "id": f"r-{dice.letters(10)}",
        "name": f"{first} {last}",
        "national_id": f"0000{dice.between(0, 999_999):06}" if dice.chance(0.6) else "",
        "phone": f"+120255501{number % 100:02}" if dice.chance(0.8) else "",
        "email": f"{first}.{last}.{number}@example.org".lower() if dice.chance(0.4) else "",
        "consent_status": "given" if agreed else dice.pick(REFUSALS),
        "consent_scope": dice.pick(SCOPES) if agreed else "",
        "consented_on": on.isoformat() if agreed else "",
    }
    if dice.chance(0.3):
        row["latitude"] = f"{latitude + dice.between(-400, 400) / 1000:.3f}"
        row["longitude"] = f"{longitude + dice.between(-50, 50) / 1000:.3f}"
    return row


def about_person(survey: Setting, dice: Dice, place: Setting) -> Row:
    """Invent what can be used to find a person again."""
    age = dice.between(16, 78)
    groups = {group for group in GROUPS[3:] if dice.chance(0.1)}
    groups |= {"youth"} if age < 25 else {"older-people"} if age >= 60 else set()  # noqa: PLR2004 -- ages of the two groups
    sex = "F" if dice.chance(0.46) else "M" if dice.chance(0.97) else dice.pick("OUT")
    groups |= {"women"} if sex == "F" else set()
    return {
        "age": str(age) if dice.chance(0.95) else "",
        "sex": sex,
        "subdivision": place["subdivision"],
        "district": dice.pick(place["districts"]),
        "area_type": dice.pick(("town", "town", "rural", "rural", "rural", "city")),
        "education": str(dice.between(0, 6)),
        "income_quintile": str(dice.between(1, 5)) if survey["asks_income"] else "",
        "language": dice.pick(survey["languages"]),
        "beneficiary_groups": ";".join(sorted(groups)),
    }


def about_service(survey: Setting, dice: Dice) -> Row:
    """Invent how the service was; who is asked for a bribe is less content."""
    bribe = dice.chance(0.09)
    satisfaction = dice.between(1, 3) if bribe else min(5, dice.between(2, 6))
    paid = bribe and dice.chance(0.7)
    visits = dice.between(1, 2) if satisfaction > 3 else dice.between(1, 5)  # noqa: PLR2004 -- 3 is neither good nor bad
    return {
        "expectation": str(dice.between(2, 5)),
        "satisfaction": str(satisfaction),
        "ease": str(min(5, max(1, satisfaction + dice.between(-1, 1)))),
        "trust": str(min(5, max(1, satisfaction + dice.between(-2, 1)))),
        "effort_hours": f"{visits * dice.between(2, 9) / 2:g}",
        "visits": str(visits),
        "cost": str(survey["fare"] * dice.between(0, 12)),
        "currency": survey["currency"],
        "bribe_asked": "true" if bribe else "false",
        "bribe_amount": str(survey["fare"] * dice.between(2, 15)) if paid else "",
        "grievance": "bribe" if bribe else dice.pick(GRIEVANCES) if satisfaction <= 2 else "",  # noqa: PLR2004 -- 1 and 2 are bad
        "weight": f"{dice.between(40, 260) / 10:g}",
    }


def comment(survey: Setting, dice: Dice, person: Row) -> str:
    """Invent what the person says, in some cases with what must not be published."""
    if dice.chance(0.4):
        return ""
    if dice.chance(0.8):
        return dice.pick(survey["comments"])
    other = f"{dice.pick(survey['first_names'])} {dice.pick(survey['last_names'])}"
    return dice.pick(REVEALING).format(
        name=person["name"],
        other=other,
        phone=person["phone"] or "+12025550199",
        email=person["email"] or "nobody@example.org",
    )


def answer(survey: Setting, dice: Dice, number: int) -> tuple[Row, Row]:
    """Invent a person and the answer; a few answers do not say whose they are."""
    draw = number / survey["answers"]
    place = next(p for p, end in zip(survey["places"], ends(survey), strict=True) if draw < end)
    on = place["first"] + timedelta(days=dice.between(0, (place["last"] - place["first"]).days))
    person = respondent(survey, dice, number, agreed=True, on=on)
    row = {
        "id": f"f-{dice.letters(12)}",
        "respondent_id": person["id"] if dice.chance(0.96) else "",
        "innovation_id": place["innovation"],
        "service_id": place["service"] if dice.chance(0.95) else "",
        "deployment_id": place["deployment"],
        "responded_on": on.isoformat()[: 10 if dice.chance(0.8) else 7],
        "collection_mode": dice.pick(MODES),
    }
    return person, {
        **row,
        **about_person(survey, dice, place),
        **about_service(survey, dice),
        "comment": comment(survey, dice, person),
    }


def ends(survey: Setting) -> list[float]:
    """Sum up the shares of the places, to 1 at the last."""
    shares = [place["share"] for place in survey["places"]]
    return [sum(shares[: end + 1]) for end in range(len(shares) - 1)] + [1.0]


def write_survey(survey: Setting, directory: Path) -> None:
    """Write the invented respondents and feedback of one example."""
    dice = Dice(survey["seed"])
    pairs = [answer(survey, dice, number) for number in range(survey["answers"])]
    numbers = range(survey["answers"], survey["answers"] + survey["without_consent"])
    last = survey["places"][0]["last"]
    silent = [respondent(survey, dice, number, agreed=False, on=last) for number in numbers]
    people = [person for person, row in pairs if row["respondent_id"] != ""] + silent
    write(directory, "respondent", sorted(people, key=lambda row: row["id"]))
    write(directory, "feedback", sorted((row for _, row in pairs), key=lambda row: row["id"]))


def schema(table: str) -> Setting:
    """Read a table of the standard."""
    content: Setting = json.loads((SCHEMA / f"{table}.json").read_text(encoding="utf-8"))
    return content


def titles(table: str) -> dict[str, str]:
    """Give the title of each field of a table, in the order of the standard."""
    return {field["name"]: field["title"] for field in schema(table)["fields"]}


def read(directory: Path, table: str) -> list[Row]:
    """Read the records of a table."""
    with (directory / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(directory: Path, table: str, rows: list[Row]) -> None:
    """Write the records of a table, with all fields of the standard."""
    with (directory / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, titles(table), restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def write_hashes(directory: Path) -> None:
    """Note in each translation the hash of the text from which it was made."""
    rows = read(directory, "translation")
    for row in rows:
        key = schema(row["table_name"])["primaryKey"]
        names = [key] if isinstance(key, str) else key
        originals = read(directory, row["table_name"])
        text = next(
            original[row["field_name"]]
            for original in originals
            if "/".join(original[name] for name in names) == row["record_id"]
        )
        row["source_hash"] = hashlib.sha256(text.encode()).hexdigest()
    write(directory, "translation", rows)


def cells(directory: Path, table: str) -> list[list[str]]:
    """Give the cells of a sheet: the titles of the fields, then the records."""
    labels = titles(table)
    return [list(labels.values())] + [
        [row[name] for name in labels] for row in read(directory, table)
    ]


def write_workbook(directory: Path, target: Path) -> None:
    """Write the tables of a directory as the sheets of a workbook, each cell a text."""
    import xlsxwriter  # type: ignore[import-untyped]  # because it has no types

    with (directory / "start-here.csv").open(encoding="utf-8", newline="") as file:
        sheets = {"Start here": list(csv.reader(file))}
    for resource in schema("datapackage")["resources"]:
        table = resource["name"]
        if (directory / f"{table}.csv").exists():
            sheets[schema(table)["title"]] = cells(directory, table)
    with xlsxwriter.Workbook(target) as workbook:
        workbook.set_properties({"created": datetime(2026, 2, 15)})  # noqa: DTZ001 -- the writer adds the zone
        text = workbook.add_format({"num_format": "@"})
        for title, rows in sheets.items():
            sheet = workbook.add_worksheet(title)
            sheet.set_column(0, len(rows[0]) - 1, 24, text)
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    if value != "":
                        sheet.write_string(number, column, value, text)


def main() -> None:
    """Write everything."""
    surveys = tomllib.loads((HERE / "surveys.toml").read_text(encoding="utf-8"))["survey"]
    for survey in surveys:
        write_survey(survey, HERE / survey["directory"])
        write_hashes(HERE / survey["directory"])
    rwanda = HERE / "rwanda-irembo"
    write_workbook(rwanda / "source", rwanda / "submission.xlsx")


if __name__ == "__main__":
    main()
