"""Bank accounts: numbers with the length and form of their country, and right check digits.

ISO 13616; the forms are those of the registry that SWIFT keeps.
"""

import re
from collections.abc import Iterator

from openinnov.detection.check_digits import mod_97
from openinnov.detection.known_names import Known
from openinnov.detection.text import Text

#: What follows the two check digits: so many digits (n), capitals (a), or either (c).
_FORMS = dict(
    re.findall(
        r"(\S+):(\S+)",
        "AD:8n12c AE:19n AL:8n16c AT:16n AZ:4a20c BA:16n BE:12n BG:4a6n8c BH:4a14c BI:23n "
        "BR:23n1a1c "
        "BY:4c4n16c CH:5n12c CR:18n CY:8n16c CZ:20n DE:18n DJ:23n DK:14n DO:4c20n EE:16n EG:25n "
        "ES:20n FI:14n FK:2a12n FO:14n FR:10n11c2n GB:4a14n GE:2a16n GI:4a15c GL:14n GR:7n16c "
        "GT:24c HN:4a20n HR:17n HU:24n IE:4a14n IL:19n IQ:4a15n IS:22n IT:1a10n12c JO:4a4n18c "
        "KW:4a22c KZ:3n13c LB:4n20c LC:4a24c LI:5n12c LT:16n LU:3n13c LV:4a13c LY:21n MC:10n11c2n "
        "MD:20c ME:18n MK:3n10c2n MN:16n MR:23n MT:4a5n18c MU:4a19n3a NI:4a20n NL:4a10n NO:11n "
        "OM:3n16c PK:4a16c PL:24n PS:4a21c PT:21n QA:4a21c RO:4a16c RS:18n RU:14n15c SA:2n18c "
        "SC:4a20n3a SD:14n SE:20n SI:15n SK:20n SM:1a10n12c SO:19n ST:21n SV:4a20n TL:19n TN:20n "
        "TR:5n1n16c UA:6n19c VA:18n VG:4a16n XK:16n YE:4a4n18c",
    )
)
_CLASSES = {"n": "[0-9]", "a": "[A-Z]", "c": "[A-Z0-9]"}
#: The account as each country writes it, behind its code.
ACCOUNTS = {
    country: re.compile(
        "".join(f"{_CLASSES[kind]}{{{n}}}" for n, kind in re.findall(r"([0-9]+)([nac])", form))
    )
    for country, form in _FORMS.items()
}
_START = re.compile(r"[A-Za-z](?<![A-Za-z0-9][A-Za-z])[A-Za-z][0-9]{2}[ -]?(?=[A-Za-z0-9])")
_LENGTHS = {
    country: 4 + sum(map(int, re.findall("[0-9]+", form))) for country, form in _FORMS.items()
}


def find(text: Text, *, regions: tuple[str, ...], known: Known) -> Iterator[tuple[int, int]]:
    """Yield where each number begins and ends."""
    for match in _START.finditer(text.text):
        if end := _end(text.text, match.start()):
            yield match.start(), end


def holds(number: str) -> bool:
    """Say whether a number without blanks is one of an account.

    >>> holds("GB82WEST12345698765432")
    True
    """
    account = ACCOUNTS.get(number[:2])
    return bool(account and account.fullmatch(number, 4)) and mod_97(number[4:] + number[:4])


def _end(text: str, start: int) -> int:
    """Return where a number ends that begins at a place, or 0: groups may be parted."""
    number = ""
    length = _LENGTHS.get(text[start : start + 2].upper(), 0)
    for place in range(start, len(text) if length else start):
        character = text[place]
        if character.isascii() and character.isalnum():
            number += character.upper()
        elif character not in " -" or text[place - 1] in " -":
            break
        if len(number) == length:
            following = text[place + 1 : place + 2]
            whole = not (following.isascii() and following.isalnum())
            return place + 1 if whole and holds(number) else 0
    return 0
