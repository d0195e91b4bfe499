"""The page of the vocabulary has each term at its address, in every language."""

import re
import shutil
from collections import Counter
from html.parser import HTMLParser

import pytest
from browser import CHROMIUM, judged, overflow, shown, started
from click.testing import CliRunner

from openinnov.cli import cli
from openinnov.derived import vocabulary_page
from openinnov.derived.own_terms import own_terms
from openinnov.derived.structure import parts
from openinnov.standard import load

STANDARD = load()
LANGUAGES = STANDARD.report_languages
#: What makes a browser fetch something when a page is shown.
FETCHING = {"script", "img", "iframe", "object", "embed", "video", "audio", "source", "style"}


class Page(HTMLParser):
    """What a page is made of."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.ids, self.links, self.said = Counter(), [], [], {}
        self.open = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        self.tags[tag] += 1
        self.open.append((tag, found))
        if "id" in found:
            self.ids.append(found["id"])
        if tag == "a":
            self.links.append(found["href"])

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        owner = next((found["id"] for _, found in reversed(self.open) if "id" in found), None)
        language = next(
            (found["lang"] for _, found in reversed(self.open) if "lang" in found), None
        )
        if owner and data.strip():
            self.said.setdefault(owner, []).append((language, data.strip()))


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request):
    return request.param


@pytest.fixture(scope="module")
def text(language):
    return vocabulary_page.derive(STANDARD, language)


@pytest.fixture(scope="module")
def page(text):
    return Page(text)


def test_each_term_and_code_stands_at_its_name(page):
    own = own_terms(STANDARD)
    cubes = [(table, table.cube) for table in STANDARD.tables.values() if table.cube]
    wanted = {term.local for term in own}
    wanted |= {part.partition(":")[2] for table, cube in cubes for part, _ in parts(table, cube)}
    for name, codelist in STANDARD.codelists.items():
        wanted.add(f"code/{name}")
        if name != "language":
            wanted |= {f"code/{name}/{code}" for code in codelist.codes}

    assert set(page.ids) == wanted
    assert len(page.ids) == len(wanted)


def test_each_link_within_the_page_leads_somewhere(page):
    within = {link[1:] for link in page.links if link.startswith("#")}

    assert within
    assert within - set(page.ids) == set()


def test_links_lead_to_the_other_languages_and_to_the_file(page, language):
    aside = [link for link in page.links if not link.startswith(("#", "http"))]

    others = [vocabulary_page.page_name(each) for each in LANGUAGES if each != language]
    assert aside == [*others, "../ns.ttl"]


def test_the_page_asks_for_nothing(page, text):
    assert {tag: page.tags[tag] for tag in FETCHING if page.tags[tag]} == {"style": 1}
    assert "default-src 'none'" in text
    assert "url(" not in text
    assert "@import" not in text


def test_the_page_says_its_language_and_direction(text, language):
    direction = "rtl" if language == "ar" else "ltr"

    assert f'<html lang="{language}" dir="{direction}">' in text


def test_a_text_says_its_language(page, language):
    # The definition of this field is translated into French alone.
    definition = next(words for words in page.said["stage"][2:3])

    assert definition[0] == (language if language == "fr" else "en")


@pytest.mark.parametrize(
    ("language", "label"),
    [
        pytest.param("en", "Innovation", id="English"),
        pytest.param("ar", "ابتكار", id="Arabic"),
        pytest.param("zh-Hans", "创新", id="Chinese"),
    ],
)
def test_a_term_has_its_label_in_the_language(language, label):
    page = Page(vocabulary_page.derive(STANDARD, language))

    assert (language, label) in page.said["Innovation"]


def test_letters_that_mean_something_in_a_page_mean_nothing(tmp_path):
    root = tmp_path / "schema"
    shutil.copytree(STANDARD.root, root, ignore=shutil.ignore_patterns("examples"))
    file = root / "terms.csv"
    before = file.read_text("utf-8")
    file.write_text(before.replace(",Sites,", ",<script>alert(1)</script>&amp;,"), "utf-8")

    page = Page(vocabulary_page.derive(load(root)))

    assert page.tags["script"] == 0
    assert ("en", "<script>alert(1)</script>&amp;") in page.said["sites"]


def test_a_term_that_is_given_up_says_what_to_use(tmp_path):
    root = tmp_path / "schema"
    shutil.copytree(STANDARD.root, root, ignore=shutil.ignore_patterns("examples"))
    file = root / "terms.csv"
    before = file.read_text("utf-8")
    file.write_text(
        before.replace("made up.,,,active,", "made up.,,,deprecated,oi:total"), encoding="utf-8"
    )

    page = Page(vocabulary_page.derive(load(root)))

    words = [said for _, said in page.said["synthetic"]]
    assert words[2:5] == ["No longer in use.", "Use", "oi:total"]


def test_the_command_writes_the_page_in_a_language(tmp_path):
    path = tmp_path / "page.html"

    done = CliRunner().invoke(
        cli, ["schema", "--lang", "bn", "--output", f"vocabulary-page={path}"]
    )

    assert (done.exit_code, done.output) == (0, "")
    assert path.read_text("utf-8") == vocabulary_page.derive(STANDARD, "bn")


@pytest.mark.skipif(CHROMIUM is None, reason="no chromium is installed")
@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_page_is_usable_by_everybody_on_a_small_screen(language, tmp_path):
    file = tmp_path / "index.html"
    whole = vocabulary_page.derive(STANDARD, language)
    # All lists look alike; to judge each takes half a minute.
    short = re.sub(
        r'<section id="code/(?!stage"|sex"|language").*?</section>', "", whole, flags=re.DOTALL
    )
    file.write_text(short, encoding="utf-8")

    with started() as browser, shown(browser, file, 320, bypass_csp=True) as (page, asked):
        violations, _ = judged(page)
        wide, left = overflow(page)

    assert violations == {}
    assert wide <= 320
    assert left >= 0
    assert [url for url in asked if not url.startswith("file:")] == []
