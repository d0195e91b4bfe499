"""The models take what files and JSON hold, have typed values, and show none of them."""

import pickle
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest
from pydantic import BaseModel, ValidationError

import openinnov.models
from openinnov.models import models
from openinnov.standard import Field, load

STANDARD = load()
MODELS = models(STANDARD)
ORGANIZATION = {
    "id": "bd-a2i-org-1",
    "name": "Aspire to Innovate",
    "organization_type": "public-agency",
    "country": "BD",
}
FUNDING = {"id": "bd-a2i-f-1", "innovation_id": "bd-a2i-1"}
INNOVATION = {
    "id": "bd-a2i-1",
    "title": "Union digital centres",
    "summary": "One-stop centres in every union.",
    "country": "BD",
    "lead_organization_id": "bd-a2i-org-1",
    "stage": "diffusion",
    "status": "active",
}
ROWS = {"organization": ORGANIZATION, "funding": FUNDING, "innovation": INNOVATION}


def _faults(table, **cells):
    with pytest.raises(ValidationError) as caught:
        MODELS[table].model_validate(ROWS[table] | cells)
    return [(".".join(map(str, fault["loc"])), fault["msg"]) for fault in caught.value.errors()]


def _cell(table, name, cell):
    return getattr(MODELS[table].model_validate(ROWS[table] | {name: cell}), name)


def test_each_table_has_a_model_under_its_name_and_under_that_of_its_class():
    names = [name for name in dir(openinnov.models) if name[0].isupper()]
    classes = {getattr(openinnov.models, name) for name in names} - {Decimal, date}

    shipped = {c for c in classes if isinstance(c, type) and issubclass(c, BaseModel)}
    assert {c.__name__ for c in shipped} == {c.__name__ for c in MODELS.values()}
    assert openinnov.models.InnovationSdg.__name__ == "InnovationSdg"
    assert len(MODELS) == len(STANDARD.tables)
    assert MODELS["need"] is MODELS["need"]


def test_unknown_model_is_no_attribute():
    with pytest.raises(AttributeError, match="has no attribute Ned"):
        _ = openinnov.models.Ned


def test_models_say_what_the_standard_says():
    for table in STANDARD.tables.values():
        model = MODELS[table.name]
        fields = model.model_fields

        assert model.__doc__ == f"{table.title}: {table.description}"
        assert {name: (f.title, f.description, f.is_required()) for name, f in fields.items()} == {
            f.name: (f.title, f.description, f.required) for f in table.fields.values()
        }
        assert set(model.model_json_schema()["properties"]) == set(table.fields)


@pytest.mark.parametrize(
    ("table", "name", "cell", "value"),
    [
        pytest.param("funding", "amount", "12.50", Decimal("12.50"), id="decimal of a file"),
        pytest.param("funding", "amount", 12.5, Decimal("12.5"), id="decimal of JSON"),
        pytest.param("funding", "amount", 12, Decimal(12), id="whole decimal"),
        pytest.param("funding", "amount", Decimal("0.1"), Decimal("0.1"), id="decimal of Python"),
        pytest.param("funding", "year", "2024", 2024, id="year of a file"),
        pytest.param("funding", "year", 2024, 2024, id="year of JSON"),
        pytest.param("organization", "is_individual", "false", False, id="false of a file"),
        pytest.param("organization", "is_individual", False, False, id="false of JSON"),
        pytest.param("organization", "acronym", "", None, id="empty cell"),
        pytest.param("organization", "identifiers", [], None, id="empty list"),
        pytest.param(
            "organization",
            "identifiers",
            "XX-A-2; XX-A-1",
            ("XX-A-1", "XX-A-2"),
            id="list of a file",
        ),
        pytest.param(
            "organization", "identifiers", ["XX-A-2", "XX-A-1"], ("XX-A-1", "XX-A-2"), id="array"
        ),
        pytest.param(
            "organization", "identifiers", {"XX-A-2", "XX-A-1"}, ("XX-A-1", "XX-A-2"), id="set"
        ),
        pytest.param("innovation", "policy_areas", "01.1;01", ("01", "01.1"), id="list of codes"),
        pytest.param("innovation", "modified", "2026-01-15", date(2026, 1, 15), id="day"),
        pytest.param("innovation", "start_date", "2026-01", "2026-01", id="partial date"),
        pytest.param("innovation", "problem", "a\r\nb", "a\nb", id="line break of Windows"),
    ],
)
def test_cells_have_typed_values(table, name, cell, value):
    found = _cell(table, name, cell)

    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize(
    ("table", "name", "cell", "faults"),
    [
        pytest.param("organization", "name", "", [("name", "Field required")], id="nothing"),
        pytest.param(
            "organization",
            "name",
            "   ",
            [("name", "Value error, write more than spaces")],
            id="blanks",
        ),
        pytest.param(
            "organization",
            "name",
            "a\tb",
            [("name", "Value error, take out line breaks and invisible characters")],
            id="tab",
        ),
        pytest.param(
            "organization",
            "subtype",
            "é" * (1 << 19) + "x",
            [("subtype", "Value error, shorten the text to 1 MiB")],
            id="very long text",
        ),
        pytest.param(
            "organization", "nmae", "a", [("nmae", "Extra inputs are not permitted")], id="unknown"
        ),
        pytest.param(
            "organization",
            "is_individual",
            "yes",
            [("is_individual", "Value error, write true or false")],
            id="yes",
        ),
        pytest.param(
            "organization",
            "is_individual",
            1,
            [("is_individual", "Input should be a valid boolean")],
            id="one for true",
        ),
        pytest.param(
            "organization",
            "email",
            "a@b",
            [("email", "Value error, write an address such as info@example.org")],
            id="address",
        ),
        pytest.param(
            "innovation",
            "keywords",
            "a;a",
            [("keywords", "Value error, name each item once")],
            id="item twice",
        ),
        pytest.param(
            "innovation",
            "keywords",
            ["a;b"],
            [
                (
                    "keywords.0",
                    "Value error, take out empty items, semicolons and invisible characters",
                )
            ],
            id="semicolon",
        ),
        pytest.param(
            "innovation",
            "modified",
            datetime(2026, 1, 15),
            [
                (
                    "modified",
                    "Input should be a valid date",
                )
            ],
            id="moment for a day",
        ),
        pytest.param(
            "innovation",
            "modified",
            "2026-02-30",
            [("modified", "Value error, write year-month-day, such as 2026-01-15")],
            id="no such day",
        ),
        pytest.param(
            "funding",
            "year",
            True,
            [("year", "Input should be a valid integer")],
            id="true for year",
        ),
        pytest.param(
            "funding",
            "amount",
            True,
            [("amount", "Input should be an instance of Decimal")],
            id="true for number",
        ),
        pytest.param(
            "funding",
            "amount",
            float("nan"),
            [("amount", "Input should be a finite number")],
            id="not a number",
        ),
        pytest.param(
            "funding",
            "amount",
            0.1 + 0.2,
            [("amount", "Decimal input should have no more than 9 decimal places")],
            id="float that is not what was meant",
        ),
    ],
)
def test_other_cells_are_refused_with_advice(table, name, cell, faults):
    assert _faults(table, **{name: cell}) == faults


def test_required_list_of_blanks_is_refused():
    need = {"wanted": "\u00a0"}

    with pytest.raises(ValidationError) as caught:
        MODELS["need"].model_validate(need)

    messages = {fault["loc"][0]: fault["msg"] for fault in caught.value.errors()}
    assert messages["wanted"] == "Value error, name an item"


@pytest.mark.parametrize("level", [True, 3.0, "6", "three"])
def test_numbered_code_is_a_whole_number_of_the_list(level):
    with pytest.raises(ValidationError) as caught:
        MODELS["measurement"].model_validate({"evidence_level": level})

    assert "evidence_level" in {fault["loc"][0] for fault in caught.value.errors()}


def test_what_is_no_row_is_refused():
    with pytest.raises(ValidationError):
        MODELS["organization"].model_validate("a row")


def test_row_cannot_be_changed():
    row = MODELS["organization"].model_validate(ORGANIZATION)

    with pytest.raises(ValidationError, match="frozen"):
        row.name = "Another"


def test_no_value_is_shown():
    cells = {
        name: f"canary{number}" for number, name in enumerate(STANDARD.tables["contact"].fields)
    }
    good = MODELS["funding"].model_validate(FUNDING | {"amount": "4711.25", "year": "2024"})

    with pytest.raises(ValidationError) as caught:
        MODELS["contact"].model_validate(cells)

    assert "canary" not in f"{caught.value}{caught.value!r}"
    assert repr(good) == "Funding('id', 'innovation_id', 'year', 'amount')"
    assert str(good) == "'id' 'innovation_id' 'year' 'amount'"
    assert "4711" not in f"{list(good.__rich_repr__())}"


def test_row_can_be_sent_to_another_process():
    row = openinnov.models.Organization.model_validate(ORGANIZATION)

    assert pickle.loads(pickle.dumps(row)) == row  # noqa: S301 -- it was pickled here


def test_closed_lists_are_literals_for_programs_that_read_annotations():
    schema = MODELS["need"].model_json_schema()["properties"]

    assert schema["status"]["enum"] == list(STANDARD.codelists["need_status"].valid)


def test_models_follow_the_standard_that_is_given():
    table = STANDARD.tables["need"]
    field = Field("colour", "code", "Colour", "Its colour.", "public", codelists=("sex",))
    own = models(replace(STANDARD, tables={"need": replace(table, fields={"colour": field})}))

    assert list(own) == ["need"]
    assert own["need"].model_validate({"colour": "F"}).model_dump() == {"colour": "F"}
