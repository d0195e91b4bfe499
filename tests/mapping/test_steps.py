import pytest
from hypothesis import given
from hypothesis import strategies as st

from openinnov.mapping import steps
from openinnov.mapping.steps import Outcome, Problem, Steps

TEXT = st.text(st.characters(codec="utf-8"))


def _twice(text):
    for _ in range(2):
        text = text.encode().decode("latin-1")
    return text


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        pytest.param(_twice("Agência “já”"), "Agência “já”", id="encoded twice"),
        pytest.param("Agência".encode().decode("latin-1"), "Agência", id="encoded once"),
        pytest.param(_twice(_twice("é")), "Ã©", id="no more than three rounds"),
        pytest.param("Agência", "Agência", id="a good text"),
        pytest.param("Ã© 東", "Ã© 東", id="what Latin-1 has not stays as it was"),
        pytest.param("\x85 alone", "\x85 alone", id="a round that fails leaves the cell"),
        pytest.param("lost \ufffd", "lost \ufffd", id="what is lost is not made up"),
    ],
)
def test_a_text_that_was_encoded_twice_is_repaired(cell, expected):
    assert steps.decode_again(cell) == expected


@given(st.text(st.characters(codec="ascii")))
def test_plain_text_needs_no_repair(text):
    assert steps.decode_again(text) == text


def test_a_mangled_space_is_an_empty_cell_once_it_is_repaired_and_trimmed():
    clean = steps.cleaner(["trim", "double-encoded-utf8"], [])

    assert clean(_twice("\xa0")) == Outcome(None, (), ("double-encoded-utf8", "trim"))


@pytest.mark.parametrize(
    "blank", ["\t", "\n", "\r", "\xa0", "\u2003", "\u200b", "\ufeff", "\x85", "\u3000"]
)
def test_trimming_takes_white_space_of_every_kind(blank):
    assert steps.trim(f"{blank}a{blank}b{blank}") == f"a{blank}b"


def test_texts_that_mean_empty_are_compared_after_the_repair():
    clean = steps.cleaner(["trim"], ["n/a"])

    assert [clean(" n/a ").text, clean("N/A").text, clean("NA").text] == [None, "N/A", "NA"]


@pytest.mark.parametrize(
    ("text", "longest", "mark", "expected"),
    [
        pytest.param("short", 5, "…", "short", id="it fits"),
        pytest.param("one two three", 9, " …", "one two …", id="at the last space"),
        pytest.param("one two three", 8, "", "one two", id="a space right after the room"),
        pytest.param("abcdefgh", 5, "…", "abcd…", id="no space"),
        pytest.param("abcde\u0301f", 5, "", "abcd", id="a letter and its accent stay together"),
        pytest.param("ab👩\u200d🚀c", 4, "", "ab", id="joined signs stay together"),
        pytest.param("a👍🏽bc", 2, "", "a", id="a tone of skin"),
        pytest.param("a🇧🇩🇰🇪bc", 4, "", "a🇧🇩", id="the two letters of a flag"),
        pytest.param("ab\r\ncd", 3, "", "ab", id="a line end"),
        pytest.param("abcde", 2, "…", "a…", id="the mark counts"),
    ],
)
def test_a_long_text_is_cut_where_it_hurts_least(text, longest, mark, expected):
    assert steps.truncate(text, longest, mark) == expected


@given(TEXT, st.integers(2, 30))
def test_a_cut_text_is_never_too_long(text, longest):
    assert len(steps.truncate(text, longest, "…")) <= longest


@pytest.mark.parametrize(
    ("point", "group", "text", "expected"),
    [
        pytest.param(",", "", "12,5", "12.5", id="comma"),
        pytest.param(",", ".", "1.234,50", "1234.50", id="points group"),
        pytest.param(",", " ", "1 234 567", "1234567", id="spaces group"),
        pytest.param(".", ",", "1,234.5", "1234.5", id="commas group"),
        pytest.param(".", ",", "12,34", None, id="a group of two"),
        pytest.param(",", ".", "1234.56", None, id="the other convention"),
        pytest.param(".", "", "007", "7", id="zeros in front"),
        pytest.param(".", "", "-0.50", "-0.50", id="a sign"),
        pytest.param(".", "", "1e3", None, id="an exponent"),
        pytest.param(".", "", "12.", None, id="nothing after the point"),
    ],
)
def test_a_number_is_read_by_the_convention_that_is_named(point, group, text, expected):
    assert steps.decimal_reader(point, group)(text).text == expected


def test_what_is_no_number_is_a_problem():
    outcome = steps.decimal_reader(".", "")("about 5")

    assert outcome == Outcome(None, (Problem("decimal", "about 5"),))


def test_items_are_split_trimmed_and_each_taken_once():
    split = Steps(split=(",",), trim=True)

    assert split("b, a,, b ,").text == "b;a"


def test_an_item_that_would_be_two_is_a_problem():
    split = Steps(split=(",",), trim=True)

    assert split("a;b, c") == Outcome("c", (Problem("split", "a;b"),))


def test_a_cell_is_empty_if_no_item_is_left():
    assert Steps(split=(",",), trim=True)(" , ").text is None


def test_one_text_may_give_several_codes():
    code = steps.code_step({"both": ("x", "y")}.get, lambda _: None, "report")

    assert Steps(split=("|",), coded=True, each=(code,))("both").text == "x;y"


@pytest.mark.parametrize(
    ("unknown", "expected"),
    [
        pytest.param("report", Outcome(None, (Problem("codes", "c", None, "near"),)), id="report"),
        pytest.param(
            "keep-out",
            Outcome(None, (Problem("codes", "c", None, "near", keeps_out=True),)),
            id="keep out",
        ),
        pytest.param(
            "other", Outcome("other", (Problem("codes", "c", "other", "near"),)), id="code"
        ),
    ],
)
def test_an_unknown_text_is_treated_as_the_rule_says(unknown, expected):
    code = steps.code_step(lambda _: (), lambda _: "near", unknown)

    assert code("c") == expected
