"""What is promised of people is worked out again from the rows as they stand in each file."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from verification.packages import table, write, write_rows

from openinnov.verification import privacy
from openinnov.verification.closeness import distance, is_close
from openinnov.verification.diversity import is_diverse
from openinnov.verification.facts import Closeness, Diversity, facts_of
from openinnov.verification.package import opened

QUASI = {"age": "quasi-identifier", "district": "quasi-identifier"}


def people(number, **cells):
    return [{"age": "20-29", "district": "", "ease": "3", **cells} for _ in range(number)]


def numbered(rows):
    return [{"id": f"p{number}", **row} for number, row in enumerate(rows)]


def feedback(rows, k=5, quasi=("age", "district"), privacy=QUASI, **stated):
    guarantees = {"k": k, "quasiIdentifiers": list(quasi), **stated}
    return table(
        "feedback",
        numbered(rows),
        privacy=privacy,
        schema={"openinnov:kind": "microdata"},
        **{"openinnov:guarantees": guarantees},
    )


def faults(directory):
    return privacy.check(opened(directory), None)[0]


def test_a_promise_that_is_kept_is_no_fault(tmp_path):
    rows = [*people(5), *people(6, district="Dhaka")]

    assert faults(write(tmp_path / "p", feedback(rows))) == ()


def test_a_small_class_is_found_in_each_file_that_tells_of_it(tmp_path):
    rows = [*people(5), *people(4, district="Dhaka")]

    assert faults(write(tmp_path / "p", feedback(rows))) == (
        "data/feedback.csv: 1 classes of feedback have fewer than 5 rows",
        "data/feedback.parquet: 1 classes of feedback have fewer than 5 rows",
        "data.nq: 1 classes of feedback have fewer than 5 rows",
    )


def test_a_blank_does_not_stand_for_every_value(tmp_path):
    rows = [*people(5, district="Dhaka"), *people(1)]

    assert len(faults(write(tmp_path / "p", feedback(rows)))) == 3


def test_one_format_alone_that_breaks_the_promise_is_named(tmp_path):
    good, bad = feedback(people(5)), feedback([*people(4), *people(1, age="30-39")])
    directory = write(tmp_path / "p", good, forms=("csv", "nq"))
    write_rows(directory, *bad, ("parquet",))

    assert "data/feedback.parquet: 2 classes of feedback have fewer than 5 rows" in faults(
        directory
    )


def test_people_without_a_promise_are_found_in_a_public_release_alone(tmp_path):
    resource, rows = feedback(people(5))
    del resource["openinnov:guarantees"]
    write(tmp_path / "public", (resource, rows))
    write(tmp_path / "partner", (resource, rows), **{"openinnov:release": "partner"})

    assert faults(tmp_path / "public") == (
        "data/feedback.csv: has rows of people, and no promise says how they are hidden",
    )
    assert faults(tmp_path / "partner") == ()


def test_a_quasi_identifier_that_the_promise_forgets_is_found(tmp_path):
    directory = write(tmp_path / "p", feedback(people(5), quasi=["age"]))

    assert faults(directory) == (
        "data/feedback.csv: district may identify, and is not in the promise",
    )


def test_a_reference_tells_what_it_leads_to(tmp_path):
    services = table("service", [{"id": "s1", "title": "Post"}, {"id": "s2", "title": "Tax"}])
    resource, rows = feedback([*people(5, service_id="s1"), *people(3, service_id="s2")])
    resource["schema"]["foreignKeys"] = [
        {"fields": ["service_id"], "reference": {"resource": "service", "fields": ["id"]}}
    ]

    found = faults(write(tmp_path / "p", services, (resource, rows)))

    assert found[0] == (
        "data/feedback.csv, joined with what it references: "
        "1 classes of feedback have fewer than 5 rows"
    )


@pytest.mark.parametrize(
    ("stated", "fault"),
    [
        pytest.param(
            {"diversity": [{"field": "ease", "kind": "distinct", "value": 2, "safe": []}]},
            "1 classes of feedback tell too much of ease (distinct diversity 2)",
            id="one answer",
        ),
        pytest.param(
            {"diversity": [{"field": "ease", "kind": "entropy", "value": 1.5}]},
            "1 classes of feedback tell too much of ease (entropy diversity 1.5)",
            id="no entropy",
        ),
        pytest.param(
            {"closeness": [{"field": "ease", "distance": "equal", "value": 0.3}]},
            "2 classes of feedback differ too much in ease (equal closeness 0.3)",
            id="far from all",
        ),
    ],
)
def test_what_a_class_tells_of_a_sensitive_field_is_found(stated, fault, tmp_path):
    mixed = [row | {"ease": str(number % 5)} for number, row in enumerate(people(5, age="30-39"))]
    directory = write(tmp_path / "p", feedback([*people(5), *mixed], **stated))

    assert f"data/feedback.csv: {fault}" in faults(directory)


def test_rows_that_were_dropped_give_way_to_the_distance(tmp_path):
    stated = {"closeness": [{"field": "ease", "distance": "equal", "value": 0.3}]}
    mixed = [row | {"ease": str(number % 5)} for number, row in enumerate(people(5, age="30-39"))]
    notices = [{"table_name": "feedback", "record_id": "*", "field_name": "*", "cells": "3"}]
    told = feedback([*people(5), *mixed], **stated)

    assert faults(write(tmp_path / "p", told, table("withheld", notices), forms=("csv",))) == ()


@pytest.mark.parametrize(
    "guarantees",
    [
        pytest.param(7, id="a number"),
        pytest.param({"k": "5", "quasiIdentifiers": []}, id="k is a text"),
        pytest.param({"k": 5}, id="no quasi-identifiers"),
        pytest.param({"k": 5, "quasiIdentifiers": "age"}, id="no list"),
        pytest.param(
            {"k": 5, "quasiIdentifiers": [], "diversity": [{"field": "x", "kind": "y"}]}, id="kind"
        ),
    ],
)
def test_a_promise_of_another_form_is_a_fault(guarantees, tmp_path):
    resource, rows = feedback(people(5))
    resource["openinnov:guarantees"] = guarantees

    assert "datapackage.json: the promise about feedback is not understood" in faults(
        write(tmp_path / "p", (resource, rows))
    )


def test_a_descriptor_states_promises_and_thresholds():
    diversity = {"field": "bribe", "kind": "recursive", "value": 2, "c": 3, "safe": ["false"]}
    resource, _ = feedback(people(1), diversity=[diversity])
    found = facts_of(json.loads(json.dumps({"resources": [resource, 7]})))

    assert found.promises[0].quasi == ("age", "district")
    assert found.promises[0].diversity == (
        Diversity("bribe", "recursive", 2.0, 3.0, frozenset({"false"})),
    )


@pytest.mark.parametrize(
    ("kind", "value", "c", "cells", "holds"),
    [
        pytest.param("distinct", 3, 1, "aab", False, id="two of three"),
        pytest.param("distinct", 3, 1, "abc", True, id="three of three"),
        pytest.param("entropy", 2, 1, "aabb", True, id="even"),
        pytest.param("entropy", 2, 1, "aaab", False, id="uneven"),
        pytest.param("recursive", 2, 2, "aaab", False, id="3 is not less than 2"),
        pytest.param("recursive", 2, 4, "aaab", True, id="3 is less than 4"),
        pytest.param("distinct", 2, 1, "ss", True, id="all safe"),
    ],
)
def test_diversity_is_as_its_paper_defines_it(kind, value, c, cells, holds):
    promised = Diversity("f", kind, value, c, frozenset("s"))

    assert is_diverse(promised, list(cells)) == holds


@pytest.mark.parametrize(
    ("cells", "holds"),
    [
        pytest.param(["women;poor", "women"], False, id="all have a code"),
        pytest.param(["women;poor", ""], True, id="some have it"),
        pytest.param(["", ""], True, id="nobody has any"),
    ],
)
def test_each_code_of_a_list_is_a_question_of_its_own(cells, holds):
    promised = Diversity("groups", "distinct", 2, safe=frozenset({""}))

    assert is_diverse(promised, cells, many=True) == holds


@pytest.mark.parametrize(
    ("kind", "cells", "expected"),
    [
        # The examples of the paper: salaries 3k to 11k, and the class 3k, 4k, 5k.
        pytest.param("ordered", ["3", "4", "5"], 0.375, id="low salaries"),
        pytest.param("ordered", ["6", "8", "11"], 1 / 6, id="spread salaries"),
        pytest.param("equal", ["3", "4", "5"], 2 / 3, id="equal"),
        pytest.param("hierarchical", ["3", "4", "5"], 2 / 3, id="a tree of one level"),
    ],
)
def test_distances_are_those_of_the_paper(kind, cells, expected):
    everyone = [str(number) for number in range(3, 12)]

    assert distance(Closeness("f", kind, 0.1), cells, everyone) == pytest.approx(expected)


def test_a_hierarchy_makes_near_values_cheaper():
    everyone, own = ["1", "2"], ["1"]

    # 1 and 2 have a common parent half-way up.
    near = distance(Closeness("income_quintile", "hierarchical", 0.1), own, everyone)
    far = distance(Closeness("nothing", "hierarchical", 0.1), own, everyone)

    assert (near, far) == (0.25, 0.5)


@pytest.mark.parametrize(
    ("cells", "holds"),
    [
        pytest.param(["poor", "old"], True, id="as all are"),
        pytest.param(["poor", "poor;old"], False, id="more of one code"),
    ],
)
def test_each_code_of_a_list_has_a_distance_of_its_own(cells, holds):
    promised = Closeness("groups", "equal", 0.1)

    assert is_close(promised, cells, ["poor", "old", "poor", "old"], 0.0, many=True) == holds


@given(st.lists(st.sampled_from("abc"), min_size=1), st.lists(st.sampled_from("abc"), min_size=1))
def test_a_distance_lies_between_none_and_one(cells, others):
    for kind in ("equal", "ordered", "hierarchical"):
        assert 0 <= distance(Closeness("f", kind, 0), cells, [*cells, *others]) <= 1
