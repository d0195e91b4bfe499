"""All outputs of a report tell the same rules, totals and verdict."""

import json
import re
from collections import Counter
from xml.etree import ElementTree as ET

import pytest
from golden import EXAMPLES
from made_reports import finding, notice, report

import openinnov
from openinnov.reporting import OUTPUTS
from openinnov.standard import Words


def _mistakes():
    return openinnov.validate(openinnov.read(EXAMPLES / "mistakes" / "submission"), samples=2)


def _many():
    return report(
        *(notice(samples=[finding(field=name)], total=3) for name in "abcdefghijklm"),
        notice("surrounding-space", total=7),
        notice("small-count"),
    )


def _of_text(rendered):
    heads = re.findall(r"^\w+: .* \(([\w-]+)\)$", rendered, re.MULTILINE)
    totals = map(int, re.findall(r"^  Where: .*total: (\d+)$", rendered, re.MULTILINE))
    return rendered.splitlines()[0], _sum(zip(heads, totals, strict=True))


def _of_json(rendered):
    document = json.loads(rendered)
    said = " ".join(
        f"{name}: {document['totals'][key]}."
        for name, key in (("Errors", "error"), ("Warnings", "warning"), ("Notes", "info"))
    )
    word = "Can be published, with advice." if document["valid"] else "Not ready to publish."
    return f"{word} {said}", _sum((each["rule"], each["total"]) for each in document["notices"])


def _of_html(rendered):
    (verdict,) = re.findall("<h1.*?>(.*)</h1>", rendered)
    heads = re.findall(r'<h3.*<code(?: dir="ltr")?>([\w-]+)</code></h3>', rendered)
    totals = map(int, re.findall(r"<dt>Where<dd>.*total: (\d+)$", rendered, re.MULTILINE))
    return verdict, _sum(zip(heads, totals, strict=True))


def _of_sarif(rendered):
    (run,) = json.loads(rendered)["runs"]
    found = _sum((each["ruleId"], each["occurrenceCount"]) for each in run["results"])
    return run["properties"]["verdict"], found


def _of_github(rendered):
    first, *lines = rendered.splitlines()
    heads = [re.search(r" \(([\w-]+)\)", line)[1] for line in lines]
    totals = [int(re.search(r"total: (\d+)(?:%0A|$)", line)[1]) for line in lines]
    return first, _sum(zip(heads, totals, strict=True))


def _of_junit(rendered):
    root = ET.fromstring(rendered)  # noqa: S314 -- our own.
    return root.get("name"), _sum(
        (case.get("name"), int(prop.get("value")))
        for case in root.iter("testcase")
        for prop in case.iter("property")
        if prop.get("name") == "findings"
    )


def _of_frictionless(rendered):
    document = json.loads(rendered)
    parts = [document, *document["tasks"]]
    found = Counter(error["rule"] for part in parts for error in part["errors"])
    for part in parts:
        assert "stats" in part
        for line in part["warnings"]:
            rule, total = re.search(r" \(([\w-]+)\) .*total: (\d+)$", line).groups()
            # Of what is an error some places are named too, which the total counts again.
            found[rule] += int(total) - _named(part, rule, line)
    return document["title"], found


def _named(part, rule, line):
    heading = re.search(r'column "([^"]*)"', line)
    return sum(
        error["rule"] == rule and (heading is None or error.get("fieldName") == heading[1])
        for error in part["errors"]
    )


def _sum(pairs):
    found = Counter()
    for rule, total in pairs:
        found[rule] += total
    return found


READERS = {
    "frictionless": _of_frictionless,
    "github": _of_github,
    "html": _of_html,
    "json": _of_json,
    "junit": _of_junit,
    "sarif": _of_sarif,
    "text": _of_text,
}


@pytest.mark.parametrize("make", [_mistakes, _many])
@pytest.mark.parametrize("name", OUTPUTS)
def test_an_output_tells_the_rules_totals_and_verdict_of_the_report(name, make):
    made = make()

    told = READERS[name](OUTPUTS[name].render(made, Words(made.standard)))

    expected = _sum((each.check.name, each.total) for each in made.notices)
    verdict = str(made).splitlines()[0]
    assert told == (verdict, expected)


@pytest.mark.parametrize("name", OUTPUTS)
def test_an_output_of_a_report_without_findings_says_so(name):
    made = report()

    rendered = OUTPUTS[name].render(made, Words(made.standard))

    assert "No problems found." in rendered or json.loads(rendered)["valid"]


@pytest.mark.parametrize("name", ["html", "json", "sarif", "text"])
def test_an_output_says_what_was_not_checked(name):
    made = _mistakes()

    assert "no earlier release was given" in OUTPUTS[name].render(made, Words(made.standard))
