"""Forms of names in sentences: words that begin or end otherwise than in a list.

In Finnish "Virtanen" becomes "Virtaselle", in Russian "Петров" becomes "Петрову", and an Arabic or
Hebrew preposition is written together with the name. A form is recognised by taking its ending or
beginning away; what is left has to be a stem of a known name. Nothing is known of the language, so
more is taken for a form than is one: two words of a name in a row have to stand for it.
"""

from collections.abc import Iterable, Iterator
from functools import cache

from openinnov.detection.normalization import folded_words

#: The first and the last letter of each script, and the endings that its languages put to a name.
_ENDINGS = {
    "az": (  # Finnish, Estonian, Turkish, Hungarian, Slavic, Germanic, Baltic, Romanian, Basque
        "a an aan n en ksen ele elt est iej in ien ssa sta lla lta lle na ksi ta issa ista illa "
        "ilta ille e t st le l lt ga ks ni i un ya ye yi yu da de te dan den tan ten la yla yle "
        "nin nun nda nde ndan nden nak nek ot et at val vel hoz hez tol rol ra re ert ban ben bol "
        "nal nel ig u em om ie y ow owi ego emu ym im ej ovi ove ou ova iego iemu ze oj ov ev evi "
        "evu s es ns o ui io iui ai iai am iam ului lui ei ii ren ri k rekin it ning"
    ),
    "\u0430\u04ff": (  # Russian, Ukrainian, Serbian, Kazakh
        "а у ом ым им е я ю ем ой ого его ому ему ый ий ы и ою ею ей ая ую ые ых ыми ами ові еві "
        "ію ією ієм і ій ої ів тың дың ның тің дің нің ке ге қа ға ті ді ні ты ды ны та да те де "
        "мен пен бен тан дан нан тен ден нен"
    ),
    "\u03b1\u03c9": "ς ο ου ε η ης α ας ων",
    "\u10d0\u10ff": "ის ისა მა მ ს ით ად ო სთან თან ისთვის ისგან ში ზე ც ს",
    "\u0561\u058f": "ի ին ից ով ը ն ում ու ինը",
    "\u0900\u097f": "ने ला चा ची चे च्या शी त हून कडे साठी चं ले लाई को का की बाट मा सँग हरू जी",
    "\u0980\u09ff": "র ের এর কে য় তে ই ও রা সহ দের টি টা েরই কেও রও",
    "\u0b80\u0bff": (
        "ின் ினுடைய ிடம் ிடமிருந்து ுக்கு ுக்கும் ை ையும் ால் ோடு ுடன் ில் ும் ு க்கு "
        "வின் விடம் வுக்கு வை வால் வுடன் வும் யின் யிடம் யை யால் யும் யோடு யுடன் "
        "த்தின் த்திடம் த்துக்கு த்திற்கு த்தை த்தால் த்தோடு த்துடன் த்தில்"
    ),
    "\u0c00\u0c7f": "కి ని తో గారు గారి ను కు లో చేత",
    "\u0d00\u0d7f": "ുടെ െ ക്ക് ോട് ിൽ ാൽ റെ ന്റെ യുടെ യെ യ്ക്ക് ും",
    "\u1200\u137f": "ን ም ና ንም",
}
#: Letters that are written together with the name behind them.
_BEGINNINGS = {
    "\u0600\u06ff": "و ف ب ل ك وب ول وك فب فل",
    "\u05d0\u05ea": "ו ה ב ל מ ש כ וה וב ול ומ וש וכ כש של מה שה שב של",
    "\u1200\u137f": "የ ለ ከ በ ስለ እንደ ወደ",
}
#: The letters that an ending may take away from a name.
_LOST = frozenset("aeiouysаеиоуыэюяіїєьαεηιουωσაეიოუம")
_LOST_PAIRS = frozenset(("ии", "ыи", "ая", "ои", "яя", "as", "is", "us", "os", "ος", "οσ", "ησ"))
#: Vowels that an ending takes away from within: "Marek" becomes "Marka".
_FLEETING = frozenset(("ek", "ec", "el", "ек", "ец", "ок", "ел"))
_CHILLU = str.maketrans("ൺൻർൽൾ", "ണനരലള")
#: How many letters of a name are left at least.
_SHORTEST = 3
#: Behind a beginning a name may be shorter.
_SHORTEST_BEHIND = 2
#: How many words of texts are remembered.
_REMEMBERED = 200_000
#: Of so many characters is a piece of a text that comes again.
_LONGEST_PIECE = 40


class Bases(dict[str, tuple[str, ...]]):
    """The words of names of which a word of a text may be a form, behind the word itself.

    Each is worked out once; a word that is no form of any has none.
    """

    def __init__(self, names: Iterable[str]) -> None:
        super().__init__()
        stems: dict[str, list[str]] = {}
        for name in sorted(set(names)):
            for stem in _stems(name):
                stems.setdefault(stem, []).append(name)
        self._stems = {stem: tuple(own) for stem, own in stems.items()}

    def __missing__(self, word: str) -> tuple[str, ...]:
        if len(self) >= _REMEMBERED:
            self.clear()
        found = [base for stem in _parted(word) for base in self._stems.get(stem, ())]
        self[word] = own = tuple(dict.fromkeys([word, *found])) if found else ()
        return own


class Glance(dict[str, bool]):
    """Whether a piece between two blanks has a word that names or announces a person.

    Pieces come again and again, so each is worked out once, unless it is long.
    """

    def __init__(self, rare: Iterable[str], titles: Iterable[str]) -> None:
        super().__init__()
        self._bases = Bases(rare)
        self._titles = frozenset(titles)

    def __missing__(self, piece: str) -> bool:
        words = folded_words(piece)
        tells = not self._titles.isdisjoint(words) or any(map(self._bases.__getitem__, words))
        if len(piece) <= _LONGEST_PIECE:
            if len(self) >= _REMEMBERED:
                self.clear()
            self[piece] = tells
        return tells


def _stems(name: str) -> Iterator[str]:
    """Yield what endings are put to; the name itself is one."""
    yield name
    if not name.isalpha() and name.isascii():
        return
    short = name[:-1]
    if len(short) < _SHORTEST:
        return
    if name[-1] in _LOST:
        yield short
        if short[-1] == short[-2]:  # "Pekka" becomes "Pekan".
            yield short[:-1] + name[-1]
    if len(name) > _SHORTEST + 1:
        if name[-2:] in _LOST_PAIRS:
            yield name[:-2]
        if name[-2:] in _FLEETING:
            yield name[:-2] + name[-1]
    if name.endswith("nen"):
        yield from (f"{name[:-3]}s", f"{name[:-3]}se")
    if (hard := name.translate(_CHILLU)) != name:
        yield hard


def _parted(word: str) -> Iterator[str]:
    """Yield a word without each of the endings and beginnings that it may have."""
    yield word
    if not word or word[0].isdigit():
        return
    beginnings, endings, longest = _of_script(word[0])
    for size in range(1, min(longest, len(word) - _SHORTEST) + 1):
        if word[-size:] in endings:
            yield word[:-size]
    # In Hungarian the last letter of a name is doubled: "Péterrel".
    if word[-2:] in {"al", "el"} and len(word) > _SHORTEST + 3 and word[-3] == word[-4]:
        yield word[:-3]
    for size in range(1, min(3, len(word) - _SHORTEST_BEHIND) + 1):
        if word[:size] in beginnings:
            rest = word[size:]
            yield rest
            yield from (rest[:-n] for n in (1, 2) if rest[-n:] in endings and len(rest) > n + 1)


@cache
def _of_script(letter: str) -> tuple[frozenset[str], frozenset[str], int]:
    """Return the beginnings and endings of the script of a letter, and how long the latter are."""
    found = []
    for table in (_BEGINNINGS, _ENDINGS):
        own = [texts for ends, texts in table.items() if ends[0] <= letter <= ends[1]]
        found.append(frozenset(folded_words(" ".join(own))))
    beginnings, endings = found
    return beginnings, endings, max(map(len, endings), default=0)
