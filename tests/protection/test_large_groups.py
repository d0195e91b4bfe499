"""Which rows of numbers leave under a policy that lets leave large groups alone."""

import pytest

from openinnov.protection import protect


@pytest.mark.parametrize(
    ("row", "leaves"),
    [
        pytest.param({"sample_size": "5"}, True, id="enough people"),
        pytest.param({"sample_size": "4"}, False, id="too few"),
        pytest.param({"sample_size": "0"}, False, id="nobody"),
        pytest.param({"value": "1"}, False, id="nobody knows how many"),
        pytest.param({"sample_size": "50", "age_band": "15-24"}, False, id="a group"),
        pytest.param({"sample_size": "50", "sex": "T"}, True, id="the code for all"),
    ],
)
def test_figures_leave_about_everybody_with_enough_people(submit, leaving, rows, row, leaves):
    protected = protect(
        submit({"measurement": [{"id": "bd-a2i-mea-1", **row}]}),
        policy=leaving("aggregate", "large-groups"),
    )

    assert bool(rows(protected, "measurement")) is leaves


@pytest.mark.parametrize(
    ("row", "leaves"),
    [
        pytest.param({"beneficiary_group": "general", "people_reached": "9"}, True, id="all"),
        pytest.param({"beneficiary_group": "women", "people_reached": "9"}, False, id="a group"),
        pytest.param(
            {"beneficiary_group": "general", "people_reached": "3", "people_eligible": "90"},
            False,
            id="few of many",
        ),
        pytest.param(
            {"beneficiary_group": "general", "people_reached": "0", "people_eligible": "90"},
            True,
            id="none of many",
        ),
    ],
)
def test_groups_leave_as_a_whole(submit, leaving, rows, row, leaves):
    submission = submit({"deployment_beneficiary": [{"deployment_id": "bd-a2i-dep-1", **row}]})

    assert (
        bool(
            rows(
                protect(submission, policy=leaving("aggregate", "large-groups")),
                "deployment_beneficiary",
            )
        )
        is leaves
    )


def test_rows_of_small_groups_are_one_notice(submit, leaving, notices):
    figures = [{"id": f"bd-a2i-mea-{n}", "sample_size": str(n)} for n in range(8)]

    protected = protect(
        submit({"measurement": figures}), policy=leaving("aggregate", "large-groups")
    )

    assert notices(protected) == [("measurement", "*", "*", "small-count", "suppressed", "5")]
