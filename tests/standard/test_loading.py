"""The standard that this package ships is whole, and is loaded as it is written."""

import csv
import json
import re
import shutil
from decimal import Decimal

import pytest
from frictionless import Schema
from jsonschema import Draft202012Validator

from openinnov.exceptions import UnknownNameError
from openinnov.standard import Consent, Individual, Reference, load

STANDARD = load()
TABLES = [pytest.param(table, id=table.name) for table in STANDARD.tables.values()]
PROFILE = json.loads((STANDARD.root / "profile.json").read_text("utf-8"))
COLUMNS = ["code", "title", "definition", "status", "valid_from", "valid_to", "replaced_by"]
COLUMNS += ["iri", "source"]
#: Codelists whose broader codes stand in another one.
BROADER = {"sdg_indicator": "sdg"}


def _rows(path):
    with (STANDARD.root / path).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _codelist(name):
    return _rows(f"codelists/{name}.csv")


def test_profile_of_table_schemas_is_a_schema():
    Draft202012Validator.check_schema(PROFILE)


@pytest.mark.parametrize("table", TABLES)
def test_table_schema_follows_the_profile(table):
    assert list(Draft202012Validator(PROFILE).iter_errors(STANDARD.schema(table.name))) == []


@pytest.mark.parametrize("table", TABLES)
def test_frictionless_takes_the_table_schema(table):
    schema = Schema.from_descriptor(STANDARD.schema(table.name))

    assert schema.field_names == list(table.fields)
    assert tuple(schema.primary_key) == table.primary_key


def test_every_file_of_a_table_is_in_the_package():
    files = {file.stem for file in STANDARD.root.glob("*.json")}

    assert files == {*STANDARD.tables, "datapackage", "profile"}


def test_cell_of_a_table_schema_becomes_a_property_of_a_field():
    weight = STANDARD.tables["feedback"].fields["weight"]
    identifiers = STANDARD.tables["organization"].fields["identifiers"]
    unit = STANDARD.tables["indicator"].fields["unit"]
    origin = STANDARD.tables["innovation"].fields["adapted_from_id"]
    level = STANDARD.tables["measurement"].fields["evidence_level"]

    assert (weight.exclusive_minimum, weight.minimum) == (Decimal(0), None)
    assert (identifiers.pattern, identifiers.merge) == ("[A-Z]{2,3}-[A-Z0-9]+-.+", "union")
    assert (unit.codelists, unit.codelist_open) == (("unit", "currency"), True)
    assert origin.reference == Reference("innovation", "id", external=True)
    assert (level.minimum, level.maximum) == (Decimal(1), Decimal(5))


def test_table_knows_what_makes_a_row_personal():
    assert STANDARD.tables["contact"].consent == Consent(
        status="consent_status", on="consented_on", basis="legal_basis", review="review_on"
    )
    assert STANDARD.tables["organization"].individual == Individual(
        "is_individual", ("name", "acronym", "identifiers", "website", "email")
    )
    assert STANDARD.tables["need"].consent is None


def test_rule_has_what_its_header_says():
    rule = STANDARD.rules["amount-and-currency"]

    assert (rule.sentence, rule.card, rule.severity) == (
        "An amount has a currency.",
        "validity",
        "error",
    )
    assert rule.ignored[0] == "the amount is missing"
    assert rule.query.startswith("-- An amount has a currency.\n")


def test_text_of_a_header_may_go_on_in_the_next_line(tmp_path):
    for name in ("datapackage.json", "checks.csv", "codelists.csv", "policy.toml"):
        (tmp_path / name).write_bytes((STANDARD.root / name).read_bytes())
    package = json.loads((tmp_path / "datapackage.json").read_text("utf-8")) | {"resources": []}
    (tmp_path / "datapackage.json").write_text(json.dumps(package), "utf-8")
    shutil.copytree(STANDARD.root / "codelists", tmp_path / "codelists")
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "a-rule.sql").write_text(
        "-- It holds.\n--\n-- why: So.\n-- Ignored is what\n-- 1. is very\n--    long\n"
        "-- 2. is short\n-- card: privacy\n-- severity: info\n-- fix: Mend it.\nSELECT 1\n",
        "utf-8",
    )

    assert load(tmp_path).rules["a-rule"].ignored == ("is very long", "is short")


def test_tables_checks_and_rules_are_found_by_name():
    assert STANDARD.table("need").title == "Needs"
    assert STANDARD.check("type").name == "type"
    assert STANDARD.check("id-prefix").name == "id-prefix"
    assert len(STANDARD.codelists) == len(list(STANDARD.codelists))


def test_unknown_table_and_rule_are_refused():
    with pytest.raises(UnknownNameError, match="the standard has no table ned"):
        STANDARD.table("ned")
    with pytest.raises(UnknownNameError, match="the standard has no rule typo"):
        STANDARD.check("typo")
    with pytest.raises(KeyError):
        STANDARD.codelists["typo"]


def test_every_key_is_required_of_each_row():
    keys = [t.fields[name] for t in STANDARD.tables.values() for name in t.primary_key]

    assert [field.name for field in keys if not field.required] == []


def test_codelists_are_those_listed():
    files = {file.stem for file in (STANDARD.root / "codelists").iterdir()}

    assert set(STANDARD.codelists) == files
    assert [row["name"] for row in _rows("codelists.csv") if not row["title"]] == []


@pytest.mark.parametrize("name", STANDARD.codelists)
def test_codelist_is_sound(name):
    rows, codes = _codelist(name), STANDARD.codelists[name].codes
    broader = STANDARD.codelists[BROADER.get(name, name)].codes

    assert list(rows[0])[: len(COLUMNS)] == COLUMNS
    assert [row["code"] for row in rows] == list(codes)
    assert {row["status"] for row in rows} <= {"active", "withdrawn", "alias"}
    assert [row["code"] for row in rows if not row["title"]] == []
    assert {row["replaced_by"] for row in rows} - {""} <= set(codes)
    assert {row.get("broader", "") for row in rows} - {""} <= set(broader)
    assert [r["code"] for r in rows if r["status"] == "alias" and not r["replaced_by"]] == []
    assert [r["code"] for r in rows if r["status"] == "withdrawn" and not r["valid_to"]] == []


@pytest.mark.parametrize("name", STANDARD.codelists)
def test_code_is_what_iris_and_lists_can_hold(name):
    codes = STANDARD.codelists[name].codes

    assert [code for code in codes if set(code) & set(' ;/%#?:"<>')] == []


def test_alias_is_known_but_not_valid():
    country = STANDARD.codelists["country"]

    assert country.codes["UK"].replaced_by == "GB"
    assert "UK" not in country.valid


def test_every_hierarchy_ends_in_a_star():
    names = [file.stem for file in (STANDARD.root / "hierarchies").iterdir()]

    assert {levels[-1] for name in names for levels in STANDARD.hierarchy(name).values()} == {"*"}


def test_every_check_has_all_its_words():
    rows = [*STANDARD.checks.values(), *STANDARD.rules.values()]

    assert {check.severity for check in rows} == {"error", "warning", "info"}
    assert {check.card for check in rows} <= {"validity", "accuracy", "usefulness", "privacy"}
    assert [
        c.name for c in rows if not all(x.endswith(".") for x in (c.sentence, c.why, c.fix))
    ] == []
    assert set(STANDARD.checks) & set(STANDARD.rules) == set()


def test_what_refers_to_a_record_elsewhere_has_the_form_of_its_id():
    tables = STANDARD.tables.values()
    external = [
        (field, STANDARD.tables[field.reference.table].fields[field.reference.field])
        for table in tables
        for field in table.fields.values()
        if field.reference and field.reference.external
    ]

    assert [field.name for field, target in external if field.pattern != target.pattern] == []
    assert len(external) > 0


@pytest.mark.parametrize(
    ("place", "good", "bad"),
    [
        ("relation.subject_id", ["bd-a2i-1", "bd-a2i-1/16.6"], ["a@b.org", "bd-a2i-1/a@b.org"]),
        ("relation.object_id", ["bd-a2i-1", "https://e.org/7"], ["a@b.org", "mailto:a@b.org"]),
        ("translation.record_id", ["bd-a2i-1", "bd-a2i-1/key holder"], ["a@b.org", "*", "Ana B"]),
        (
            "withheld.record_id",
            ["*", "p1a", "i_1", "innovation/bd-a2i-1/same-as/https://e.org/7"],
            ["a@b.org", "**", "Ana B"],
        ),
    ],
)
def test_ids_of_any_table_have_a_form(place, good, bad):
    table, name = place.split(".")
    pattern = STANDARD.tables[table].fields[name].pattern

    assert [each for each in [*good, *bad] if re.fullmatch(pattern, each)] == good


def test_a_field_of_a_form_shows_an_example_of_it():
    assert [
        f"{table.name}.{field.name}"
        for table in load().tables.values()
        for field in table.fields.values()
        if field.pattern is not None and field.example is None
    ] == []
