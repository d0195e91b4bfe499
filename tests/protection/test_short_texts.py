"""What says something of a person leaves neither in an address nor in a code or id."""

import dataclasses

import pytest

from openinnov import policy as policies
from openinnov.exceptions import RefusedError
from openinnov.protection import protect, short_texts, texts
from openinnov.standard import load

CONTACT = {
    "id": "bd-a2i-p-1",
    "name": "Zainab Karim",
    "email": "zainab@example.org",
    "phone": "+8801711123456",
}


def _submit(submit, table, **cells):
    return submit({"contact": [CONTACT], table: [{"id": "bd-a2i-1"} | cells]})


@pytest.mark.parametrize(
    ("table", "field", "cell"),
    [
        pytest.param("innovation", "website", "https://e.org/a@b.org", id="address in a path"),
        pytest.param("innovation", "website", "https://e.org/?to=a%40b.org", id="encoded address"),
        pytest.param("innovation", "website", "https://e.org/?to=a%2540b.org", id="encoded twice"),
        pytest.param("innovation", "source_code", "https://e.org/zainab-karim", id="name"),
        pytest.param("service", "website", "https://e.org/?q=Z%61inab%20Karim", id="encoded name"),
        pytest.param("service", "website", "https://e.org/?q=Zainab+Karim", id="name with a plus"),
        pytest.param("service", "website", "https://e.org/01711-123456", id="number"),
        pytest.param("indicator", "standard_indicator", "https://e.org/%2B8801711123456", id="+"),
        pytest.param("organization", "website", "https://e.org/?token=secret123", id="secret"),
        pytest.param("innovation", "license", "Ask Zainab Karim", id="open code"),
        pytest.param("evidence", "license", "a@b.org", id="address as code"),
        pytest.param("organization", "subtype", "K. Zainab, Zainab Karim", id="subtype"),
        pytest.param("organization", "acronym", "a@b.org", id="acronym"),
        pytest.param("innovation", "adapted_from_id", "np-zainab-karim", id="reference"),
    ],
)
def test_a_cell_goes_as_a_whole(submit, rows, to_partner, table, field, cell):  # noqa: PLR0913, PLR0917
    submission = _submit(submit, table, **{field: cell})

    assert rows(protect(submission), table) == [{"id": "bd-a2i-1"}]
    assert rows(to_partner(submission), table) == [{"id": "bd-a2i-1"}]


def test_a_cell_that_goes_is_noted_once(submit, rows, notices):
    protected = protect(_submit(submit, "innovation", website="https://e.org/a@b.org"))

    noted = [
        ("contact", "*", "*", "personal", "dropped", None),
        ("innovation", "bd-a2i-1", "website", "personal", "suppressed", None),
    ]
    assert notices(protected) == noted
    again = protect(protected.submission)
    assert (rows(again, "innovation"), notices(again)) == ([{"id": "bd-a2i-1"}], noted)


@pytest.mark.parametrize(
    ("cell", "left"),
    [
        pytest.param("desk;zainab karim;one-stop", "desk;one-stop", id="one of many"),
        pytest.param("a@b.org", None, id="the only one"),
    ],
)
def test_of_a_list_the_item_goes(submit, rows, notices, cell, left):
    protected = protect(_submit(submit, "innovation", keywords=cell))

    (row,) = rows(protected, "innovation")
    assert row.get("keywords") == left
    assert notices(protected)[-1] == (
        *("innovation", "bd-a2i-1", "keywords"),
        *("personal", "redacted", None),
    )


def test_what_says_nothing_of_a_person_stays(submit, rows, notices):
    innovation = {
        "id": "bd-a2i-20240101",
        "website": "https://a2i.gov.bd/page/100%25?year=2023-2024",
        "source_code": "https://git.example.org/karim/lab",
        "license": "CC-BY-4.0",
        "keywords": "desk;mobile",
        "technologies": "sms",
    }
    organization = {"id": "bd-a2i-org-1", "email": "zainab@example.org", "acronym": "ZK"}
    tables = {"contact": [CONTACT], "organization": [organization], "innovation": [innovation]}

    protected = protect(submit(tables))

    assert rows(protected, "organization") == [organization]
    assert rows(protected, "innovation") == [innovation]
    assert notices(protected) == [("contact", "*", "*", "personal", "dropped", None)]


@pytest.mark.parametrize(
    ("place", "cell"),
    [
        ("organization.id", "bd-zainab-karim"),
        ("organization.id", "bd-a2i-8801711123456"),
        ("indicator.unit", "ask a@b.org"),
        ("need.wanted", "a@b.org"),
        ("evidence.url", "https://e.org/a@b.org"),
        ("participation.role", "Zainab Karim"),
    ],
)
def test_what_may_not_be_empty_is_refused(submit, rows, place, cell):
    table, field = place.split(".")
    submission = submit({"contact": [CONTACT], table: [{field: cell}]})

    with pytest.raises(RefusedError, match=rf"^{place}: 1 cells say something of a per") as error:
        protect(submission)
    assert "ainab" not in str(error.value).replace(place, "")
    assert rows(protect(submission, profile="internal"), table) == [{field: cell}]


def test_of_a_required_list_enough_may_be_left(submit, rows):
    protected = protect(_submit(submit, "need", wanted="a@b.org;funding"))

    assert rows(protected, "need") == [{"id": "bd-a2i-1", "wanted": "funding"}]


def test_detectors_that_the_policy_leaves_out_are_not_asked(submit, rows):
    policy = dataclasses.replace(policies.load(standard=load()), detectors=("email",))
    cells = {"website": "https://e.org/zainab-karim", "adapted_from_id": "np-zainab-karim"}

    protected = protect(_submit(submit, "innovation", **cells), policy=policy)

    assert rows(protected, "innovation") == [{"id": "bd-a2i-1"} | cells]


def test_of_very_many_persons_those_in_an_address_are_known(submit, rows, monkeypatch):
    monkeypatch.setattr(texts, "_MANY_PERSONS", 2)
    persons = [{"name": f"Person {word}"} for word in ("Alfa", "Bravo", "Charlie", "Delta")]
    innovations = [
        {"id": "bd-a2i-1", "website": "https://e.org/person.alfa"},
        {"id": "bd-a2i-2", "website": "https://e.org/person%20%43harlie"},
        {"id": "bd-a2i-3", "website": "https://e.org/%ff"},
    ]

    protected = protect(submit({"respondent": persons, "innovation": innovations}))

    assert rows(protected, "innovation") == [
        {"id": "bd-a2i-1"},
        {"id": "bd-a2i-2"},
        innovations[2],
    ]


def test_many_values_are_searched_in_lots(submit, rows, monkeypatch):
    monkeypatch.setattr(short_texts, "BATCH", 2)
    many = [{"id": f"bd-a2i-{n}", "website": f"https://e.org/a{n}@b.org"} for n in range(5)]

    protected = protect(submit({"innovation": many}))

    assert rows(protected, "innovation") == [{"id": row["id"]} for row in many]
