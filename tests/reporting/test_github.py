"""Annotations and summary show all, and no text of a user becomes a command."""

import re

import pytest
from made_reports import STANDARD, finding, notice, report, typical

from openinnov.reporting import github
from openinnov.standard import Words

WORDS = Words(STANDARD)


def _lines(*notices):
    return github.render(report(*notices), WORDS).splitlines()


def test_an_annotation_stands_for_a_notice():
    many = notice(samples=[finding(row=row) for row in (4, 7)])

    _, line = _lines(many)

    assert line.startswith(
        "::error file=organization.csv,line=4,title=A code is in the list of its field. "
        '(codelist)::Where: organization.csv; column "country"; rows 4, 7; total: 2%0AFound: '
    )


def test_a_note_is_a_notice_and_what_has_no_file_names_none():
    lost = finding("missing-table", source=None, row=None, field=None, value=None)

    _, missing, note = _lines(notice("missing-table", [lost]), notice("small-count"))

    assert missing.startswith("::error title=")
    assert note.startswith("::notice file=")
    (_, header) = _lines(notice("missing-label", [finding("missing-label", row=None)]))
    assert header.startswith("::error file=organization.csv,line=1,title=")


def test_ten_of_a_kind_are_annotations_and_the_others_lines():
    lines = _lines(
        *(notice(samples=[finding(field=f"f{number}")]) for number in range(12)),
        notice("surrounding-space"),
    )

    kinds = [re.match(r"::\w+|\w+", line).group() for line in lines]
    assert kinds == ["Not", *["::error"] * 10, "Error", "Error", "::warning"]
    assert lines[11] == (
        "Error: A code is in the list of its field. (codelist) "
        'organization.csv; column "f10"; rows 3; total: 1'
    )


@pytest.mark.parametrize("evil", ["a\n::add-mask::x", "##[add-path]x", "a\r::error::", "a,b:c%0A"])
@pytest.mark.parametrize("number", [1, 12])
def test_no_text_of_a_user_is_a_command(evil, number):
    bad = finding(value=evil, source=evil, field=None)
    made = report(*[notice(samples=[bad], heading=evil)] * number)

    rendered = github.render(made, WORDS)

    last = rendered.splitlines()[-1]
    assert len(rendered.splitlines()) == 1 + number
    assert last.startswith("::error file=" if number == 1 else "Error: ")
    assert "##[" not in last or number == 1
    if number == 1:
        properties = last.removeprefix("::error ").partition("::")[0]
        assert [each.partition("=")[0] for each in properties.split(",")] == [
            "file",
            "line",
            "title",
        ]


def test_the_summary_has_all_notices():
    lines = github.summarize(typical(), WORDS).splitlines()

    assert lines[0].startswith("### Not ready to publish. Errors: ")
    assert lines[2].split(" | ") == ["| Severity", "Rule", "Table", "Column", "Number", "Fix |"]
    assert len([line for line in lines[4:] if line.startswith("| ")]) == 15


def test_the_summary_makes_nothing_of_the_text_of_a_user():
    evil = "<b>|`*_[x](y)"

    summary = github.summarize(report(notice(heading=evil)), WORDS)

    cells = summary.splitlines()[4].split("|")
    assert len(cells) == 8
    assert cells[4].strip() == "&lt;b&gt;&#124;&#96;&#42;&#95;&#91;x&#93;(y)"


def test_the_summary_is_not_longer_than_github_takes():
    made = report(*[notice(heading="x" * 1_000)] * 1_200)

    summary = github.summarize(made, WORDS)

    assert 1_040_000 < len(summary.encode()) < 1_048_576
    assert summary.rstrip().endswith("the list of all findings has them.")
