"""The page holds all that a report says, in the order in which one needs it, and nothing live."""

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest
from made_reports import LONG, STANDARD, finding, notice, report, typical, wide

from openinnov.report import Unevaluated
from openinnov.reporting import html
from openinnov.standard import Words

WORDS = Words(STANDARD)


class _Elements(HTMLParser):
    """Collects the elements of a page."""

    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def _render(made, language="en"):
    return html.render(made, Words(STANDARD, language))


def test_a_typical_report_is_under_30_kilobytes():
    assert len(_render(typical()).encode()) < 30_000


def test_the_parts_stand_in_the_order_in_which_one_needs_them():
    page = _render(
        report(notice(withheld=True), unevaluated=[Unevaluated("id-vanished", "no-previous")])
    )

    headings = re.findall(r"<h([123]).*?>(.*?)</h", page)
    assert [(level, re.sub("<.*?>", "", text)) for level, text in headings] == [
        ("1", "Not ready to publish. Errors: 1. Warnings: 0. Notes: 0."),
        ("2", "What to fix first"),
        ("2", "Overview"),
        ("2", "What was found"),
        ("3", "Error: A code is in the list of its field. codelist"),
        ("2", "What was checked"),
        ("2", "What was not checked"),
        ("2", "Versions and files"),
    ]
    assert "<title>Not ready to publish. Errors: 1. Warnings: 0. Notes: 0.</title>" in page
    assert "Not checked, no earlier release was given: id-vanished." in page
    assert f"<bdi>organization.csv</bdi> SHA-256: <code>{'0' * 64}</code>" in page
    assert f"SHA-256: <code>{STANDARD.sha256()}</code>" in page
    assert "File: <bdi>organization.csv</bdi>. Records: 9. Checked: 9." in page
    assert page.rindex("Values in protected fields are not shown.") > page.index("<footer>")


def test_links_lead_to_the_worst_notices_only():
    made = report(*(notice(samples=[finding(field=f)]) for f in "abcdefg"), notice("small-count"))

    page = _render(made)

    links = [attributes["href"] for tag, attributes in _Elements(page).found if tag == "a"]
    assert links == ["#n1", "#n2", "#n3", "#n4", "#n5"]
    assert _render(report(notice("small-count"))).count("<a ") == 1


def test_a_card_counts_what_was_found_and_says_what_was_not_checked():
    made = report(
        notice(total=3), notice("surrounding-space"), evaluated=("codelist", "end-before-start")
    )

    cards = re.findall(r'<li class="(\w+)"><strong>(\w+)</strong>(.*)</li>', _render(made))

    said = [(mood, name, re.sub("<.*?>", "", text).strip()) for mood, name, text in cards]
    assert said == [
        ("error", "Validity", "Errors: 3. Warnings: 1."),
        ("good", "Accuracy", "No problems found."),
        ("good", "Usefulness", "Not checked."),
        ("good", "Privacy", "Not checked."),
    ]


def test_a_report_without_findings_has_no_empty_part():
    page = _render(report())

    assert '<h1 class="good">No problems found.</h1>' in page
    assert "What to fix first" not in page
    assert "What was found" not in page
    assert "What was not checked" not in page
    assert "are not shown" not in page


def test_places_stand_in_a_table_of_the_columns_that_are_filled():
    made = notice(
        samples=[finding(suggestion="GB", safe=True), finding(row=4, cell=None, value=None)]
    )

    page = _render(report(made))

    table = page[page.index("<table>") : page.index("</table>")]
    cells = [re.sub("<.*?>", "", cell).strip() for cell in re.split(r"<t[hd].*?>", table)[1:]]
    heads = ["Row", "Cell", "Value", "Suggestion"]
    assert cells == [*heads, "3", "C3", "UK", "GB", "4", "", "", ""]
    assert "<code>C3</code>" in table
    assert "<bdi>UK</bdi>" in table


def test_a_guess_is_said_to_be_one():
    made = notice(samples=[finding(suggestion="GB", safe=True), finding(row=4, suggestion="UA")])

    page = _render(report(made))

    assert "<td><bdi>GB</bdi>\n" in page
    assert "<td><bdi>UA</bdi> (a guess, so look first)\n" in page


def test_the_address_of_a_cell_is_enough():
    page = _render(report(notice(samples=[finding(), finding(row=4, cell="C4")])))

    assert '<tr><th scope="col">Cell<th scope="col">Value\n<tr><td><code>C3</code>' in page


def test_many_values_are_not_said_twice():
    many = [finding(row=row, cell=f"C{row}", value=f"Land {row}") for row in range(2, 6)]

    assert "Found" not in _render(report(notice(samples=many)))
    assert '"<bdi>Land 2</bdi>" (1), ' in _render(report(notice(samples=many[:3])))
    assert '"<bdi>Land 2</bdi>" (1), ' in _render(report(notice(samples=many, total=5)))


def test_what_has_no_row_has_no_places():
    lacking = finding("missing-label", row=None, cell=None, value=None)

    assert "<details>" not in _render(report(notice("missing-label", [lacking])))


def test_of_many_places_the_first_are_named():
    many = [finding(row=row, cell=f"C{row}") for row in range(2, 14)]

    page = _render(report(notice(samples=many)))

    assert "C11</code>" in page
    assert "C12</code>" not in page
    assert "There are more places" in page
    assert "There are more places" not in _render(report(notice(samples=many[:10])))


def test_the_title_names_the_first_files_alone():
    (source,) = report().sources
    names = ["book.xlsx#Needs", "book.xlsx#Offers", "a.csv", "b.csv", "c.csv"]
    sources = [type(source)(name, *list(_cells(source))[1:]) for name in names]

    page = _render(report(sources=tuple(sources)))

    assert "<p>Report on <bdi>book.xlsx, a.csv, b.csv, …</bdi></p>" in page


def _cells(value):
    return (getattr(value, name) for name in value.__slots__)


def test_nothing_that_a_user_wrote_becomes_markup():
    evil = '<script>alert("1")</script>&{x}\u202e'

    page = _render(report(notice(samples=[finding(value=evil, source=evil)], heading=evil)))

    assert {tag for tag, _ in _Elements(page).found} & {"script", "img"} == set()
    assert "&lt;script&gt;" in page
    assert "\u202e" not in page


def test_the_page_asks_for_nothing_and_allows_its_own_style_alone():
    page = _render(wide())

    elements = _Elements(page).found
    style = page[page.index("<style>") + len("<style>") : page.index("</style>")]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert [tag for tag, attributes in elements if "src" in attributes] == []
    assert {attributes["href"][0] for _, attributes in elements if "href" in attributes} == {"#"}
    assert "url(" not in style
    assert "@import" not in style
    assert {tag for tag, attributes in elements if "style" in attributes} == set()
    assert f"default-src 'none'; style-src 'sha256-{digest}'" in page


def test_the_style_knows_no_left_and_right():
    style = _render(report())

    assert (
        re.findall(
            r"\b(?:left|right|width|height)\s*:",
            style.replace("min-width:40rem", "").replace("line-height:", ""),
        )
        == []
    )


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("fr", "ltr"), ("ar", "rtl")])
def test_the_page_says_its_language_and_direction(language, direction):
    page = _render(typical(), language)

    assert page.startswith(f'<!doctype html>\n<html lang="{language}" dir="{direction}">\n')


def test_long_values_are_cut():
    page = _render(wide())

    assert LONG[:59] + "…" in page
    values = re.findall(r"<td><bdi>(.*?)</bdi>", page)
    assert max(map(len, values)) == 60


def test_where_the_page_runs_from_right_to_left_names_say_that_they_do_not():
    assert '<code dir="ltr">' in _render(typical(), "ar")
    assert '<code dir="ltr">' not in _render(typical(), "fr")


def test_names_in_a_sentence_run_from_left_to_right():
    assert "or <code>int</code>." in _render(report(notice("id-prefix")))
