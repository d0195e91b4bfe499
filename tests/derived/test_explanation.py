"""What `openinnov explain` says of a name."""

from dataclasses import replace

import pytest

from openinnov.derived import explanation
from openinnov.derived.examples import examples
from openinnov.exceptions import UnknownNameError
from openinnov.standard import Rule, load

STANDARD = load()


RULE = Rule(
    name="well-depth",
    severity="warning",
    card="accuracy",
    sentence="A well is deep.",
    why="A shallow well runs dry.",
    fix="Measure again.",
    ignored=("the depth is missing", "the well is closed"),
)


@pytest.fixture
def ruled(tmp_path):
    """Return a standard with one rule, and a function that writes examples of it."""
    folder = tmp_path / "examples" / RULE.name
    folder.mkdir(parents=True)

    def write(**files):
        for name, rows in files.items():
            (folder / f"{name}.csv").write_text("\n".join(rows) + "\n", "utf-8")

    return replace(STANDARD, root=tmp_path, rules={RULE.name: RULE}), write


def test_rule_is_explained_with_rows_that_break_and_keep_it(ruled):
    standard, write = ruled
    write(
        well=["case,found,id,depth,name", "a puddle,depth,w-1,1,", "the same dug out,,w-1,25,"],
        descriptor=["case,found", "a puddle,"],
        previous_well=["case,found,id", "a puddle,,w-1", "a well that is gone,,w-2"],
    )

    assert (
        explanation.render(standard, "well-depth")
        == """\
well-depth (warning, accuracy)
A well is deep.

  Why: A shallow well runs dry.
  Fix: Measure again.

Ignored is what
  1. the depth is missing
  2. the well is closed

Breaks it: a puddle
  previous_well
    id
    w-1
  well
    id   depth
    w-1  1
  Found: well.depth

Keeps it: the same dug out
  well
    id   depth
    w-1  25
"""
    )


def test_every_rule_and_check_is_explained_in_every_language():
    for language in STANDARD.languages:
        texts = STANDARD.texts(language)
        for name, kind in [
            *((n, "check") for n in STANDARD.checks),
            *((n, "rule") for n in STANDARD.rules),
        ]:
            said = " ".join(explanation.render(STANDARD, name, language=language).split())

            check = STANDARD.check(name)
            for key, english in (
                ("sentence", check.sentence),
                ("why", check.why),
                ("fix", check.fix),
            ):
                assert " ".join(texts.get(f"{kind}/{name}/{key}", english).split()) in said


@pytest.mark.parametrize("rule", STANDARD.rules)
def test_rule_shows_an_example_of_either_sort(rule):
    broken, kept = examples(STANDARD, rule)

    assert broken.found
    assert not kept.found


def test_examples_are_found_where_no_file_begins_with_both(ruled):
    standard, write = ruled
    write(well=["case,found,id", "first,,a", "second,id,b", "third,id,c"])

    broken, kept = examples(standard, RULE.name)

    assert (broken.case, broken.tables) == ("second", {"well": [{"id": "b"}]})
    assert (kept.case, kept.found) == ("first", ())


def test_rule_without_examples_is_explained_all_the_same(ruled):
    standard, _ = ruled

    assert explanation.render(standard, RULE.name).splitlines()[-1] == "  2. the well is closed"


@pytest.mark.parametrize(
    ("name", "first"),
    [
        pytest.param("type", "type (error, validity)", id="check"),
        pytest.param("need", "need: Needs", id="table"),
        pytest.param("need.budget", "need.budget: Budget", id="field"),
        pytest.param("restrictions", "need.restrictions: Conditions", id="field alone"),
        pytest.param("need_status", "need_status: Status of a need", id="codelist"),
        pytest.param("need_status/open", "need_status/open: Open", id="code"),
        pytest.param("national-government", None, id="code alone"),
    ],
)
def test_every_sort_of_name_is_explained(name, first):
    first = first or "organization_type/national-government: National government"

    assert explanation.render(STANDARD, name).splitlines()[0].startswith(first)


def test_alias_names_the_code_to_use():
    lines = explanation.render(STANDARD, "country/UK").splitlines()

    assert lines[0] == "country/UK: United Kingdom"
    assert "  Use instead: GB" in lines


def test_code_without_definition_is_its_title():
    lines = explanation.render(STANDARD, "country/BD").splitlines()

    assert lines[:2] == ["country/BD: Bangladesh", "  Codelist: country"]


def test_code_is_explained_in_the_language_asked_for():
    lines = explanation.render(STANDARD, "need_status/open", language="fr").splitlines()

    assert lines[0] == "need_status/open: Ouvert"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        pytest.param(
            "amonut-and-currency",
            "the standard has no amonut-and-currency; did you mean amount-and-currency",
            id="rule",
        ),
        pytest.param(
            "contry/BD", "the standard has no contry/BD; did you mean country/BD", id="list"
        ),
        pytest.param(
            "country/bd", "the standard has no country/bd; did you mean country/BD", id="code"
        ),
        pytest.param(
            "need/budgt", "the standard has no need/budgt; did you mean need.budget", id="slash"
        ),
        pytest.param("xyzzy", "the standard has no xyzzy", id="nothing near"),
        pytest.param(
            "budget",
            "budget has several meanings: write need.budget, factor/budget",
            id="two things",
        ),
    ],
)
def test_unknown_name_is_met_with_the_nearest(name, message):
    with pytest.raises(UnknownNameError) as caught:
        explanation.render(STANDARD, name)

    assert str(caught.value).startswith(message)


def test_a_check_is_explained_with_a_file_that_breaks_it_and_the_same_one_mended():
    lines = explanation.render(STANDARD, "encoding-error").splitlines()

    start = lines.index("Breaks it: examples/encoding-error/breaks")
    assert lines[start:] == [
        "Breaks it: examples/encoding-error/breaks",
        "  organization.csv",
        "    id,name,organization_type,country",
        "    fj-demo-org-1,Minist\\xe8re des Exemples,national-government,FJ",
        "",
        "Keeps it: examples/encoding-error/keeps",
        "  organization.csv",
        "    id,name,organization_type,country",
        "    fj-demo-org-1,Ministère des Exemples,national-government,FJ",
    ]


def test_of_a_workbook_the_place_is_named():
    text = explanation.render(STANDARD, "merged-cells")

    assert "Breaks it: examples/merged-cells/breaks\n  submission.xlsx\n" in text


def test_bytes_that_are_no_text_are_escaped():
    assert "    \\xff\\xfei\\x00d\\x00" in explanation.render(STANDARD, "transcoded")


def test_a_long_line_of_a_file_is_cut():
    lines = explanation.render(STANDARD, "max-length").splitlines()
    line = next(line for line in lines if "fj-demo-1," in line)

    assert line.endswith("…")
