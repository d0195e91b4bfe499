"""The data package: CSV files, and a descriptor that tells the truth about them."""

import csv
import json

import frictionless
import pytest
from publication.profile import profile_faults
from publication.released import INNOVATION, SMALL, WIDE, release, without_fields

import openinnov
from openinnov.publication import data_package
from openinnov.publication.files import Output


def _csv(tables, directory):
    data_package.write(release(tables), Output(directory))
    return (directory / "data" / "innovation.csv").read_bytes().decode()


def test_a_table_is_plain_csv_with_quotes_where_they_are_needed(tmp_path):
    rows = [
        {"id": "bd-a2i-2", "title": "b", "summary": 'say "x", or\ny'},
        {"id": "bd-a2i-1", "title": "cr\rhere", "keywords": "a;b"},
    ]

    assert _csv({"innovation": rows}, tmp_path) == (
        'id,title,summary,keywords\nbd-a2i-1,"cr\rhere",,a;b\nbd-a2i-2,b,"say ""x"", or\ny",\n'
    )


def test_a_table_of_one_column_has_no_blank_line(tmp_path):
    protected = without_fields(
        release({"innovation": [{"id": "bd-a2i-1", "title": "x"}, {"id": "bd-a2i-2"}]}),
        "innovation",
        "id",
    )

    data_package.write(protected, Output(tmp_path))

    with (tmp_path / "data/innovation.csv").open(newline="", encoding="utf-8") as file:
        assert list(csv.reader(file)) == [["title"], ["x"], [""]]


def test_a_table_without_records_has_a_header(tmp_path):
    protected = release({"innovation": [{"id": "bd-a2i-1"}]})
    protected.submission.database.execute("DELETE FROM submitted.innovation")

    data_package.write(protected, Output(tmp_path))

    assert (tmp_path / "data/innovation.csv").read_bytes() == b"id\n"


@pytest.fixture
def descriptor(wide):
    return json.loads((wide / "datapackage.json").read_text("utf-8"))


def test_the_descriptor_keeps_what_was_said_and_adds_what_publishing_knows(descriptor):
    resources = descriptor.pop("resources")

    assert descriptor == {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "example",
        "title": "Example",
        "description": "An example of a package.",
        "licenses": [
            {
                "path": "https://spdx.org/licenses/CC-BY-4.0",
                "title": "Creative Commons Attribution 4.0",
                "name": "CC-BY-4.0",
            }
        ],
        "created": "2026-01-15T09:00:00Z",
        "version": "2026.01.15",
        "openinnov:standard": "1.0.0",
        "openinnov:publisher": "bd-a2i-org-1",
        "openinnov:prefix": "bd-a2i",
        "openinnov:language": "en",
        "openinnov:release": "public",
        "openinnov:policy": {
            "name": "base",
            "version": "1.0.0",
            "hash": f"sha256:{'0' * 64}",
        },
    }
    assert [resource["name"] for resource in resources[: len(WIDE)]] == [
        *("organization", "innovation", "innovation_sdg", "participation", "deployment"),
        *("indicator", "measurement", "relation", "translation", "withheld"),
    ]


def test_a_licence_that_is_unknown_stays_as_it_was_given(tmp_path):
    given = [{"name": "Our own", "path": "https://e.org/licence"}]

    openinnov.publish(release(SMALL, licenses=given), tmp_path / "package")

    text = (tmp_path / "package" / "datapackage.json").read_text("utf-8")
    assert json.loads(text)["licenses"] == given


def test_frictionless_finds_the_whole_package_valid(wide):
    report = frictionless.validate(wide / "datapackage.json")

    assert report.flatten(["name", "type", "note"]) == []
    assert report.valid
    assert {task.name for task in report.tasks if task.type == "table"} == set(WIDE)


def test_frictionless_sees_a_changed_file(wide, tmp_path):
    for path in ("datapackage.json", "data/organization.csv", "data/organization.parquet"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes((wide / path).read_bytes())
    text = (tmp_path / "data/organization.csv").read_text("utf-8")
    (tmp_path / "data/organization.csv").write_text(text.replace("Aspire", "Inspire"), "utf-8")

    report = frictionless.Package(tmp_path / "datapackage.json").get_resource("organization")

    assert ["hash-count"] in report.validate().flatten(["type"])


def test_the_descriptor_follows_the_profile_of_data_package_2(descriptor):
    assert profile_faults(descriptor) == []


def test_checksums_are_sorted_and_in_the_form_of_sha256sum(tmp_path):
    output = Output(tmp_path)
    data_package.write(release({"need": [{"id": "bd-a2i-1"}], **SMALL}), output)

    output.write_checksums()

    lines = (tmp_path / "SHA256SUMS").read_text("utf-8").splitlines()
    assert [line[64:] for line in lines] == [
        "  data/innovation.csv",
        "  data/need.csv",
        "  data/organization.csv",
    ]


def test_rows_stand_in_the_order_of_the_key(tmp_path):
    ids = ["bd-a2i-2", "bd-a2i-10", "bd-a2i-1"]

    text = _csv({"innovation": [INNOVATION | {"id": each} for each in ids]}, tmp_path)

    assert [line.partition(",")[0] for line in text.splitlines()[1:]] == sorted(ids)
