"""Each output renders the one document."""

import json
from importlib.resources import files

import jsonschema
import pytest
from submissions import make

from openinnov.cli.reports import FORMATS
from openinnov.descriptor import REQUIRED
from openinnov.report import say_expected
from openinnov.reporting import OUTPUTS, text
from openinnov.standard import Words, load
from openinnov.validation import validate

STANDARD = load()
WORDS = Words(STANDARD)
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
    document = json.loads(OUTPUTS["json"].render(report, WORDS))

    jsonschema.Draft202012Validator(SCHEMA).validate(document)
    assert document["totals"]["error"] == sum(
        notice["total"] for notice in document["notices"] if notice["severity"] == "error"
    )


def test_the_text_says_what_where_and_what_to_do(report):
    lines = str(report).splitlines()

    assert lines[0].startswith("Not ready to publish. Errors: ")
    start = lines.index("Error: A code is in the list of its field. (codelist)")
    assert lines[start + 1 : start + 5] == [
        '  Where:       organization.csv; column "country"; every row; total: 1',
        '  Found:       "UK" (1)',
        '  Suggestion:  "UK" → "GB" (only the spelling changes)',
        "  Expected:    one of GB, UA, TR, UZ, BF, TM, TC, CK, and so on; the list has 249 codes",
    ]


def test_what_is_expected_is_said_of_each_kind_of_demand():
    rows = {
        "deployment": [
            {"people_reached": "-5", "start_date": "May", "innovation_id": "bd-a2i-inn-9"}
        ],
        "innovation": [
            {"id": "bd-a2i-inn-1", "summary": "TBD", "stage": "done", "title": "x" * 300}
        ],
        "need": [{"status": "closed?"}],
        "contact": [{"phone": "123"}],
    }

    report = validate(make(rows))

    expected = {
        (notice.table, notice.field, notice.check.name): say_expected(WORDS, notice)
        for notice in report.notices
    }
    assert expected["deployment", "people_reached", "minimum"] == "0 or more"
    assert expected["deployment", "start_date", "type"].startswith("a year, a month or a day")
    assert expected["deployment", "innovation_id", "foreign-key"] == (
        "a value that stands in the column id of the table innovation"
    )
    assert expected["innovation", "summary", "min-length"] == "at least 20 characters"
    assert expected["innovation", "title", "max-length"] == "at most 200 characters"
    assert expected["contact", "phone", "pattern"] == "a value of the form of +442079460000"


@pytest.mark.parametrize("language", ["en", "ar", "bn", "es", "fr", "ru", "zh-Hans"])
def test_the_form_of_a_field_is_shown_without_a_word_of_another_language(language):
    (notice,) = (
        each
        for each in validate(make({"contact": [{"phone": "123"}]})).notices
        if each.check.name == "pattern"
    )

    said = say_expected(Words(STANDARD, language), notice)

    assert "+442079460000" in said
    assert dict(notice.params)["description"] not in said


def test_each_message_is_english_and_complete():
    types = {f"expected/type/{f.type}" for t in STANDARD.tables.values() for f in t.fields.values()}
    named = {f"descriptor/{name}" for name in REQUIRED}

    assert [name for name in types | named if not WORDS.knows(name)] == []


def test_a_report_is_said_in_another_language(report):
    french = Words(STANDARD, "fr")

    document = json.loads(OUTPUTS["json"].render(report, french))

    jsonschema.Draft202012Validator(SCHEMA).validate(document)
    assert document["language"] == "fr"
    titles = {notice["rule"]: notice["text"]["title"] for notice in document["notices"]}
    assert titles["codelist"] == "Un code figure dans la liste de son champ."
    assert (french.direction, Words(STANDARD, "ar").direction) == ("ltr", "rtl")
    assert french.table("need") == STANDARD.texts("fr")["table/need/title"]
    assert WORDS.field("need", "title") == STANDARD.tables["need"].fields["title"].title


def test_a_finding_names_the_cell(report):
    (finding,) = [f for f in report.findings if f.rule == "codelist"]

    assert finding.cell is None  # These rows come from no file.


@pytest.mark.parametrize("name", OUTPUTS)
def test_an_output_ends_with_one_line_feed(name, report):
    rendered = OUTPUTS[name].render(report, WORDS)

    assert rendered.endswith("\n")
    assert not rendered.endswith("\n\n")


def test_no_value_moves_the_cursor():
    rows = {"organization": [ROWS["organization"][0] | {"country": "\x1b[31m\u202eBD"}]}

    rendered = text.render(validate(make(rows), rules=[]), WORDS)

    assert "\\x1b[31m\\u202eBD" in rendered
    assert "\x1b" not in rendered


def test_a_report_of_nothing_is_no_pass():
    report = validate(make({}, descriptor=None), rules=[])

    assert not report.valid
    assert [notice.check.name for notice in report.notices] == ["no-table"]


def test_a_report_without_problems_says_so():
    good = {"organization": [ROWS["organization"][0] | {"country": "BD"}]}

    report = validate(make(good), rules=[])

    assert text.render(report, WORDS).startswith("No problems found.")
    assert len(report) == 0
    assert bool(report) is True


def test_an_output_that_is_none_is_not_looked_for():
    assert "pdf" not in OUTPUTS
    assert len(OUTPUTS) == len(FORMATS)
