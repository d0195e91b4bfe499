"""National numbers that have check digits: how each is written, announced and checked."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from openinnov.detection import national_checks as checks
from openinnov.detection.check_digits import luhn, mod_11_2, mod_11_10, verhoeff, weighted

_MM, _DD = "(?:0[1-9]|1[0-2])", "(?:0[1-9]|[12][0-9]|3[01])"
_SPANISH = "TRWAGMYFPDXBNJZSQVHLCKE"


@dataclass(frozen=True, slots=True)
class Scheme:
    """The numbers of one register."""

    #: Words that announce such a number, in small letters.
    words: str
    #: Pattern of the number without anything between its digits and letters.
    form: str
    #: Whether the check digits of a number of this form are right.
    holds: Callable[[str], bool]
    #: Beginnings of words that do, in scripts that bend words or do not part them.
    stems: str = ""
    #: The ways of writing that are unmistakable, so that no word has to announce the number: a 0
    #: for each digit, an A for each letter.
    shapes: tuple[str, ...] = ()
    #: The only country in which they are.
    home: str = ""

    def fits(self, number: str) -> bool:
        """Say whether a number without blanks is one of this register."""
        return _compiled(self.form).fullmatch(number) is not None and self.holds(number)


@cache
def _compiled(form: str) -> re.Pattern[str]:
    return re.compile(form)


#: The schemes that are known, each by its name.
SCHEMES = {
    "aadhaar": Scheme(
        "aadhaar aadhar adhaar uidai",
        "[2-9][0-9]{11}",
        lambda number: number != number[::-1] and verhoeff(number),
        shapes=("0000 0000 0000", "0000-0000-0000"),
        home="IN",
        stems="আধার आधार ஆதார் ఆధార్ ಆಧಾರ್ આધાર ਆਧਾਰ ആധാർ آدھار",
    ),
    "cpf": Scheme("cpf", "[0-9]{11}", checks.cpf, shapes=("000.000.000-00",)),
    "cnpj": Scheme("cnpj", "[0-9A-Z]{12}[0-9]{2}", checks.cnpj, shapes=("00.000.000/0000-00",)),
    "pesel": Scheme(
        "pesel",
        rf"[0-9]{{2}}(?:[02468][1-9]|[13579][0-2]){_DD}[0-9]{{5}}",
        checks.complement(10, 1, 3, 7, 9, 1, 3, 7, 9, 1, 3),
    ),
    "nir": Scheme(
        "nir insee sécu sécurité securite",
        "[1-478][0-9]{2}(?:0[1-9]|1[0-2]|[2-9][0-9])(?:[0-9]{2}|2[AB])[0-9]{8}",
        checks.nir,
        shapes=(
            "0 00 00 00 000 000 00",
            "000000000000000",
            "0 00 00 0A 000 000 00",
            "000000A00000000",
            "0000000000000 00",
        ),
    ),
    "bsn": Scheme(
        "bsn sofinummer burgerservicenummer",
        "[0-9]{9}",
        lambda number: int(number) > 0 and weighted(number, (*range(9, 1, -1), -1)) % 11 == 0,
    ),
    "dni": Scheme(
        "dni nif",
        "[0-9]{8}[A-Z]",
        lambda number: number[8] == _SPANISH[int(number[:8]) % 23],
        shapes=("00000000A", "00000000-A"),
    ),
    "nie": Scheme(
        "nie",
        "[XYZ][0-9]{7}[A-Z]",
        lambda number: number[8] == _SPANISH[int(f"{'XYZ'.index(number[0])}{number[1:8]}") % 23],
        shapes=("A0000000A", "A-0000000-A", "A0000000-A"),
    ),
    "rut": Scheme(
        "rut run",
        "[0-9]{7,8}[0-9K]",
        checks.rut,
        shapes=("0.000.000-0", "00.000.000-0", "0.000.000-A", "00.000.000-A"),
    ),
    "nric": Scheme("nric fin", "[STFGM][0-9]{7}[A-Z]", checks.nric, shapes=("A0000000A",)),
    "tckn": Scheme("tckn tc kimlik", "[1-9][0-9]{10}", checks.tckn),
    "ric": Scheme(
        "",
        rf"[1-9][0-9]{{5}}(?:18|19|20)[0-9]{{2}}{_MM}{_DD}[0-9]{{3}}[0-9X]",
        mod_11_2,
        shapes=("000000000000000000", "00000000000000000A"),
        stems="身份证 身份證",
    ),
    "za-id": Scheme(
        "",
        rf"[0-9]{{2}}{_MM}{_DD}[0-9]{{4}}[01][0-9]{{2}}",
        luhn,
        shapes=("0000000000000", "000000 0000 000", "000000 0000 00 0"),
    ),
    "th-pin": Scheme(
        "",
        "[1-8][0-9]{12}",
        checks.remainder(range(2, -10, -1)),
        shapes=("0-0000-00000-00-0",),
        stems="บัตรประชาชน ประจำตัวประชาชน",
    ),
    "rrn": Scheme(
        "rrn",
        rf"[0-9]{{2}}{_MM}{_DD}[0-9](?:[0-8][0-9]|9[0-6])[0-9]{{4}}",
        checks.remainder((2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)),
        shapes=("000000-0000000",),
        stems="주민",
    ),
    "cnp": Scheme(
        "cnp",
        rf"[1-9][0-9]{{2}}{_MM}{_DD}[0-9]{{6}}",
        lambda number: (
            number[12]
            == str(weighted(number, (2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9)) % 11).replace("10", "1")
        ),
    ),
    "egn": Scheme(
        "egn егн",
        rf"[0-9]{{2}}(?:[024][1-9]|[135][0-2]){_DD}[0-9]{{4}}",
        checks.last(11, 2, 4, 8, 5, 10, 9, 7, 3, 6),
    ),
    "hetu": Scheme(
        "hetu henkilötunnus henkilotunnus",
        rf"{_DD}{_MM}[0-9]{{2}}[A-FU-Y]?[0-9]{{3}}[0-9A-Y]",
        checks.hetu,
        shapes=("000000-000A", "000000-0000", "000000+000A", "000000A000A", "000000A0000"),
    ),
    "personnummer": Scheme(
        "personnummer",
        rf"(?:18|19|20)?[0-9]{{2}}{_MM}{_DD}[0-9]{{4}}",
        lambda number: luhn(number[-10:]),
        shapes=("000000-0000", "00000000-0000", "000000+0000"),
    ),
    "fodselsnummer": Scheme(
        "fødselsnummer fodselsnummer personnummer", "[0-9]{11}", checks.fodselsnummer
    ),
    "oib": Scheme("oib", "[0-9]{11}", mod_11_10),
    "idnr": Scheme(
        "idnr steueridentifikationsnummer steuer identifikationsnummer",
        "[1-9][0-9]{10}",
        checks.idnr,
    ),
    "il-id": Scheme("", "[0-9]{9}", lambda number: int(number) > 0 and luhn(number), stems="זהות"),
    "curp": Scheme(
        "curp",
        rf"[A-Z]{{4}}[0-9]{{2}}{_MM}{_DD}[HM][A-Z]{{5}}[0-9A-Z][0-9]",
        checks.curp,
        shapes=("AAAA000000AAAAAAA0", "AAAA000000AAAAAA00"),
    ),
    "cuit": Scheme(
        "cuit cuil",
        "(?:2[0347]|3[034]|5[015])[0-9]{9}",
        lambda number: (
            number[10]
            == str(-weighted(number, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)) % 11).replace("10", "9")
        ),
        shapes=("00-00000000-0",),
    ),
    "ec-ci": Scheme("cédula cedula", "(?:0[1-9]|1[0-9]|2[0-4]|30|50)[0-6][0-9]{7}", luhn),
    "cedula": Scheme("cédula cedula", "[0-9]{11}", luhn, shapes=("000-0000000-0",)),
    "nif": Scheme("nif contribuinte", "[1-9][0-9]{8}", checks.complement(11, *range(9, 1, -1))),
    "rrn-be": Scheme(
        "niss insz rijksregisternummer",
        r"[0-9]{2}(?:0[0-9]|1[0-2])[0-9]{7}",
        checks.national_number,
        shapes=("00.00.00-000.00",),
    ),
    "amka": Scheme("amka αμκα", rf"{_DD}{_MM}[0-9]{{7}}", luhn),
    "ahv": Scheme(
        "ahv avs",
        "756[0-9]{10}",
        lambda number: weighted(number, (1, 3) * 6 + (1,)) % 10 == 0,
        shapes=("000.0000.0000.00",),
    ),
    "rnokpp": Scheme("рнокпп іпн", "[0-9]{10}", checks.last(11, -1, 5, 7, 9, 4, 6, 10, 5, 7)),
    "isikukood": Scheme(
        "isikukood asmens", rf"[1-8][0-9]{{2}}{_MM}{_DD}[0-9]{{4}}", checks.isikukood
    ),
    "rodne-cislo": Scheme(
        "rodné rodne",
        rf"[0-9]{{2}}(?:[0257][1-9]|[1368][0-2]){_DD}[0-9]{{4}}",
        lambda number: number[9] == str(int(number[:9]) % 11 % 10),
        shapes=("000000/0000",),
    ),
}
