"""Words that announce what a number behind them is, in many languages.

Words of scripts that bend them, or do not part them by blanks, are sought by how they begin.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from openinnov.detection.national_numbers import SCHEMES
from openinnov.detection.normalization import normalize

#: What a word announces, besides a number of one of the schemes: a telephone number, one that has
#: to be valid, a card, and a number of a register that has no check digits.
PHONE, CALL, CARD, REGISTER = "phone", "call", "card", "register"
#: How many characters before a number its word may stand.
REACH = 40
#: Letters in a row; the vowel signs of Indian scripts part them.
WORD = re.compile(r"[^\W\d_]+")

_WORDS = {
    PHONE: (
        "tel tels telephone telephones téléphone téléphones telephon tél teléfono teléfonos "
        "telefono telefone telefones telefon telefonnummer telefonu telepon phone phones mobile "
        "mobiles mobil "
        "mobilnummer móvil celular cel portable gsm fax whatsapp viber telegram hotline helpline "
        "handy handynummer rufnummer durchwahl simu hp cell cellphone landline telefoon телефон "
        "тел "
        "факс моб мобильный טל ტელ հեռ τηλέφωνο τηλέφωνα τηλεφώνου τηλ κινητό φαξ"
    ),
    CALL: (
        "call calls dial ring sms text appel appelez appeler llame llamar llámenos ligue contact "
        "contacto reach anrufen звоните позвоните звонить καλέστε κάλεσε"
    ),
    CARD: (
        "card cards visa mastercard amex maestro unionpay rupay mir verve debit credit karte "
        "kreditkarte carte tarjeta cartão cartao kart карта карты карту карте картой картки "
        "картка κάρτα kartu kadi"
    ),
    REGISTER: (
        "nid nids national identity id voter passport passports passeport pasaporte passaporte "
        "reisepass paspor pasaport pan ghana cnic nicop nik ktp nin bvn ssn nino cpr cédula cedula "
        "social citizenship carte documento ausweis ausweisnummer personalausweis kimlik birth tax "
        "инн снилс"
    ),
}
#: Beginnings of words.
STEMS = {
    kind: stems.split("|")
    for kind, stems in {
        PHONE: (
            "телефон|هاتف|تلفون|تليفون|جوال|موبايل|واتساب|تلفن|موبائل|فون|电话|手机|電話|传真|"
            "手機|傳真|携帯|ফোন|মোবাইল|"
            "ফ্যাক্স|फोन|फ़ोन|मोबाइल|दूरभाष|फैक्स|ഫോൺ|മൊബൈൽ|போன்|தொலைபேசி|கைபேசி|அலைபேசி|โทร|"
            "มือถือ|전화|휴대폰|"
            "핸드폰|연락처|τηλέφων|טלפון|נייד|פקס|ስልክ|ሞባይል|ፋክስ|ఫోన్|మొబైల్|ಫೋನ್|ಮೊಬೈಲ್|ફોન|મોબાઇલ|ਫੋਨ|"
            "ਮੋਬਾਈਲ|"
            "දුරකථන|ဖုန်း|ទូរស័ព្ទ|ໂທ|ტელეფონ|მობილურ|հեռախոս|բջջային"
        ),
        CARD: "কার্ড|कार्ड|بطاقة|بطاقه|کارت|کارڈ|卡|カード|카드|அட்டை|บัตร|כרטיס|ካርድ",
        REGISTER: (
            "পরিচয়পত্র|পরিচয় পত্র|এনআইডি|পাসপোর্ট|पहचान पत्र|नागरिकता|पासपोर्ट|паспорт|الرقم "
            "القومي|"
            "الرقم الوطني|الهوية|جواز السفر|جواز سفر|شناختی|شناسنامه|护照|護照|身份证|身份證|"
            "හැඳුනුම්පත|"
            "அடையாள அட்டை|கடவுச்சீட்டு|διαβατήριο|διαβατηρίου|ταυτότητα|דרכון|תעודת זהות|תעודת "
            "הזהות|"
            "หนังสือเดินทาง|บัตรประชาชน|ประจำตัวประชาชน|여권|ፓስፖርት|መታወቂያ|パスポート"
        ),
    }.items()
}
_LINKS = (
    "নম্বর|নং|সংখ্যা|नंबर|नम्बर|संख्या|क्रमांक|номер|серия|رقم|رقمه|رقمها|نمبر|号码|号|號碼|是|为|எண்|"
    "αριθμός|αριθμό|"
    "מספר|หมายเลข|เลขที่|เลข|번호|ቁጥር|番号"
)
_YEARS = re.compile(r"(?:[0-9]{1,5}/)?(?:1[89]|20)[0-9]{2}(?:[ ./-]{1,3}(?:1[89]|20)?[0-9]{2})+")
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:[ .]?[0-9]{3})*[ .]?000")


class Before(NamedTuple):
    """What stands right before a number."""

    #: The last characters, in small letters.
    text: str
    #: What its words announce.
    kinds: frozenset[str]


def before(text: str, start: int) -> Before:
    """Return what stands before a place.

    >>> sorted(before("Tel. 01711", 5).kinds)
    ['phone']
    """
    first = max(0, start - REACH)
    window = text[first:start].lower()
    words = WORD.findall(window)
    # A word of which only the end is near is another word.
    if first and words and text[first - 1].isalnum() and window.startswith(words[0]):
        del words[0]
    kinds = [kind for word in words if word in _KINDS for kind in _KINDS[word]]
    if not window.isascii():
        kinds += [kind for stem in _ANY_STEM.findall(window) for kind in _STEM_KINDS[stem]]
    return Before(window, frozenset(kinds) if kinds else _NOTHING)


def ends_of(text: str, kind: str) -> Iterator[int]:
    """Yield where in a text of small letters each word ends that announces a kind."""
    for match in WORD.finditer(text):
        if kind in _KINDS.get(match.group(), ()):
            yield match.end()
    for match in _ANY_STEM.finditer(text):
        if kind in _STEM_KINDS[match.group()]:
            yield match.end()


def is_no_code(number: str) -> bool:
    """Say whether a number is a sequence of years or a round sum, and so that of nobody.

    >>> is_no_code("2016-2017"), is_no_code("12 500 000"), is_no_code("01711 123456")
    (True, True, False)
    """
    return bool(_YEARS.fullmatch(number) or _THOUSANDS.fullmatch(number))


def alternatives(stems: Iterable[str]) -> str:
    """Return a pattern of one of these texts, the longest first, as normalized texts have them."""
    forms = {normalize(stem).text for stem in stems}
    return "|".join(map(re.escape, sorted(forms, key=lambda form: (-len(form), form))))


def _by_word(words: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    """Return the kinds that each word announces."""
    kinds: dict[str, tuple[str, ...]] = {}
    for kind, own in words.items():
        for word in own:
            form = normalize(word).text
            kinds[form] = (*kinds.get(form, ()), kind)
    return kinds


_NOTHING: frozenset[str] = frozenset()
_KINDS = _by_word(
    {kind: words.split() for kind, words in _WORDS.items()}
    | {name: scheme.words.split() for name, scheme in SCHEMES.items()}
)
_STEM_KINDS = _by_word(STEMS | {name: scheme.stems.split() for name, scheme in SCHEMES.items()})
_ANY_STEM = re.compile(alternatives(_STEM_KINDS))
#: What may stand between a word and its number: signs, and words for "number" or "is".
LINK = (
    r"(?:[\s.:#№()=\]-]|no\b|nr\b|nº|num\b|numbers?\b|numéro|número|numero|card\b|is\b|holder\b|"
    + alternatives(_LINKS.split("|"))
    + ")"
)
