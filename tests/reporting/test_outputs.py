"""Each output renders the one document."""

import json
from importlib.resources import files

import jsonschema
import pytest
from submissions import make

from openinnov.reporting import OUTPUTS, text
from openinnov.validation import validate

SCHEMA = json.loads((files("openinnov") / "report.schema.json").read_text("utf-8"))
ROWS = {
    "organization": [
        {
            "id": "bd-a2i-org-1",
            "name": "Aspire to Innovate",
            "organization_type": "public-agency",
            "country": "UK",
        }
    ]
}


@pytest.fixture
def report():
    return validate(make(ROWS))


def test_the_schema_of_the_document_is_one():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_the_json_is_what_its_schema_says(report):
    document = json.loads(OUTPUTS["json"].render(report))

    jsonschema.Draft202012Validator(SCHEMA).validate(document)
    assert document["totals"]["error"] == sum(
        notice["total"] for notice in document["notices"] if notice["severity"] == "error"
    )


def test_the_text_says_what_where_and_what_to_do(report):
    lines = str(report).splitlines()

    assert lines[0].startswith("Not ready to publish. Errors: ")
    start = lines.index("Error: A code is in the list of its field. (codelist)")
    assert lines[start + 1 : start + 3] == [
        '  Where:  organization.csv; column "country"; every row; total: 1',
        '  Found:  "UK" (1)',
    ]


@pytest.mark.parametrize("name", OUTPUTS)
def test_an_output_ends_with_one_line_feed(name, report):
    rendered = OUTPUTS[name].render(report)

    assert rendered.endswith("\n")
    assert not rendered.endswith("\n\n")


def test_no_value_moves_the_cursor():
    rows = {"organization": [ROWS["organization"][0] | {"country": "\x1b[31m\u202eBD"}]}

    rendered = text.render(validate(make(rows), rules=[]))

    assert "\\x1b[31m\\u202eBD" in rendered
    assert "\x1b" not in rendered


def test_a_report_of_nothing_is_no_pass():
    report = validate(make({}, descriptor=None), rules=[])

    assert not report.valid
    assert [notice.check.name for notice in report.notices] == ["no-table"]


def test_a_report_without_problems_says_so():
    good = {"organization": [ROWS["organization"][0] | {"country": "BD"}]}

    report = validate(make(good), rules=[])

    assert text.render(report).startswith("No problems found.")
    assert len(report) == 0
    assert bool(report) is True
