"""The committed packages are what the example submissions give today."""

import pytest
from golden import EXAMPLES, REPORTS, SUBMISSIONS, publish, reports

import openinnov


def _files(directory):
    return {
        path.relative_to(directory).as_posix(): path.read_bytes()
        for path in sorted(directory.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("name", SUBMISSIONS)
def test_the_published_package_is_what_its_submission_gives(name, tmp_path):
    publish(name, tmp_path / "published")

    committed, written = _files(EXAMPLES / name / "published"), _files(tmp_path / "published")
    assert list(committed) == list(written)
    assert [path for path in written if committed[path] != written[path]] == []
    assert "data/innovation.csv" in committed


def test_the_reports_on_the_mistakes_are_what_is_found_in_them():
    committed = {path.name: path.read_text("utf-8") for path in REPORTS.iterdir()}

    written = reports()
    assert sorted(committed) == sorted(written)
    assert [name for name, text in written.items() if committed[name] != text] == []


@pytest.mark.parametrize("name", SUBMISSIONS)
def test_the_good_examples_have_no_error(name):
    report = openinnov.validate(openinnov.read(EXAMPLES / name / SUBMISSIONS[name]))

    assert report.totals["error"] == 0, str(report)


def test_each_planted_mistake_is_found_and_nothing_else():
    report = openinnov.validate(openinnov.read(EXAMPLES / "mistakes" / "submission"))

    found = {
        (finding.source, finding.row or 1, finding.field or "", finding.rule)
        for finding in report.findings
    }
    lines = (EXAMPLES / "mistakes" / "README.md").read_text("utf-8").splitlines()
    cells = [[cell.strip(" `") for cell in line.split("|")[1:-1]] for line in lines if "|" in line]
    planted = {
        (file, int(row), field, rule)
        for file, row, field, rule, _ in (row for row in cells if row[1].isdigit())
    }
    assert found == planted
