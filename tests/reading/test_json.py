import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading.hostile import cells, findings

from openinnov.exceptions import SubmissionError
from openinnov.reading import read


def _rows(submission, *names, table="service"):
    query = f"SELECT _row, {', '.join(names)} FROM submitted.{table} ORDER BY _row"
    return submission.database.execute(query).fetchall()


def test_an_object_holds_an_array_for_each_table(reading):
    text = '{"service": [{"id": "a", "name": "b"}], "Needs": [{"id": "n"}], "x": [{"id": 1}]}'

    submission = reading({"all.json": text})

    assert submission.columns == {"service": ("id", "name"), "need": ("id",)}
    assert [each.source for each in submission.unknown] == ["all.json#x"]
    assert cells(submission, "need")[0][:2] == (1, "n")


def test_an_array_takes_its_table_from_the_file(reading):
    submission = reading({"service.json": '[{"id": "a"}, {}, {"name": "b"}]'})

    assert _rows(submission, "id", "name") == [(1, "a", None), (3, None, "b")]
    assert findings(submission) == [("blank-row", 2, None)]


def test_a_descriptor_may_stand_beside_the_tables(reading):
    text = '{"descriptor": {"name": "x", "version": 1.10, "licenses": [{"name": "CC0-1.0"}]}}'

    submission = reading({"all.json": text})

    assert submission.descriptor == {
        "name": "x",
        "version": "1.10",
        "licenses": [{"name": "CC0-1.0"}],
    }


def test_each_value_keeps_its_text(reading):
    record = '{"id": "a", "yearly_users": 16.10, "audience": ["x", "y"], "website": null}'
    more = f'{{"id": "b", "yearly_users": {"9" * 5000}, "audience": [], "website": true}}'

    submission = reading({"service.json": f"[{record}, {more}]"})

    assert _rows(submission, "yearly_users", "audience", "website") == [
        (1, "16.10", "x;y", None),
        (2, "9" * 5000, None, "true"),
    ]
    assert findings(submission) == []


def test_numbers_in_texts_are_found(reading):
    submission = reading({"innovation_sdg.json": '[{"innovation_id": 7, "sdg": 16.10}]'})

    assert findings(submission) == [
        ("ambiguous-number", 1, "sdg"),
        ("number-in-text", 1, "innovation_id"),
    ]


def test_the_first_of_two_equal_keys_is_read_and_the_other_said(reading):
    submission = reading({"service.json": '[{"id": "a", "id": "b"}, {"Id": "c", "id": "d"}]'})

    assert _rows(submission, "id") == [(1, "a"), (2, "d")]
    assert [rule for rule, _, _ in findings(submission)] == ["duplicate-label", "duplicate-label"]


def test_lone_surrogates_are_found(reading):
    submission = reading({"service.json": '[{"id": "a\\ud800"}]'})

    assert _rows(submission, "id") == [(1, "a\ufffd")]
    assert findings(submission) == [("encoding-error", 1, "id")]


def test_a_list_that_its_text_would_change_is_found(reading):
    submission = reading({"service.json": '[{"audience": ["a;b"]}, {"name": ["a"]}]'})

    assert findings(submission) == [("type", 1, "audience"), ("type", 2, "name")]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param('[{"id": "a"},]', "line 1, column 14 is no JSON", id="comma at the end"),
        pytest.param("", "is empty: line 1, column 1 should begin a value", id="empty"),
        pytest.param(" \n", "is empty: line 1, column 1 should begin a value", id="blank"),
        pytest.param('[\n{"id": "a"\n', "ends in line 2, column 11, before its end", id="cut off"),
        pytest.param('[{"id": "a', "ends in line 1, column 11, before its", id="within a text"),
        pytest.param('[{"id": tru', "ends in line 1, column 12, before", id="within a word"),
        pytest.param('[{"id": -', "ends in line 1, column 10, before", id="within a number"),
        pytest.param('{"need": [', "ends in line 1, column 11, before", id="within an array"),
        pytest.param('{"need"', "ends in line 1, column 8, before", id="after a key"),
        pytest.param('{"need" []}', "line 1, column 9 is no JSON", id="no colon"),
        pytest.param("[] x", "line 1, column 4 is no JSON", id="something after"),
        pytest.param("[" * 100_000, "record 1|nested too deeply", id="deep"),
        pytest.param("[1]", "record 1 must be an object", id="number for a record"),
        pytest.param('{"need": 1}', "must be an array of objects", id="number for a table"),
        pytest.param('{"need": [], "need": []}', "holds need twice", id="a table twice"),
        pytest.param('{"need": [], "Needs": []}', "both hold the table need", id="two names"),
        pytest.param('{"need": [],}', "line 1, column 13 is no JSON", id="comma after a table"),
        pytest.param("{1: []}", "line 1, column 2 is no JSON", id="number for a key"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(reading, text, message):
    with pytest.raises(SubmissionError, match=message):
        reading({"service.json": text})


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=6,
)


@given(st.lists(st.dictionaries(st.sampled_from(["id", "name", "x", ""]), VALUES)) | VALUES)
def test_any_json_is_read_or_refused(tmp_path_factory, value):
    path = tmp_path_factory.mktemp("json") / "service.json"
    path.write_text(json.dumps(value), "utf-8")

    try:
        submission = read(path)
    except SubmissionError:
        return

    assert submission.rows("service") <= len(value)


@given(st.integers(0, 100), st.characters())
def test_a_character_that_is_changed_never_ends_in_another_error(tmp_path_factory, place, sign):
    text = '{"service": [{"id": "a", "yearly_users": 1.5e3, "audience": ["x", null]}]}'
    path = tmp_path_factory.mktemp("json") / "all.json"
    place = place * len(text) // 101
    path.write_text(text[:place] + sign + text[place + 1 :], "utf-8", "surrogatepass")

    with contextlib.suppress(SubmissionError):
        read(path)


def test_the_descriptor_of_a_package_goes_before_one_within(reading):
    within = '{"descriptor": {"name": "y"}, "need": []}'

    submission = reading({"datapackage.json": '{"name": "x"}', "all.json": within})

    assert submission.descriptor == {"name": "x"}
