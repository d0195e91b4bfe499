"""What becomes of numbers of people, and of the figures that stand on them."""

import dataclasses
import json

import pytest
from golden import EXAMPLES

from openinnov import policy as policies
from openinnov.exceptions import RefusedError
from openinnov.policy import Treatment
from openinnov.protection import protect
from openinnov.standard import load
from openinnov.submission import Measure

SURVEY = {
    "indicator_id": "bd-a2i-indicator-1",
    "innovation_id": "bd-a2i-1",
    "point": "actual",
    "period_start": "2025",
}
USE = {
    "service_id": "bd-a2i-service-1",
    "innovation_id": "bd-a2i-1",
    "point": "actual",
    "measured_on": "2025",
}


def _survey(*sizes, **common):
    """Return measurements of groups: each is a size and the codes of the group."""
    return [
        {"id": f"bd-a2i-mea-{n}", **SURVEY, **common, "value": f"{n}0", "sample_size": str(size)}
        | codes
        for n, (size, codes) in enumerate(sizes, start=1)
    ]


@pytest.fixture
def counting():
    """Return a function that gives the base policy with other rules for the tables of counts."""

    def changed(**rules):
        base = policies.load(standard=load())
        counts = dict(base.counts)
        for name, rule in rules.items():
            own = counts.get(name, counts["*"])
            counts["*" if name == "everywhere" else name] = dataclasses.replace(own, **rule)
        return dataclasses.replace(base, counts=counts, hash="changed")

    return changed


def _sizes(found):
    return [row.get("sample_size") for row in found]


def test_small_number_goes_with_the_figures_that_stand_on_it(submit, rows, notices):
    small = {
        "id": "bd-a2i-mea-1",
        **SURVEY,
        "value": "66.7",
        "lower": "50",
        "sample_size": "3",
        "evidence_level": "2",
    }
    large = small | {"id": "bd-a2i-mea-2", "point": "baseline", "sample_size": "5"}

    protected = protect(submit({"measurement": [small, large]}))

    withheld = ("value", "lower", "sample_size")
    kept = {name: cell for name, cell in small.items() if name not in withheld}
    assert rows(protected, "measurement") == [kept, large]
    assert notices(protected) == [
        ("measurement", "bd-a2i-mea-1", name, "small-count", "suppressed", None)
        for name in sorted(withheld)
    ]


def test_rows_leave_whatever_group_they_are_about(submit, rows):
    survey = _survey((50, {}), (20, {"beneficiary_group": "women"}), (0, {"age_band": "60+"}))
    unknown = {"id": "bd-a2i-mea-9", **SURVEY, "point": "target", "value": "4501"}

    protected = protect(submit({"measurement": [*survey, unknown]}))

    assert rows(protected, "measurement") == [*survey, unknown]


@pytest.mark.parametrize(
    ("sizes", "shown"),
    [
        pytest.param(
            [(50, {}), (47, {"sex": "F"}), (3, {"sex": "M"})], ["50", None, None], id="by the other"
        ),
        pytest.param(
            [(50, {}), (47, {"sex": "F"})], ["50", None], id="of whom no row is, but the others"
        ),
        pytest.param(
            [(50, {"sex": "T"}), (47, {"sex": "F"}), (3, {"sex": "M"})],
            ["50", None, None],
            id="by a code for all",
        ),
        pytest.param(
            [(5, {}), (2, {"sex": "F"}), (3, {"sex": "M"})], [None, None, None], id="by the total"
        ),
        pytest.param(
            [(50, {}), (40, {"sex": "F"}), (3, {"sex": "M"}), (7, {"sex": "U"})],
            ["50", "40", None, None],
            id="by the cheapest other",
        ),
        pytest.param(
            [(50, {}), (47, {"age_band": "15-59"}), (3, {"age_band": "60+"})],
            ["50", "47", None],
            id="not where nothing is said to add up",
        ),
        pytest.param([(50, {}), (50, {"sex": "F"})], ["50", "50"], id="of whom there are none"),
    ],
)
def test_small_number_cannot_be_worked_out(submit, rows, sizes, shown):
    protected = protect(submit({"measurement": _survey(*sizes)}))

    assert _sizes(rows(protected, "measurement")) == shown


def test_notices_do_not_tell_which_numbers_are_small(submit, notices):
    survey = _survey((50, {}), (47, {"sex": "F"}), (3, {"sex": "M"}))

    protected = protect(submit({"measurement": survey}))

    assert notices(protected) == [
        ("measurement", record, name, "small-count", "suppressed", None)
        for record in ("bd-a2i-mea-2", "bd-a2i-mea-3")
        for name in ("sample_size", "value")
    ]
    assert protected.plan == (
        Measure("measurement", "sample_size", "suppressed", "small-count", 2),
        Measure("measurement", "value", "suppressed", "small-count", 2),
    )


def test_other_subjects_add_up_to_nothing(submit, rows):
    whole = _survey((50, {}))
    other = {"id": "bd-a2i-mea-2", "sex": "F", "sample_size": "47"}
    others = [
        whole[0] | other | {"period_start": "2024"},
        whole[0] | other | {"id": "bd-a2i-mea-3", "deployment_id": "bd-a2i-dep-1"},
        whole[0] | other | {"id": "bd-a2i-mea-4", "period_end": "2026"},
    ]

    protected = protect(submit({"measurement": whole + others}))

    assert _sizes(rows(protected, "measurement")) == ["50", "47", "47", "47"]


def test_rows_that_do_not_say_what_they_are_about_add_up_to_nothing(submit, rows):
    survey = _survey((5, {}), (50, {"sex": "F"}), (60, {"sex": "F"}))
    for row in survey:
        del row["indicator_id"]

    protected = protect(submit({"measurement": survey}))

    assert _sizes(rows(protected, "measurement")) == ["5", "50", "60"]


@pytest.mark.parametrize(
    ("sizes", "message"),
    [
        pytest.param(
            [(50, {}), (47, {"sex": "F"}), (4, {"sex": "M"})],
            "measurement: 1 cell is less than the sum of the parts",
            id="parts beyond the whole",
        ),
        pytest.param(
            [(50, {"sex": "F"}), (47, {"sex": "F"})],
            "measurement: 1 cell is given twice, with two numbers",
            id="two numbers",
        ),
        pytest.param([(10**13, {}), (3, {"sex": "F"})], "which nobody can count", id="too large"),
    ],
)
def test_numbers_that_contradict_each_other_are_refused(submit, sizes, message):
    with pytest.raises(RefusedError, match=message):
        protect(submit({"measurement": _survey(*sizes)}))


def test_sensitive_figures_need_enough_people(submit, rows, notices):
    uses = [
        {"id": f"bd-a2i-tcv-{n}", **USE, "cost": "700", "informal_payment": "50", **size}
        for n, size in enumerate(
            ({"sample_size": "9"}, {"sample_size": "4"}, {"sample_size": "0"}, {}), start=1
        )
    ]

    protected = protect(submit({"time_cost_visit": uses}))

    found = rows(protected, "time_cost_visit")
    assert [(row.get("cost"), row.get("informal_payment")) for row in found] == [
        ("700", "50"),
        (None, None),
        ("700", None),
        ("700", None),
    ]
    assert {each[1:5] for each in notices(protected) if each[2] == "informal_payment"} == {
        ("bd-a2i-tcv-2", "informal_payment", "small-count", "suppressed"),
        ("bd-a2i-tcv-3", "informal_payment", "sensitive", "suppressed"),
        ("bd-a2i-tcv-4", "informal_payment", "sensitive", "suppressed"),
    }


GROUPS = {
    "deployment": [{"id": "bd-a2i-dep-1", "people_reached": "50", "people_eligible": "90"}],
    "deployment_beneficiary": [
        {"deployment_id": "bd-a2i-dep-1", "beneficiary_group": group, "people_reached": reached}
        for group, reached in (("general", "50"), ("rural", "47"), ("youth", "3"))
    ],
}


def test_groups_that_overlap_do_not_give_each_other_away(submit, rows):
    protected = protect(submit(GROUPS))

    assert rows(protected, "deployment") == GROUPS["deployment"]
    found = rows(protected, "deployment_beneficiary")
    assert [row.get("people_reached") for row in found] == ["50", "47", None]


def test_groups_that_add_up_are_linked_with_their_deployment(submit, rows, counting):
    policy = counting(deployment_beneficiary={"partition": ("beneficiary_group",)})

    protected = protect(submit(GROUPS), policy=policy)

    assert rows(protected, "deployment") == GROUPS["deployment"]
    found = rows(protected, "deployment_beneficiary")
    assert [row.get("people_reached") for row in found] == ["50", None, None]


def test_linked_tables_have_the_threshold_of_the_strictest(submit, rows, counting):
    policy = counting(deployment_beneficiary={"threshold": 60})

    protected = protect(submit(GROUPS), policy=policy)

    assert rows(protected, "deployment") == [{"id": "bd-a2i-dep-1", "people_eligible": "90"}]


def test_own_threshold_of_a_table_wins(submit, rows, counting):
    tables = {"measurement": _survey((7, {})), "time_cost_visit": [{**USE, "sample_size": "7"}]}

    protected = protect(submit(tables), policy=counting(measurement={"threshold": 10}))

    assert _sizes(rows(protected, "measurement")) == [None]
    assert _sizes(rows(protected, "time_cost_visit")) == ["7"]


def test_zeros_that_tell_of_all_others_are_withheld(submit, rows, counting):
    survey = _survey((50, {}), (50, {"sex": "F"}), (0, {"sex": "M"}))

    protected = protect(
        submit({"measurement": survey}), policy=counting(measurement={"zeros": "withhold"})
    )

    assert _sizes(rows(protected, "measurement")) == ["50", None, None]


def test_large_groups_do_not_tell_what_would_be_withheld(submit, rows, leaving):
    survey = _survey((5, {}), (2, {"sex": "F"}), (3, {"sex": "M"}), (9, {"age_band": "15-24"}))

    protected = protect(
        submit({"measurement": survey}), policy=leaving("aggregate", "large-groups")
    )

    assert rows(protected, "measurement") == []


def test_a_stricter_policy_withholds_what_the_base_does(submit, rows, tmp_path):
    survey = _survey(
        (60, {}), (45, {"sex": "F"}), (3, {"sex": "M"}), (7, {"sex": "U"}), (5, {"sex": "O"})
    )
    path = tmp_path / "own.toml"
    head = 'policy = "openinnov-privacy/1"\nname = "own"\nversion = "1"\n'
    path.write_text(f"{head}[tables]\nthreshold = 6\n", encoding="utf-8")
    submission = submit({"measurement": survey})

    base = _sizes(rows(protect(submission), "measurement"))
    strict = _sizes(
        rows(protect(submission, policy=policies.load(path, standard=load())), "measurement")
    )

    assert base == ["60", "45", None, "7", None]
    assert strict == ["60", "45", None, "7", None]


ROUNDED = {
    "everywhere": {"method": "round", "base": 3},
    "measurement": {"method": "round", "base": 3},
}


def test_numbers_are_rounded_by_a_key(submit, rows, notices, counting, key):
    survey = _survey(*((size, {"age_band": f"{size}-{size}"}) for size in range(12)))
    policy = counting(**ROUNDED)

    protected = protect(submit({"measurement": survey}), policy=policy, key=key)

    found = rows(protected, "measurement")
    pairs = [(int(row["sample_size"]), int(row["age_band"].split("-")[0])) for row in found]
    assert [n for n, _ in pairs if n % 3] == []
    assert [pair for pair in pairs if abs(pair[0] - pair[1]) > 2] == []
    # A rounded number stands for one that is two smaller at most.
    assert [("value" in row) for row in found] == [n - 2 >= 5 for n, _ in pairs]
    assert ("measurement", "*", "sample_size", "small-count", "rounded", "12") in notices(protected)
    again = protect(protected.submission, policy=policy, key=key)
    assert rows(again, "measurement") == found
    assert protected.counts == {"measurement": {"openinnov:rounded": 3}}


def test_order_and_numbers_of_rows_do_not_change_rounding(submit, rows, counting, key):
    uses = [{"id": f"bd-a2i-tcv-{n}", "sample_size": str(n)} for n in range(1, 10)]
    policy = counting(**ROUNDED)

    one, other = (
        rows(protect(submit({"time_cost_visit": each}), policy=policy, key=key), "time_cost_visit")
        for each in (uses, uses[::-1])
    )

    assert one == other


def test_smallest_number_that_a_field_may_hold_is_rounded_as_well(submit, counting, key):
    uses = [{"id": "bd-a2i-tcv-1", "sample_size": "1"}]

    protected = protect(submit({"time_cost_visit": uses}), policy=counting(**ROUNDED), key=key)

    fields = protected.submission.standard.tables["time_cost_visit"].fields
    assert fields["sample_size"].minimum is None


def test_rounding_needs_a_key(submit, counting):
    submission = submit({"measurement": _survey((7, {}))})

    with pytest.raises(RefusedError, match="numbers of people in measurement are rounded by a key"):
        protect(submission, policy=counting(**ROUNDED))


def test_rounding_needs_the_key_of_the_policy(submit, counting, key):
    policy = dataclasses.replace(counting(**ROUNDED), key_id="2030b")

    with pytest.raises(RefusedError, match="the policy asks for the key 2030b, and <key 2026a>"):
        protect(submit({"measurement": _survey((7, {}))}), policy=policy, key=key)


def test_release_says_by_what_its_counts_can_be_checked(submit, counting):
    tables = {**GROUPS, "measurement": _survey((50, {"sex": "F"}))}

    protected = protect(submit(tables))

    assert protected.counts == {
        "deployment": {"openinnov:threshold": 5, "openinnov:partition": []},
        "deployment_beneficiary": {"openinnov:threshold": 5, "openinnov:partition": []},
        # A breakdown that no row makes is none.
        "measurement": {
            "openinnov:threshold": 5,
            "openinnov:partition": ["sex"],
            "openinnov:whole": {"sex": ["T"]},
        },
    }
    assert protect(submit(tables), profile="internal").counts == {}


def test_what_a_ministry_says_adds_up_does(submit, rows, tmp_path):
    path = tmp_path / "own.toml"
    path.write_text(
        'policy = "openinnov-privacy/1"\nname = "own"\nversion = "1"\n'
        '[tables.deployment_beneficiary]\npartition = ["beneficiary_group"]\n',
        encoding="utf-8",
    )

    protected = protect(submit(GROUPS), policy=policies.load(path, standard=load()))

    found = rows(protected, "deployment_beneficiary")
    assert [row.get("people_reached") for row in found] == ["50", None, None]


def test_sensitive_figures_without_any_number_do_not_leave(submit, rows):
    use = {"id": "bd-a2i-tcv-1", **USE, "cost": "700", "informal_payment": "50"}

    protected = protect(submit({"time_cost_visit": [use]}))

    del use["informal_payment"]
    assert rows(protected, "time_cost_visit") == [use]


def test_what_a_policy_made_of_numbers_is_no_number_to_calculate_with(submit, rows, counting):
    survey = _survey((29, {}), (14, {"sex": "F"}), (15, {"sex": "M"}))
    tens = {"measurement.sample_size": {"public": Treatment("round", to=10)}}
    policy = dataclasses.replace(counting(measurement={"threshold": 11}), fields=tens)

    once = protect(submit({"measurement": survey}), policy=policy)
    twice = protect(once.submission, policy=policy)

    assert _sizes(rows(once, "measurement")) == ["20", "10", "10"]
    assert _sizes(rows(twice, "measurement")) == ["20", None, None]


def test_published_package_says_by_what_its_counts_can_be_checked():
    package = EXAMPLES / "bangladesh-digital-centres" / "published" / "datapackage.json"

    resources = {each["name"]: each for each in json.loads(package.read_text("utf-8"))["resources"]}

    assert resources["measurement"]["openinnov:threshold"] == 5
    assert resources["measurement"]["openinnov:partition"] == ["sex", "area_type"]
    assert resources["measurement"]["schema"]["openinnov:observed"] == [
        *("indicator_id", "innovation_id", "deployment_id", "point", "period_start", "period_end")
    ]
    assert "openinnov:threshold" not in resources["innovation"]
