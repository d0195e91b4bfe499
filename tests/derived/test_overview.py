"""What `openinnov schema` says of the standard."""

from dataclasses import replace

import pytest

from openinnov.derived import overview
from openinnov.exceptions import UnknownNameError
from openinnov.standard import Field, Reference, load

STANDARD = load()
OWNER = Reference("organization", "id", external=False)


def test_overview_has_a_line_for_each_table():
    lines = overview.render(STANDARD).splitlines()

    assert lines[0] == f"Standard for public-service innovations, version {STANDARD.version}"
    assert [line.split()[:3] for line in lines[3:]] == [
        [table.name, table.kind, str(len(table.fields))] for table in STANDARD.tables.values()
    ]


def test_table_says_how_each_field_is_filled():
    fields = [
        Field("id", "string", "Id", "Which well it is.", "public", required=True),
        Field("depth", "decimal", "Depth", "How deep.", "sensitive", recommended=True),
        Field("use", "code", "Use", "What for.", "public", codelists=("sex",), codelist_open=True),
        Field(
            "owner",
            "string",
            "Owner",
            "Who owns it and may sell it, also in parts, to whoever it be.",
            "public",
            reference=OWNER,
        ),
    ]
    table = replace(
        STANDARD.tables["need"],
        name="well",
        title="Wells",
        description="Where water comes from.",
        fields={field.name: field for field in fields},
    )

    said = overview.render(replace(STANDARD, tables={"well": table}), "well")

    assert (
        said
        == """\
well: Wells
Where water comes from.

Kind: register. Key: id.

  id     string   required     public
      Which well it is.
  depth  decimal  recommended  sensitive
      How deep.
  use    code                  public
      What for. Codes: sex (open).
  owner  string                public
      Who owns it and may sell it, also in parts, to whoever it be. Refers to:
      organization.id.
"""
    )


def test_field_without_property_and_with_unique_values_says_so():
    field = Field("mark", "string", "Mark", "What is on it.", "public", unique=True)
    table = replace(STANDARD.tables["need"], name="well", fields={"mark": field})

    said = overview.render(replace(STANDARD, tables={"well": table}), "well.mark")

    assert said.splitlines()[-2:] == [
        "  Who may see it: public",
        "  Unique: each row has another value",
    ]


def test_field_says_all_and_twenty_codes_at_most():
    lines = overview.render(STANDARD, "need.country").splitlines()

    assert lines[:3] == ["need.country: Country", "Country in which a solution is wanted.", ""]
    assert lines[3:8] == [
        "  Type: code",
        "  Needed: required",
        "  Who may see it: public",
        "  Codes: country; no other code",
        "  Linked data: dcterms:spatial",
    ]
    assert lines[9] == "country: Countries and areas"
    assert len(lines[10:-1]) == 20
    assert lines[-1] == "  … and 229 more"


@pytest.mark.parametrize(
    ("name", "line"),
    [
        pytest.param("organization.id", "  Longest: 64", id="length"),
        pytest.param("measurement.evidence_level", "  Greatest: 5", id="bound"),
        pytest.param("feedback.weight", "  Above: 0", id="excluded bound"),
        pytest.param("organization.name", "  Note: may be translated", id="translatable"),
        pytest.param("organization.identifiers", "  Note: merging unites lists", id="union"),
        pytest.param(
            "innovation.adapted_from_id",
            "  Refers to: innovation.id, also of another publisher",
            id="external reference",
        ),
        pytest.param(
            "indicator.unit",
            "  Codes: unit and currency; other codes are kept and reported",
            id="open codelists",
        ),
        pytest.param("funding.year", "  Needed: recommended", id="recommended"),
        pytest.param("need.restrictions", "  Needed: no", id="neither"),
    ],
)
def test_field_says_what_is_asked_of_it(name, line):
    assert line in overview.render(STANDARD, name).splitlines()


def test_words_are_in_the_language_asked_for():
    lines = overview.render(STANDARD, "need.status", language="fr").splitlines()

    assert lines[0] == "need.status: Statut"
    assert "  open       Ouvert" in lines


def test_words_without_translation_are_in_english():
    assert overview.render(STANDARD, "need", language="de") == overview.render(STANDARD, "need")


def test_everything_can_be_shown_in_every_language():
    names = [f"{t.name}.{name}" for t in STANDARD.tables.values() for name in t.fields]

    for language in STANDARD.languages:
        for name in [*STANDARD.tables, *names]:
            assert overview.render(STANDARD, name, language=language).startswith(f"{name}: ")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        pytest.param("ned", "the standard has no ned; did you mean need", id="table"),
        pytest.param(
            "need.bugdet",
            "the standard has no need.bugdet; did you mean need.budget",
            id="field",
        ),
        pytest.param("xyzzy", "the standard has no xyzzy", id="nothing near"),
    ],
)
def test_unknown_name_is_met_with_the_nearest(name, message):
    with pytest.raises(UnknownNameError) as caught:
        overview.render(STANDARD, name)

    assert str(caught.value).startswith(message)
