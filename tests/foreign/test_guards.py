"""Each value of the list of guards is taken, or not, by Python and by DuckDB alike."""

import csv
import re

import pytest
from shared_data import shared

from openinnov.engine.duckdb import open_database
from openinnov.engine.forms import guard, value
from openinnov.engine.sql import matches
from openinnov.standard import Field, Form, load
from openinnov.standard.guards import DATED, GUARDS, escape, is_value, list_of, one_of


def listed():
    """Return the values that are listed, or nothing where the shared data are absent."""
    try:
        file = shared("data/nasty/guards.csv")
    except pytest.skip.Exception:
        return []
    with file.open(encoding="utf-8", newline="") as lines:
        return [(r["type"], r["value"], r["accepted"] == "true") for r in csv.DictReader(lines)]


CASES = listed()
IDS = [f"{kind}: {text!r}" for kind, text, _ in CASES]


@pytest.fixture(scope="module")
def database():
    return open_database(load())


def field_of(kind):
    """Return a field of a Table Schema of others."""
    return Field("x", kind, "", "", "public", form=Form(GUARDS[kind]))


def ask(database, sql, text):
    """Return what an SQL expression says of the cell ``x``."""
    return database.execute(f"SELECT {sql} FROM (SELECT ? AS x)", [text]).fetchall()[0][0]


@pytest.mark.parametrize(("kind", "text", "accepted"), CASES, ids=IDS)
def test_python_reads_the_guard_so(kind, text, accepted):
    assert bool(re.search(rf"\A(?:{GUARDS[kind]})\Z", text)) is accepted


@pytest.mark.parametrize(("kind", "text", "accepted"), CASES, ids=IDS)
def test_duckdb_reads_the_guard_so(kind, text, accepted, database):
    assert ask(database, matches("x", GUARDS[kind]), text) is accepted


@pytest.mark.parametrize(("kind", "text", "accepted"), CASES, ids=IDS)
def test_what_passes_the_guard_and_the_calendar_has_a_value(kind, text, accepted, database):
    field = field_of(kind)

    passed = ask(database, guard(field, field.form, "x"), text)

    assert passed is (accepted and text != "2020-02-30")
    assert passed is is_value(kind, GUARDS[kind], text)
    assert (ask(database, value(field, field.form, "x"), text) is not None) is passed


@pytest.mark.parametrize("kind", DATED)
def test_the_year_0_is_none(kind, database):
    field = field_of(kind)
    text = "0000-01-01" + "T00:00:00Z" * (kind == "datetime")

    assert ask(database, guard(field, field.form, "x"), text) is False
    assert is_value(kind, GUARDS[kind], text) is False


@pytest.mark.parametrize(
    ("kind", "texts"),
    [
        pytest.param("integer", ["1", "01", "+1"], id="an integer"),
        pytest.param("number", ["1", "1.0", "1e0", "+1."], id="a number"),
        pytest.param(
            "datetime", ["2020-01-01T00:00:00Z", "2019-12-31T23:00:00-01:00"], id="a time"
        ),
        pytest.param("geopoint", ["1,2", "1.0, +2"], id="a place"),
        pytest.param("year", ["2020"], id="a year"),
        pytest.param("time", ["10:00:00", "10:00:00Z"], id="a time of day"),
    ],
)
def test_texts_that_mean_the_same_have_one_value(kind, texts, database):
    field = field_of(kind)

    assert (
        len({ask(database, f"CAST({value(field, field.form, 'x')} AS VARCHAR)", t) for t in texts})
        == 1
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [("ja", True), ("nee", False), ("true", None), ("JA", None)],
)
def test_a_boolean_is_what_its_field_declares(text, said, database):
    form = Form(one_of(["ja", "nee"]), true_values=("ja",), false_values=("nee",))
    field = Field("x", "boolean", "", "", "public", form=form)

    assert ask(database, guard(field, field.form, "x"), text) is (said is not None)
    assert ask(database, value(field, field.form, "x"), text) is said


@pytest.mark.parametrize("sign", [chr(code) for code in range(1, 128)] + ["é", "ক"])
def test_each_sign_can_stand_for_itself(sign, database):
    pattern = one_of([sign, "other"])

    assert re.fullmatch(pattern, sign)
    assert ask(database, matches("x", pattern), sign) is True
    assert ask(database, matches("x", escape(sign)), "other") is False


@pytest.mark.parametrize(
    ("text", "good"),
    [("1", True), ("1|-2|+3", True), ("1|", False), ("1|2.5", False), ("1;2", False)],
)
def test_a_list_holds_items_of_its_type(text, good, database):
    assert ask(database, matches("x", list_of(GUARDS["integer"], "|")), text) is good


def test_a_list_of_texts_is_any_text():
    assert list_of(None, ",") is None
