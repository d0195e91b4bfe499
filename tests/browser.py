"""Start the browser of the system, and judge pages by axe."""

import importlib.util
import shutil
from contextlib import contextmanager
from pathlib import Path

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
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


@contextmanager
def started():
    """Give the browser, and close it."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def shown(browser, file, width, **options):
    """Give the page of a file on a screen of a width, with the addresses that it asked for."""
    context = browser.new_context(viewport={"width": width, "height": 640}, **options)
    page, asked = context.new_page(), []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    yield page, asked
    context.close()


def judged(page):
    """Return what axe finds wrong with a page, and the names of what it finds right."""
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate(f"axe.run({{runOnly: {TAGS}}})")
    violations = {each["id"]: each["nodes"][0]["html"] for each in found["violations"]}
    return violations, {each["id"] for each in found["passes"]}


def overflow(page):
    """Return the width that a page takes, and how far to the left it begins.

    What sticks out on the side where a page begins is not counted as width, and cannot be reached.
    """
    lefts = "[...document.body.querySelectorAll('*')].map(e => e.getBoundingClientRect().left)"
    return page.evaluate("document.documentElement.scrollWidth"), min(page.evaluate(lefts))
