import dataclasses
import json

import pytest

from openinnov.exceptions import SubmissionError
from openinnov.reading import read
from openinnov.standard import load


def _schema(*names, **changes):
    schema = load().schema("contact")
    schema["fields"] = [
        {**each, **changes.get(each["name"], {})}
        for each in schema["fields"]
        if each["name"] in names
    ]
    schema["foreignKeys"] = [k for k in schema["foreignKeys"] if set(k["fields"]) <= set(names)]
    return schema


@pytest.fixture
def release(folder):
    """Return a function that writes a release of the table contact, and reads it."""

    def write(schema):
        resources = [
            {"name": "contact", "path": "data/contact.csv", "schema": schema},
            {"name": "contact-parquet", "path": "data/contact.parquet"},
            {"name": "linked-data", "path": "rdf/data.nq"},
        ]
        descriptor = {"name": "x", "openinnov:release": {}, "resources": resources}
        header = ",".join(each["name"] for each in schema["fields"]) + "\n"
        files = {"datapackage.json": json.dumps(descriptor), "data/contact.csv": header}
        return read(folder({**files, "rdf/data.nq": "", "SHA256SUMS": "", "other.csv": ""}))

    return write


def test_a_release_brings_its_own_standard(release):
    submission = release(_schema("id", "organization_id", id={"constraints": {}}))

    contact = submission.standard.tables["contact"]
    assert submission.columns == {"contact": ("id", "organization_id")}
    assert list(contact.fields) == list(load().tables["contact"].fields)
    assert contact.fields["id"].pattern is None
    assert not any(
        field.required for field in contact.fields.values() if field.name != "organization_id"
    )
    assert contact.fields["organization_id"].reference == (
        load().tables["contact"].fields["organization_id"].reference
    )
    assert submission.unknown == ()


def test_a_field_that_was_dropped_refers_to_nothing(release):
    submission = release(_schema("id"))

    assert submission.standard.tables["contact"].fields["organization_id"].reference is None


def test_protection_may_have_changed_a_type(release):
    submission = release(_schema("id", "review_on", review_on={"openinnov:type": "partial_date"}))

    assert submission.standard.tables["contact"].fields["review_on"].type == "partial_date"


def test_no_table_is_required_of_a_release(release):
    tables = release(_schema("id")).standard.tables.values()

    assert not any(table.required for table in tables)


def test_a_release_cannot_make_open_what_the_standard_protects(release):
    submission = release(_schema("id", "phone", phone={"openinnov:privacy": "public"}))

    own = load().tables["contact"].fields["phone"].privacy
    assert submission.standard.tables["contact"].fields["phone"].privacy == own != "public"


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"openinnov:type": "klingon"}, id="a type of its own"),
        pytest.param({"constraints": {"pattern": r"\d+"}}, id="a pattern that is not portable"),
        pytest.param({"openinnov:codelist": {"list": "klingon"}}, id="a codelist of its own"),
        pytest.param({"openinnov:privacy": "secret"}, id="a class of its own"),
        pytest.param({"constraints": {"minimum": "x"}}, id="a bound that is no number"),
        pytest.param({"constraints": 1}, id="no constraints"),
    ],
)
def test_a_schema_that_is_not_of_the_standard_is_refused(release, changes):
    with pytest.raises(SubmissionError, match="of contact is no"):
        release(_schema("id", id=changes))


def test_references_may_leave_a_release(folder):
    schema = load().schema("innovation")
    resources = [{"name": "innovation", "path": "innovation.csv", "schema": schema}]
    descriptor = {"openinnov:release": {}, "resources": resources}
    header = ",".join(each["name"] for each in schema["fields"])

    submission = read(
        folder({"datapackage.json": json.dumps(descriptor), "innovation.csv": header})
    )

    own, released = load().tables["innovation"], submission.standard.tables["innovation"]
    assert dataclasses.replace(released, required=own.required) == own
