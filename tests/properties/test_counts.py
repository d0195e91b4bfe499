"""Nobody works out a small number of people from tables of counts that leave.

The attacker shares no code with what protects: she knows all cells of the release, which breakdowns
it says add up, and that no zero is withheld.
"""

import dataclasses
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from protection.tables.stranger import attack, can_be
from submissions import make

from openinnov import policy as policies
from openinnov.protection import protect
from openinnov.standard import load

STANDARD = load()
BASE = policies.load(standard=STANDARD)
SURVEY = {
    "indicator_id": "bd-a2i-indicator-1",
    "innovation_id": "bd-a2i-1",
    "point": "actual",
    "period_start": "2025",
}
#: Who is counted: by sex, kind of area, and whether a person is old. The last adds up to nothing.
SEXES, AREAS, AGES = ("F", "M", "U"), ("rural", "town", "city"), ("60+", "")
_FEW = st.sampled_from([0, 0, 1, 1, 2, 3, 4, 5, 7, 12, 40])


def _policy(*, threshold=5, zeros="safe", under=None, **partition):
    """Return a policy of this threshold, with these breakdowns that add up."""
    rule = dataclasses.replace(BASE.counts["*"], threshold=threshold, zeros=zeros)
    named = {name: dataclasses.replace(rule, partition=p) for name, p in partition.items()}
    rules = {"*": rule, "measurement": dataclasses.replace(BASE.counts["measurement"])} | named
    rules["measurement"] = dataclasses.replace(
        rules["measurement"], threshold=threshold, zeros=zeros
    )
    changed = {"threshold": threshold, "counts": rules, "hash": f"{threshold} {zeros}"}
    return dataclasses.replace(BASE, **changed, under=under)


@st.composite
def surveys(draw, largest=3, numbers=_FEW):
    """Draw people, and measurements of groups of them: the sets that rows count, and the rows."""
    sexes, areas = SEXES[: draw(st.integers(2, largest))], AREAS[: draw(st.integers(1, largest))]
    people = {who: draw(numbers) for who in product(sexes, areas, AGES)}
    groups = [*product((*sexes, "", "T"), (*areas, "", "all"), ("", "60+"))]
    chosen = draw(st.sets(st.sampled_from(groups), min_size=3))
    rows = []
    for sex, area, age in sorted(chosen):
        wanted = (sex.replace("T", ""), area.replace("all", ""), age)
        names = {
            who for who in people if all(b in {"", a} for a, b in zip(who, wanted, strict=True))
        }
        if names:
            rows.append((names, {"sex": sex, "area_type": area, "age_band": age}))
    return people, rows


#: One submission has several, which have nothing to do with each other.
MANY = st.lists(surveys(), min_size=3, max_size=5)
EXAMPLES = settings(max_examples=6)


def _tables(drawn):
    return {
        "measurement": [
            {**SURVEY, "id": f"bd-a2i-mea-{n}-{i}", "innovation_id": f"bd-a2i-{n}", "value": "7"}
            | {"sample_size": str(sum(people[each] for each in names)), **codes}
            for n, (people, rows) in enumerate(drawn)
            for i, (names, codes) in enumerate(rows)
        ]
    }


def _released(protected, table, *names):
    query = f"SELECT {', '.join(names)} FROM submitted.{table} ORDER BY ALL"
    columns = protected.submission.columns[table]
    assert set(names) <= {*columns}
    return protected.submission.database.execute(query).fetchall()


def _published(drawn, protected):
    """Return each survey with what is published: whom a row counts, and how many they are."""
    released = _released(protected, "measurement", "id", "sample_size")
    sizes = {row: None if size is None else int(size) for row, size in released}
    return [
        (people, [(names, sizes[f"bd-a2i-mea-{n}-{i}"]) for i, (names, _) in enumerate(rows)])
        for n, (people, rows) in enumerate(drawn)
    ]


def _small(people, publication, threshold, floor):
    return [
        names
        for names, number in publication
        if number is None and floor <= sum(people[each] for each in names) < threshold
    ]


@pytest.mark.parametrize(("zeros", "floor"), [("safe", 1), ("withhold", 0)])
@given(MANY, st.sampled_from([3, 5, 10]))
@EXAMPLES
def test_no_small_number_is_calculated(zeros, floor, drawn, threshold):
    policy = _policy(threshold=threshold, zeros=zeros)

    protected = protect(make(_tables(drawn), standard=STANDARD), policy=policy)

    for people, publication in _published(drawn, protected):
        small = _small(people, publication, threshold, floor)
        bounds = attack(publication, floor=floor, whole=True)
        withheld = [names for names, number in publication if number is None]
        found = [each for names, each in zip(withheld, bounds, strict=True) if names in small]
        assert [each for each in found if each[1] < threshold or each[0] == each[1]] == []
        sizes = [number for _, number in publication if number is not None]
        assert [size for size in sizes if floor <= size < threshold] == []


@given(
    st.lists(surveys(largest=2, numbers=st.sampled_from([0, 1, 2, 7])), min_size=3, max_size=5),
    st.sampled_from([3, 5]),
)
@EXAMPLES
def test_no_small_number_is_found_by_trying(drawn, threshold):
    policy = _policy(threshold=threshold)

    protected = protect(make(_tables(drawn), standard=STANDARD), policy=policy)

    for people, publication in _published(drawn, protected):
        small = _small(people, publication, threshold, 1)
        assert all(can_be(publication, names, threshold, floor=1) for names in small)


def test_attacker_works_out_what_is_withheld_for_itself_alone():
    people = {(sex, area, ""): 9 for sex in SEXES[:2] for area in AREAS[:2]}
    people["M", "town", ""] = 2
    groups = [*product((*SEXES[:2], ""), (*AREAS[:2], ""))]
    rows = [
        (
            {who for who in people if sex in {"", who[0]} and area in {"", who[1]}},
            {"sex": sex, "area_type": area},
        )
        for sex, area in groups
    ]
    whole = [(names, sum(people[each] for each in names)) for names, _ in rows]
    alone = [(names, number if number >= 5 else None) for names, number in whole]
    protected = protect(make(_tables([(people, rows)]), standard=STANDARD))

    assert attack(alone, floor=1) == [(2, 2)]
    ((_, publication),) = _published([(people, rows)], protected)
    assert [bounds[1] >= 5 for bounds in attack(publication, floor=1)] == [True] * 4


@given(MANY, st.randoms(use_true_random=False), st.sampled_from(["safe", "withhold"]))
@EXAMPLES
def test_neither_order_nor_a_second_time_changes_what_leaves(drawn, random, zeros):
    tables = _tables(drawn)
    shuffled = {name: random.sample(rows, len(rows)) for name, rows in tables.items()}
    policy = _policy(zeros=zeros)

    once, other = (
        protect(make(each, standard=STANDARD), policy=policy) for each in (tables, shuffled)
    )
    twice = protect(once.submission, policy=policy)

    for table in once.submission.columns:
        names = once.submission.columns[table]
        assert once.submission.columns[table] == twice.submission.columns[table]
        first = _released(once, table, *names)
        assert _released(other, table, *names) == first
        assert _released(twice, table, *names) == first


@given(MANY, st.integers(5, 12), st.sampled_from(["safe", "withhold"]))
@EXAMPLES
def test_a_stricter_policy_shows_no_number_that_the_base_withholds(drawn, threshold, zeros):
    submission = make(_tables(drawn), standard=STANDARD)

    base = protect(submission, policy=_policy())
    strict = protect(submission, policy=_policy(threshold=threshold, zeros=zeros, under=_policy()))

    shown = [
        {row for row, size in _released(each, "measurement", "id", "sample_size") if size}
        for each in (base, strict)
    ]
    assert shown[1] <= shown[0]


@st.composite
def deployments(draw):
    """Draw numbers of people by group, and whether some of them are in no group."""
    groups = ("women", "youth", "rural", "poor")[: draw(st.integers(2, 4))]
    reached = {group: draw(_FEW) for group in groups}
    shown = draw(st.sets(st.sampled_from(groups), min_size=1))
    return reached, sorted(shown), draw(st.booleans())


@given(deployments())
@EXAMPLES
def test_no_small_group_of_a_deployment_is_calculated(drawn):
    reached, shown, said_twice = drawn
    whole = sum(reached.values())
    rows = [(each, reached[each]) for each in shown] + ([("general", whole)] if said_twice else [])
    tables = {
        "deployment": [{"id": "bd-a2i-dep-1", "people_reached": str(whole)}],
        "deployment_beneficiary": [
            {"deployment_id": "bd-a2i-dep-1", "beneficiary_group": g, "people_reached": str(n)}
            for g, n in rows
        ],
    }
    policy = _policy(deployment_beneficiary=("beneficiary_group",))

    protected = protect(make(tables, standard=STANDARD), policy=policy)

    ((total,),) = _released(protected, "deployment", "people_reached")
    found = _released(protected, "deployment_beneficiary", "beneficiary_group", "people_reached")
    publication = [
        ({*reached} if group == "general" else {group}, None if n is None else int(n))
        for group, n in [("general", total), *found]
    ]
    small = _small(reached, publication, 5, 1)
    bounds = attack(publication, floor=1, whole=True)
    withheld = [names for names, number in publication if number is None]
    assert [
        each for names, each in zip(withheld, bounds, strict=True) if names in small and each[1] < 5
    ] == []
