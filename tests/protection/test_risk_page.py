"""The page of the risk in a real browser: for everybody, on a small screen, in all languages."""

import dataclasses
import re

import pytest
from browser import CHROMIUM, judged, overflow, shown, started
from golden import EXAMPLES, KEY

import openinnov
from openinnov.protection import protect, risk_page
from openinnov.protection.risk_document import UNCHECKED
from openinnov.standard import load
from openinnov.submission import protecting

STANDARD = load()
needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="no chromium is installed")


@pytest.fixture(scope="module")
def protected():
    submission = openinnov.read(EXAMPLES / "bangladesh-digital-centres" / "submission")
    return protect(submission, key=KEY)


@pytest.fixture(scope="module")
def pages(protected, tmp_path_factory):
    """Return the file of a page in each language that is shown."""
    folder = tmp_path_factory.mktemp("pages")
    files = {language: folder / f"{language}.html" for language in ("en", "ar")}
    for language, file in files.items():
        file.write_text(risk_page(protected, language), encoding="utf-8")
    return files


@pytest.fixture(scope="module")
def browser():
    with started() as browser:
        yield browser


@needs_browser
@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_page_is_usable_by_everybody(language, pages, browser):
    with shown(browser, pages[language], 360, bypass_csp=True) as (page, _):
        violations, passes = judged(page)

    assert violations == {}
    assert passes >= {"document-title", "html-has-lang", "region"}


@needs_browser
@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_small_screen_needs_no_scrolling_to_the_side(language, pages, browser):
    with shown(browser, pages[language], 320) as (page, asked):
        wide, left = overflow(page)

    assert wide <= 320
    assert left >= 0
    assert asked == [pages[language].as_uri()]


@needs_browser
def test_from_right_to_left_bars_grow_from_the_right(pages, browser):
    boxes = "[...document.querySelector('svg').children].map(e => e.getBoundingClientRect())"
    with shown(browser, pages["ar"], 900) as (page, _):
        right = page.evaluate(f"{boxes}.map(box => box.right)")
    with shown(browser, pages["en"], 900) as (page, _):
        left = page.evaluate(f"{boxes}.map(box => box.left)")

    assert right[0] == pytest.approx(right[1])
    assert left[0] == pytest.approx(left[1])


@pytest.mark.parametrize("language", STANDARD.report_languages)
def test_a_page_is_small_and_asks_for_nothing(language, protected):
    page = risk_page(protected, language)

    assert len(page.encode()) < 30_000
    assert not re.search(r"<script|<link|<img|src=|href=|@import|url\(", page)
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}">' in page


@pytest.mark.parametrize("language", [x for x in STANDARD.report_languages if x != "en"])
def test_nothing_of_a_page_is_left_in_english(language, protected):
    english, page = risk_page(protected), risk_page(protected, language)

    # A text that stands between tags alone, and has a space, is a phrase.
    phrases = set(re.findall(r">([^<>{}]*[a-z] [a-z][^<>{}]*)<", english))
    assert len(phrases) > len(UNCHECKED)
    assert {text for text in phrases if f">{text}<" in page} == set()


def test_where_no_record_can_leave_the_page_says_so(protected):
    (anonymity,) = protected.anonymity
    nobody = dataclasses.replace(anonymity, after=dataclasses.replace(anonymity.after, rows=0))
    with protecting():
        none = dataclasses.replace(protected, anonymity=(nobody,))
        without = dataclasses.replace(protected, anonymity=())

    assert "No record leaves. There is no way to hide each among so many persons: 5." in risk_page(
        none
    )
    assert "No records about single persons leave." in risk_page(without)


def test_what_a_policy_is_called_cannot_change_the_page(protected):
    with protecting():
        named = dataclasses.replace(
            protected, policy={**protected.policy, "name": "<script>{version}</script>"}
        )

    assert "<bdi>&lt;script&gt;{version}&lt;/script&gt;</bdi>" in risk_page(named)
