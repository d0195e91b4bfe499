import pytest
from hypothesis import given
from hypothesis import strategies as st
from submissions import make

from openinnov import detection
from openinnov.protection import protect, texts
from openinnov.standard import load

STANDARD = load()
NAMES = ("José Straßer", "Fiona Ångström Ødegård", "রহিমা খাতুন", "محمد ﺍﻟﺴﻴﺪ", "Łukasz O'Neil")
WAYS = (
    str.upper,
    str.lower,
    lambda text: text.replace(" ", "\u00a0"),
    lambda text: text.replace("a", "a\u200d"),
    lambda text: text.replace("fi", "ﬁ").replace("Fi", "ﬁ"),
    lambda text: text.replace("ß", "ss"),
    lambda text: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text),
    lambda text: text.replace(" ", ", "),
)


@given(st.sampled_from(NAMES), st.lists(st.sampled_from(WAYS), max_size=3))
def test_a_name_that_can_be_found_is_not_passed_over(name, ways):
    text = name
    for way in ways:
        text = way(text)
    known = detection.known([name])
    submission = make(
        {
            "respondent": [{"name": name}],
            "innovation": [{"id": "bd-a2i-1", "summary": f"By {text}"}],
        },
        standard=STANDARD,
    )

    database = protect(submission).submission.database

    ((left,),) = database.execute("SELECT summary FROM submitted.innovation").fetchall()
    assert left == detection.scrub(f"By {text}", known=known)


def test_of_very_many_persons_those_in_a_text_are_known(submit, rows, monkeypatch):
    monkeypatch.setattr(texts, "_MANY_PERSONS", 2)
    persons = [{"name": f"Person {word}"} for word in ("Alfa", "Bravo", "Charlie", "Ødegård")]
    submission = submit(
        {
            "respondent": [*persons, {"phone": "+8801711123456"}],
            "innovation": [{"id": "bd-a2i-1", "summary": "P. Bravo, P. Ødegård, ref 01711 123456"}],
        }
    )

    (row,) = rows(protect(submission), "innovation")

    assert row["summary"] == "[known-name], [known-name], ref [known-name]"


def test_of_very_many_persons_those_in_other_forms_are_known(submit, rows, monkeypatch):
    monkeypatch.setattr(texts, "_MANY_PERSONS", 2)
    names = ["Matti Virtanen", "Иван Петров", "Alfa Person", "Anna Ek"]
    summary = "Matti Virtaselle, Ивану Петрову, господину Петрову, Annan Ek"
    submission = submit(
        {
            "respondent": [{"name": name} for name in names],
            "innovation": [{"id": "bd-a2i-1", "summary": summary}],
        }
    )

    (row,) = rows(protect(submission), "innovation")

    assert row["summary"] == "[known-name], [known-name], господину [known-name], [known-name]"


def test_a_part_of_a_name_behind_a_title_is_taken_out(submit, rows):
    summary = "Dr. Zarvonic of Zarvonic Street asked Mr. Lee"
    submission = submit(
        {
            "contact": [{"id": "bd-a2i-c-1", "name": "Ana Maria Zarvonic"}],
            "innovation": [{"id": "bd-a2i-1", "summary": summary}],
        }
    )

    (row,) = rows(protect(submission), "innovation")

    assert row["summary"] == "Dr. [known-name] of Zarvonic Street asked Mr. Lee"


def test_of_very_many_persons_those_behind_a_title_are_known(submit, rows, monkeypatch):
    monkeypatch.setattr(texts, "_MANY_PERSONS", 2)
    persons = [{"name": f"{word} Person"} for word in ("Alfa", "Bravo", "Ødegård")]
    submission = submit(
        {
            "respondent": persons,
            "innovation": [{"id": "bd-a2i-1", "summary": "Mr. Bravo, Dr ØDEGÅRD, Alfa"}],
        }
    )

    (row,) = rows(protect(submission), "innovation")

    assert row["summary"] == "Mr. [known-name], Dr [known-name], Alfa"


@pytest.mark.parametrize("profile", ["partner", "public"])
def test_texts_of_the_row_of_a_person_are_scrubbed_as_well(submit, rows, profile):
    """Only what identifies the person is hidden with the row; other texts are read like all."""
    service = {"id": "bd-a2i-service-1", "description": "Ask a@example.org"}
    organization = {"id": "bd-a2i-org-1", "is_individual": "true"}

    protected = protect(
        submit({"organization": [organization], "service": [service]}), profile=profile
    )

    assert rows(protected, "service")[0]["description"] == "Ask [email]"


def test_texts_with_other_numbers_are_left(submit, rows):
    innovation = {"id": "bd-a2i-1", "summary": "A budget of 100200300 USD"}

    assert rows(protect(submit({"innovation": [innovation]})), "innovation") == [innovation]


def test_nothing_is_known_where_nobody_is_named(submit):
    assert protect(submit({"innovation": [{"id": "bd-a2i-1", "title": "x"}]})).plan == ()
