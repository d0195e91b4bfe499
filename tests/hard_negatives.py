"""Texts without personal data that look as if they held some: amounts, dates, identifiers, links.

All are made up by a seeded generator, in the manner of what stands in open data.
"""

import random
import string
import uuid
from collections.abc import Callable

from scrub_corpus import frames

#: How many texts of each sort there are.
EACH = 340


def hard_negatives() -> list[tuple[str, str]]:
    """Return texts, each with its sort."""
    dice = random.Random("hard negatives")  # noqa: S311 -- texts are no secrets
    around = [sentence for frame in frames().values() for sentence in frame.sentences]
    return [
        (sort, dice.choice([*around, "{}"]).replace("{}", make(dice)))
        for sort, make in _SORTS.items()
        for _ in range(EACH)
    ]


def _amount(dice: random.Random) -> str:
    whole = dice.randrange(10**4, 10**10)
    return dice.choice(
        (
            f"{whole:,} USD",
            f"BDT {whole}",
            f"{whole:,}".replace(",", " ") + " €",
            f"{whole:,}".replace(",", ".") + ",00 EUR",
            f"R$ {whole:,}.50",
            f"a budget of {whole} taka",
            f"₹{whole}",
            f"+{whole:,}",
            f"{whole / 100:.2f}",
            f"{whole // 1000},000 {whole // 777},000",
        )
    )


def _date(dice: random.Random) -> str:
    year, month, day = dice.randrange(1950, 2031), dice.randrange(1, 13), dice.randrange(1, 29)
    return dice.choice(
        (
            f"{year}-{month:02}-{day:02}",
            f"{day:02}.{month:02}.{year}",
            f"{day:02}/{month:02}/{year} - {day:02}/{month:02}/{year + 1}",
            f"{year}{month:02}{day:02}",
            f"{year}-{month:02}-{day:02}T09:30:00+06:00",
            f"{year}-{year + 1}, {year + 1}-{year + 2}",
            f"{year}{month:02}{day:02}093015",
            f"18/{year}-{year + 1}",
            f"{day:02}-{month:02}-{year} 10:15:30",
            f"call for proposals {year}-{year + 1}",
            f"contact us in {year} or {year + 1}",
        )
    )


def _isbn(dice: random.Random) -> str:
    body = f"978{dice.randrange(10**9):09}"
    check = -sum(int(d) * (1, 3)[i % 2] for i, d in enumerate(body)) % 10
    number = f"{body}{check}"
    apart = f"{number[:3]}-{number[3]}-{number[4:8]}-{number[8:12]}-{number[12]}"
    return f"ISBN {dice.choice((number, apart))}"


def _orcid(dice: random.Random) -> str:
    digits = f"{dice.randrange(10**15):015}"
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2
    last = (12 - total % 11) % 11
    code = digits + ("X" if last == 10 else str(last))
    groups = "-".join(code[i : i + 4] for i in range(0, 16, 4))
    return dice.choice((f"https://orcid.org/{groups}", f"ORCID {groups}"))


def _grant(dice: random.Random) -> str:
    number = dice.randrange(10**5, 10**9)
    return dice.choice(
        (
            f"grant P{number}",
            f"award AID-388-A-{number}",
            f"XM-DAC-47015-{number}",
            f"project no. {number}",
            f"EuropeAid/{number}/IH/SER",
            f"GB-GOV-1-{number}",
            f"loan {number}-BAN",
            f"contract {number}/2021",
            f"UNDP-{number:010}",
            f"H2020 grant agreement No {number}",
        )
    )


def _doi(dice: random.Random) -> str:
    number = dice.randrange(10**4, 10**9)
    return dice.choice(
        (
            f"https://doi.org/10.{number % 9000 + 1000}/{number}",
            f"doi:10.1016/j.giq.2020.{number}",
            f"10.5281/zenodo.{number}",
            f"https://dx.doi.org/10.1787/{uuid.UUID(int=dice.getrandbits(128)).hex[:8]}-en",
        )
    )


def _city(dice: random.Random) -> str:
    latitude, longitude = dice.uniform(-60, 70), dice.uniform(-179, 179)
    places = dice.randrange(3)
    return dice.choice(
        (
            f"{latitude:.{places}f}, {longitude:.{places}f}",
            f"{abs(latitude):.{places}f}° N, {abs(longitude):.{places}f}° E",
            f"lat {latitude:.{places}f} lon {longitude:.{places}f}",
        )
    )


def _link(dice: random.Random) -> str:
    number = dice.randrange(10**5, 10**10)
    return dice.choice(
        (
            f"https://example.org/documents/{number}/report.pdf",
            f"https://example.org/?id={number}&lang=en",
            "https://example.org/watch?v=" + "".join(dice.choices(string.ascii_letters, k=11)),
            f"https://example.org/@handle{number % 100}/posts/{number}",
            f"git@github.example:org/repo{number % 100}.git",
            f"https://example.org/logo@2x.png?v={number}",
            f"http://data.example.org/dataset/{number}#page={number % 100}",
        )
    )


def _version(dice: random.Random) -> str:
    a, b, c = (dice.randrange(1, 300) for _ in range(3))
    return dice.choice(
        (
            f"version {a}.{b}.{c}",
            f"v{a}.{b}.{c}-rc{a}",
            f"{a % 256}.{b % 256}.{c % 256}.{a % 200}",
            f"Python 3.{b % 20}.{c}, DuckDB 1.{a}.{c}",
            f"OpenSPP {a}.0.{b}.{c}.{a}",
        )
    )


def _guid(dice: random.Random) -> str:
    made = uuid.UUID(int=dice.getrandbits(128))
    return dice.choice((str(made), made.hex, f"urn:uuid:{made}", made.hex[:12].upper()))


def _range(dice: random.Random) -> str:
    year = dice.randrange(1990, 2026)
    a, b = dice.randrange(100, 10**6), dice.randrange(100, 10**6)
    return dice.choice(
        (
            f"18/{year}-{year + 1}",
            f"{a} - {a + b} households",
            f"pp. {a}-{a + 12}",
            f"No. {a}/{b}-{year}",
            f"{a}/{b} ({year})",
            f"Act {a % 100} of {year}, s. {b % 100}-{b % 100 + 3}",
            f"phone service {year}-{year + 1}",
            f"passports {year}-{year + 2}",
            f"tel est le cas de {a} usagers",
            f"the mobile clinic served {a} people and {b} children",
            f"{a * 1000} SMS in {year}",
        )
    )


def _percentage(dice: random.Random) -> str:
    share = dice.uniform(0, 100)
    return dice.choice(
        (
            f"{share:.1f}%",
            f"+{share:.3f} %",
            f"{share:.2f} % – {share + 1:.2f} %",
            f"{share:.4f} per cent, {share / 2:.4f} per cent",
            f"p = {share / 1000:.5f}, r = {share / 100:.5f}",
        )
    )


def _sdg(dice: random.Random) -> str:
    goal, target = dice.randrange(1, 18), dice.randrange(1, 11)
    return dice.choice(
        (
            f"SDG {goal}.{target}",
            f"target {goal}.{target}, indicator {goal}.{target}.1",
            f"SDG-{goal:02}-{target:02}-{dice.randrange(1000):03}",
            f"{goal}.{target}; {goal}.{target + 1}; 16.10; 17.18.1",
            f"id C{goal:02}{target:02}{dice.randrange(10**4):04}",
        )
    )


#: Names of offices and places that are also those of persons, or begin like them.
_NAMESAKES = (
    "the Rahman Street post office",
    "Virtanen Oy and Popescu SRL",
    "Jane Doe Foundation",
    "Nowak",
    "the Silva Institute for Health",
    "улица Петрова, 5",
    "площадь Иванова",
    "শাহজালাল বিশ্ববিদ্যালয়",
    "Kowalski Street",
    "Anna Institute",
    "Petrov Museum of Art",
    "کتابخانه ملی",
    "Wanjiru Primary School",
    "Korhonen bridge, Lindqvist hall",
    "Martin Luther Hospital",
    "a Rahman scholarship",
    "the Ahmad mosque",
    "Lake Victoria",
    "José Martí National Library",
    "गांधी नगर",
    "காந்தி சாலை",
    "look at example.org, dot by dot",
    "meet us at the centre (at 10 am)",
    "@a2i_bd and @gov",
    "5 @ 20 USD each",
)


def _namesake(dice: random.Random) -> str:
    return dice.choice(_NAMESAKES)


def _statistic(dice: random.Random) -> str:
    n = dice.randrange(10**5, 10**9)
    return dice.choice(
        (
            f"{n:,} people, {n // 3:,} of them women",
            f"population {n}",
            f"{n}–{n + 999}",
            f"1.500, 2.300 y {n % 900 + 100}.000",
            f"{n} m², {n // 7} m³",
            f"n={n}",
            f"ref. {n}",
            f"ID {n}",
            f"table {n % 100}.{n % 10}.{n % 1000}",
            f"code {n % 10**7:07}",
            f"order 00{n}",
        )
    )


_SORTS: dict[str, Callable[[random.Random], str]] = {
    "amounts": _amount,
    "dates": _date,
    "versions": _version,
    "goals and targets": _sdg,
    "DOIs": _doi,
    "ISBN": _isbn,
    "grant numbers": _grant,
    "GUIDs": _guid,
    "coordinates of cities": _city,
    "ranges": _range,
    "percentages": _percentage,
    "links": _link,
    "ORCID": _orcid,
    "namesakes": _namesake,
    "statistics": _statistic,
}
