import pytest

from openinnov.engine.duckdb import open_database
from openinnov.policy import Treatment
from openinnov.protection import METHODS
from openinnov.standard import load

STANDARD = load()
FEEDBACK = STANDARD.tables["feedback"].fields


@pytest.fixture(scope="module")
def database():
    return open_database(STANDARD)


@pytest.mark.parametrize(
    ("treatment", "field", "cell", "result"),
    [
        pytest.param(Treatment("keep"), "sex", "F", "F", id="keep"),
        pytest.param(Treatment("drop"), "sex", "F", None, id="drop"),
        pytest.param(Treatment("suppress"), "sex", "F", None, id="suppress"),
        pytest.param(Treatment("scrub"), "comment", "a@b.org", "a@b.org", id="scrub comes later"),
        pytest.param(Treatment("round", to=10), "weight", "29.99", "20", id="round"),
        pytest.param(Treatment("round", to=10), "weight", "-1", "-10", id="round goes down"),
        pytest.param(Treatment("round", to=10), "weight", "20", "20", id="round again"),
        pytest.param(Treatment("round", to=10), "weight", "twenty", None, id="round no number"),
        pytest.param(Treatment("round", to=7), "weight", "9" * 18, "9" * 18, id="round large"),
        pytest.param(
            Treatment("round", to="month"), "responded_on", "2025-03-04", "2025-03", id="month"
        ),
        pytest.param(Treatment("round", to="year"), "responded_on", "2025-03", "2025", id="year"),
        pytest.param(Treatment("round", to="month"), "responded_on", "2025", "2025", id="coarser"),
        pytest.param(
            Treatment("round", to="month"), "responded_on", "4.3.2025", None, id="no date"
        ),
        pytest.param(
            Treatment("generalize", level=2), "responded_on", "2025-03-04", "2025", id="generalize"
        ),
        pytest.param(Treatment("top-code", above=90), "age", "89", "89", id="below the top"),
        pytest.param(Treatment("top-code", above=90), "age", "90", "90+", id="top"),
        pytest.param(Treatment("top-code", above=90), "age", "90+", "90+", id="top again"),
        pytest.param(Treatment("top-code", above=90), "age", "95+", "90+", id="higher top"),
        pytest.param(Treatment("top-code", above=90), "age", "80+", "80+", id="lower top"),
        pytest.param(Treatment("top-code", above=90, step=10), "age", "47", "40", id="step"),
        pytest.param(Treatment("top-code", above=90), "age", "old", None, id="top-code no number"),
    ],
)
def test_method_makes_of_a_cell(database, treatment, field, cell, result):
    sql = METHODS[treatment.method].apply(treatment, FEEDBACK[field], "cell", "x")

    query = f"SELECT {sql} FROM (SELECT CAST(? AS VARCHAR) AS cell)"
    assert database.execute(query, [cell]).fetchall() == [(result,)]


@pytest.mark.parametrize("method", sorted(METHODS))
@pytest.mark.parametrize("field", ["weight", "responded_on"])
def test_release_of_a_release_is_the_same(method, field):
    treatment = Treatment(method, level=1, to="month" if field == "responded_on" else 10, above=9)

    once = METHODS[method].release(treatment, FEEDBACK[field])

    assert METHODS[method].release(treatment, once) == once


@pytest.mark.parametrize("method", sorted(set(METHODS) - {"keep"}))
def test_each_method_but_keep_names_its_technique(method):
    assert METHODS[method].TECHNIQUE in STANDARD.codelists["protection_technique"].codes
