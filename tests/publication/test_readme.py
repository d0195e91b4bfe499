"""The README of a package says what it holds, what is withheld, and how to use it."""

import pytest
from publication.released import SMALL, WIDE, release, without_fields

from openinnov.publication import readme
from openinnov.publication.files import Output


def _lines(protected, directory):
    readme.write(protected, Output(directory))
    return (directory / "README.md").read_text("utf-8").splitlines()


def test_the_first_lines_say_what_it_is(tmp_path):
    lines = _lines(release(SMALL), tmp_path)

    assert lines[:10] == [
        "# Example",
        "",
        "An example of a package.",
        "",
        "* Version 2026.01.15, made 2026-01-15T09:00:00Z",
        "* Published by Aspire to Innovate",
        "* Profile public: It may be given to everybody.",
        "* Follows version 1.0.0 of: Standard for public-service innovations",
        "* Protected under the policy base 1.0.0",
        "",
    ]


def test_made_up_records_are_said_to_be_so(tmp_path):
    lines = _lines(release(SMALL, **{"openinnov:synthetic": True}), tmp_path)

    assert lines[2] == "**Synthetic data: records in this package were made up.**"


def test_each_table_is_listed_with_its_records(tmp_path):
    lines = _lines(release(WIDE), tmp_path)

    assert (
        "| [innovation_sdg](data/innovation_sdg.csv) | 2 | "
        "Goal or target of the 2030 Agenda that an innovation serves. |"
    ) in lines


def _notice(record, field, reason="small-count", **more):
    return {"table_name": "deployment", "record_id": record, "field_name": field} | {
        "reason": reason,
        **more,
    }


@pytest.mark.parametrize(
    ("notices", "expected"),
    [
        pytest.param(
            [_notice("bd-a2i-1", "place"), _notice("bd-a2i-2", "place")],
            "| `deployment` | `place` | 2 | Small count | not said |",
            id="a notice a cell",
        ),
        pytest.param(
            [_notice("*", "place", technique="dropped", cells="40")],
            "| `deployment` | `place` | 40 | Small count | Dropped |",
            id="one notice for a column",
        ),
        pytest.param(
            [_notice("*", "*", "personal", technique="dropped", cells="40")],
            "| `deployment` | whole records | 40 | Personal data | Dropped |",
            id="one notice for records",
        ),
        pytest.param(
            [_notice("*", "place", technique="dropped"), _notice("bd-a2i-1", "kind", cells="1")],
            "| `deployment` | `place` | some | Small count | Dropped |",
            id="a number that would tell something",
        ),
        pytest.param(
            [_notice("bd-a2i-1", "place", "own|reason")],
            "| `deployment` | `place` | 1 | own\\|reason | not said |",
            id="a reason that no list has",
        ),
    ],
)
def test_what_is_withheld_is_counted_in_words(notices, expected, tmp_path):
    assert expected in _lines(release({**SMALL, "withheld": notices}), tmp_path)


def test_a_package_of_which_nothing_is_withheld_says_so(tmp_path):
    assert "Nothing: no notice says that a value was withheld." in _lines(release(SMALL), tmp_path)


def test_licence_and_citation_are_given(tmp_path):
    lines = _lines(release(SMALL), tmp_path)

    assert (
        "Licence: Creative Commons Attribution 4.0 <https://spdx.org/licenses/CC-BY-4.0>." in lines
    )
    assert (
        "Cite it as: Aspire to Innovate: Example, version 2026.01.15. "
        "<https://w3id.org/openinnov/dataset/bd-a2i/2026.01.15>"
    ) in lines


def test_a_licence_without_an_address_is_named(tmp_path):
    assert "Licence: Our own." in _lines(release(SMALL, licenses=[{"name": "Our own"}]), tmp_path)


def test_a_publisher_without_a_released_name_goes_by_its_id(tmp_path):
    protected = without_fields(release(SMALL), "organization", "name")

    assert "* Published by bd-a2i-org-1" in _lines(protected, tmp_path)


def test_foreign_texts_are_no_markup(tmp_path):
    text = "a\n# b <script>alert(1)</script> | [x](javascript:y) `z` &amp;"

    lines = _lines(release(SMALL, title=text), tmp_path)

    assert lines[0] == (
        r"# a # b \<script\>alert(1)\</script\> \| \[x\](javascript:y) \`z\` \&amp;"
    )
