"""Texts in each language say what the English ones say, and are fit to be shown."""

import csv
import re
import shutil
import unicodedata
from collections import Counter

import pytest

from openinnov.exceptions import StandardError
from openinnov.standard import load, read_terms

STANDARD = load()
#: The languages in which all that a report says has to be there: this is their one list.
WHOLE = ("ar", "bn", "es", "fr", "ru", "zh-Hans")
#: The script of those that are not written in Latin letters, as Unicode names its characters.
SCRIPTS = {"ar": "ARABIC", "bn": "BENGALI", "ru": "CYRILLIC", "zh-Hans": "CJK"}
#: Why a translator doubts a text: the word for a thing is in question, or it is said freely.
DOUBTS = {"", "term", "free"}
#: Words that an officer need not know.
JARGON = {
    "en": r"\b(schema|regex|null|foreign key|enum|boolean|parse|instance|array|exception)",
    "ar": r"(?<!\w)(ال)?(مخطط|تعبير نمطي|مفتاح أجنبي|مفتاح خارجي|منطقية?|مثيل|مصفوفة|استثناء)"
    r"(?!\w)",
    "bn": r"স্কিমা|রেজেক্স|ফরেন কী|এনাম|বুলিয়ান|পার্স|ইনস্ট্যান্স|অ্যারে|এক্সেপশন",
    "es": r"\b(esquema|expresi[oó]n regular|nul[oa]s?\b|clave (for[aá]nea|externa)|enumera|boolean|"
    r"instancia|arreglo|excepci)",
    "fr": r"\b(schéma|expression régulière|null\b|clé étrangère|énuméra|booléen|"
    r"instance|exception)",
    "ru": r"\b(схем|регулярн|внешн\w+ ключ|перечислени|булев|логическ|разбор|парс|экземпляр|массив|"
    r"исключени)",
    "zh-Hans": r"模式|架构|正则|空值|外键|枚举|布尔|解析|实例|数组|异常",
}
#: What every language leaves as it is: placeholders, codes, options, names of files and formats.
_KEPT = re.compile(
    r"\{[^{}]*\}|`[^`]+`|(?<!\w)--[a-z-]+|#[A-Z0-9/]+!|[a-z]+\.json|Start here|n/a|tbd|xxx|"
    r"info@|service@|office@example\.org|https?://|bd-a2i|CC-BY-4\.0|zh-Hans|openinnov|Ã©|"
    r"(?<![A-Za-zÀ-ɏ])(?:CSV|M|SHA-256|UTF-8|Z)(?![A-Za-zÀ-ɏ])|[0-9]+(?:[.,:-][0-9]+)*",
    re.ASCII,
)
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]+")


def _rows(language):
    with (STANDARD.root / "translations" / f"{language}.csv").open(
        encoding="utf-8", newline=""
    ) as lines:
        return list(csv.DictReader(lines))


def _english():
    """Return the English text of each key that a report or the vocabulary may show."""
    texts = dict(STANDARD.texts("en"))
    for kind, named in (("check", STANDARD.checks), ("rule", STANDARD.rules)):
        for name, check in named.items():
            texts |= {f"{kind}/{name}/{p}": getattr(check, p) for p in ("sentence", "why", "fix")}
    for table in STANDARD.tables.values():
        texts[f"table/{table.name}/title"] = table.title
        for name, field in table.fields.items():
            texts[f"field/{table.name}/{name}/title"] = field.title
    for term in read_terms(STANDARD.root).values():
        local = term.name.partition(":")[2]
        texts |= {f"term/{local}/label": term.label, f"term/{local}/definition": term.definition}
    return texts


ENGLISH = _english()


def _said(language):
    """Return the texts of a language beside the English ones, which stand in for missing ones."""
    texts = STANDARD.texts(language)
    return [(key, english, texts.get(key, english)) for key, english in ENGLISH.items()]


def _sentences(text):
    return re.split(r"(?<=[.!?؟।])\s+|(?<=。)", text)


def _is_of_a_check(key):
    return key.startswith(("check/", "rule/"))


def _resolves(key):
    kind, *path = key.split("/")
    if kind == "table" and len(path) == 2:
        return path[0] in STANDARD.tables and path[1] in {"title", "description"}
    if kind == "field" and len(path) == 3:
        table = STANDARD.tables.get(path[0])
        return table and path[1] in table.fields and path[2] in {"title", "description"}
    if kind == "codelist" and path[0] in STANDARD.codelists:
        named = len(path) == 2 or path[1] in STANDARD.codelists[path[0]].codes
        return named and path[-1] in {"title", "definition"}
    return key in ENGLISH


def test_a_report_can_be_written_in_the_languages_that_are_whole():
    assert STANDARD.report_languages == ("en", *WHOLE)
    assert set(STANDARD.report_languages) < set(STANDARD.languages)


@pytest.mark.parametrize("language", WHOLE)
def test_all_that_a_report_or_the_vocabulary_says_is_said_in_the_language(language):
    assert sorted(set(ENGLISH) - set(STANDARD.texts(language))) == []


def test_all_that_people_read_is_said_in_french():
    tables = STANDARD.tables.values()
    wanted = {f"table/{table.name}/description" for table in tables}
    wanted |= {
        f"field/{table.name}/{name}/description" for table in tables for name in table.fields
    }

    assert sorted(wanted - set(STANDARD.texts("fr"))) == []


@pytest.mark.parametrize("language", STANDARD.languages[1:])
def test_every_translated_text_is_of_something(language):
    rows = _rows(language)

    assert [row["key"] for row in rows if not _resolves(row["key"])] == []
    assert [
        row["key"] for row in rows if row["text"].strip() != row["text"] or not row["text"]
    ] == []


@pytest.mark.parametrize("language", STANDARD.languages[1:])
def test_keys_are_sorted_and_stand_once(language):
    keys = [row["key"] for row in _rows(language)]

    assert keys == sorted(set(keys))


@pytest.mark.parametrize("language", STANDARD.languages[1:])
def test_a_doubt_is_one_of_those_that_are_explained(language):
    assert {row.get("review", "") for row in _rows(language)} <= DOUBTS


@pytest.mark.parametrize("language", STANDARD.languages[1:])
def test_no_invisible_character_stands_in_a_text(language):
    unfit = [
        (row["key"], f"U+{ord(character):04X}")
        for row in _rows(language)
        for character in row["text"]
        # The joiners shape letters in some scripts; marks of direction belong to the page.
        if unicodedata.category(character)[0] in "CZ"
        and character not in " \xa0\u200b\u200c\u200d\u202f"
    ]

    assert unfit == []


@pytest.mark.parametrize("language", WHOLE)
def test_what_no_language_changes_stands_in_each_translation(language):
    changed = [
        (key, set(_KEPT.findall(english)) ^ set(_KEPT.findall(text)))
        for key, english, text in _said(language)
        if set(_KEPT.findall(english)) != set(_KEPT.findall(text))
    ]

    assert changed == []


@pytest.mark.parametrize("language", WHOLE)
def test_digits_are_those_that_can_be_copied(language):
    wrong = [key for key, _, text in _said(language) if re.search(r"(?![0-9])\d", text)]

    assert wrong == []


@pytest.mark.parametrize("language", WHOLE)
def test_no_text_of_a_check_is_left_in_english(language):
    left = [k for k, english, text in _said(language) if _is_of_a_check(k) and text == english]

    assert left == []


@pytest.mark.parametrize("language", SCRIPTS)
def test_texts_are_in_the_script_of_their_language(language):
    wrong = []
    for key, english, text in _said(language):
        letters = [c for c in _KEPT.sub("", text) if c.isalpha()]
        own = sum(unicodedata.name(c).startswith(SCRIPTS[language]) for c in letters)
        foreign = set(_LATIN.findall(text)) - set(_LATIN.findall(english))
        # A message may be little more than the codes in it.
        least = 1 if key.startswith("message/") else len(letters) // 2 + 1
        if foreign or own < min(least, len(letters)):
            wrong.append((key, foreign))

    assert wrong == []


@pytest.mark.parametrize("language", ["en", *WHOLE])
def test_sentences_are_short(language):
    # Chinese has no spaces: two of its characters are about a word.
    word = r"[\u3400-\u9fff]{1,2}" if language == "zh-Hans" else r"\S+"
    long = [
        (key, sentence)
        for key, _, text in _said(language)
        for sentence in _sentences(text)
        if len(re.findall(word, sentence)) > 25
    ]

    assert long == []


@pytest.mark.parametrize("language", ["en", *WHOLE])
def test_no_jargon_is_used(language):
    found = [
        (key, match[0])
        for key, _, text in _said(language)
        if (match := re.search(JARGON[language], text, re.IGNORECASE))
    ]

    assert found == []


@pytest.mark.parametrize("language", ["en", *WHOLE])
@pytest.mark.parametrize("table", STANDARD.tables.values(), ids=lambda table: table.name)
def test_no_two_columns_of_a_table_have_one_heading(table, language):
    texts = STANDARD.texts(language)
    headings = {
        name: texts.get(f"field/{table.name}/{name}/title", field.title).casefold()
        for name, field in table.fields.items()
    }

    counted = Counter(headings.values())
    assert [heading for heading, count in counted.items() if count > 1] == []
    # Nor is the heading of one column the name of another.
    assert [
        n for n, heading in headings.items() if heading.replace(" ", "_") in {*headings} - {n}
    ] == []


@pytest.mark.parametrize("language", ["en", *WHOLE])
def test_no_two_tables_have_one_title(language):
    texts = STANDARD.texts(language)
    titles = [texts.get(f"table/{t.name}/title", t.title) for t in STANDARD.tables.values()]

    assert len({title.casefold() for title in titles}) == len(titles)


def test_language_without_translations_has_no_texts():
    assert dict(STANDARD.texts("tlh")) == {}
    assert STANDARD.languages[0] == "en"


@pytest.fixture
def copy(tmp_path):
    """Return a copy of the standard, without the examples, which loading does not read."""
    ignored = shutil.ignore_patterns("examples")
    return shutil.copytree(STANDARD.root, tmp_path / "schema", ignore=ignored)


def test_standard_without_translations_speaks_english(copy):
    shutil.rmtree(copy / "translations")

    standard = load(copy)

    assert (standard.languages, standard.report_languages) == (("en",), ("en",))


def test_language_that_lacks_a_word_is_no_language_of_reports(copy):
    file = copy / "translations" / "fr.csv"
    lines = file.read_text("utf-8").splitlines(keepends=True)
    file.write_text("".join(x for x in lines if not x.startswith("rule/id-prefix/why")), "utf-8")

    standard = load(copy)

    assert standard.report_languages == tuple(x for x in ("en", *WHOLE) if x != "fr")
    assert "fr" in standard.languages


def test_a_doubt_is_no_part_of_the_text(copy):
    file = copy / "translations" / "tlh.csv"
    file.write_text("key,text,review\ntable/need/title,nuq,term\n", "utf-8")

    assert dict(load(copy).texts("tlh")) == {"table/need/title": "nuq"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("", "line 1 must begin with key,text", id="empty file"),
        pytest.param("key,words\n", "line 1 must begin with key,text", id="wrong columns"),
        pytest.param("key,text\na,b,c\n", "line 2 has 3 cells, not 2", id="surplus cell"),
        pytest.param("key,text,review\na,b\n", "line 2 has 2 cells, not 3", id="missing cell"),
    ],
)
def test_fault_in_a_file_of_translations_is_named(copy, text, message):
    (copy / "translations" / "tlh.csv").write_text(text, "utf-8")

    with pytest.raises(StandardError) as caught:
        load(copy).texts("tlh")

    assert str(caught.value) == f"translations/tlh.csv: {message}"
