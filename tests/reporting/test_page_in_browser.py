"""The page in a real browser: usable by everybody, on a small screen, from right to left."""

import importlib.util
import shutil
from pathlib import Path

import pytest
from made_reports import STANDARD, report, typical, wide

from openinnov.reporting import html
from openinnov.standard import Words

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium is installed")
#: Without these the browser asks for updates and the like by itself, also of a local page.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-domain-reliability",
    "--no-pings",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
AXE = Path(importlib.util.find_spec("axe_playwright_python").origin).with_name("axe.min.js")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = {"typical": typical, "wide": wide, "good": report}
OPEN = "document.querySelectorAll('details').forEach(each => each.open = true)"


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def show(browser, tmp_path):
    """Return a function that shows a page, and gives it with the addresses that it asked for."""
    contexts = []

    def show(name, language, width, **options):
        file = tmp_path / "report.html"
        file.write_text(html.render(PAGES[name](), Words(STANDARD, language)), encoding="utf-8")
        context = browser.new_context(viewport={"width": width, "height": 640}, **options)
        contexts.append(context)
        page, asked = context.new_page(), []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(file.as_uri())
        return page, asked

    yield show
    for context in contexts:
        context.close()


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_page_is_usable_by_everybody(name, language, show):
    page, _ = show(name, language, 360, bypass_csp=True)
    page.evaluate(OPEN)
    page.evaluate(AXE.read_text("utf-8"))

    found = page.evaluate(f"axe.run({{runOnly: {TAGS}}})")

    violations = {each["id"]: each["nodes"][0]["html"] for each in found["violations"]}
    assert violations == {}
    assert {each["id"] for each in found["passes"]} >= {"document-title", "html-has-lang", "region"}


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("width", [320, 360])
def test_a_small_screen_needs_no_scrolling_to_the_side(name, language, width, show):
    page, asked = show(name, language, width)
    page.evaluate(OPEN)

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    # What sticks out on the side where a page begins is not counted, and cannot be reached.
    lefts = "[...document.body.querySelectorAll('*')].map(e => e.getBoundingClientRect().left)"
    assert min(page.evaluate(lefts)) >= 0
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
