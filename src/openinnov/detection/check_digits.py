"""Check digits: the ways to work out from a number whether it was copied without a mistake."""

from collections.abc import Sequence

#: The dihedral group D5 and the permutation of Verhoeff, 1969.
_PRODUCT = (
    "0123456789",
    "1234067895",
    "2340178956",
    "3401289567",
    "4012395678",
    "5987604321",
    "6598710432",
    "7659821043",
    "8765932104",
    "9876543210",
)
_PERMUTED = (
    "0123456789",
    "1576283094",
    "5803796142",
    "8916043527",
    "9453126870",
    "4286573901",
    "2793806415",
    "7046913258",
)


def luhn(number: str) -> bool:
    """Say whether the last digit is right: ISO/IEC 7812-1, annex B.

    >>> luhn("79927398713")
    True
    """
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in number[-2::-2])
    return (sum(map(int, number[-1::-2])) + sum(doubled)) % 10 == 0


def verhoeff(number: str) -> bool:
    """Say whether the last digit is right: J. Verhoeff, Error Detecting Decimal Codes, 1969.

    >>> verhoeff("2363")
    True
    """
    check = 0
    for place, digit in enumerate(reversed(number)):
        check = int(_PRODUCT[check][int(_PERMUTED[place % 8][int(digit)])])
    return check == 0


def mod_11_10(number: str) -> bool:
    """Say whether the last digit is right: ISO/IEC 7064, the hybrid system MOD 11,10.

    >>> mod_11_10("794623")
    True
    """
    product = 10
    for digit in number[:-1]:
        product = ((product + int(digit)) % 10 or 10) * 2 % 11
    return (product + int(number[-1])) % 10 == 1


def mod_11_2(number: str) -> bool:
    """Say whether the last character is right: ISO/IEC 7064, the pure system MOD 11-2.

    >>> mod_11_2("000000012146438X")
    True
    """
    check = 0
    for digit in number[:-1]:
        check = (check + int(digit)) * 2 % 11
    return (check + (10 if number[-1] == "X" else int(number[-1]))) % 11 == 1


def mod_97(number: str) -> bool:
    """Say whether the digits and letters leave 1: ISO/IEC 7064, the pure system MOD 97-10.

    >>> mod_97("3214282912345698765432161182")
    True
    """
    return int("".join(str(int(character, 36)) for character in number)) % 97 == 1


def weighted(number: str, weights: Sequence[int]) -> int:
    """Return the sum of the digits, each by its weight; there may be more digits than weights.

    A letter counts as its place behind the zero of ASCII, as in the numbers of Brazil.

    >>> weighted("123", (3, 2, 1))
    10
    """
    return sum((ord(each) - 48) * weight for each, weight in zip(number, weights, strict=False))
