"""No finding shows the value of a field that is not public."""

import pytest
from submissions import make

from openinnov.copies import write_copy
from openinnov.reading import read
from openinnov.reporting import OUTPUTS
from openinnov.standard import Words, load
from openinnov.validation import shown, validate

STANDARD = load()
WORDS = Words(STANDARD)
PROTECTED = [
    pytest.param(table.name, field.name, id=f"{table.name}.{field.name}")
    for table in STANDARD.tables.values()
    for field in table.fields.values()
    if field.privacy != "public"
]


@pytest.mark.parametrize(("table", "field"), PROTECTED)
def test_no_output_shows_a_bad_value_of_a_protected_field(table, field):
    # The canary breaks most types and patterns; a text that breaks nothing is not found at all.
    canary = "Canary\x01person@example.org +8801700000000"

    report = validate(make({table: [{field: canary}, {field: canary}]}))

    assert len(report) > 0
    for output in OUTPUTS.values():
        rendered = output.render(report, WORDS)
        assert "anary" not in rendered
        assert "person@" not in rendered
        assert "8801700" not in rendered


@pytest.mark.parametrize("person", ["true", "yes", "TRUE"])
def test_what_identifies_a_one_person_business_is_not_shown(person):
    row = {"id": "bd-a2i-org-1", "name": " Canary", "website": "canary", "is_individual": person}

    report = validate(make({"organization": [row]}))

    assert {"name", "website"} <= {finding.field for finding in report.findings}
    assert "anary" not in OUTPUTS["json"].render(report, WORDS)


@pytest.mark.parametrize(
    ("table", "record", "field"),
    [
        pytest.param("need", "bd-a2i-need-1", "restrictions", id="a restricted text"),
        pytest.param("organization", "bd-a2i-org-1", "name", id="the name of a person"),
        pytest.param("nothing", "bd-a2i-1", "text", id="a text of no field"),
    ],
)
def test_a_translation_is_shown_no_more_than_what_it_translates(table, record, field):
    translation = {"table_name": table, "record_id": record, "field_name": field}
    translation |= {"language": "fr", "text": " Canary "}
    person = {"id": "bd-a2i-org-1", "name": "Somebody", "is_individual": "true"}

    report = validate(make({"organization": [person], "translation": [translation]}))

    assert "surrounding-space" in {finding.rule for finding in report.findings}
    assert "anary" not in OUTPUTS["json"].render(report, WORDS)
    assert any(n.withheld for n in report.notices if n.check.name == "surrounding-space")


def test_a_translation_of_a_public_text_is_shown():
    translation = {"table_name": "innovation", "record_id": "bd-a2i-1", "field_name": "title"}
    submission = make({"translation": [translation | {"language": "fr", "text": " Centres "}]})

    report = validate(submission, rules=[])

    assert " Centres " in {finding.value for finding in report.findings}


@pytest.mark.parametrize("rest", ["", ",,,,,,", ',"x"y,,', ',"'])
def test_a_record_that_has_lost_its_shape_is_not_shown(rest, tmp_path):
    text = f"id,title,country\nbd-a2i-need-1,Canary,UK\nCanary{rest}\n"
    (tmp_path / "need.csv").write_text(text, encoding="utf-8")

    report = validate(read(tmp_path), rules=[])

    found = {(f.row, f.value) for f in report.findings if f.rule in {"pattern", "codelist"}}
    assert found == {(2, "UK"), (3, None)}
    assert [n.withheld for n in report.notices if n.check.name == "pattern"] == [True]
    for output in OUTPUTS.values():
        assert "anary" not in output.render(report, WORDS)


def test_a_schema_of_others_protects_no_record(tmp_path):
    (tmp_path / "cases.csv").write_text('id,day\nx,"2020"y\n', encoding="utf-8")
    (tmp_path / "schema.json").write_text('{"fields": [{"name": "id", "type": "integer"}]}')

    report = validate(read(tmp_path / "cases.csv", schema=tmp_path / "schema.json"))

    assert ("type", "x") in {(finding.rule, finding.value) for finding in report.findings}


def test_a_business_of_many_is_shown():
    row = {"id": "bd-a2i-org-1", "name": " Centre", "is_individual": "false"}

    report = validate(make({"organization": [row]}), rules=[])

    assert " Centre" in {finding.value for finding in report.findings}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(" Zorblax Quibble asks for centres.", id="a name of a person"),
        pytest.param(" Ask zorblax@example.org for centres.", id="an address"),
        pytest.param(" Call +880 1711-123456 for centres.", id="a number"),
        pytest.param(" Call 01711-123456 for centres.", id="a number of the country"),
    ],
)
def test_a_public_text_that_tells_of_a_person_is_not_shown(text):
    rows = {"innovation": [{"summary": text}], "contact": [{"name": "Zorblax Quibble"}]}

    report = validate(make(rows), rules=[])

    (notice,) = [n for n in report.notices if n.check.name == "surrounding-space"]
    assert notice.withheld
    for output in OUTPUTS.values():
        assert text.strip() not in output.render(report, WORDS)


def test_a_wrong_date_is_shown_though_its_digits_could_be_a_number():
    rows = {"innovation": [{"start_date": "31/12/2019", "summary": " 31122019 boats were built"}]}

    report = validate(make(rows), rules=[])

    assert [v for n in report.notices if n.field == "start_date" for v, _ in n.values] == [
        "31/12/2019"
    ]


def test_headings_of_a_table_about_persons_are_not_shown(tmp_path):
    path = tmp_path / "contact.csv"
    path.write_text("name,Zorblax Quibble\nid,bd-a2i-contact-1\n", encoding="utf-8")

    report = validate(read(path))

    (notice,) = [n for n in report.notices if n.check.name == "extra-label"]
    assert (notice.values, notice.total) == ((), 1)
    for output in OUTPUTS.values():
        assert "Zorblax" not in output.render(report, WORDS)


@pytest.mark.parametrize("looked_at_first", [0, 10_000])
def test_of_many_findings_those_that_a_report_needs_are_looked_at_first(
    looked_at_first, monkeypatch, tmp_path
):
    monkeypatch.setattr(shown, "_FEW", looked_at_first)
    # Persons are the commonest of the bad values, and more than a report shows.
    persons = [f"canary{number}@example.org" for number in range(40)]
    countries = [*persons, *persons, "ZA1", *persons, "ZA2"]
    submission = make({"organization": [{"country": country} for country in countries]})

    report = validate(submission, rules=[], samples=3)

    (notice,) = (notice for notice in report.notices if notice.check.name == "codelist")
    assert notice.values == (("ZA1", 1), ("ZA2", 1))
    assert notice.withheld
    assert all("canary" not in output.render(report, WORDS) for output in OUTPUTS.values())

    write_copy(submission, report, "findings", tmp_path / "findings.csv")

    told = (tmp_path / "findings.csv").read_text(encoding="utf-8")
    assert "ZA2" in told
    assert "canary" not in told
