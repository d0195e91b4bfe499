"""Other spellings, and those that can be read in two ways."""

import pytest

from openinnov.repair import spelling


@pytest.mark.parametrize(
    ("text", "read"),
    [
        pytest.param("1,5", "1.5", id="decimal comma"),
        pytest.param("1,500", None, id="comma before three digits"),
        pytest.param("0,500", "0.500", id="no group begins with nought"),
        pytest.param("1234,567", "1234.567", id="four digits are no group"),
        pytest.param(",5", "0.5", id="no digit before the comma"),
        pytest.param("1.234,56", "1234.56", id="groups by full stops"),
        pytest.param("1,234.56", "1234.56", id="groups by commas"),
        pytest.param("1,234,567", "1234567", id="two groups"),
        pytest.param("1.234.567", "1234567", id="two groups by full stops"),
        pytest.param("1,23,456", None, id="groups of another length"),
        pytest.param("0,123,456", None, id="groups after nought"),
        pytest.param("1 234", "1234", id="group by a space"),
        pytest.param("1\u202f234,5", "1234.5", id="group by a narrow space"),
        pytest.param("1'234.5", "1234.5", id="group by an apostrophe"),
        pytest.param("1_000", "1000", id="group by a low line"),
        pytest.param("+5", "5", id="plus"),
        pytest.param("\u22125", "-5", id="minus sign"),
        pytest.param("007", "7", id="noughts in front"),
        pytest.param("১২৩", "123", id="Bengali digits"),
        pytest.param("١٬٢٣٤٫٥", "1234.5", id="Arabic signs"),
        pytest.param("", None, id="nothing"),
        pytest.param("-", None, id="a sign alone"),
        pytest.param("USD 5", None, id="a unit"),
        pytest.param("1 2", None, id="two numbers"),
    ],
)
def test_a_number(text, read):
    assert spelling.number(text) == read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        pytest.param("12.0", "12", id="a fraction of nought"),
        pytest.param("12,00", "12", id="a fraction of noughts"),
        pytest.param("12.5", None, id="a fraction"),
        pytest.param("1.000", None, id="a thousand, or one"),
        pytest.param("many", None, id="a word"),
    ],
)
def test_a_whole_number(text, read):
    assert spelling.whole_number(text) == read


@pytest.mark.parametrize(
    ("text", "order", "read"),
    [
        pytest.param("2020-1-1", None, "2020-01-01", id="digits missing"),
        pytest.param("2020/12/31", None, "2020-12-31", id="year first"),
        pytest.param("2020/12", None, "2020-12", id="year and month"),
        pytest.param("12/2020", None, "2020-12", id="month and year"),
        pytest.param("2019-12-31T00:00:00", None, "2019-12-31", id="midnight"),
        pytest.param("31.12.2019 00:00", True, "2019-12-31", id="midnight after a day"),
        pytest.param("2019-12-31T10:00:00", None, None, id="another hour"),
        pytest.param("03/04/2020", None, None, id="two orders"),
        pytest.param("03/04/2020", False, "2020-03-04", id="month first"),
        pytest.param("05/05/2020", None, "2020-05-05", id="both orders are one day"),
        pytest.param("3/4-2020", True, None, id="two signs"),
        pytest.param("২০২০-১-১", None, "2020-01-01", id="Bengali digits"),
        pytest.param("May", None, None, id="a word"),
    ],
)
def test_a_day(text, order, read):
    assert spelling.day(text, order) == read


def test_the_number_of_a_day():
    assert spelling.serial("45352") == "2024-03-01"
    assert spelling.serial("99999") is None
    assert spelling.serial("many") is None
    assert spelling.serial("٤٥٣٥٢") is None


@pytest.mark.parametrize("word", ["yes", "OUI", "да", "نعم", "是", "হ্যাঁ"])
def test_a_word_for_true(word):
    assert spelling.truth(word) == "true"


@pytest.mark.parametrize("word", ["no", "Non", "нет", "لا", "否", "না"])
def test_a_word_for_false(word):
    assert spelling.truth(word) == "false"


def test_an_address_without_a_scheme_is_none():
    assert spelling.address("example.org") is None
