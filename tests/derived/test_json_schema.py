"""The JSON Schema is one by its own rules, and takes and refuses whole submissions."""

import json
import re
from dataclasses import replace
from decimal import Decimal

import pytest
from jsonschema import Draft202012Validator

from openinnov.derived import DERIVED, patterns
from openinnov.derived.json_schema import json_schema
from openinnov.standard import Field, load

STANDARD = load()
SCHEMA = json_schema(STANDARD)
VALIDATOR = Draft202012Validator(SCHEMA)
ORGANIZATION = {
    "id": "bd-a2i-org-1",
    "name": "Aspire to Innovate",
    "organization_type": "public-agency",
    "country": "BD",
}
INNOVATION = {
    "id": "bd-a2i-1",
    "title": "Union digital centres",
    "summary": "One-stop centres in every union.",
    "country": "BD",
    "lead_organization_id": "bd-a2i-org-1",
    "stage": "diffusion",
    "status": "active",
}


def _places(document):
    return sorted(".".join(map(str, e.absolute_path)) for e in VALIDATOR.iter_errors(document))


def test_is_a_schema_of_its_own_dialect():
    Draft202012Validator.check_schema(SCHEMA)

    assert SCHEMA["$schema"] == Draft202012Validator.META_SCHEMA["$id"]
    assert SCHEMA["$id"] == "https://w3id.org/openinnov/submission.schema.json"


def test_every_table_and_field_says_what_it_is():
    for table in STANDARD.tables.values():
        row = SCHEMA["$defs"][table.name]

        assert (row["title"], row["description"]) == (table.title, table.description)
        assert {
            name: (cell["title"], cell["description"]) for name, cell in row["properties"].items()
        } == {field.name: (field.title, field.description) for field in table.fields.values()}


def test_every_pattern_means_the_whole_text_or_one_character():
    found = []

    def walk(node):
        if isinstance(node, dict):
            found.extend(value for key, value in node.items() if key == "pattern")
            for value in node.values():
                walk(value)
        if isinstance(node, list):
            for value in node:
                walk(value)

    walk(SCHEMA["$defs"])

    strings = {pattern for pattern in found if isinstance(pattern, str)}
    whole = {pattern for pattern in strings if re.fullmatch(r"\^.*\$", pattern, re.DOTALL)}
    assert {p for p in strings - whole if not p.startswith("[")} == set()


@pytest.mark.parametrize(
    ("table", "row", "places"),
    [
        pytest.param("organization", ORGANIZATION, [], id="only what is required"),
        pytest.param("organization", ORGANIZATION | {"acronym": None}, [], id="null for empty"),
        pytest.param("organization", ORGANIZATION | {"acronym": ""}, ["acronym"], id="empty text"),
        pytest.param("organization", ORGANIZATION | {"name": None}, ["name"], id="required null"),
        pytest.param("organization", ORGANIZATION | {"nmae": "a"}, [""], id="unknown column"),
        pytest.param("organization", ORGANIZATION | {"country": "UK"}, ["country"], id="an alias"),
        pytest.param("organization", ORGANIZATION | {"subtype": "other"}, [], id="open codelist"),
        pytest.param("organization", ORGANIZATION | {"subtype": 1}, ["subtype"], id="no text"),
        pytest.param(
            "organization", ORGANIZATION | {"name": "two\nlines"}, ["name"], id="a line break"
        ),
        pytest.param(
            "organization",
            ORGANIZATION | {"id": "bd-a2i-org-1\n"},
            ["id"],
            id="a line break at the end",
        ),
        pytest.param(
            "organization",
            ORGANIZATION | {"is_individual": "true"},
            ["is_individual"],
            id="true as text",
        ),
        pytest.param("innovation", INNOVATION | {"policy_areas": ["01.1"]}, [], id="a list"),
        pytest.param("innovation", INNOVATION | {"policy_areas": []}, [], id="an empty list"),
        pytest.param(
            "innovation", INNOVATION | {"policy_areas": "01.1"}, ["policy_areas"], id="list as text"
        ),
        pytest.param(
            "innovation",
            INNOVATION | {"policy_areas": ["01.1", "01.1"]},
            ["policy_areas"],
            id="twice in a list",
        ),
        pytest.param(
            "innovation",
            INNOVATION | {"keywords": ["a;b"]},
            ["keywords.0"],
            id="a semicolon in an item",
        ),
        pytest.param(
            "innovation",
            INNOVATION | {"start_date": "2019-02-29"},
            ["start_date"],
            id="no such day",
        ),
        pytest.param("innovation", INNOVATION | {"start_date": "2019-02"}, [], id="a month"),
    ],
)
def test_rows_are_taken_or_refused(table, row, places):
    document = {"organization": [ORGANIZATION], table: [row]}

    assert _places(document) == [f"{table}.0.{place}".rstrip(".") for place in places]


@pytest.mark.parametrize(
    ("document", "places"),
    [
        pytest.param({"organization": []}, [], id="an empty table"),
        pytest.param({"descriptor": {"name": "a"}, "organization": []}, [], id="described"),
        pytest.param({"descriptor": "a", "organization": []}, ["descriptor"], id="described badly"),
        pytest.param({}, [""], id="without a table that no package does without"),
        pytest.param({"organization": [], "organisation": []}, [""], id="an unknown table"),
        pytest.param({"organization": {"1": ORGANIZATION}}, ["organization"], id="no array"),
        pytest.param([ORGANIZATION], [""], id="rows without a table"),
    ],
)
def test_documents_are_taken_or_refused(document, places):
    assert _places(document) == places


@pytest.mark.parametrize("value", [12, 12.5, Decimal("0.1"), "0", "12.50", "0.000000001"])
def test_decimals_are_numbers_or_texts(value):
    funding = {"id": "bd-a2i-f-1", "innovation_id": "bd-a2i-1", "amount": value}

    assert _places({"organization": [], "funding": [funding]}) == []


@pytest.mark.parametrize(
    "value", [-2, "-1", "-0.5", "1,5", "1e3", "0.1234567891", "1" * 19, 10**18]
)
def test_what_is_no_decimal_of_the_field_is_refused(value):
    funding = {"id": "bd-a2i-f-1", "innovation_id": "bd-a2i-1", "amount": value}

    assert _places({"organization": [], "funding": [funding]}) == ["funding.0.amount"]


@pytest.mark.parametrize(
    ("least", "above", "most"),
    [
        (0, None, None),
        (None, 0, None),
        (-90, None, 90),
        (None, -1, 1),
        (None, None, 205),
        (0, None, 0),
    ],
)
def test_text_of_a_decimal_keeps_the_bounds(least, above, most):
    bounds = [None if bound is None else Decimal(bound) for bound in (least, above, most)]
    field = Field("x", "decimal", "", "", "public", minimum=bounds[0], maximum=bounds[2])
    validator = _validator_of(replace(field, exclusive_minimum=bounds[1]))

    for whole in range(-210, 210):
        for fraction in ("", ".0", ".5", ".000000001"):
            text = f"{whole}{fraction}"
            fits = (
                (least is None or Decimal(text) >= least)
                and (above is None or Decimal(text) > above)
                and (most is None or Decimal(text) <= most)
            )
            assert (text, validator.is_valid(text)) == (text, fits)


@pytest.mark.parametrize(
    ("bounds", "good", "bad"),
    [
        pytest.param({"minimum": Decimal("0.5")}, 0.5, 0.4, id="a fraction as bound"),
        pytest.param({"minimum": Decimal(2)}, 2, 1, id="zero below the bounds"),
        pytest.param({"maximum": Decimal(-1)}, -1, 0, id="zero above the bounds"),
    ],
)
def test_decimal_whose_bounds_no_pattern_says_is_a_number_alone(bounds, good, bad):
    field = Field("x", "decimal", "", "", "public", **bounds)
    validator = _validator_of(field)

    assert patterns.decimal_within(field) is None
    assert [validator.is_valid(value) for value in (good, bad, str(good))] == [True, False, False]


def _validator_of(field):
    table = replace(STANDARD.tables["need"], fields={"x": replace(field, required=True)})
    schema = json_schema(replace(STANDARD, tables={"need": table}))
    return Draft202012Validator({"$ref": "#/$defs/need/properties/x", "$defs": schema["$defs"]})


def test_codes_that_several_closed_lists_give_are_all_taken():
    field = Field("x", "code", "", "", "public", codelists=("need_status", "sex"))

    validator = _validator_of(field)

    assert [validator.is_valid(code) for code in ("open", "F", "G")] == [True, True, False]


@pytest.mark.parametrize("name", sorted(set(DERIVED) - {"shacl", "vocabulary", "vocabulary-page"}))
def test_derived_file_is_json_that_is_the_same_each_time(name):
    text = DERIVED[name].derive(STANDARD)

    assert text == DERIVED[name].derive(STANDARD)
    assert text.endswith("}\n")
    assert isinstance(json.loads(text), dict)
