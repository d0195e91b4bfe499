"""What may stand in the place of a bad value, and whether it is safe."""

import pytest
from submissions import make

from openinnov.repair import Suggester, Suggestion
from openinnov.standard import Words
from openinnov.validation import validate


def _suggest(table, field, *values, guess=True):
    submission = make({table: [{field: value} for value in values]})
    found = Suggester(submission).suggest(table, field, values, guess=guess)
    return [found.get(value) for value in values]


def _safe(text):
    return Suggestion(text, safe=True)


def _guess(text):
    return Suggestion(text, safe=False)


@pytest.mark.parametrize(
    ("table", "field", "value", "suggestion"),
    [
        pytest.param("organization", "name", " A b ", _safe("A b"), id="edge spaces"),
        pytest.param("organization", "country", "gb", _safe("GB"), id="case of a code"),
        pytest.param("organization", "country", "UK", _safe("GB"), id="alias"),
        pytest.param("organization", "country", "Bangladesh", _safe("BD"), id="title"),
        pytest.param("organization", "country", "বাংলাদেশ?", None, id="no title"),
        pytest.param("organization", "country", "Allemagne", _safe("DE"), id="French title"),
        pytest.param("organization", "country", "Côte d’Ivoire", _safe("CI"), id="marks"),
        pytest.param("organization", "country", "Bolivia", _safe("BO"), id="title without hint"),
        pytest.param("organization", "country", "Fiji [FJ]", _safe("FJ"), id="title and code"),
        pytest.param("organization", "country", "Fiji [BD]", None, id="title of another code"),
        pytest.param("organization", "country", "Bangladesch", _guess("BD"), id="nearest title"),
        pytest.param("organization", "country", "??", None, id="nothing like it"),
        pytest.param("organization", "website", "www.x.org", _guess("https://www.x.org"), id="www"),
        pytest.param("organization", "website", "HTTP://x.org", _safe("http://x.org"), id="scheme"),
        pytest.param("organization", "id", "BD-A2I-ORG-1", _guess("bd-a2i-org-1"), id="case of id"),
        pytest.param(
            "organization", "id", " bd-a2i-org-1", _safe("bd-a2i-org-1"), id="space of id"
        ),
        pytest.param(
            "organization", "subdivision", "bd-13", _guess("BD-13"), id="case by a pattern"
        ),
        pytest.param("innovation", "language", "EN", _safe("en"), id="language tag"),
        pytest.param("innovation", "language", "zh_hans", _safe("zh-Hans"), id="low line in a tag"),
        pytest.param("innovation", "language", "French", _safe("fr"), id="name of a language"),
        pytest.param("innovation", "language", "QQ", None, id="no language"),
        pytest.param("innovation", "innovation_types", "??; x", None, id="items unknown"),
        pytest.param(
            "innovation",
            "technologies",
            "Web portal;chatbot",
            _safe("web-portal;chatbot"),
            id="items",
        ),
        pytest.param("innovation", "technologies", "Web portal;??", None, id="all items or none"),
        pytest.param(
            "innovation",
            "technologies",
            "Web portl;chatbot",
            _guess("web-portal;chatbot"),
            id="near",
        ),
        pytest.param("innovation", "policy_areas", "1.3", None, id="two codes as near"),
        pytest.param("deployment", "people_reached", "12,0", _safe("12"), id="whole number"),
        pytest.param("deployment", "people_reached", "12,000", None, id="thousands or not"),
        pytest.param("deployment", "start_date", "2020-1-1", _safe("2020-01-01"), id="date"),
        pytest.param(
            "deployment", "start_date", "31/12/2019", _safe("2019-12-31"), id="day over 12"
        ),
        pytest.param("deployment", "start_date", "30/02/2019", None, id="no such day"),
        pytest.param("deployment", "start_date", "03/04/2020", None, id="two orders"),
        pytest.param("deployment", "start_date", "45352", _guess("2024-03-01"), id="serial number"),
        pytest.param("funding", "amount", "1,5", _safe("1.5"), id="decimal comma"),
        pytest.param("funding", "year", "২০২৫", _safe("2025"), id="digits of a year"),
        pytest.param("innovation_sdg", "sdg", "1610", None, id="a full stop is no spelling"),
    ],
)
def test_a_value(table, field, value, suggestion):
    assert _suggest(table, field, value) == [suggestion]


def test_the_other_dates_of_a_column_tell_the_order():
    dates = ("03/04/2020", "31/12/2019")

    assert _suggest("deployment", "start_date", *dates) == [
        _safe("2020-04-03"),
        _safe("2019-12-31"),
    ]


def test_a_column_of_two_minds_is_left_alone():
    dates = ("03/04/2020", "31/12/2019", "12/31/2019")

    assert _suggest("deployment", "start_date", *dates) == [
        None,
        _guess("2019-12-31"),
        _guess("2019-12-31"),
    ]
    assert _suggest("deployment", "start_date", *dates, guess=False) == [None] * 3


def test_a_guess_is_not_made_where_none_is_wanted():
    assert _suggest("organization", "country", "Bangladesch", guess=False) == [None]


def test_all_items_of_a_list_are_written_as_codes():
    submission = make({"innovation": [{"innovation_types": "x"}]})
    titles = [
        c.title for c in list(submission.standard.codelists["innovation_type"].codes.values())
    ]
    codes = submission.standard.codelists["innovation_type"].valid

    found = Suggester(submission).suggest(
        "innovation", "innovation_types", [f"{titles[0]} ; {codes[1]}", f"{titles[0]};{codes[0]}"]
    )

    assert list(found.values()) == [_safe(f"{codes[0]};{codes[1]}")]  # Twice the same is no list.


@pytest.mark.parametrize("separator", [", ", "\u060c", "\uff0c", "\u3001", " | ", "\n"])
def test_what_else_stands_between_the_items_of_a_list_is_known(separator):
    codes = make({}).standard.codelists["innovation_type"].valid[:2]

    assert _suggest("innovation", "innovation_types", separator.join(codes)) == [
        _safe(";".join(codes))
    ]
    unknown = f"{codes[0]}{separator}zzzz"
    assert _suggest("innovation", "innovation_types", unknown, guess=False) == [None]


def test_two_cases_of_one_text_are_two_readings():
    from openinnov.repair.suggesting import _differ_in_case

    assert _differ_in_case([_safe("A"), _safe("a")])
    assert not _differ_in_case([_safe("A"), _safe("b")])


def _report(*countries, table="organization", field="country"):
    return validate(make({table: [{field: each} for each in countries]}), rules=[])


def test_a_report_suggests_in_each_form():
    report = _report("UK", "Bangladesch")

    document = report.document()
    (notice,) = [n for n in document["notices"] if n["rule"] == "codelist"]
    assert [(s["value"], s["suggestion"], s["safe"]) for s in notice["samples"]] == [
        ("UK", "GB", True),
        ("Bangladesch", "BD", False),
    ]
    text = str(report)
    assert '  Suggestion:  "UK" → "GB" (only the spelling changes)\n' in text
    assert '  Suggestion:  "Bangladesch" → "BD" (a guess, so look first)\n' in text


def test_many_suggestions_are_cut_short():
    report = _report("ad", "ae", "af", "ag", "ai", "al", "am", "ao", "ar")

    assert '"ao" → "AO" and more (only the spelling changes)' in str(report)
    assert '"ar"' not in str(report).partition("Suggestion")[2]


def test_the_nearest_codes_are_named_first():
    (notice,) = [n for n in _report("UK", "Bangladesch").notices if n.check.name == "codelist"]

    codes = notice.params["codes"].split(", ")
    assert codes[:2] == ["GB", "BD"]
    assert len(codes) == 8


def test_of_a_protected_field_nothing_is_suggested():
    report = _report("Female", "Male", table="feedback", field="sex")

    (notice,) = [n for n in report.notices if n.check.name == "codelist"]
    assert notice.withheld
    assert [f.suggestion for f in notice.samples] == [None, None]
    assert "Suggestion" not in str(report)


def test_of_a_value_that_was_cut_nothing_is_suggested():
    report = _report(" " + "x" * 2000, table="organization", field="name")

    assert [f.suggestion for f in report if f.rule == "surrounding-space"] in ([], [None])


def test_good_data_ask_for_no_repair():
    import subprocess
    import sys

    code = (
        "import sys; sys.path.insert(0, 'tests')\n"
        "from submissions import make\n"
        "from openinnov.validation import validate\n"
        "validate(make({'organization': [{'country': 'BD'}]}), rules=[])\n"
        "print([name for name in sys.modules if name.startswith('openinnov.repair')])\n"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "[]\n"


def test_the_words_for_suggestions_are_messages():
    submission = make({})

    assert Words(submission.standard).knows("guess")
