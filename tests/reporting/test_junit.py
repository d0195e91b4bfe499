"""A server of tests sees each check of each table, passed or not."""

from xml.etree import ElementTree as ET

from made_reports import STANDARD, finding, notice, report, typical

from openinnov.report import Unevaluated
from openinnov.reporting import junit
from openinnov.standard import Words

WORDS = Words(STANDARD)


def _cases(made):
    """Return the cases of each suite, each with what it holds."""
    root = ET.fromstring(junit.render(made, WORDS))  # noqa: S314 -- our own.
    return {
        suite.get("name"): {case.get("name"): [part.tag for part in case] for case in suite}
        for suite in root
    }


def test_each_check_of_a_table_is_a_case():
    made = report(notice(), notice("surrounding-space"), notice("small-count"))

    assert _cases(made) == {
        "organization": {
            "type": [],
            "codelist": ["properties", "failure"],
            "surrounding-space": ["properties", "system-out"],
            "small-count": ["properties", "system-out"],
        },
        "package": {"type": [], "end-before-start": []},
    }


def test_a_table_that_is_not_there_has_its_fault_alone():
    lost = finding("missing-table", table="innovation", source=None, row=None, field=None)

    suites = _cases(report(notice("missing-table", [lost])))

    assert suites["innovation"] == {"missing-table": ["properties", "failure"]}


def test_what_holds_for_the_package_stands_in_its_suite():
    lost = finding("no-table", table=None, source=None, row=None, field=None)
    made = report(
        notice("no-table", [lost]),
        tables={},
        evaluated=(),
        unevaluated=[Unevaluated("id-vanished", "no-previous")],
    )

    assert _cases(made) == {
        "package": {"no-table": ["properties", "failure"], "id-vanished": ["skipped"]}
    }


def test_a_table_called_package_is_a_suite_of_its_own():
    lost = finding("missing-table", table="package", source=None, row=None, field=None)

    rendered = junit.render(report(notice("missing-table", [lost])), WORDS)

    root = ET.fromstring(rendered)  # noqa: S314 -- our own.
    assert [suite.get("name") for suite in root] == ["organization", "package", "package"]


def test_columns_with_the_same_fault_are_one_failure():
    made = report(notice(), notice(samples=[finding(field="language")], total=4))

    root = ET.fromstring(junit.render(made, WORDS))  # noqa: S314 -- our own.

    (failure,) = root.iter("failure")
    assert failure.get("message") == "A code is in the list of its field."
    assert [line for line in failure.text.splitlines() if line.startswith("Where")] == [
        'Where: organization.csv; column "country"; rows 3; total: 1',
        'Where: organization.csv; column "language"; rows 3; total: 4',
    ]
    assert {p.get("name"): p.get("value") for p in root.iter("property")} == {
        "severity": "error",
        "findings": "5",
    }


def test_the_cases_are_counted():
    made = report(notice(), unevaluated=[Unevaluated("id-vanished", "no-previous")])

    root = ET.fromstring(junit.render(made, WORDS))  # noqa: S314 -- our own.

    counts = ("tests", "failures", "skipped", "errors")
    assert [root.get(name) for name in counts] == ["5", "1", "1", "0"]
    assert [root[0].get(name) for name in counts] == ["2", "1", "0", "0"]
    assert root.get("name") == "Not ready to publish. Errors: 1. Warnings: 0. Notes: 0."


def test_control_characters_are_written_as_their_numbers():
    evil = "\x00\x0b\ufffe<&"

    rendered = junit.render(report(notice(samples=[finding(value=evil)], heading=evil)), WORDS)

    ET.fromstring(rendered)  # noqa: S314 -- our own.
    assert r"\x00\x0b\ufffe&lt;&amp;" in rendered


def test_a_typical_report_is_well_formed():
    assert junit.render(typical(), WORDS).startswith("<?xml version='1.0' encoding='utf-8'?>\n")
