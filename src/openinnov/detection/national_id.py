"""Numbers of national registers.

Where a register has check digits, the number counts if they are right and a word announces it, or
if no other number is written like it. Numbers without check digits count right behind a word alone.
"""

import re
from collections.abc import Iterator

from openinnov.detection.cues import LINK, REGISTER, STEMS, alternatives, before, is_no_code
from openinnov.detection.known_names import Known
from openinnov.detection.national_numbers import SCHEMES, Scheme
from openinnov.detection.text import Number, Text

#: What announces a number without check digits, as far as one word does not say it.
_CUES = (
    "nid|national (?:id(?:entity|entification)?(?: card| number)?|insurance)|"
    "identity (?:card|number|document)|id card|voter id|pass(?:port|eport|aporte)|pasaporte|"
    "reisepass|paspor|pasaport|(?:pan|ghana) card|cnic|nicop|nik|ktp|nin|bvn|ssn|nino|cpr|"
    "c[eé]dula(?: de identidad)?|social security(?: number)?|citizenship (?:card|certificate)|"
    "carte (?:nationale )?d'identité|documento de identidad|(?:personal)?ausweis(?:nummer)?|kimlik|"
    "birth (?:certificate|registration)|tax id|инн|снилс"
)
_ANNOUNCED = re.compile(
    rf"(?:(?<![^\W_])(?:{_CUES})(?P<plural>s)?|(?:{alternatives(STEMS[REGISTER])})[^\s0-9:]{{0,4}})"
    rf"{LINK}{{0,14}}(?P<prefix>(?:[a-z]{{1,4}}[ -]?)?)\Z"
)
_PLAIN = re.compile(
    r"[0-9](?:[0-9]|[ ./-](?=[0-9])){3,22}[0-9](?:-?[A-Za-z0-9]{1,3})?(?![A-Za-z0-9])"
)
#: How many digits a number without check digits has, and one that a plural may announce.
_SHORTEST, _LONGEST, _SINGLE = 6, 20, 9
#: How long a number with check digits is, with all that parts its pieces.
_WRITTEN = 32
_PIECE = re.compile(r"[A-Za-z0-9]+")
_PARTING = frozenset({"", " ", ".", "-", "/", "+", " - "})
#: Letters and digits in a row, with the signs that may stand between them.
_CODE = re.compile(
    # The first letter comes first, so that all else is passed over fast.
    r"[A-Z0-9](?<![A-Za-z0-9./+-][A-Z0-9])(?:(?<=[0-9])|(?=[A-Z./+-]{0,11}[0-9]))"
    r"[A-Z0-9./+-]{7,19}(?![A-Za-z0-9])"
)
#: Each way of writing that is unmistakable, with a 0 for each digit, and an A for each letter.
_SHAPES: dict[str, list[Scheme]] = {}
for _scheme in SCHEMES.values():
    for _shape in _scheme.shapes:
        _SHAPES.setdefault(_shape, []).append(_scheme)
_TO_SHAPE = str.maketrans("123456789BCDEFGHIJKLMNOPQRSTUVWXYZ", "0" * 9 + "A" * 25)


def find(text: Text, *, regions: tuple[str, ...], known: Known) -> Iterator[tuple[int, int]]:
    """Yield where each number begins and ends."""
    codes = [*_codes(text.text)]
    for start, end in codes + [(number.start, number.end) for number in text.numbers]:
        if _is_unmistakable(text.text[start:end], regions):
            yield start, end
    for start, end in codes:  # Letters may leave too few digits in a row to be a number.
        if span := _checked(text.text, Number(start, end, before(text.text, start))):
            yield span
    for number in text.numbers:
        if number.said.kinds and (span := _checked(text.text, number) or _plain(text.text, number)):
            yield span


def _codes(text: str) -> Iterator[tuple[int, int]]:
    for match in _CODE.finditer(text):
        yield match.start(), match.start() + len(match.group().rstrip("./+-"))


def _is_unmistakable(written: str, regions: tuple[str, ...]) -> bool:
    schemes = _SHAPES.get(written.translate(_TO_SHAPE), ())
    number = _compact(written) if schemes else ""
    return any(
        scheme.fits(number) and not is_no_code(written)
        for scheme in schemes
        if scheme.home in {"", *regions}
    )


def _compact(written: str) -> str:
    return "".join(filter(str.isalnum, written)).upper()


def _checked(text: str, number: Number) -> tuple[int, int] | None:
    """Return where a number with right check digits stands that a word announces."""
    schemes = [SCHEMES[kind] for kind in number.said.kinds if kind in SCHEMES]
    if not schemes:
        return None
    start = number.start
    while start and text[start - 1].isascii() and text[start - 1].isalpha():
        start -= 1
    whole, end = "", start
    for piece in _PIECE.finditer(text, start, start + _WRITTEN):
        if text[end : piece.start()] not in _PARTING:
            break
        whole, end = whole + piece.group().upper(), piece.end()
        if any(scheme.fits(whole) for scheme in schemes):
            return start, end
    return None


def _plain(text: str, number: Number) -> tuple[int, int] | None:
    """Return where a number stands whose register is named right before it."""
    match = _PLAIN.match(text, number.start) if REGISTER in number.said.kinds else None
    if match is None:
        return None
    digits = sum(map(str.isdigit, match.group()))
    if not _SHORTEST <= digits <= _LONGEST or is_no_code(match.group()):
        return None
    cue = _ANNOUNCED.search(number.said.text)
    if cue is None or (cue["plural"] and digits < _SINGLE):
        return None
    return number.start - len(cue["prefix"]), match.end()
