import pytest
from hypothesis import given
from hypothesis import strategies as st

from openinnov.reading.headings import Headings, fold, shown
from openinnov.standard import load

HEADINGS = Headings(load())
LANGUAGES = load().languages


def _read(table, *labels):
    columns = HEADINGS.columns(load().tables[table], labels)
    return [(column.field, column.rule) for column in columns]


def test_the_exact_name_is_no_finding():
    assert _read("service", "id", "name") == [("id", None), ("name", None)]


@pytest.mark.parametrize("label", ["Policy area", " POLICY_AREA *", "policy\narea", "Policy-Area"])
def test_spelling_is_put_aside(label):
    assert _read("service", label) == [("policy_area", "renamed-label")]


def test_a_hint_in_brackets_is_put_aside():
    assert _read("service", "Domaine d’action publique (CFAP)") == [
        ("policy_area", "renamed-label")
    ]


def test_accents_and_their_absence_are_the_same():
    assert _read("service", "Autorite competente") == [("authority_id", "renamed-label")]


def test_the_exact_name_goes_before_a_title():
    assert _read("service", "Name", "name") == [(None, "duplicate-label"), ("name", None)]


def test_of_two_equal_headings_the_first_is_read():
    assert _read("service", "name", "name") == [("name", None), (None, "duplicate-label")]


def test_unknown_and_blank_headings_are_not_read():
    assert _read("service", "colour", " \u3000") == [
        (None, "extra-label"),
        (None, "blank-label"),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_titles_of_each_language_name_their_fields(language):
    wrong = []
    for name, table in load().tables.items():
        texts = load().texts(language)
        titles = {
            field: texts.get(f"field/{name}/{field}/title") if texts else value.title
            for field, value in table.fields.items()
        }
        said = {field: title for field, title in titles.items() if title}
        columns = HEADINGS.columns(table, list(said.values()))
        wrong += [
            (name, field, column)
            for field, column in zip(said, columns, strict=True)
            if column.field != field
        ]

    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_titles_of_each_language_name_their_tables(language):
    texts = load().texts(language)
    titles = {name: texts.get(f"table/{name}/title") for name in load().tables}

    found = {name: HEADINGS.table(title) for name, title in titles.items() if title}

    assert {name: table and table.name for name, table in found.items()} == {n: n for n in found}


@given(st.text())
def test_what_is_shown_is_printable(text):
    assert shown(text).replace("\u200c", "").replace("\u200d", "").isprintable()


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("name", "table"),
    [
        pytest.param("Organisation", "organization", id="French"),
        pytest.param("Organization", "organization", id="English"),
        pytest.param("Public service", "service", id="two words"),
        pytest.param("service_public", "service", id="spelt as a name"),
        pytest.param("Personne à contacter", "contact", id="the first word alone"),
        pytest.param("Needs", "need", id="the plural"),
        pytest.param("Measurementss", None, id="one s too many"),
        pytest.param("s", None, id="nothing but an s"),
    ],
)
def test_a_table_is_known_by_its_title_in_the_singular(name, table):
    found = HEADINGS.table(name)

    assert (found and found.name) == table
