"""Texts with numbers of registers, accounts, cards, places and secrets planted in them.

All are made up by a seeded generator; the library python-stdnum says which check digits are right.
"""

import random
import re
import string
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from itertools import product

from scrub_corpus import Frame, Planted, announced, emails, frames, international, names, plant
from stdnum import iban, luhn

_DRAWN = 12
#: A register: its module in python-stdnum, an announcing text, and how its numbers are drawn.
_REGISTERS = (
    ("in_.aadhaar", "Aadhaar {}", "[2-9][0-9]{11}"),
    ("in_.aadhaar", "आधार: {}", "[2-9][0-9]{11}"),
    ("br.cpf", "CPF {}", "[0-9]{11}"),
    ("br.cnpj", "CNPJ: {}", "[0-9]{8}0001[0-9]{2}"),
    ("br.cnpj", "CNPJ {}", "[0-9A-Z]{12}[0-9]{2}"),
    ("pl.pesel", "PESEL {}", "[5-9][0-9]0[1-9][12][0-9]{6}"),
    ("fr.nir", "NIR : {}", "[12][5-9][0-9]0[1-9]75[0-9]{8}"),
    ("nl.bsn", "BSN {}", "[1-9][0-9]{8}"),
    ("es.dni", "DNI {}", "[0-9]{8}[A-Z]"),
    ("es.nie", "NIE: {}", "[XYZ][0-9]{7}[A-Z]"),
    ("cl.rut", "RUT {}", "1[0-9]{7}[0-9K]"),
    ("tr.tckimlik", "TC Kimlik {}", "[1-9][0-9]{10}"),
    ("cn.ric", "身份证号 {}", "11010119[5-9][0-9]0[1-9]1[0-9]{5}"),
    ("th.pin", "เลขประจำตัวประชาชน {}", "[1-8][0-9]{12}"),
    ("kr.rrn", "주민등록번호 {}", "[5-9][0-9]0[1-9]1[0-9][12][0-8][0-9]{5}"),
    ("ro.cnp", "CNP {}", "[12][5-9][0-9]0[1-9]1[0-9]40[0-9]{4}"),
    ("bg.egn", "ЕГН {}", "[5-9][0-9]0[1-9]1[0-9]{5}"),
    ("se.personnummer", "personnummer {}", "[5-9][0-9]0[1-9]1[0-9]-[0-9]{4}"),
    ("no.fodselsnummer", "fødselsnummer {}", "[0-2][1-9]0[1-9][5-9][0-9][0-4][0-9]{4}"),
    ("hr.oib", "OIB {}", "[0-9]{11}"),
    ("de.idnr", "IdNr. {}", "[1-9][0-9]{10}"),
    ("il.idnr", "תעודת זהות {}", "[0-9]{9}"),
    ("mx.curp", "CURP {}", "[A-Z]AXX[5-9][0-9]0[1-9]1[0-9][HM]DF[BCD]{3}[0-9]{2}"),
    ("ar.cuit", "CUIT {}", "20[0-9]{9}"),
    ("ec.ci", "cédula {}", "1[0-9][0-5][0-9]{7}"),
    ("do.cedula", "cédula {}", "[0-9]{11}"),
    ("pt.nif", "NIF {}", "[12][0-9]{8}"),
    ("be.nn", "rijksregisternummer {}", "[5-9][0-9]0[1-9]1[0-9]{6}"),
    ("gr.amka", "ΑΜΚΑ {}", "[0-2][1-9]0[1-9][5-9][0-9]{6}"),
    ("ch.ssn", "AHV {}", "756[0-9]{10}"),
    ("ua.rntrc", "РНОКПП {}", "[0-9]{10}"),
    ("ee.ik", "isikukood {}", "[3-6][5-9][0-9]0[1-9]1[0-9]{5}"),
    ("cz.rc", "rodné číslo {}", "[5-9][0-9]0[1-9]1[0-9]/[0-9]{4}"),
    ("fi.hetu", "henkilötunnus {}", "1[0-9]0[1-9][5-9][0-9]-[0-8][0-9]{2}[0-9A-Y]"),
    ("za.idnr", "ID number {}", "[5-9][0-9]0[1-9]1[0-9]{5}08[0-9]"),
)

#: Registers whose numbers need no word before them when they are written like this.
_UNMISTAKABLE = (
    ("br.cpf", "[0-9]{11}", "{}{}{}.{}{}{}.{}{}{}-{}{}"),
    ("br.cnpj", "[0-9]{8}0001[0-9]{2}", "{}{}.{}{}{}.{}{}{}/{}{}{}{}-{}{}"),
    ("es.dni", "[0-9]{8}[A-Z]", "{}{}{}{}{}{}{}{}-{}"),
    ("kr.rrn", "[5-9][0-9]0[1-9]1[0-9][12][0-8][0-9]{5}", "{}{}{}{}{}{}-{}{}{}{}{}{}{}"),
    ("th.pin", "[1-8][0-9]{12}", "{}-{}{}{}{}-{}{}{}{}{}-{}{}-{}"),
    ("cn.ric", "11010119[5-9][0-9]0[1-9]1[0-9]{5}", "{}" * 18),
    ("fr.nir", "[12][5-9][0-9]0[1-9]75[0-9]{8}", "{} {}{} {}{} {}{} {}{}{} {}{}{} {}{}"),
    ("in_.aadhaar", "[2-9][0-9]{11}", "{}{}{}{} {}{}{}{} {}{}{}{}"),
    ("ch.ssn", "756[0-9]{10}", "{}{}{}.{}{}{}{}.{}{}{}{}.{}{}"),
    ("be.nn", "[5-9][0-9]0[1-9]1[0-9]{6}", "{}{}.{}{}.{}{}-{}{}{}.{}{}"),
    ("cl.rut", "1[0-9]{7}[0-9]", "{}{}.{}{}{}.{}{}{}-{}"),
    ("ar.cuit", "20[0-9]{9}", "{}{}-{}{}{}{}{}{}{}{}-{}"),
    ("mx.curp", "[A-Z]AXX[5-9][0-9]0[1-9]1[0-9][HM]DF[BCD]{3}[0-9]{2}", "{}" * 18),
    ("es.nie", "[XYZ][0-9]{7}[A-Z]", "{}" * 9),
)


def planted() -> list[Planted]:
    """Return all texts with personal data."""
    parts = (names, emails, international, announced, _registers, _shapes, _accounts, _cards)
    more = (_places, _secrets)
    dice = random.Random("planted")  # noqa: S311 -- what it makes up is no secret
    return [each for part in (*parts, *more) for each in part(dice)]


def _drawn(pattern: str, dice: random.Random) -> str:
    """Return a text that fits a pattern of characters, classes and counts."""
    made = ""
    for piece, count in re.findall(r"(\[[^]]+\]|.)(?:\{(\d+)\})?", pattern):
        spread = re.sub(
            "(.)-(.)", lambda m: "".join(map(chr, range(ord(m[1]), ord(m[2]) + 1))), piece
        )
        letters = spread.strip("[]") if piece.startswith("[") else piece
        made += "".join(dice.choices(letters, k=int(count or 1)))
    return made


def right(module: str, pattern: str, dice: random.Random) -> str:
    """Return a number that its register takes for right."""
    register = import_module(f"stdnum.{module}")
    while True:
        number = _drawn(pattern, dice)
        last = string.digits if number[-1].isdigit() else string.ascii_uppercase
        pairs = [*product(string.digits, repeat=2), *((number[-2], letter) for letter in last)]
        for ending in dice.sample(pairs, len(pairs)):
            if register.is_valid(number[:-2] + "".join(ending)):
                return number[:-2] + "".join(ending)


def _registers(dice: random.Random) -> Iterator[Planted]:
    for module, cue, pattern in _REGISTERS:
        frame = _frame_of(cue)
        for count in range(_DRAWN):
            number = right(module, pattern, dice)
            own = frame.digits(number) if number.isdigit() and count % 3 == 2 else number
            sentence = (f"{cue}.", f"({cue})", f"A, {cue} B")[count % 3]
            yield plant(frame, sentence, own, "national-id", f"{module}, behind its name")


def _shapes(dice: random.Random) -> Iterator[Planted]:
    for module, pattern, shape in _UNMISTAKABLE:
        for frame in frames().values():
            written = shape.format(*right(module, pattern, dice))
            sentence = frame.sentences[0]
            made = plant(frame, sentence, written, "national-id", f"{module}, by its form")
            yield made if module != "in_.aadhaar" else replace(made, regions=("IN",))


def _frame_of(text: str) -> Frame:
    """Return the frame of the script of a text's first letter that is not Latin."""
    ranges = {
        "Devanagari": "\u0900-\u097f",
        "Chinese": "\u4e00-\u9fff",
        "Thai": "\u0e00-\u0e7f",
        "Korean": "\uac00-\ud7ff",
        "Cyrillic": "\u0400-\u04ff",
        "Hebrew": "\u0590-\u05ff",
        "Greek": "\u0370-\u03ff",
    }
    named = (name for name, letters in ranges.items() if re.search(f"[{letters}]", text))
    return frames()[next(named, "Latin")]


_ACCOUNTS = {
    "GB": "WEST[0-9]{14}",
    "DE": "[0-9]{18}",
    "FR": "[0-9]{10}[0-9A-Z]{11}[0-9]{2}",
    "TR": "[0-9]{5}0[0-9]{16}",
    "SA": "[0-9]{20}",
    "NL": "ABNA[0-9]{10}",
    "PK": "SCBL[0-9]{16}",
    "NO": "[0-9]{11}",
    "KZ": "[0-9]{3}[0-9A-Z]{13}",
    "MT": "MALT[0-9]{5}[0-9A-Z]{18}",
}


def _accounts(dice: random.Random) -> Iterator[Planted]:
    for frame in frames().values():
        for count, (country, form) in enumerate(_ACCOUNTS.items()):
            account = _drawn(form, dice)
            number = f"{country}{iban.calc_check_digits(f'{country}00{account}')}{account}"
            apart = re.sub("(.{4})(?=.)", r"\1 ", number)
            sort, written = (
                ("in one", number),
                ("in groups", apart),
                ("small letters", number.lower()),
                ("hard blanks", apart.replace(" ", "\u00a0")),
            )[count % 4]
            yield plant(frame, frame.sentences[count % 3], written, "iban", sort)


_CARDS = ("4[0-9]{15}", "5[1-5][0-9]{14}", "37[0-9]{13}", "62[0-9]{14}", "220[0-4][0-9]{12}")


def _cards(dice: random.Random) -> Iterator[Planted]:
    for frame in frames().values():
        for place, form in enumerate(_CARDS):
            number = _drawn(form, dice)
            number = number[:-1] + luhn.calc_check_digit(number[:-1])
            groups = [number[i : i + 4] for i in range(0, len(number), 4)]
            if len(number) == 15:
                groups = [number[:4], number[4:10], number[10:]]
            sign = " -"[place % 2]
            apart = frame.digits(sign.join(groups)) if place % 3 == 1 else sign.join(groups)
            yield plant(frame, frame.sentences[place % 3], apart, "card", "in groups")
            yield plant(frame, "Visa {}, 12/27", number, "card", "in one, behind a word")
            line = f"2024 ⟨{' '.join(groups)}⟩ 12 500"
            yield plant(frame, frame.sentences[0], line, "card", "in a line of digits")


def _places(dice: random.Random) -> Iterator[Planted]:
    for frame in frames().values():
        for count in range(5):
            latitude, longitude = dice.uniform(1, 59), dice.uniform(61, 170)
            sort, written = (
                ("pair", f"{latitude:.5f}, {longitude:.5f}"),
                ("degrees", f"{latitude:.4f}° N, {longitude:.4f}° E"),
                ("named", f"lat ⟨{latitude:.6f} lon -{longitude:.6f}⟩"),
                ("digits of the script", frame.digits(f"{latitude:.6f}, {longitude:.6f}")),
                ("map link", f"https://maps.example.org/@⟨{latitude:.6f},{longitude:.6f}⟩,15z"),
            )[count]
            yield plant(frame, frame.sentences[count % 3], written, "coordinates", sort)


def _secrets(dice: random.Random) -> Iterator[Planted]:
    letters = string.ascii_letters + string.digits
    for frame in frames().values():
        for count in range(6):
            secret = "".join(dice.choices(letters, k=24))
            sort, written = (
                ("password", f"https://⟨admin:{secret}@⟩host.example.org/x"),
                ("token", f"https://example.org/a?token=⟨{secret}⟩"),
                ("key", f"https://example.org/a?x=1&api_key=⟨{secret}⟩&y=2"),
                ("signature", f"https://example.org/f.pdf?sig=⟨{secret}⟩"),
                ("password as a value", f"password=⟨{secret}⟩"),
                ("full-width", f"ｔｏｋｅｎ＝⟨{secret}⟩"),
            )[count]
            yield plant(frame, frame.sentences[count % 3], written, "credential", sort)
