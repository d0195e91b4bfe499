"""Numbers of few people are found, and those that follow from what was told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from verification.packages import table, write

from openinnov.verification import privacy
from openinnov.verification.attacker import Equation, System
from openinnov.verification.package import opened


def reached(rows, **stated):
    """Return a table of people reached by deployment and group."""
    resource, rows = table(
        "deployment_beneficiary",
        rows,
        schema={"openinnov:subject": "{base}/deployment_beneficiary/{deployment_id}/{group}"},
        **{"openinnov:threshold": 5, **stated},
    )
    deployment, _, people = resource["schema"]["fields"]
    deployment["openinnov:codelist"], deployment["constraints"] = {}, {"required": True}
    people["openinnov:count"] = "persons"
    return resource, rows


def rows(*numbers):
    groups = ("", "women", "men", "others")
    return [
        {"deployment_id": "d1", "group": group, "people": number}
        for group, number in zip(groups, numbers, strict=False)
    ]


def faults(tmp_path, *tables):
    directory = write(tmp_path / "p", *tables, forms=("csv",))
    return privacy.check(opened(directory), None)[0]


PATH = "data/deployment_beneficiary.csv"
PARTITION = {"openinnov:partition": ["group"]}


@pytest.mark.parametrize("number", ["1", "4"])
def test_a_number_below_the_threshold_is_found(number, tmp_path):
    assert faults(tmp_path, reached(rows("100", number))) == (
        f"{PATH}: 1 numbers of people are below 5",
    )


@pytest.mark.parametrize("number", ["", "0", "5", "many"])
def test_a_number_that_tells_of_nobody_or_of_enough_is_none(number, tmp_path):
    assert faults(tmp_path, reached(rows("100", number))) == ()


def test_without_a_threshold_nothing_is_promised(tmp_path):
    resource, told = reached(rows("100", "1"))
    del resource["openinnov:threshold"]

    assert faults(tmp_path, (resource, told)) == ()


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        pytest.param(("100", "60", "37", ""), 1, id="the rest"),
        pytest.param(("100", "96", "", ""), 2, id="two that share little"),
        pytest.param(("100", "60", "", ""), 0, id="two that share enough"),
        pytest.param(("", "60", "37", ""), 0, id="no whole"),
        pytest.param(("100", "", "", ""), 0, id="no part"),
        pytest.param(("100", "100", "", ""), 0, id="nobody is left"),
        pytest.param(("50", "60", "", ""), 0, id="parts above their whole"),
    ],
)
def test_what_follows_from_sums_is_found(numbers, told, tmp_path):
    expected = (f"{PATH}: {told} withheld numbers of people can be worked out to be below 5",)

    found = faults(tmp_path, reached(rows(*numbers), **PARTITION))

    assert found == (expected if told else ())


def test_groups_that_overlap_do_not_add_up(tmp_path):
    assert faults(tmp_path, reached(rows("100", "60", "37", ""))) == ()


def test_a_code_may_mean_everybody(tmp_path):
    whole = {"openinnov:whole": {"group": ["all"]}}
    told = [row | {"group": row["group"] or "all"} for row in rows("100", "60", "37", "")]

    assert len(faults(tmp_path, reached(told, **PARTITION, **whole))) == 1


def test_a_whole_that_stands_twice_is_one(tmp_path):
    whole = {"openinnov:whole": {"group": ["women"]}}

    # Both wholes are equal, so that one withheld is known, and is large enough.
    assert faults(tmp_path, reached(rows("100", ""), **PARTITION, **whole)) == ()


def test_what_is_observed_says_what_a_row_is_about(tmp_path):
    resource, told = reached(rows("100", "60", "37", ""), **PARTITION)
    other = [row | {"deployment_id": f"d{number}"} for number, row in enumerate(told)]
    resource["schema"]["openinnov:observed"] = ["deployment_id"]

    assert faults(tmp_path / "together", (resource, told)) != ()
    assert faults(tmp_path / "apart", (resource, other)) == ()


def test_another_deployment_has_its_own_sums(tmp_path):
    others = [row | {"deployment_id": "d2"} for row in rows("100", "60", "37")]

    assert faults(tmp_path, reached([*others, *rows("", "", "", "50")], **PARTITION)) == ()


def test_the_margins_of_two_breakdowns_give_a_number_away(tmp_path):
    # Four women in all, at least one of them in the town and one in the country.
    cells = {("F", "urban"): "", ("F", "rural"): "", ("M", "urban"): "", ("M", "rural"): ""}
    cells |= {("F", ""): "4", ("M", ""): "100", ("", "urban"): "52", ("", "rural"): "52"}
    told = [
        {"deployment_id": "d1", "sex": sex, "area": area, "people": people}
        for (sex, area), people in cells.items()
    ]
    resource, _ = table("deployment_beneficiary", told, **{"openinnov:threshold": 4})
    resource["openinnov:partition"] = ["sex", "area"]
    resource["schema"]["fields"][3]["openinnov:count"] = "persons"

    assert faults(tmp_path, (resource, told)) == (
        f"{PATH}: 2 withheld numbers of people can be worked out to be below 4",
    )


@given(
    st.lists(st.lists(st.integers(0, 6), min_size=2, max_size=2), min_size=2, max_size=2),
    st.lists(st.booleans(), min_size=4, max_size=4),
)
def test_bounds_are_those_of_trying_all_numbers(cells, hidden):
    """Two by two cells with their margins: the attacker learns what enumeration learns."""
    values = {(i, j): cells[i][j] for i in range(2) for j in range(2)}
    unknown = [place for place, hide in zip(values, hidden, strict=True) if hide]
    lines = [[(i, j) for j in range(2)] for i in range(2)]
    lines += [[(i, j) for i in range(2)] for j in range(2)]
    number = {place: index for index, place in enumerate(values)}
    equations = []
    for line in lines:
        signs = {number[place]: 1.0 for place in line if place in unknown}
        if signs:
            equations.append(Equation(signs, sum(values[p] for p in line if p in unknown)))

    for floor in (1.0, 0.0):
        possible = list(solutions(unknown, lines, values, int(floor)))
        system = System(equations, floor)
        assert not unknown or bool(system) == bool(possible)
        for place in unknown if possible else []:
            greatest, witness = system.greatest(number[place])
            assert greatest == pytest.approx(max(each[place] for each in possible))
            assert witness[number[place]] == greatest


def solutions(unknown, lines, values, floor):
    """Yield all numbers that the withheld cells may have: whole, and of the same margins."""

    def extend(chosen, left):
        if not left:
            full = values | chosen
            if all(sum(full[p] for p in line) == sum(values[p] for p in line) for line in lines):
                yield chosen
            return
        for value in range(floor, 13):
            yield from extend(chosen | {left[0]: value}, left[1:])

    return extend({}, unknown)
