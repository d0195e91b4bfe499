"""Numbers are accepted where python-stdnum, which knows every register, accepts them."""

import string
from importlib import import_module

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum import iban as iban_oracle
from stdnum import luhn, numdb, verhoeff
from stdnum.exceptions import InvalidComponent, ValidationError
from stdnum.iso7064 import mod_11_2, mod_11_10, mod_97_10

from openinnov import detection
from openinnov.detection import check_digits, iban
from openinnov.detection.national_numbers import SCHEMES

#: The module that knows each scheme; that of Singapore is in no library.
MODULES = {
    "aadhaar": "in_.aadhaar",
    "ahv": "ch.ssn",
    "amka": "gr.amka",
    "bsn": "nl.bsn",
    "cedula": "do.cedula",
    "cnp": "ro.cnp",
    "cnpj": "br.cnpj",
    "cpf": "br.cpf",
    "cuit": "ar.cuit",
    "curp": "mx.curp",
    "dni": "es.dni",
    "ec-ci": "ec.ci",
    "egn": "bg.egn",
    "fodselsnummer": "no.fodselsnummer",
    "idnr": "de.idnr",
    "il-id": "il.idnr",
    "isikukood": "ee.ik",
    "nie": "es.nie",
    "nif": "pt.nif",
    "nir": "fr.nir",
    "oib": "hr.oib",
    "personnummer": "se.personnummer",
    "pesel": "pl.pesel",
    "ric": "cn.ric",
    "rnokpp": "ua.rntrc",
    "rodne-cislo": "cz.rc",
    "rrn": "kr.rrn",
    "rrn-be": "be.nn",
    "rut": "cl.rut",
    "tckn": "tr.tckimlik",
    "th-pin": "th.pin",
    "za-id": "za.idnr",
}
#: How many of the last characters are check digits.
TWO = {"cnpj", "cpf", "fodselsnummer", "nir", "rrn-be", "tckn"}
DIGITS = st.text(string.digits, min_size=2, max_size=20)
#: Which are right, and no register has given out: the Dominican Republic lists its mistakes.
CHECKED = settings(max_examples=12)


def _oracle(name, number):
    """Return whether a register knows a number, or none if it knows no such day or place."""
    if name == "rrn-be" and number > "25":
        return None  # Whether that was before or after 2000, it works out from today.
    try:
        import_module(f"stdnum.{MODULES[name]}").validate(_as_known(name, number))
    except (InvalidComponent, KeyError):  # Of places that are no more it has no county.
        return None
    except ValidationError:
        return False
    return True


def _as_known(name, number):
    """Return a number of Finland or Sweden with the sign that says in which century it begins."""
    return f"{number[:-4]}-{number[-4:]}" if name == "personnummer" else number


def _endings(name, number):
    """Yield a number with each of the check digits that it might have."""
    last = 2 if name in TWO else 1
    endings = [f"{n:02}" for n in range(100)] if last == 2 else [*string.digits, *"KXABTRWZ"]
    letters = string.ascii_uppercase if number[-1] in string.ascii_uppercase else ""
    for ending in [*endings, *letters]:
        yield number[:-last] + ending


@pytest.mark.parametrize("name", MODULES)
@given(data=st.data())
@CHECKED
def test_a_number_is_right_where_its_register_says_so(name, data):
    scheme = SCHEMES[name]
    drawn = data.draw(st.from_regex(scheme.form, fullmatch=True).filter(str.isascii))

    ours = {number: scheme.fits(number) for number in _endings(name, drawn)}

    known = {number: right for number in ours if (right := _oracle(name, number)) is not None}
    assert {number: ours[number] for number in known} == known


def test_each_scheme_has_an_oracle_or_an_example():
    assert set(SCHEMES) - set(MODULES) == {"nric", "hetu"}


@pytest.mark.parametrize(
    "number", ["S1234567D", "T1234567J", "F1234567N", "G1234567X", "M1234567K"]
)
def test_numbers_of_singapore(number):
    others = {number[:8] + letter for letter in string.ascii_uppercase}

    assert {each for each in others if SCHEMES["nric"].fits(each)} == {number}


@given(st.from_regex(SCHEMES["hetu"].form, fullmatch=True).filter(str.isascii))
@CHECKED
def test_numbers_of_finland(drawn):
    hetu = import_module("stdnum.fi.hetu")
    signed = f"{drawn[:6]}-{drawn[-4:]}"
    for ending in string.digits + string.ascii_uppercase:
        try:
            right = bool(hetu.validate(signed[:-1] + ending))
        except InvalidComponent:
            continue
        except ValidationError:
            right = False
        assert SCHEMES["hetu"].fits(drawn[:6] + signed[7:-1] + ending) is right


@pytest.mark.parametrize(
    ("ours", "oracle"),
    [
        pytest.param(check_digits.luhn, luhn.is_valid, id="Luhn"),
        pytest.param(check_digits.verhoeff, verhoeff.is_valid, id="Verhoeff"),
        pytest.param(check_digits.mod_11_10, mod_11_10.is_valid, id="MOD 11,10"),
        pytest.param(check_digits.mod_11_2, mod_11_2.is_valid, id="MOD 11-2"),
        pytest.param(check_digits.mod_97, mod_97_10.is_valid, id="MOD 97-10"),
    ],
)
@given(number=DIGITS)
def test_check_digits_are_right_where_the_oracle_says_so(ours, oracle, number):
    for ending in string.digits:
        assert ours(number + ending) is oracle(number + ending)


@pytest.mark.parametrize("country", iban.ACCOUNTS)
@given(data=st.data())
@settings(max_examples=4)
def test_an_account_is_one_where_the_registry_says_so(country, data):
    account = data.draw(st.from_regex(iban.ACCOUNTS[country], fullmatch=True).filter(str.isascii))
    number = f"{country}00{account}"
    right = iban_oracle.calc_check_digits(number)

    accepted = {f"{n:02}" for n in range(2, 99) if iban.holds(f"{country}{n:02}{account}")}

    assert accepted == {right}
    assert iban_oracle.is_valid(f"{country}{right}{account}", check_country=False)
    assert detection.holds(f"to {country}{right}{account}.") == ["iban"]


def test_the_countries_are_those_of_the_registry():
    known = {
        first + second
        for first in string.ascii_uppercase
        for second in string.ascii_uppercase
        if any(facts for _, facts in numdb.get("iban").info(first + second))
    }

    assert set(iban.ACCOUNTS) == known


@given(st.sampled_from(sorted(name for name in MODULES if SCHEMES[name].words)), st.data())
@settings(max_examples=60)
def test_a_number_that_a_register_knows_is_found_behind_its_name(name, data):
    scheme = SCHEMES[name]
    drawn = data.draw(st.from_regex(scheme.form, fullmatch=True).filter(str.isascii))
    right = [number for number in _endings(name, drawn) if _oracle(name, number)]

    for number in right:
        for written in (number, import_module(f"stdnum.{MODULES[name]}").compact(number)):
            text = f"{scheme.words.split()[0]}: {written}."
            (match,) = detection.find(text)
            assert (text[match.start : match.end], match.kind) == (written, "national-id")
