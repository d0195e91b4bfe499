"""Tools that know version 1 alone read the same tables."""

import json

import frictionless
import jsonschema
import pytest
from publication.released import SMALL, WIDE, release
from shared_data import shared

import openinnov
from openinnov.publication import data_package_v1


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    """Return the directory of a package that has the description too."""
    directory = tmp_path_factory.mktemp("version") / "package"
    people = [{"title": "Desk", "roles": ["publisher", "contact"]}, {"title": "A. Author"}]
    tables = WIDE | {
        "organization": [
            WIDE["organization"][0] | {"parent_id": None},
            {**SMALL["organization"][0], "id": "bd-a2i-org-2", "parent_id": "bd-a2i-org-1"},
        ]
    }
    protected = release(tables, contributors=people, keywords=["services"])
    openinnov.publish(protected, directory, formats=["data-package-1"])
    return directory


def _document(package):
    return json.loads((package / data_package_v1.PATH).read_text("utf-8"))


def _profile(name):
    folder = shared("data/linkeddata/datapackage-profiles/1.0")
    return json.loads((folder / f"{name}.json").read_text("utf-8"))


def test_the_description_is_as_the_profiles_of_version_1_say(package):
    document = _document(package)

    jsonschema.validate(document, _profile("datapackage"))
    for resource in document["resources"]:
        jsonschema.validate(resource, _profile("dataresource"))
        jsonschema.validate(resource["schema"], _profile("tableschema"))
        jsonschema.validate(resource["dialect"], _profile("tabledialect"))
    assert {each["profile"] for each in document["resources"]} == {"tabular-data-resource"}
    assert document["profile"] == "tabular-data-package"


def test_it_has_no_word_of_version_2_or_of_ours(package):
    document = _document(package)
    text = json.dumps(document)

    fields = [each for r in document["resources"] for each in r["schema"]["fields"]]
    assert {each["type"] for each in fields} == {"boolean", "date", "integer", "number", "string"}
    assert "openinnov:" not in text
    assert '"$schema"' not in text
    assert document["contributors"] == [
        {"title": "Desk", "role": "publisher"},
        {"title": "A. Author"},
    ]
    keys = {r["name"]: r["schema"].get("foreignKeys") for r in document["resources"]}
    assert keys["organization"] == [
        {"fields": ["parent_id"], "reference": {"resource": "", "fields": ["id"]}}
    ]
    assert keys["measurement"][0]["reference"] == {"resource": "indicator", "fields": ["id"]}


def test_frictionless_finds_the_tables_valid(package):
    report = frictionless.validate(package / data_package_v1.PATH)

    assert report.valid
    assert report.stats["tasks"] == len(WIDE)


def test_the_package_is_sound_and_names_the_file(package):
    listed = json.loads((package / "datapackage.json").read_text("utf-8"))["resources"]

    assert openinnov.verify(package) == ()
    (found,) = (each for each in listed if each["path"] == data_package_v1.PATH)
    assert (found["format"], found["mediatype"]) == ("datapackage", "application/json")
