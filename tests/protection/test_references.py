"""What becomes of references to records that do not leave, under policies of one's own."""

import pytest

from openinnov.protection import protect


@pytest.fixture
def deployments(submit):
    """Return a submission with a large and a small deployment, and what refers to them."""
    return submit(
        {
            "deployment": [
                {"id": "bd-a2i-dep-1", "people_reached": "50"},
                {"id": "bd-a2i-dep-2", "people_reached": "2"},
                {"id": "bd-a2i-dep-3", "people_reached": "60", "derived_from_id": "bd-a2i-dep-2"},
            ],
            "deployment_beneficiary": [
                {
                    "deployment_id": deployment,
                    "beneficiary_group": "general",
                    "people_reached": "50",
                }
                for deployment in ("bd-a2i-dep-1", "bd-a2i-dep-2")
            ],
        }
    )


def test_reference_to_a_row_that_goes_is_emptied(deployments, leaving, rows, notices):
    protected = protect(deployments, policy=leaving("register", "large-groups"))

    assert rows(protected, "deployment") == [
        {"id": "bd-a2i-dep-1", "people_reached": "50"},
        {"id": "bd-a2i-dep-3", "people_reached": "60"},
    ]
    notice = ("deployment", "bd-a2i-dep-3", "derived_from_id", "small-count", "suppressed", None)
    assert notice in notices(protected)


def test_row_goes_whose_key_names_a_row_that_goes(deployments, leaving, rows, notices):
    protected = protect(deployments, policy=leaving("register", "large-groups"))

    assert [row["deployment_id"] for row in rows(protected, "deployment_beneficiary")] == [
        "bd-a2i-dep-1"
    ]
    notice = ("deployment_beneficiary", "*", "*", "small-count", "dropped", None)
    assert notice in notices(protected)


def test_table_goes_whose_key_names_a_table_that_goes(deployments, leaving, notices):
    protected = protect(deployments, policy=leaving("register", "drop"))

    assert list(protected.submission.columns) == ["withheld"]
    assert notices(protected) == [
        ("deployment", "*", "*", "personal", "dropped", None),
        ("deployment_beneficiary", "*", "*", "personal", "dropped", None),
    ]


def test_required_reference_to_rows_that_may_go_is_not_asked_for(deployments, leaving):
    protected = protect(deployments, policy=leaving("register", "large-groups"))

    fields = protected.submission.standard.tables["deployment"].fields
    assert not fields["innovation_id"].required
