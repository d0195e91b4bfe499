"""The page in a real browser: usable by everybody, on a small screen, from right to left."""

from contextlib import ExitStack

import pytest
from browser import CHROMIUM, judged, overflow, shown, started
from made_reports import STANDARD, report, typical, wide

from openinnov.reporting import html
from openinnov.standard import Words

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium is installed")
PAGES = {"typical": typical, "wide": wide, "good": report}
OPEN = "document.querySelectorAll('details').forEach(each => each.open = true)"


@pytest.fixture(scope="module")
def browser():
    with started() as browser:
        yield browser


@pytest.fixture
def show(browser, tmp_path):
    """Return a function that shows a page, and gives it with the addresses that it asked for."""
    with ExitStack() as contexts:

        def show(name, language, width, **options):
            file = tmp_path / "report.html"
            file.write_text(html.render(PAGES[name](), Words(STANDARD, language)), encoding="utf-8")
            return contexts.enter_context(shown(browser, file, width, **options))

        yield show


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_page_is_usable_by_everybody(name, language, show):
    page, _ = show(name, language, 360, bypass_csp=True)
    page.evaluate(OPEN)

    violations, passes = judged(page)

    assert violations == {}
    assert passes >= {"document-title", "html-has-lang", "region"}


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("width", [320, 360])
def test_a_small_screen_needs_no_scrolling_to_the_side(name, language, width, show):
    page, asked = show(name, language, width)
    page.evaluate(OPEN)

    wide, left = overflow(page)
    assert wide <= width
    assert left >= 0
    assert [url for url in asked if not url.startswith("file:")] == []


def test_without_scripts_a_place_is_opened_by_keyboard(show):
    page, asked = show("typical", "en", 360, java_script_enabled=False)

    page.locator("summary").first.focus()
    page.keyboard.press("Enter")

    assert page.locator("table").first.is_visible()
    assert not page.locator("table").nth(1).is_visible()
    assert len(asked) == 1


def test_the_policy_of_the_page_lets_its_style_in(show):
    page, _ = show("typical", "en", 360)

    assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontSize") == "24px"


def test_from_right_to_left_the_page_begins_at_the_right(show):
    page, _ = show("typical", "ar", 900)

    box = "document.querySelector('{}').getBoundingClientRect()"
    term, text = (page.evaluate(f"{box.format(name)}.right") for name in ("dt", "dd"))
    assert term > text
    assert page.evaluate("getComputedStyle(document.querySelector('code')).direction") == "ltr"
