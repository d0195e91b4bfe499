"""Texts with names, addresses and telephone numbers planted in them, in many scripts.

Everything is made up. The names and sentences are written out in ``detection/corpus``; the numbers
are drawn by a seeded generator, and valid as the library phonenumbers says.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import phonenumbers
from phonenumbers import PhoneNumberFormat

_FOLDER = Path(__file__).parent / "detection" / "corpus"
_DIGITS = "0123456789"
#: Of each country so many numbers are drawn.
_DRAWN = 4


@dataclass(frozen=True, slots=True)
class Planted:
    """A text, and where in it a piece of personal data stands."""

    script: str
    text: str
    start: int
    end: int
    kind: str
    #: What sort of its kind it is: how an address is written, which register a number is of.
    sort: str
    regions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the planted pieces in one script."""

    script: str
    zero: str
    regions: tuple[str, ...]
    sentences: tuple[str, ...]
    cues: tuple[str, ...]

    def digits(self, number: str) -> str:
        """Return a number in the digits of the script."""
        return number.translate({ord(d): chr(ord(self.zero) + int(d)) for d in _DIGITS})


@cache
def frames() -> dict[str, Frame]:
    """Return the frames of each script."""
    found = {}
    for script, zero, regions, sentences, cues in _lines("frames.txt"):
        split = [tuple(part.strip() for part in each.split(";")) for each in (sentences, cues)]
        found[script] = Frame(script, zero, tuple(regions.split()), *split)
    return found


def listed_names() -> list[str]:
    """Return the names that the tables of persons hold."""
    return [name for _, name, _ in _lines("names.txt")]


def _lines(name: str) -> Iterator[list[str]]:
    for line in (_FOLDER / name).read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            yield [part.strip() for part in line.split(" | ")]


def plant(frame: Frame, sentence: str, written: str, kind: str, sort: str) -> Planted:
    """Put a piece into a sentence; where ⟨…⟩ stands in it, that is what has to be found."""
    before, _, rest = written.rpartition("⟨")
    piece, _, behind = rest.partition("⟩")
    first, last = sentence.split("{}")
    start = len(first) + len(before)
    text = f"{first}{before}{piece}{behind}{last}"
    return Planted(frame.script, text, start, start + len(piece), kind, sort, frame.regions)


def names(dice: random.Random) -> Iterator[Planted]:
    for script, name, forms in _lines("names.txt"):
        for place, form in enumerate(forms.split(";")):
            frame = frames()[script]
            sentence = frame.sentences[place % len(frame.sentences)]
            sort = "as listed" if form.strip() == name else "in another form"
            yield plant(frame, sentence, form.strip(), "known-name", sort)


_LOCALS = ("ana.silva", "info", "m_rahman", "j.doe+news", "office-2", "a1", "KONTAKT", "o'neil")
_DOMAINS = ("example.org", "mail.example.gov.bd", "EXAMPLE.COM", "ministry-of-x.example.co.uk")
_WRITTEN: dict[str, Callable[[str, str], str]] = {
    "plain": lambda local, domain: f"{local}@{domain}",
    "in brackets": lambda local, domain: f"<⟨{local}@{domain}⟩>",
    "behind mailto": lambda local, domain: f"mailto:⟨{local}@{domain}⟩",
    "(at)": lambda local, domain: f"{local}(at){domain}",
    " (at) (dot) ": lambda local, domain: f"{local} (at) {domain.replace('.', ' (dot) ')}",
    "[at]": lambda local, domain: f"{local} [at] {domain}",
    "[at][dot]": lambda local, domain: f"{local}[at]{domain.replace('.', '[dot]')}",
    "{at}": lambda local, domain: f"{local} {{at}} {domain}",
    "AT DOT": lambda local, domain: f"{local} AT {domain.replace('.', ' DOT ')}",
    "at dot": lambda local, domain: f"{local} at {domain.replace('.', ' dot ')}",
    "(@)": lambda local, domain: f"{local}(@){domain}",
    "[at] dot": lambda local, domain: f"{local} [at] {domain.replace('.', ' dot ')}",
    "full-width sign": lambda local, domain: f"{local}＠{domain}",
    "full-width": lambda local, domain: f"{local}@{domain}".translate(_FULL_WIDTH),
    "zero-width characters": lambda local, domain: f"{local}\u200b@\u200d{domain}",
    "soft hyphens": lambda local, domain: f"{local[:1]}\u00ad{local[1:]}@{domain}",
    "blanks around the sign": lambda local, domain: f"{local} @ {domain}",
}
_FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
#: Addresses in other letters, with the script in whose sentences they stand.
_FOREIGN = {
    "Cyrillic": ("анна@пример.рф", "ivan@почта.бел"),
    "Greek": ("μαρία@παράδειγμα.ελ",),
    "Arabic": ("محمد@مثال.مصر",),
    "Hebrew": ("דוד@דוגמה.ישראל",),
    "Devanagari": ("राम@उदाहरण.भारत", "ram@उदाहरण.भारत"),
    "Bengali": ("রহিমা@উদাহরণ.বাংলা",),
    "Tamil": ("kumar@உதாரணம்.இந்தியா",),
    "Thai": ("somchai@ตัวอย่าง.ไทย",),
    "Chinese": ("wang@例子.中国",),
    "Korean": ("kim@예시.한국",),
    "Latin": ("josé@exämple.org", "ana@xn--exmple-cua.org"),
}


def emails(dice: random.Random) -> Iterator[Planted]:
    for frame in frames().values():
        for place, (sort, write) in enumerate([*_WRITTEN.items()] * 2):
            address = write(dice.choice(_LOCALS), dice.choice(_DOMAINS))
            sentence = frame.sentences[place % len(frame.sentences)]
            yield plant(frame, sentence, address, "email", sort)
        for address in _FOREIGN.get(frame.script, ()):
            yield plant(frame, frame.sentences[0], address, "email", "letters of the script")


def _numbers(region: str, dice: random.Random) -> Iterator[phonenumbers.PhoneNumber]:
    """Yield numbers of a country that are valid."""
    for sort in (phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE):
        example = phonenumbers.example_number_for_type(region, sort)
        if example is None:
            continue
        digits = str(example.national_number)
        for tail in range(_DRAWN):
            last = "".join(dice.choices(_DIGITS, k=tail))
            drawn = phonenumbers.PhoneNumber(
                country_code=example.country_code,
                national_number=int(digits[: len(digits) - tail] + last),
                italian_leading_zero=example.italian_leading_zero,
            )
            yield drawn if phonenumbers.is_valid_number_for_region(drawn, region) else example


def _in_one(number: str) -> str:
    return "+" + "".join(filter(str.isdigit, number))


_PLUS: dict[str, Callable[[str], str]] = {
    "+ in one": _in_one,
    "+ in groups": str,
    "+ with hyphens": lambda apart: apart.replace(" ", "-"),
    "+ with points": lambda apart: apart.replace("-", ".").replace(" ", "."),
    "00": lambda apart: f"00{_in_one(apart)[1:]}",
    "+ with hard blanks": lambda apart: apart.replace(" ", "\u00a0"),
    "+ full-width": lambda apart: apart.translate(_FULL_WIDTH),
    "+ and zero-width characters": lambda apart: apart.replace(" ", "\u200b \u200e"),
    "+ in brackets": lambda apart: (
        apart.replace(" ", " (", 1).replace(" ", ") ", 2) if apart.count(" ") > 2 else apart
    ),
    "tel: link": lambda apart: f"tel:⟨{_in_one(apart)}⟩",
}


def international(dice: random.Random) -> Iterator[Planted]:
    everywhere = sorted(phonenumbers.SUPPORTED_REGIONS)
    for frame in frames().values():
        for place, region in enumerate([*frame.regions, *dice.sample(everywhere, 6)]):
            for count, number in enumerate(_numbers(region, dice)):
                apart = phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)
                sort = [*_PLUS][(place + count) % len(_PLUS)]
                written = _PLUS[sort](apart)
                sentence = frame.sentences[count % len(frame.sentences)]
                yield plant(frame, sentence, written, "phone", sort)
                own = frame.digits(apart)
                if own != apart:
                    yield plant(frame, sentence, own, "phone", "+ in digits of the script")


def announced(dice: random.Random) -> Iterator[Planted]:
    for frame in frames().values():
        for region in frame.regions:
            for count, number in enumerate(_numbers(region, dice)):
                apart = phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL)
                plain = "".join(filter(str.isdigit, apart))
                written = [apart, plain, frame.digits(apart), apart.replace("-", "\u2013")]
                cues = [frame.cues[(count + n) % len(frame.cues)] for n in range(len(written))]
                for cue, one in zip(cues, dict.fromkeys(written), strict=False):
                    yield plant(frame, cue, one, "phone", "behind a word")
