"""Whatever stands in a descriptor or a file, verifying says what is wrong, and does not break."""

import copy
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from verification.packages import table, write

from openinnov.verification import privacy
from openinnov.verification.package import opened

ROWS = [{"id": "a", "service_id": "s", "people": "7", "note": "x"}] * 5
STATED = {
    "openinnov:guarantees": {
        "k": 5,
        "quasiIdentifiers": ["service_id"],
        "diversity": [{"field": "note", "kind": "recursive", "value": 2, "c": 2, "safe": ["x"]}],
        "closeness": [{"field": "note", "distance": "ordered", "value": 0.3}],
    },
    "openinnov:threshold": 5,
    "openinnov:partition": ["note"],
    "openinnov:whole": {"note": ["y"]},
}
KEYS = {
    "primaryKey": ["id"],
    "openinnov:observed": ["service_id"],
    "foreignKeys": [
        {"fields": ["service_id"], "reference": {"resource": "service", "fields": ["id"]}}
    ],
}
ODD = st.sampled_from(
    [None, 7, -1.5, True, "", "text", [], ["text"], [7], [[]], {}, {"a": 7}, [{}], [None]]
)


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    feedback = table("feedback", ROWS, schema=copy.deepcopy(KEYS), **STATED)
    feedback[0]["schema"]["fields"][2] |= {"openinnov:count": "persons", "constraints": {}}
    notices = [{"id": "n", "table_name": "feedback", "record_id": "a", "field_name": "note"}]
    services = table("service", [{"id": "s"}])
    return write(
        tmp_path_factory.mktemp("hostile") / "p", feedback, services, table("withheld", notices)
    )


def places(value, path=()):
    """Yield the path of each value within a document."""
    yield path
    if isinstance(value, dict):
        for key, each in value.items():
            yield from places(each, (*path, key))
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from places(each, (*path, number))


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_an_odd_value_anywhere_in_a_descriptor_is_no_crash(package, data):
    whole = opened(package)
    document = copy.deepcopy(dict(whole.descriptor))
    *path, last = data.draw(st.sampled_from([each for each in places(document) if each]))
    inner = document
    for key in path:
        inner = inner[key]
    inner[last] = data.draw(ODD)

    faults, _ = privacy.check(type(whole)(package, whole.files, document), None)

    assert json.dumps(faults)
