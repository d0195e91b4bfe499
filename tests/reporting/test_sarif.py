"""The log is what SARIF 2.1.0 says, and changes no more of a file than it may."""

import json

import pytest
from made_reports import STANDARD, finding, notice, report, typical, wide
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as Sarif

from openinnov.report import Unevaluated
from openinnov.reporting import sarif
from openinnov.standard import Words

WORDS = Words(STANDARD)


def _run(made, language="en"):
    log = json.loads(sarif.render(made, Words(STANDARD, language)))
    (run,) = log["runs"]
    return run


def _result(*notices):
    (result,) = _run(report(*notices))["results"]
    return result


@pytest.mark.parametrize("make", [typical, wide, report])
def test_the_log_is_what_the_standard_says(make):
    Sarif.model_validate_json(sarif.render(make(), WORDS))


def test_a_result_says_all_of_a_notice():
    result = _result(notice(samples=[finding(), finding(row=5, cell="C5")], total=7))

    assert (result["ruleId"], result["level"], result["occurrenceCount"]) == (
        "codelist",
        "error",
        7,
    )
    assert result["message"]["text"].splitlines()[:3] == [
        "A code is in the list of its field.",
        'Where: organization.csv; column "country"; rows 3, 5; total: 7',
        'Found: "UK" (1)',
    ]
    assert result["locations"][1] == {
        "physicalLocation": {
            "artifactLocation": {"uri": "organization.csv"},
            "region": {"startLine": 5},
        },
        "logicalLocations": [{"fullyQualifiedName": "organization.country", "decoratedName": "C5"}],
    }


def test_a_result_has_at_most_a_hundred_places():
    many = [finding(row=row) for row in range(2, 202)]

    assert len(_result(notice(samples=many))["locations"]) == 100


def test_a_note_is_a_note_and_what_has_no_place_has_none():
    missing = finding("missing-table", source=None, row=None, cell=None, field=None, value=None)

    result = _result(notice("missing-table", [missing]))

    assert result["locations"] == [{"logicalLocations": [{"fullyQualifiedName": "organization"}]}]
    lost = finding("no-table", source=None, row=None, cell=None, field=None, table=None, value=None)
    assert _result(notice("no-table", [lost]))["locations"] == [{}]
    assert _result(notice("small-count"))["level"] == "note"


def test_a_safe_suggestion_is_a_change_of_its_cell_alone():
    spelled = finding(value="gb ", suggestion="GB", safe=True, source="a b.csv", cell="AB7", row=7)

    result = _result(notice(samples=[spelled, finding(suggestion="FR")]))

    assert result["fixes"] == [
        {
            "description": {"text": "only the spelling changes"},
            "artifactChanges": [
                {
                    "artifactLocation": {"uri": "a%20b.csv#cell=7,28"},
                    "replacements": [
                        {
                            "deletedRegion": {"charOffset": 0, "charLength": 3},
                            "insertedContent": {"text": "GB"},
                        }
                    ],
                }
            ],
        }
    ]
    assert [place["message"]["text"] for place in result["locations"]] == ["GB", "FR"]


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param({"safe": False}, id="a guess"),
        pytest.param({"source": "a.xlsx#Needs"}, id="a cell of a workbook"),
        pytest.param({"cell": None}, id="no cell"),
        pytest.param({"value": None}, id="a value that is not shown"),
        pytest.param({"suggestion": None}, id="no suggestion"),
    ],
)
def test_what_is_not_safe_is_no_change(parts):
    known = {"suggestion": "GB", "safe": True} | parts

    assert "fixes" not in _result(notice(samples=[finding(**known)]))


def test_a_fingerprint_comes_of_no_value_and_of_no_row():
    one = notice(samples=[finding(value="UK", row=3)])
    other = notice(samples=[finding(value="EL", row=9)])
    elsewhere = notice(samples=[finding(field="language")])

    prints = [_result(each)["partialFingerprints"] for each in (one, other, elsewhere)]
    assert prints[0] == prints[1] != prints[2]
    assert set(prints[0]) == {"openinnov/v1", "primaryLocationLineHash"}


def test_a_log_holds_no_text_of_a_file():
    assert "snippet" not in sarif.render(typical(), WORDS)


def test_sheets_of_a_workbook_are_one_file():
    (source,) = report().sources
    parts = [getattr(source, name) for name in source.__slots__[1:]]
    sources = tuple(type(source)(f"book.xlsx#{sheet}", *parts) for sheet in ("Needs", "Offers"))

    run = _run(report(notice(samples=[finding(source="book.xlsx#Needs")]), sources=sources))

    assert [each["location"]["uri"] for each in run["artifacts"]] == ["book.xlsx"]
    (place,) = run["results"][0]["locations"]
    assert place["physicalLocation"]["artifactLocation"] == {"uri": "book.xlsx"}


def test_what_was_not_checked_is_said():
    run = _run(report(unevaluated=[Unevaluated("id-vanished", "no-previous")]))

    (invocation,) = run["invocations"]
    assert invocation["toolConfigurationNotifications"] == [
        {
            "level": "note",
            "message": {"text": "no earlier release was given"},
            "associatedRule": {"id": "id-vanished", "index": 0},
        }
    ]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["id-vanished"]


def test_the_log_is_said_in_a_language():
    run = _run(report(notice()), "fr")

    (rule,) = run["tool"]["driver"]["rules"]
    assert (run["language"], rule["shortDescription"]["text"]) == (
        "fr",
        "Un code figure dans la liste de son champ.",
    )
