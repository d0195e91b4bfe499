"""A report is written by the ending of its name."""

import json

import pytest
from made_reports import notice, report

import openinnov
from openinnov.reporting import ENDINGS, OUTPUTS
from openinnov.standard import Words


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_ending_of_the_name_is_the_form(ending, tmp_path):
    made = report(notice())

    made.write(tmp_path / f"report{ending.upper()}", language="fr")

    written = (tmp_path / f"report{ending.upper()}").read_text("utf-8")
    assert written == OUTPUTS[ENDINGS[ending]].render(made, Words(made.standard, "fr"))


def test_a_report_is_written_in_english_by_default(tmp_path):
    report().write(str(tmp_path / "report.json"))

    assert json.loads((tmp_path / "report.json").read_text("utf-8"))["language"] == "en"


@pytest.mark.parametrize(
    ("name", "language", "said"),
    [
        ("report.pdf", "en", "report.pdf: the name of a report ends with .html, .json, .sarif, "),
        ("report", "en", "report: the name of a report ends with "),
        ("report.txt", "hy", "no report can be written in 'hy', but in en, "),
        ("no/where.txt", "en", "where.txt: cannot be written: No such file or directory"),
    ],
)
def test_what_cannot_be_written_is_refused(name, language, said, tmp_path):
    with pytest.raises(openinnov.ReportError, match=".*".join(said.split("|"))):
        report().write(tmp_path / name, language=language)

    assert list(tmp_path.iterdir()) == []


def test_programs_are_told_the_line_where_the_record_begins(tmp_path):
    source = tmp_path / "need.csv"
    source.write_text('id,title,status\nbd-a2i-1,"a\nb",open\nbd-a2i-2,Bridges,Ouvert\n', "utf-8")
    made = openinnov.validate(openinnov.read(source))
    words = Words(made.standard)

    (found,) = (each for each in made if each.rule == "codelist")
    sarif = json.loads(OUTPUTS["sarif"].render(made, words))
    (result,) = (each for each in sarif["runs"][0]["results"] if each["ruleId"] == "codelist")

    assert (found.row, found.line, found.cell) == (3, 4, "C3")
    assert result["locations"][0]["physicalLocation"]["region"] == {"startLine": 4}
    assert "file=need.csv,line=4," in OUTPUTS["github"].render(made, words)


def test_what_is_no_text_has_no_lines(tmp_path):
    source = tmp_path / "need.json"
    source.write_text('[{"id": "bd-a2i-1", "title": "x"}]', "utf-8")

    made = openinnov.validate(openinnov.read(source))

    assert {each.line for each in made} == {None}
