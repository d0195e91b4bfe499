"""What a notebook shows of a value, without anything from outside."""

import re

from golden import EXAMPLES, KEY
from made_reports import finding, notice, report

import openinnov

SOURCE = EXAMPLES / "bangladesh-digital-centres" / "submission"


def _cells(value):
    html = value._repr_html_()
    rows = html.split("<tr>")[1:]
    return re.search("<caption>(.*)</caption>", html)[1], [
        re.findall("<t[hd]>(.*?)</t[hd]>", row) for row in rows
    ]


def test_a_report_shows_its_verdict_and_its_notices():
    caption, rows = _cells(report(notice(heading="<b>")))

    assert caption == "Not ready to publish. Errors: 1. Warnings: 0. Notes: 0."
    assert rows == [
        ["Severity", "Rule", "File", "Number"],
        [
            "Error",
            "A code is in the list of its field.",
            "organization.csv; column &quot;&lt;b&gt;&quot;",
            "1",
        ],
    ]


def test_ten_rows_are_shown_and_the_others_counted():
    made = report(*(notice(samples=[finding(field=f"f{number}")]) for number in range(12)))

    _, rows = _cells(made)

    assert len(rows) == 12
    assert rows[-1] == ["and 2 more"]
    assert len(_cells(report(*made.notices[:10]))[1]) == 11


def test_a_submission_shows_its_tables_and_no_value():
    submission = openinnov.read(SOURCE)

    caption, rows = _cells(submission)

    assert caption == "Submission"
    assert rows[:2] == [
        ["Table", "File", "Records"],
        ["Organizations", "organization.csv", str(submission.rows("organization"))],
    ]
    assert rows[-1] == ["and 15 more"]


def test_a_package_shows_its_tables(tmp_path):
    protected = openinnov.protect(openinnov.read(SOURCE), key=KEY)
    package = openinnov.publish(protected, tmp_path / "package")

    caption, rows = _cells(package)

    assert caption.endswith(f"version {package.version}, for the profile public")
    assert rows[:2] == [["Table", "Records"], ["organization", str(package.tables["organization"])]]
