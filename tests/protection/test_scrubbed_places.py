"""Every place where people write is searched; what was found is told by place and kind alone."""

import dataclasses
import stat

import pytest
from submissions import DESCRIPTOR, make

from openinnov import policy as policies
from openinnov.cli import main
from openinnov.exceptions import RefusedError
from openinnov.protection import plan_document, protect
from openinnov.protection.decisions import decide
from openinnov.standard import load
from openinnov.submission import Mark

STANDARD = load()
DECIDED = decide(policies.load(standard=STANDARD), STANDARD, "public").fields
#: The texts that leave: each field that may hold people's own words.
PLACES = [
    f"{table}.{name}"
    for table, fields in DECIDED.items()
    for name, decision in fields.items()
    if decision.treatment.method == "scrub"
]
TEXT = "Ask Zainab Karim, zainab@example.org, tel 01711-123456."
SCRUBBED = "Ask [known-name], [email], tel [phone]."
PERSONS = {
    "contact": [{"id": "bd-a2i-p-1", "name": "Zainab Karim", "email": "zainab@example.org"}],
    "respondent": [{"id": "kq7h2m9x", "name": "Abdul Rahman", "national_id": "AB 1234567"}],
}
#: What rows about other rows are about.
ABOUT = {
    "relation": {"table_name": "innovation", "subject_id": "bd-a2i-1", "object_id": "bd-b-2"},
    "translation": {"table_name": "innovation", "record_id": "bd-a2i-1", "field_name": "summary"},
    "withheld": {"table_name": "innovation", "record_id": "*", "field_name": "*"},
}


def _row(table):
    """Return a row with a key and the text in each field that is scrubbed."""
    keys = dict.fromkeys(STANDARD.tables[table].primary_key, "bd-a2i-1")
    texts = {place.split(".")[1]: TEXT for place in PLACES if place.startswith(f"{table}.")}
    return keys | ABOUT.get(table, {}) | texts


@pytest.fixture(scope="module")
def protected():
    tables = {place.split(".")[0] for place in PLACES}
    rows = {table: [_row(table)] for table in tables}
    described = {"title": TEXT, "description": TEXT, "keywords": [TEXT]}
    return protect(make(PERSONS | rows, descriptor=DESCRIPTOR | described, standard=STANDARD))


def test_texts_of_all_tables_are_among_the_places():
    free = {
        f"{table.name}.{field.name}"
        for table in STANDARD.tables.values()
        for field in table.fields.values()
        if field.free_text and field.privacy == "public" and table.name in DECIDED
    }

    assert free == set(PLACES)
    assert {"evidence.title", "translation.text", "relation.note", "withheld.explanation"} <= free


@pytest.mark.parametrize("place", PLACES)
def test_a_text_is_scrubbed_and_what_was_found_is_told_by_kind(protected, rows, place):
    table, field = place.split(".")

    assert SCRUBBED in [row.get(field) for row in rows(protected, table)]
    assert [mark for mark in protected.marks if (mark.table, mark.field) == (table, field)] == [
        Mark(table, 2, field, kind, 1) for kind in ("email", "known-name", "phone")
    ]


@pytest.mark.parametrize("name", ["title", "description", "keywords"])
def test_a_text_of_the_description_is_scrubbed(protected, name):
    text = protected.submission.descriptor[name]

    assert text in (SCRUBBED, [SCRUBBED])
    assert Mark("datapackage.json", None, name, "email", 1) in protected.marks


def test_no_value_stands_in_what_is_told(protected):
    told = f"{protected!r} {protected.marks} {plan_document(protected)}"

    assert not {"Zainab", "zainab", "01711"} & set(told.replace("'", " ").split())
    assert plan_document(protected)["texts"][0] == {
        "table": "context_factor",
        "field": "description",
        "kind": "email",
        "pieces": 1,
    }


def test_the_name_of_a_file_does_not_leave(submit):
    submission = submit(PERSONS | {"innovation": [{"id": "bd-a2i-1"}]})
    named = [
        dataclasses.replace(source, name=f"Zainab Karim {source.name}")
        for source in submission.sources
    ]

    protected = protect(dataclasses.replace(submission, sources=tuple(named)))

    assert {source.name for source in protected.submission.sources} == {"innovation", "withheld"}


@pytest.mark.parametrize(
    ("field", "cell", "kinds"),
    [
        ("website", "https://example.org/zainab@example.org", ["email"]),
        ("keywords", "desk;Zainab Karim;+8801711123456", ["known-name", "phone"]),
    ],
)
def test_of_a_short_cell_that_goes_the_kinds_are_told(submit, field, cell, kinds):
    protected = protect(submit(PERSONS | {"innovation": [{"id": "bd-a2i-1", field: cell}]}))

    assert protected.marks == tuple(Mark("innovation", 2, field, kind, 1) for kind in kinds)


def _contact(name, organization, number=1):
    return {"id": f"bd-a2i-p-{number}", "name": name, "organization_id": organization}


@pytest.mark.parametrize(
    ("table", "cells"),
    [
        (
            "cooperation_party",
            {
                "organization_id": "bd-x-org-1",
                "cooperation_id": "bd-a2i-c-1",
                "contribution": "Sukarno at work",
            },
        ),
        (
            "translation",
            {
                "table_name": "organization",
                "record_id": "bd-x-org-1",
                "field_name": "name",
                "text": "Sukarno at work",
            },
        ),
        ("innovation", {"lead_organization_id": "bd-x-org-1", "summary": "Sukarno at work"}),
        ("innovation", {"contact_id": "bd-a2i-p-1", "summary": "Sukarno at work"}),
        ("experiment", {"innovation_id": "bd-a2i-7", "lesson": "Sukarno at work"}),
        (
            "translation",
            {
                "table_name": "innovation",
                "record_id": "bd-a2i-7",
                "field_name": "summary",
                "text": "Sukarno at work",
            },
        ),
    ],
)
@pytest.mark.parametrize("own", [True, False])
def test_one_name_is_sought_in_texts_about_the_organization(submit, rows, table, cells, own):
    lead = {"id": "bd-a2i-7", "lead_organization_id": "bd-x-org-1", "summary": "A desk"}
    contacts = [_contact("Sukarno" if own else "Suharto", "bd-x-org-1")]
    contacts.append(_contact("Suharto" if own else "Sukarno", "bd-x-org-2", 2))
    records = {"contact": contacts, "innovation": [lead]}
    records["organization"] = [{"id": "bd-x-org-1", "name": "The Office"}]
    records[table] = [*records.get(table, []), cells]

    protected = protect(submit(records))

    texts = [value for row in rows(protected, table) for value in row.values()]
    assert ("[known-name] at work" in texts) is own
    assert ("Sukarno at work" in texts) is not own


def test_one_name_of_the_publisher_is_sought_in_the_description(submit):
    contacts = [_contact("Sukarno", "bd-a2i-org-1"), _contact("Suharto", "bd-a2i-org-2", 2)]
    described = DESCRIPTOR | {"description": "Sukarno and Suharto"}

    protected = protect(submit({"contact": contacts}, descriptor=described))

    assert protected.submission.descriptor["description"] == "[known-name] and Suharto"


def test_names_in_scripts_without_blanks_are_sought(submit, rows):
    contacts = [_contact("王小明", "bd-x-1"), _contact("สมชาย ใจดี", "bd-x-1", 2)]
    innovations = [
        {"id": "bd-a2i-1", "summary": "请联系王小明先生", "website": "https://e.org/王小明"},
        {"id": "bd-a2i-2", "summary": "พบคุณสมชาย ใจดีได้ที่นี่"},
    ]

    found = rows(protect(submit({"contact": contacts, "innovation": innovations})), "innovation")

    assert found == [
        {"id": "bd-a2i-1", "summary": "请联系[known-name]先生"},
        {"id": "bd-a2i-2", "summary": "พบคุณ[known-name]ได้ที่นี่"},
    ]


def _knows_capitals(text):
    """Yield the words that begin with a capital letter, as a toy would know names."""
    place = 0
    for word in text.split(" "):
        if word[:1].isupper():
            yield place, place + len(word)
        place += len(word) + 1


def test_a_recogniser_of_the_caller_is_asked_of_every_text(submit, rows):
    innovation = {"id": "bd-a2i-1", "summary": "asked Ana twice", "website": "https://E.org/"}
    described = DESCRIPTOR | {"description": "of Ana"}
    submission = submit({"innovation": [innovation]}, descriptor=described)

    protected = protect(submission, recogniser=_knows_capitals)

    assert rows(protected, "innovation") == [innovation | {"summary": "asked [name] twice"}]
    assert protected.submission.descriptor["description"] == "of [name]"
    assert Mark("innovation", 2, "summary", "name", 1) in protected.marks
    again = protect(protected.submission, recogniser=_knows_capitals)
    assert rows(again, "innovation") == rows(protected, "innovation")


def test_no_recogniser_is_asked_where_all_is_kept(submit, rows):
    innovation = {"id": "bd-a2i-1", "summary": "asked Ana twice"}

    protected = protect(
        submit({"innovation": [innovation]}), profile="internal", recogniser=_knows_capitals
    )

    assert rows(protected, "innovation") == [innovation]


@pytest.mark.parametrize("span", [(0, 99), (-1, 2), (3, 3)])
def test_a_recogniser_that_counts_wrong_is_refused(submit, span):
    submission = submit({"innovation": [{"id": "bd-a2i-1", "summary": "asked Ana"}]})

    with pytest.raises(RefusedError, match=r"^the recogniser finds a name from") as error:
        protect(submission, recogniser=lambda _: [span])
    assert "Ana" not in str(error.value)


def test_the_places_are_written_for_nobody_else(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "innovation.csv").write_text(
        "id,title,summary\nbd-a2i-1,Centres,Ask ana@example.org\n", encoding="utf-8"
    )
    (tmp_path / "places.csv").write_text("older", encoding="utf-8")

    with pytest.raises(SystemExit) as left:
        main(["protect", "innovation.csv", "--output", "places=places.csv"])

    path = tmp_path / "places.csv"
    assert left.value.code == 0
    assert path.read_text("utf-8") == (
        "table,row,field,kind,pieces\ninnovation,2,summary,email,1\n"
    )
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
