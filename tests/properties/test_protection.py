"""The laws of protection."""

import dataclasses
import json
import tempfile
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from submissions import make

from openinnov import policy as policies
from openinnov.engine.duckdb import open_database
from openinnov.exceptions import PolicyError
from openinnov.policy import Treatment
from openinnov.policy.strictness import at_least
from openinnov.protection import METHODS, Key, protect
from openinnov.protection.generalize import ancestors
from openinnov.standard import PROFILES, load

STANDARD = load()
BASE = policies.load(standard=STANDARD)
KEY = Key("2026a", b"a key that is no secret at all, 32+")
PERSONS = ("Zubaida Qxvale", "Omar Wjkell", "Lin Pqrst Vbn")
TEXTS = (
    "Centres for all",
    "Ask Zubaida Qxvale or O. Wjkell",
    "Write to omar@example.org, tel +8801711123456",
    "Line one\r\nline two",
    "Vbn, Lin Pqrst has the key",
)
SMALL, ANY = st.integers(0, 2), st.text(st.characters(codec="utf-8"), min_size=1, max_size=8)


def _maybe(strategy):
    return st.none() | strategy


def _one_of(*texts):
    return st.sampled_from(texts)


def _id(prefix):
    return SMALL.map(lambda number: f"bd-a2i-{prefix}-{number}")


_TEXT = _one_of(*TEXTS) | ANY
_NUMBER = st.integers(0, 12).map(str) | _one_of("-3")
#: What is no number is refused where numbers decide which rows leave.
_SIZE, _COUNT = _maybe(_NUMBER), _maybe(_NUMBER | _one_of("a lot", "7.5"))
#: What is no date is refused where persons are anonymized by it.
_DAY = _one_of("2025", "2025-03", "2025-03-04", "2024-11-30")
BANDS = {band for line in STANDARD.hierarchy("age").values() for band in line}
ROWS = {
    "organization": {
        "id": _id("org"),
        "name": _TEXT | _one_of(*PERSONS),
        "is_individual": _maybe(_one_of("true", "false", "perhaps")),
        "email": _maybe(_one_of("info@a2i.example.org", "zubaida@example.org")),
        "identifiers": _maybe(_one_of("BD-1; BD-0", "XI-7")),
    },
    "contact": {
        "id": _id("person"),
        "organization_id": _id("org"),
        "name": _one_of(*PERSONS),
        "email": _maybe(_one_of("omar@example.org", "lin@example.org")),
        "role_title": _maybe(_TEXT),
        "legal_basis": _maybe(_one_of("consent", "contract", "whim")),
        "consent_status": _maybe(_one_of("given", "withdrawn")),
        "consented_on": _maybe(_one_of("2025-01-01", "never")),
        "review_on": _maybe(_one_of("2030-01-01", "2020-01-01", "later")),
    },
    "innovation": {
        "id": _id("inn"),
        "title": _TEXT,
        "summary": _maybe(_TEXT),
        "keywords": _maybe(_one_of("b; a", "a;b", "c")),
        "contact_id": _maybe(_id("person")),
    },
    "deployment": {"id": _id("dep"), "innovation_id": _id("inn"), "people_reached": _COUNT},
    "deployment_beneficiary": {
        "deployment_id": _id("dep"),
        "beneficiary_group": _one_of("general", "women"),
        "people_reached": _SIZE,
    },
    "measurement": {
        "id": _id("mea"),
        "value": _maybe(_one_of("1", "2.5")),
        "sex": _maybe(_one_of("F", "T")),
        "sample_size": _SIZE,
    },
    "respondent": {
        "id": SMALL.map(lambda number: f"resp{number}"),
        "name": _maybe(_one_of(*PERSONS)),
        "consent_status": _maybe(_one_of("given", "refused")),
        "consent_scope": _maybe(_one_of("aggregate", "aggregate; anonymized-microdata")),
        "consented_on": _maybe(_one_of("2025-01-01")),
    },
    "feedback": {
        "id": SMALL.map(lambda number: f"answer{number}"),
        "respondent_id": _maybe(SMALL.map(lambda number: f"resp{number}")),
        "innovation_id": _maybe(_id("inn")),
        "responded_on": _maybe(_DAY),
        "age": _maybe(st.integers(0, 120).map(str)),
        "comment": _maybe(_TEXT),
        "bribe_asked": _maybe(_one_of("true", "false")),
    },
    "need": {
        "id": _id("need"),
        "title": _TEXT,
        "restrictions": _maybe(_TEXT),
        "contact_id": _maybe(_id("person")),
    },
    "relation": {
        "table_name": _one_of("innovation", "contact", "organization", "nothing"),
        "subject_id": _id("inn") | _id("person") | _id("org"),
        "predicate": _one_of("same-as"),
        "object_id": _id("inn") | _id("person") | _one_of("https://example.org/x"),
    },
    "translation": {
        "table_name": _one_of("innovation", "organization", "need"),
        "record_id": _id("inn") | _id("org") | _id("need"),
        "field_name": _one_of("title", "name", "restrictions"),
        "language": _one_of("fr"),
        "text": _TEXT,
        "source_hash": _maybe(_one_of("0" * 64)),
    },
    "withheld": {
        "table_name": _one_of("innovation", "contact", "withheld", "need", "measurement"),
        "record_id": _id("inn") | _id("person") | _one_of("*", "contact/*/*/personal"),
        "field_name": _one_of("title", "name", "*", "explanation"),
        "reason": _one_of("personal", "security", "small-count"),
        "cells": _maybe(_one_of("3", "30")),
        "explanation": _maybe(_TEXT),
    },
}


@st.composite
def tables(draw):
    """Draw tables whose rows lack what they may lack, and now and then what they may not."""
    chosen = {}
    for name, fields in ROWS.items():
        if draw(st.booleans()):
            drawn = draw(st.lists(st.fixed_dictionaries(fields), max_size=3))
            chosen[name] = [{f: v for f, v in row.items() if v is not None} for row in drawn]
    return chosen


AGREED = dataclasses.replace(
    BASE,
    agreement=policies.Agreement(
        frozenset({"feedback.comment", "innovation.contact_id", "contact.legal_basis"}),
        frozenset({"contact"}),
    ),
    hash="agreed",
)


def _protect(given_tables, *, profile="public", policy=BASE):
    return _of(_made(given_tables), profile=profile, policy=policy)


def _made(given_tables):
    return make(given_tables, standard=STANDARD)


def _of(submission, *, profile="public", policy=BASE):
    return protect(submission, profile=profile, policy=policy, key=KEY)


def _content(submission):
    """Return all that a submission holds, in a form that can be compared."""
    return {
        table: (names, submission.database.table(f"submitted.{table}").order("_row").fetchall())
        for table, names in submission.columns.items()
    }


def _cells(submission):
    """Return the texts of all cells but those of notices, which say what is not there."""
    return {
        cell
        for table, (_, records) in _content(submission).items()
        for record in records
        for cell in record
        if isinstance(cell, str) and table != "withheld"
    }


@given(tables(), st.sampled_from(PROFILES), st.sampled_from([BASE, AGREED]))
def test_protecting_again_changes_nothing(drawn, profile, policy):
    once = _protect(drawn, profile=profile, policy=policy)

    twice = _of(once.submission, profile=profile, policy=policy)

    assert _content(twice.submission) == _content(once.submission)
    assert twice.submission.standard == once.submission.standard
    assert twice.submission.descriptor == once.submission.descriptor


@given(tables(), st.sampled_from(PROFILES), st.randoms(use_true_random=False))
def test_the_order_of_rows_is_not_told(drawn, profile, random):
    shuffled = {name: random.sample(rows, len(rows)) for name, rows in drawn.items()}

    assert _content(_protect(shuffled, profile=profile).submission) == _content(
        _protect(drawn, profile=profile).submission
    )


@given(tables())
def test_a_person_who_is_only_in_protected_cells_is_in_no_released_cell(drawn):
    names = {row.get("name") for row in drawn.get("contact", []) + drawn.get("respondent", [])}
    # The public name of an organization wins over that of a person whose name is part of it.
    public = " ".join(row["name"] for row in drawn.get("organization", []))

    released = " ".join(_cells(_protect(drawn).submission))

    assert not [name for name in names - {None} if name in released and name not in public]


@given(tables())
def test_what_may_not_be_told_changes_nothing(drawn):
    """Two submissions that differ in protected cells alone give the same release."""
    drawn.pop("relation", None)
    drawn.pop("withheld", None)
    plain = {name: [dict(row) for row in rows] for name, rows in drawn.items()}
    for name, rows in plain.items():
        fields = STANDARD.tables[name].fields
        for row in rows:
            for field in row:
                if fields[field].privacy in {"direct-identifier", "restricted"}:
                    row[field] = "0"
    # No text quotes what differs.
    assume(
        not set(TEXTS[1:]) & {cell for rows in drawn.values() for r in rows for cell in r.values()}
    )

    assert _content(_protect(plain).submission) == _content(_protect(drawn).submission)


@given(tables())
def test_a_more_public_profile_tells_no_more(drawn):
    made = _made(drawn)  # It stays as it is, so that it serves for all profiles.

    told = [_cells(_of(made, profile=profile).submission) for profile in PROFILES]

    for inner, outer in pairwise(told):
        assert not [cell for cell in outer - inner if not _is_worked_out(cell, inner)]


def _is_worked_out(cell, inner):
    """Say whether a cell is what a method makes of one that was told."""
    cut = any(each.startswith(cell) or _tens(each) == cell for each in inner)
    return cell in BANDS or cell.startswith("p12026a") or "[" in cell or cut or len(cell) == 64


def _tens(cell):
    """Return a number rounded down to tens, as the policies drawn here do it."""
    return str(int(cell) // 10 * 10) if cell.lstrip("-").isdecimal() else None


TREATMENTS = (
    st.builds(Treatment, st.just("keep"))
    | st.builds(Treatment, st.just("drop"))
    | st.builds(Treatment, st.just("pseudonymize"))
    | st.builds(Treatment, st.just("generalize"), level=st.integers(1, 4))
    | st.builds(Treatment, st.just("round"), to=st.sampled_from([5, 10, 20, 30]))
    | st.builds(
        Treatment,
        st.just("top-code"),
        above=st.sampled_from([60, 90]),
        step=st.sampled_from([None, 10]),
    )
)
AGE = STANDARD.tables["feedback"].fields["age"]
DAY = STANDARD.tables["feedback"].fields["responded_on"]
DATES = st.builds(Treatment, st.just("round"), to=st.sampled_from(["month", "year"])) | st.builds(
    Treatment, st.just("generalize"), level=st.integers(1, 3)
)


@pytest.fixture(scope="module")
def database():
    return open_database(STANDARD)


def _apply(database, treatment, field, values):
    """Return what a treatment makes of values."""
    if treatment.method == "pseudonymize":
        return [f"<{value}>" for value in values]
    database.execute(
        "CREATE OR REPLACE TEMP TABLE hierarchy_line (scope VARCHAR, value VARCHAR, result VARCHAR)"
    )
    if treatment.method == "generalize" and field.hierarchy:
        lines = ancestors(STANDARD.hierarchy(field.hierarchy), treatment.level)
        database.executemany("INSERT INTO temp.hierarchy_line VALUES ('x', ?, ?)", [*lines.items()])
    method = (
        "suppress"
        if treatment.method == "generalize" and _is_last(treatment, field)
        else treatment.method
    )
    cell = METHODS[method].apply(treatment, field, "cell", "x")
    given_cells = "SELECT unnest(?::VARCHAR[]) AS cell, unnest(range(?)) AS n"
    query = f"SELECT {cell} FROM ({given_cells}) ORDER BY n"
    return [result for (result,) in database.execute(query, [values, len(values)]).fetchall()]


def _is_last(treatment, field):
    return treatment.level >= (4 if field.hierarchy else 3)


def _follows(fine, coarse):
    """Say whether what is told coarsely can be worked out from what is told finely."""
    known = {}
    return all(known.setdefault(a, b) == b for a, b in zip(fine, coarse, strict=True))


@given(TREATMENTS, TREATMENTS, st.lists(st.integers(0, 120), min_size=2, max_size=30))
def test_a_treatment_of_numbers_that_is_accepted_as_stricter_tells_less(database, a, b, ages):
    assume(at_least(a, b, AGE, STANDARD))
    values = [str(age) for age in ages]

    assert _follows(_apply(database, b, AGE, values), _apply(database, a, AGE, values))


@given(DATES, DATES, st.lists(st.dates(), min_size=2, max_size=30))
def test_a_treatment_of_dates_that_is_accepted_as_stricter_tells_less(database, a, b, days):
    assume(at_least(a, b, DAY, STANDARD))
    values = [day.isoformat() for day in days]

    assert _follows(_apply(database, b, DAY, values), _apply(database, a, DAY, values))


@given(TREATMENTS, st.lists(st.integers(0, 120), min_size=1, max_size=20))
def test_a_method_changes_nothing_of_what_it_made(database, treatment, ages):
    assume(treatment.method != "pseudonymize")
    once = _apply(database, treatment, AGE, [str(age) for age in ages])

    assert _apply(database, treatment, AGE, once) == once


@given(st.decimals(-(10**17), 10**17, places=9), st.integers(1, 10**6))
def test_rounding_is_exact_and_goes_down(database, number, to):
    cell = f"{number.normalize():f}"
    assume(cell != "-0")
    decimal = STANDARD.tables["feedback"].fields["weight"]

    (rounded,) = _apply(database, Treatment("round", to=to), decimal, [cell])
    assert Decimal(rounded) == (Decimal(cell) / to).to_integral_value("ROUND_FLOOR") * to


OVERLAYS = st.fixed_dictionaries(
    {},
    optional={
        "tables": st.fixed_dictionaries({"threshold": st.integers(2, 12)}),
        "fields": st.dictionaries(
            st.sampled_from(["innovation.summary", "deployment.people_reached", "feedback.age"]),
            st.fixed_dictionaries(
                {},
                optional={
                    profile: st.sampled_from(
                        [
                            {"method": "drop"},
                            {"method": "keep"},
                            {"method": "generalize", "level": 2},
                            {"method": "round", "to": 10},
                        ]
                    )
                    for profile in ("partner", "public")
                },
            ),
        ),
    },
)


@given(tables(), OVERLAYS, st.sampled_from(["partner", "public"]))
@example(
    {"deployment": [{"id": "bd-a2i-dep-0", "people_reached": "-3"}]},
    {"fields": {"deployment.people_reached": {"partner": {"method": "round", "to": 10}}}},
    "partner",
)
def test_a_stricter_policy_tells_no_cell_that_the_base_withholds(drawn, overlay, profile):
    policy = _laid_over(overlay)
    assume(policy is not None)
    made = _made(drawn)
    base, strict = (_of(made, profile=profile, policy=p) for p in (BASE, policy))

    looser = _cells(base.submission)

    assert not [c for c in _cells(strict.submission) - looser if not _is_worked_out(c, looser)]


def _laid_over(overlay):
    """Return the policy of a ministry that says no more than this, or none if it is refused."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "own.toml"
        head = 'policy = "openinnov-privacy/1"\nname = "own"\nversion = "1"\n'
        path.write_text(head + "\n".join(_lines(overlay)), encoding="utf-8")
        try:
            return policies.load(path, standard=STANDARD)
        except PolicyError:
            return None


def _lines(overlay):
    if "tables" in overlay:
        yield f"[tables]\nthreshold = {overlay['tables']['threshold']}"
    for field, treatments in overlay.get("fields", {}).items():
        for profile, options in treatments.items():
            said = ", ".join(f"{name} = {json.dumps(value)}" for name, value in options.items())
            yield f'[fields."{field}".{profile}]'
            yield said.replace(", ", "\n")
