"""Records of JSON that stand within others."""

import json

import pytest
from reading.hostile import cells, findings

from openinnov.exceptions import SubmissionError


def _rows(submission, table, *names):
    query = f"SELECT _row, {', '.join(names)} FROM submitted.{table} ORDER BY _row"
    return submission.database.execute(query).fetchall()


@pytest.fixture
def nested(reading):
    """Return a function that reads a value as a JSON file."""
    return lambda value, name="all.json": reading({name: json.dumps(value)})


def test_records_of_another_take_its_key(nested):
    deployments = [{"id": "d1"}, {"id": "d2", "innovation_id": "other"}, {"innovation_id": None}]
    records = [{"Id": "a", "deployments": deployments}, {"id": "b", "deployment": {"id": "d3"}}]

    submission = nested({"innovation": records})

    assert _rows(submission, "deployment", "id", "innovation_id") == [
        (1, "d1", "a"),
        (2, "d2", "other"),
        (3, None, "a"),
        (4, "d3", "b"),
    ]
    assert [(s.name, s.table, s.records) for s in submission.sources] == [
        ("all.json#innovation", "innovation", 2),
        ("all.json#deployment", "deployment", 4),
    ]


def test_records_of_an_array_of_their_own_go_before_those_within(nested):
    value = {
        "innovation": [{"id": "a", "deployment": [{"id": "within"}]}],
        "Deployments": [{"id": "own"}],
    }

    submission = nested(value)

    assert _rows(submission, "deployment", "id", "innovation_id") == [
        (1, "own", None),
        (2, "within", "a"),
    ]
    assert submission.sources[1].name == "all.json#Deployments"


@pytest.mark.parametrize("key", ["lead_organization", "lead_organization_id", "Lead organization"])
def test_a_record_that_another_refers_to_leaves_its_key(nested, key):
    organization = {"id": "o", "name": "Office"}
    records = [{"id": "a", key: organization}, {"id": "b", key: organization}]
    records += [{"id": "c", key: {"name": "nameless"}}]

    submission = nested({"innovation": records})

    assert _rows(submission, "innovation", "id", "lead_organization_id") == [
        (1, "a", "o"),
        (2, "b", "o"),
        (3, "c", None),
    ]
    assert _rows(submission, "organization", "id", "name") == [
        (1, "o", "Office"),
        (2, None, "nameless"),
    ]


def test_records_stand_within_records_that_stand_within_records(nested):
    beneficiaries = [{"group": "women"}]
    deployments = [{"id": "d", "deployment_beneficiary": beneficiaries}]

    submission = nested([{"id": "a", "deployment": deployments}], "innovation.json")

    assert set(submission.columns) == {"innovation", "deployment", "deployment_beneficiary"}
    assert _rows(submission, "deployment_beneficiary", "deployment_id") == [(1, "d")]


def test_a_nested_value_without_a_place_stays_in_its_cell_and_is_found(nested):
    records = [
        {"id": {"a": 1.50, "b": ["x", None]}, "name": [["é"]]},
        {"id": "b", "yearly_users": {"a": 1}, "audience": [{"a": 1}]},
    ]

    submission = nested({"service": records})

    assert _rows(submission, "service", "id", "name", "yearly_users", "audience") == [
        (1, '{"a": 1.5, "b": ["x", null]}', '[["é"]]', None, None),
        (2, "b", None, '{"a": 1}', '[{"a": 1}]'),
    ]
    assert findings(submission) == [
        ("type", 1, "id"),
        ("type", 1, "name"),
        ("type", 2, "audience"),
    ]


@pytest.mark.parametrize("key", ["organization", "contact", "colour"])
def test_records_of_a_table_that_does_not_refer_are_an_unknown_column(nested, key):
    submission = nested({"innovation": [{"id": "a", key: [{"id": "o"}]}]})

    assert [(each.table, each.heading) for each in submission.unknown] == [("innovation", key)]
    assert submission.columns == {"innovation": ("id",)}
    assert [rule for rule, _, _ in findings(submission)] == ["extra-label"]


def test_records_of_a_table_that_refers_twice_are_an_unknown_column(nested):
    submission = nested({"organization": [{"id": "a", "innovation": [{"id": "o"}]}]})

    assert set(submission.columns) == {"organization", "innovation"}


def test_a_table_of_another_file_is_not_joined(reading):
    files = {"all.json": '{"innovation": [{"id": "a", "deployment": {"id": "d"}}]}'}

    with pytest.raises(SubmissionError, match=r"#deployment and deployment\.csv both hold"):
        reading({**files, "deployment.csv": "id\n"})


def test_what_is_nested_too_deeply_to_be_written_is_refused(reading):
    text = '{"service": [{"id": ' + '{"a": ' * 600 + "1" + "}" * 600 + "}]}"

    with pytest.raises(SubmissionError, match=r"all\.json: is nested too deeply"):
        reading({"all.json": text})


def test_repeated_keys_are_kept_in_a_cell(reading):
    submission = reading({"service.json": '[{"id": {"a": 1.50, "a": 1e3}}]'})

    assert cells(submission, "service")[0][1] == '{"a": 1.50, "a": 1e3}'
