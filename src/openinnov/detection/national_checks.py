"""How the check digits of single registers are worked out, where no general method does."""

from collections.abc import Callable, Sequence

from openinnov.detection.check_digits import mod_11_10, weighted

_FINNISH = "0123456789ABCDEFHJKLMNPRSTUVWXY"
_MEXICAN = "0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ"
_SINGAPOREAN = {
    "S": (0, "JZIHGFEDCBA"),
    "T": (4, "JZIHGFEDCBA"),
    "F": (0, "XWUTRQPNMLK"),
    "G": (4, "XWUTRQPNMLK"),
    "M": (3, "XWUTRQPNJLK"),
}


def cpf(number: str) -> bool:
    """Say whether the two check digits of a person in Brazil are right."""
    first = -weighted(number, range(10, 1, -1)) % 11 % 10
    second = -weighted(number, range(11, 1, -1)) % 11 % 10
    return int(number) > 0 and number[9:] == f"{first}{second}"


def cnpj(number: str) -> bool:
    """Say whether the two check digits of a company in Brazil are right; letters count as well."""
    weights = (6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2)
    first = -weighted(number, weights[1:]) % 11 % 10
    second = -weighted(number, weights) % 11 % 10
    return not number.startswith("0" * 12) and number[12:] == f"{first}{second}"


def nir(number: str) -> bool:
    """Say whether the two check digits of the French register are right; Corsica has letters."""
    digits = number[:13].replace("2A", "19").replace("2B", "18")
    return 97 - int(digits) % 97 == int(number[13:])


def rut(number: str) -> bool:
    """Say whether the last character of the Chilean register is right."""
    total = weighted(number[-2::-1], (2, 3, 4, 5, 6, 7, 2, 3))
    return number[-1] == "0123456789K"[-total % 11]


def nric(number: str) -> bool:
    """Say whether the letter at the end of the Singaporean register is right."""
    offset, letters = _SINGAPOREAN[number[0]]
    total = offset + weighted(number[1:8], (2, 7, 6, 5, 4, 3, 2))
    return number[8] == letters[total % 11]


def tckn(number: str) -> bool:
    """Say whether the two check digits of the Turkish register are right."""
    first = -weighted(number, (3, 1) * 4 + (3,)) % 10
    second = (first + weighted(number, (1,) * 9)) % 10
    return number[9:] == f"{first}{second}"


def hetu(number: str) -> bool:
    """Say whether the last character of a Finnish number is right, and it is somebody's."""
    digits = number[:6] + number[-4:-1]
    return 2 <= int(digits[6:]) < 900 and number[-1] == _FINNISH[int(digits) % 31]  # noqa: PLR2004 -- those from 900 on are nobody's


def fodselsnummer(number: str) -> bool:
    """Say whether the two check digits of the Norwegian register are right."""
    first = -weighted(number, (3, 7, 6, 1, 8, 9, 4, 5, 2)) % 11
    second = -weighted(number, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)) % 11
    return number[9:] == f"{first}{second}"


def idnr(number: str) -> bool:
    """Say whether a German number for taxes is right; one digit of it is repeated."""
    repeated = [n for n in map(number[:10].count, set(number[:10])) if n > 1]
    return len(repeated) == 1 and repeated[0] in {2, 3} and mod_11_10(number)


def curp(number: str) -> bool:
    """Say whether the last digit of the Mexican register is right."""
    values = (_MEXICAN.index(character) for character in number[:17])
    total = sum(value * weight for value, weight in zip(values, range(18, 1, -1), strict=True))
    return number[17] == str(-total % 10)


def national_number(number: str) -> bool:
    """Say whether the Belgian check digits are right, born before 2000 or after."""
    return 97 - int(number[9:]) in {int(century + number[:9]) % 97 for century in ("", "2")}


def isikukood(number: str) -> bool:
    """Say whether the last digit of the Estonian and Lithuanian registers is right."""
    check = weighted(number, (1, 2, 3, 4, 5, 6, 7, 8, 9, 1)) % 11
    if check == 10:  # noqa: PLR2004 -- no digit
        check = weighted(number, (3, 4, 5, 6, 7, 8, 9, 1, 2, 3)) % 11
    return number[10] == str(check % 10)


def last(modulus: int, *weights: int) -> Callable[[str], bool]:
    """Return a check that the last digit is what a weighted sum leaves."""
    return lambda number: number[-1] == str(weighted(number, weights) % modulus % 10)


def complement(modulus: int, *weights: int) -> Callable[[str], bool]:
    """Return a check that the last digit is what a weighted sum lacks."""
    return lambda number: number[-1] == str(-weighted(number, weights) % modulus % 10)


def remainder(weights: Sequence[int]) -> Callable[[str], bool]:
    """Return a check that the last digit is that of 11 less what a weighted sum leaves."""
    return lambda number: number[-1] == str((11 - weighted(number, weights) % 11) % 10)
