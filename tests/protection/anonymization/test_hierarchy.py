"""A hierarchy is read from lines, or worked out, and says what stands for each value."""

import pytest
from shared_data import shared

import openinnov
from openinnov.exceptions import PolicyError, RefusedError
from openinnov.protection.anonymization import (
    by_date,
    by_parents,
    by_reference,
    by_width,
    from_lines,
)
from openinnov.protection.anonymization.computed import SEPARATOR

AGES = {"7": ("5-9", "0-9", "*"), "2": ("0-4", "0-9", "*"), "12": ("10-14", "10-19", "*")}


def test_values_of_a_file_stand_at_each_level():
    made = from_lines(AGES)

    assert made.height == 3
    assert made.texts(0)["7"] == "7"
    assert made.texts(1)["7"] == "5-9"
    assert made.texts(2)["7"] == "0-9"
    assert set(made.texts(3).values()) == {"*"}


def test_what_is_coarser_already_stays():
    made = from_lines(AGES)

    assert made.labels[0][3:] == ("5-9", "0-4", "10-14", "0-9", "10-19", "*")
    assert made.texts(1)["0-9"] == "0-9"
    assert made.texts(2)["5-9"] == "0-9"
    assert made.texts(2)["*"] == "*"


def test_shares_are_those_of_the_lines():
    made = from_lines(AGES)

    assert made.size == 3
    assert made.share(0).tolist()[:4] == pytest.approx([1 / 3] * 4)
    assert dict(zip(made.labels[0], made.lines[2].tolist(), strict=True)) == {
        "7": 2,
        "2": 2,
        "12": 1,
        "5-9": 2,
        "0-4": 2,
        "10-14": 1,
        "0-9": 2,
        "10-19": 1,
        "*": 3,
    }
    assert set(made.share(3)) == {1}


def test_nothing_is_a_value_that_is_told_from_all_others_until_the_last_level():
    made = from_lines(AGES, missing=True)

    assert made.size == 4
    assert [made.texts(level)[""] for level in range(4)] == ["", "", "", "*"]
    assert made.lines[2][made.labels[0].index("")] == 1
    assert from_lines({"": ("*",), "a": ("*",)}, missing=True).size == 2


def test_values_without_a_line_have_no_code():
    assert from_lines(AGES).encode(["12", "13", "0-9"]).tolist() == [2, -1, 6]


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        pytest.param({}, "at least one line", id="no line"),
        pytest.param({"a": ()}, "at least one line", id="no level"),
        pytest.param({"a": ("x",)}, r"line 1 .* should end in \* at level 1", id="no last level"),
        pytest.param(
            {"a": ("x", "*"), "b": ("*",)}, r"line 2 .* should end in \* at level 2", id="ragged"
        ),
        pytest.param(
            {"a": ("x", "y", "*"), "b": ("x", "z", "*")},
            "line 2 .* another value at level 2 .* let the levels nest",
            id="not nested",
        ),
    ],
)
def test_faulty_lines_are_refused(lines, message):
    with pytest.raises(PolicyError, match=message):
        from_lines(lines)


@pytest.mark.parametrize("name", ["age", "education", "income_quintile"])
def test_hierarchies_of_the_standard_nest(name):
    lines = openinnov.load().hierarchy(name)

    made = from_lines(lines)

    assert made.size == len(lines)
    assert made.texts(made.height) == dict.fromkeys(made.labels[0], "*")


def test_hierarchies_of_the_census_have_the_stated_values():
    from adult import hierarchies

    shared("data/real/adult")
    assert {name: each.size for name, each in hierarchies().items()} == {
        "sex": 2,
        "age": 100,
        "race": 5,
        "marital-status": 7,
        "education": 16,
        "native-country": 41,
        "workclass": 8,
        "occupation": 14,
        "salary-class": 2,
    }


def test_numbers_fall_into_bands():
    made = by_width(["7", "12", "-3", "20-29", "*", ""], [5, 10], 121, missing=True)

    assert made.texts(1)["7"] == "5-9"
    assert made.texts(2)["7"] == "0-9"
    assert made.texts(1)["-3"] == "-5--1"
    assert made.texts(1)["20-29"] == "20-29"
    assert made.texts(2)["20-29"] == "20-29"
    assert made.texts(2)[""] == ""
    assert made.share(2)[made.labels[0].index("12")] == 10 / 122


@pytest.mark.parametrize("widths", [[5, 12], [5, 5], [10, 200], [1]])
def test_widths_that_do_not_nest_are_refused(widths):
    with pytest.raises(PolicyError, match="each a multiple of the one before"):
        by_width(["7"], widths, 121)


def test_what_is_no_number_is_counted_and_not_shown():
    with pytest.raises(RefusedError, match=r"^2 distinct values are neither") as caught:
        by_width(["7", "secret", "21-30"], [5, 10], 121)

    assert "secret" not in str(caught.value)


def test_dates_are_cut():
    made = by_date(["2024-02-05", "2024-02", "2023", ""], ["month", "year"], 7305, missing=True)

    assert made.texts(1) == {
        "2024-02-05": "2024-02",
        "2024-02": "2024-02",
        "2023": "2023",
        "2024": "2024",
        "*": "*",
        "": "",
    }
    assert made.texts(2)["2024-02-05"] == "2024"
    places = dict(zip(made.labels[0], made.lines[1].tolist(), strict=True))
    assert (places["2024-02-05"], places["2023"], places["2024"]) == (29, 365, 366)


def test_dates_are_cut_as_asked_or_not_at_all():
    assert by_date(["2024-02-05"], ["year"], 7305).texts(1)["2024-02-05"] == "2024"
    with pytest.raises(PolicyError, match="dates are cut to"):
        by_date(["2024-02-05"], ["week"], 7305)
    with pytest.raises(RefusedError, match=r"^1 distinct values are no dates"):
        by_date(["2024-02-05", "05.02.2024"], ["year"], 7305)


def test_references_stay_or_go():
    made = by_reference(["b", "a"], 64, missing=True)

    assert made.labels == (("a", "b", "*", ""), ("*",))
    assert made.share(0).tolist() == [1 / 65, 1 / 65, 1, 1 / 65]


def test_parents_of_a_value_are_other_columns():
    rows = [("BD-10", "Kotwali"), ("BD-13", "Kotwali"), ("BD-13", "Savar"), ("", "")]

    made = by_parents(rows, 1, 64, missing=True)

    first = SEPARATOR.join(rows[0])
    assert made.texts(1)[first] == "BD-10"
    assert made.texts(1)[SEPARATOR.join(rows[1])] == "BD-13"
    assert made.share(1)[made.labels[0].index(first)] == 8 / 65


def test_a_column_without_values_has_a_hierarchy():
    assert by_reference([], 9).labels == ((), ())
    assert by_width([""], [5], 9, missing=True).labels == (("",), ("",), ("*",))
