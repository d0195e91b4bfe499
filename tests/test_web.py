"""On the site each address of a term leads to the place where it is explained."""

import pytest
import web
from derived.test_vocabulary_page import Page

from openinnov.derived import DERIVED
from openinnov.derived.own_terms import own_terms
from openinnov.standard import load

STANDARD = load()


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    web.write(STANDARD, folder)
    return folder


def test_the_site_has_the_vocabulary_its_pages_and_the_shapes(site):
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}

    pages = {f"ns/index.{each}.html" for each in ("ar", "bn", "es", "fr", "ru", "zh-Hans")}
    assert files == {"ns.ttl", "shapes.ttl", "context.jsonld", "ns/index.html", *pages}


@pytest.mark.parametrize(
    ("name", "form"),
    [
        pytest.param("shapes.ttl", "shacl", id="shapes"),
        pytest.param("context.jsonld", "json-ld-context", id="context"),
        pytest.param("ns/index.html", "vocabulary-page", id="page"),
    ],
)
def test_a_file_of_the_site_is_what_the_command_writes(name, form, site):
    assert (site / name).read_text("utf-8") == DERIVED[form].derive(STANDARD)


def test_the_address_of_each_term_leads_to_it(site):
    for own in own_terms(STANDARD):
        address = STANDARD.namespace + own.local
        path, _, fragment = address.removeprefix("https://w3id.org/openinnov/").partition("#")
        # A server of files shows the index of a folder.
        page = site / path / "index.html"

        assert fragment in _ids(page)


def test_each_link_from_a_page_to_a_file_leads_somewhere(site):
    for page in (site / "ns").iterdir():
        links = Page(page.read_text("utf-8")).links
        aside = [link for link in links if not link.startswith(("#", "http"))]

        assert aside
        assert [link for link in aside if not (page.parent / link).is_file()] == []


_IDS = {}


def _ids(page):
    if page not in _IDS:
        _IDS[page] = set(Page(page.read_text("utf-8")).ids)
    return _IDS[page]


def test_writing_again_changes_no_file(site):
    before = {path: path.stat().st_mtime_ns for path in site.rglob("*.html")}

    web.write(STANDARD, site)

    assert {path: path.stat().st_mtime_ns for path in site.rglob("*.html")} == before
