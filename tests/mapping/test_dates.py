import pytest

from openinnov.mapping.dates import fault, reader


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        pytest.param("YYYY", "2021", "2021", id="a year stays a year"),
        pytest.param("YYYY-MM", "2021-03", "2021-03", id="a month stays a month"),
        pytest.param("YYYY-MM-DD", "2020-02-29", "2020-02-29", id="a leap day"),
        pytest.param("YYYY-MM-DD", "2021-02-29", None, id="a day that is in no calendar"),
        pytest.param("DD/MM/YYYY", "03/04/2020", "2020-04-03", id="day first"),
        pytest.param("MM/DD/YYYY", "03/04/2020", "2020-03-04", id="month first"),
        pytest.param("MM/YYYY", "13/2020", None, id="no such month"),
        pytest.param("D.M.YYYY", "3.4.2020", "2020-04-03", id="without zeros"),
        pytest.param("Mon YYYY", "Sep 2019", "2019-09", id="short name of a month"),
        pytest.param("D Month YYYY", "1 May 2019", "2019-05-01", id="name of a month"),
        pytest.param("Mon YYYY", "Sup 2019", None, id="no name of a month"),
        pytest.param("YYYY", "2021 ", None, id="the whole cell must match"),
        pytest.param("YYYY", "٢٠٢١", None, id="digits of another script"),
        pytest.param("YYYY", "0000", None, id="the year 0"),
    ],
)
def test_a_date_is_read_as_its_pattern_says(pattern, text, expected):
    assert reader([pattern])(text) == expected


def test_the_first_pattern_that_fits_counts():
    read = reader(["YYYY", "MM/YYYY", "DD/MM/YYYY"])

    assert [read("2019"), read("12/2019"), read("01/12/2019")] == ["2019", "2019-12", "2019-12-01"]


@pytest.mark.parametrize(
    ("patterns", "said"),
    [
        pytest.param(["DD/MM/YYYY", "MM/DD/YYYY"], "cannot stand in one list", id="both orders"),
        pytest.param(["D-M-YYYY", "MM-DD-YYYY"], "cannot stand in one list", id="other widths"),
        pytest.param(["MM/DD"], "needs a year", id="no year"),
        pytest.param(["YYYY DD"], "needs a year", id="a day without a month"),
        pytest.param(["YYYY YYYY"], "needs a year", id="the year twice"),
        pytest.param(["YYYYx"], "may hold", id="a letter that means nothing"),
    ],
)
def test_a_list_of_patterns_that_cannot_be_used_is_refused(patterns, said):
    assert said in fault(patterns)


@pytest.mark.parametrize(
    "patterns",
    [
        pytest.param(["YYYY", "MM/YYYY", "DD/MM/YYYY"], id="less and less precise"),
        pytest.param(["DD/MM/YYYY", "MM-DD-YYYY"], id="two orders that their signs tell apart"),
    ],
)
def test_other_lists_can_be_used(patterns):
    assert fault(patterns) is None
