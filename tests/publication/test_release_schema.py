"""The schema of a release: the standard's own where nothing was changed."""

import dataclasses
from decimal import Decimal

import pytest

from openinnov.publication.release_schema import field_descriptor, release_schema
from openinnov.standard import Reference, field, load

STANDARD = load()
TABLES = [pytest.param(table, id=table.name) for table in STANDARD.tables.values()]
COLUMNS = {table.name: tuple(table.fields) for table in STANDARD.tables.values()}


@pytest.mark.parametrize("table", TABLES)
def test_a_table_that_is_released_whole_has_the_schema_of_the_standard(table):
    schema = STANDARD.schema(table.name)
    for name in ("fieldsMatch", "openinnov:required"):
        schema.pop(name, None)
    for each in schema["fields"]:
        each.pop("example", None)  # It may look like an id that the release holds back.

    assert release_schema(STANDARD, table, COLUMNS) == schema


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"required": False}, id="not required"),
        pytest.param({"required": True, "unique": True, "recommended": True}, id="stricter"),
        pytest.param({"type": "string", "minimum": None, "maximum": None}, id="a band of ages"),
        pytest.param({"pattern": "[0-9]+-[0-9]+"}, id="another pattern"),
        pytest.param({"min_length": 1, "max_length": 9}, id="lengths"),
        pytest.param({"minimum": Decimal("0.5"), "exclusive_minimum": Decimal(0)}, id="bounds"),
        pytest.param({"type": "list", "pattern": "[a-z]+", "merge": "union"}, id="a list"),
        pytest.param({"type": "email"}, id="an address"),
        pytest.param({"codelists": ("unit", "currency"), "codelist_open": True}, id="codes"),
        pytest.param({"translatable": True, "free_text": True, "count": True}, id="marks"),
        pytest.param({"properties": ()}, id="no property"),
        pytest.param({"properties": ("dcterms:title", "foaf:name")}, id="two properties"),
        pytest.param({"privacy": "public", "hierarchy": None}, id="made public"),
        pytest.param({"reference": Reference("need", "id", external=True)}, id="an external one"),
    ],
)
def test_a_changed_field_reads_as_it_was_changed(change):
    changed = dataclasses.replace(STANDARD.tables["feedback"].fields["age"], **change)
    references = {"age": changed.reference} if changed.reference else {}

    assert field(field_descriptor(changed), references) == changed


def test_what_was_dropped_is_in_no_key():
    columns = {"innovation_sdg": ("innovation_id", "rationale"), "organization": ("id", "name")}

    sdg = release_schema(STANDARD, STANDARD.tables["innovation_sdg"], columns)
    organization = release_schema(STANDARD, STANDARD.tables["organization"], columns)

    assert [each["name"] for each in sdg["fields"]] == ["innovation_id", "rationale"]
    assert "primaryKey" not in sdg
    assert "foreignKeys" not in sdg
    assert organization["primaryKey"] == ["id"]
    assert "openinnov:individual" not in organization


def test_references_lead_to_released_fields_alone():
    columns = {"innovation": ("id", "lead_organization_id", "contact_id"), "organization": ("id",)}

    schema = release_schema(STANDARD, STANDARD.tables["innovation"], columns)

    assert schema["foreignKeys"] == [
        {
            "fields": ["lead_organization_id"],
            "reference": {"resource": "organization", "fields": ["id"]},
        }
    ]
