"""Words that stand before the name of a person, in many languages."""

from openinnov.detection.normalization import words

_TITLES = (
    "mr mrs ms mx miss dr doctor prof professor sir madam hon engr adv capt rev "
    "mme madame mlle monsieur sr sra señor señora don doña dona dom lic ing "
    "herr frau sig signor signora dott hr fru pan pani bay bayan "
    "shri smt haji hajj sheikh ustaz bapak ibu pak mwalimu bwana bibi mzee ndugu "
    "г-н г-жа господин господина господину господином госпожа госпожи госпоже госпожу пан пана "
    "пану паном панові пані доктор доктора доктору др профессор профессора профессору "
    "κ κα κος κυρία κυρίας κύριος κύριο κυρίου δρ "
    "السيد السيدة د الدكتور الدكتورة الأستاذ الأستاذة الشيخ آقای خانم جناب "
    'מר גברת ד"ר פרופ '
    "জনাব জনাবা বেগম ড ডা ডক্টর ডাক্তার অধ্যাপক শ্রী শ্রীমতী "
    "श्री श्रीमती सुश्री डॉ डा प्रो "
    "திரு திருமதி முனைவர் டாக்டர் "
    "አቶ ወይዘሮ ወሮ ዶክተር ዶር "
    "คุณ นาย นาง นางสาว ดร อาจารย์"
)
#: What stands before a name like a title, but is part of it, or an initial, where it is listed.
_LIKE_TITLES = "m md mohd mohammed মো মোঃ মোছাঃ mst"
#: What ends like a title, and is none: "thank you" in Thai ends with "Mr".
_NO_TITLES = "ขอบคุณ"


def _sequences(titles: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(word for word, _, _ in words(title)) for title in titles.split())


#: The titles, each as the sequence of its words: one, where blanks part the words of the script.
TITLES = _sequences(_TITLES)
#: After which sequences a part of a name is that of a person.
LIKE_TITLES = _sequences(_LIKE_TITLES)
BEFORE_NAMES = TITLES | LIKE_TITLES
NO_TITLES = _sequences(_NO_TITLES)
#: The last word of each of these sequences.
TITLE_WORDS = frozenset(sequence[-1] for sequence in BEFORE_NAMES)
