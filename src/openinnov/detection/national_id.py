"""Numbers of national registers, behind a word that announces one."""

import re
from collections.abc import Iterator

from openinnov.detection.known_names import Known

_CUES = (
    "nid|national id(?:entity|entification)?(?: card)?|identity (?:card|number|document)|"
    "id card|voter id|passport|passeport|pasaporte|passaporte|aadhaar|aadhar|pan card|cnic|nik|"
    "ktp|ghana card|nin|bvn|cpf|pesel|bsn|dni|nie|nif|rut|run|curp|cédula|cedula|ssn|"
    "social security|national insurance|nino|nir|nric|fin no|citizenship (?:card|certificate)|"
    "carte (?:nationale )?d'identité|documento de identidad|kimlik|personnummer|cpr|"
    "birth (?:certificate|registration)|tax id"
)
_OTHER_SCRIPTS = (
    "জাতীয় পরিচয়পত্র|পরিচয়পত্র|পাসপোর্ট|আधार|आधार|नागरिकता|पासपोर्ट|паспорт|снилс|инн|"
    "الهوية|الرقم القومي|جواز|身份证|护照|ජාතික හැඳුනුම්පත|அடையாள அட்டை"
)
_LINK = (
    r"(?:[\s.:#№()-]|no\b|nr\b|num\b|number|numéro|número|card\b|is\b|"
    "নম্বর|সংখ্যা|नंबर|номер|رقم|号码|号){0,6}"
)
_CORE = r"[0-9][0-9 .\-/]{3,22}[0-9]"
_NUMBER = rf"(?P<id>[A-Z]{{0,4}}[ -]?(?P<core>{_CORE})(?:-?[A-Z0-9]{{1,3}})?)(?!\w)"
_ANNOUNCED = re.compile(
    rf"(?:(?<!\w)(?:{_CUES})s?|(?:{_OTHER_SCRIPTS})){_LINK}{_NUMBER}", re.IGNORECASE
)
_ANY_NUMBER = re.compile(_CORE)
_YEARS = re.compile(r"(?:1[89]|20)[0-9]{2}[ ./-]{1,3}(?:1[89]|20)?[0-9]{2}")
#: How many digits such a number has.
_SHORTEST, _LONGEST = 6, 20


def find(text: str, *, regions: tuple[str, ...], known: Known) -> Iterator[tuple[int, int]]:
    """Yield where each number begins and ends."""
    if not _ANY_NUMBER.search(text):
        return  # To look for the words takes a hundred times as long.
    for match in _ANNOUNCED.finditer(text):
        number = match.group("core")
        digits = sum(character.isdigit() for character in number)
        if _SHORTEST <= digits <= _LONGEST and not _YEARS.fullmatch(number):
            yield match.span("id")
