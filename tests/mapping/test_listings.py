"""What is listed of foreign values, and what is not shown."""

import pytest

ID = 'id = { number = "Nr" }\n'
STAGE = ID + "stage = { column = 'A', codes = 'standard' }"


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        pytest.param("odd phase", "odd phase", id="a code"),
        pytest.param("canary@example.org", "", id="an e-mail address"),
        pytest.param("call 555 0100 22", "", id="a telephone number"),
        pytest.param("1234567", "", id="a long number"),
        pytest.param("phase 2021", "phase 2021", id="a short number"),
        pytest.param("x" * 90, "x" * 79 + "…", id="a long text"),
        pytest.param("a\x1b[31mb", "a\\u001b[31mb", id="control characters"),
    ],
)
def test_a_value_meant_as_a_code_is_shown_unless_it_may_tell_of_a_person(demo, lines, cell, shown):
    mapped = demo.cases(f"Nr,A\n1,{cell}\n", STAGE)

    assert lines(mapped) == [("A", "codes", shown, 1, "")]


def test_a_date_is_shown(demo, lines):
    rule = "start_date = { column = 'A', date = ['YYYY'] }"

    mapped = demo.cases("Nr,A\n1,14.10.2024\n", ID + rule)

    assert lines(mapped) == [("A", "date", "14.10.2024", 1, "")]


def test_what_detection_finds_in_a_text_is_not_shown(demo, lines):
    mapped = demo.cases('Nr,A\n1,"45.4215, -75.6972"\n2,odd\n', STAGE)

    assert lines(mapped) == [("A", "codes", "", 1, ""), ("A", "codes", "odd", 1, "")]


def test_hidden_values_of_a_column_share_a_line(demo, lines):
    mapped = demo.cases("Nr,A\n1,a@b.org\n2,c@d.org\n3,odd\n4,odd\n", STAGE)

    assert lines(mapped) == [("A", "codes", "", 2, ""), ("A", "codes", "odd", 2, "")]


def test_a_value_for_a_field_that_is_not_public_is_not_shown(demo, texts, lines):
    mapped = demo.write({"cases.csv": "Nr,A\n1,canary\n"}).map(
        texts.source.replace('"innovation"', '"respondent"')
        + "[table.respondent]\nfrom = 'cases'\n[table.respondent.fields]\n"
        "id = { template = 'resp-{Nr}' }\n"
        "consent_status = { column = 'A', codes = 'standard' }"
    )

    assert lines(mapped) == [("A", "codes", "", 1, "")]


@pytest.mark.parametrize(
    ("field", "rule", "reason"),
    [
        pytest.param("title", "{ column = 'A', decimal = '.' }", "decimal", id="a number"),
        pytest.param("adapted_from_id", "{ number = 'A' }", "number", id="a key"),
        pytest.param("title", "{ column = 'A', truncate = { max = 3 } }", "truncated", id="a text"),
        pytest.param("keywords", "{ column = 'A', split = { by = '|' } }", "split", id="an item"),
    ],
)
def test_texts_numbers_and_keys_are_never_shown(demo, lines, field, rule, reason):
    mapped = demo.cases("Nr,A\n1,canary;y\n", f"{ID}{field} = {rule}")

    assert lines(mapped) == [("A", reason, "", 1, "")]


def test_a_value_that_two_fields_lack_has_one_line(demo):
    mapped = demo.cases(
        "Nr,A\n1,odd\n2,odd\n",
        STAGE,
        more="[table.deployment]\nfrom = 'cases'\n[table.deployment.fields]\n"
        "id = { template = '{prefix}-{Nr}-x' }\nstage = { column = 'A', codes = 'standard' }",
    )

    (line,) = mapped.unmapped
    assert (line.table, line.field, line.cells) == ("innovation", "stage", 2)
    assert (line.first_file, line.first_row) == ("cases.csv", 2)


def test_the_most_frequent_value_comes_first(demo, lines):
    mapped = demo.cases("Nr,A\n1,b\n2,a\n3,c\n4,c\n", STAGE)

    assert [each[2:4] for each in lines(mapped)] == [("c", 2), ("a", 1), ("b", 1)]


def test_a_column_that_nothing_uses_is_listed_once(demo, texts, lines):
    mapped = demo.cases(
        "Nr,Empty,Note,Internal 1,Internal 2\n1,,x,y,\n2,,,,\n",
        ID,
        source=texts.source + 'ignore = ["Internal *"]\n',
    )

    assert lines(mapped) == [
        ("Note", "unused-column", "", 1, ""),
        ("Empty", "unused-column", "", 0, ""),
    ]
    assert mapped.summary["unused_columns"] == {"cases": ["Empty", "Note"]}
    assert not mapped.complete


def test_a_text_that_is_cut_is_no_loss_where_another_field_takes_it_whole(demo, lines):
    cut = ID + "summary = { column = 'A', truncate = { max = 3 } }"

    lossy = demo.cases("Nr,A\n1,abcdef\n", cut)
    whole = demo.cases("Nr,A\n1,abcdef\n", cut + "\ndescription = 'A'")

    assert lines(lossy) == lines(whole) == [("A", "truncated", "", 1, "")]
    assert (lossy.complete, whole.complete) == (False, True)
    assert whole.summary["truncated"] == {"A": 1}


def test_repairs_are_counted_by_cell(demo):
    mapped = demo.cases(
        "Nr,A\n1, a\n2,b \n3,c\n",
        ID
        + "\n".join(f"{f} = {{ column = 'A', repair = ['trim'] }}" for f in ("title", "summary")),
    )

    assert mapped.summary["repaired"] == {"A": {"trim": 2}}


def test_the_account_tells_how_many_values_have_no_place(demo):
    mapped = demo.cases("Nr,A\n1,a\n2,a\n3,b\n4,pilot\n", STAGE)

    assert mapped.summary["unmapped"] == {"A": {"values": 2, "cells": 3}}
    assert (mapped.summary["exit"], mapped.complete) == (1, False)


def test_values_of_records_that_are_not_wanted_are_no_loss(demo, lines):
    block = 'where = [{ column = "Nr", is = "2" }]'

    mapped = demo.cases("Nr,A\n1,odd\n2,pilot\n", STAGE, block=block)

    assert lines(mapped) == []


def test_values_of_records_that_are_kept_out_for_another_value_are_listed(demo, lines):
    mapped = demo.cases(
        "Nr,A,B\n1,odd,Atlantis\n",
        STAGE + "\ncountry = { column = 'B', codes = 'standard', unknown = 'keep-out' }",
    )

    assert lines(mapped) == [("B", "codes", "Atlantis", 1, ""), ("A", "codes", "odd", 1, "")]
