"""CKAN, which most catalogues of governments run, reads the catalogue without a word of help."""

import json

import pytest
from publication.released import DATASET
from readers.environment import read_with


@pytest.fixture(scope="module")
def dataset(described):
    (found,) = read_with("ckan", described / "rdf/catalog.ttl")
    return found


def test_ckan_harvests_the_release(dataset):
    said = {each["key"]: each["value"] for each in dataset["extras"]}

    assert (dataset["title"], dataset["notes"]) == ("Example", "An example of a package.")
    assert dataset["version"] == "2026.01.15"
    assert (said["publisher_name"], said["publisher_identifier"]) == (
        "Aspire to Innovate",
        "bd-a2i-org-1",
    )
    assert (said["identifier"], said["issued"]) == (DATASET, "2026-01-15")
    assert (said["contact_name"], said["contact_email"]) == ("Data desk", "data@a2i.example.org")
    assert (said["temporal_start"], said["temporal_end"]) == ("2010-11", "2026-01-15")
    assert said["spatial_text"] == "Bangladesh"
    assert dataset["url"] == "https://a2i.example.org/data"
    assert [each["name"] for each in dataset["tags"]] == ["services"]


def test_ckan_finds_each_file_with_its_size_and_hash(dataset, described):
    descriptor = json.loads((described / "datapackage.json").read_text("utf-8"))
    described = {each["path"]: each for each in descriptor["resources"]}
    found = {each["url"].removeprefix(f"{DATASET}/"): each for each in dataset["resources"]}
    assert {*found} == {path for path in described if path.startswith(("data/", "rdf/data."))}
    assert {path: (each["size"], f"sha256:{each['hash']}") for path, each in found.items()} == {
        path: (described[path]["bytes"], described[path]["hash"]) for path in found
    }
    assert found["data/innovation.csv"]["format"].endswith("/file-type/CSV")
