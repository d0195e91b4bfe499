"""What a policy may say of tables that are made of records of persons."""

from dataclasses import replace

import pytest

from openinnov import policy as policies
from openinnov.exceptions import PolicyError
from openinnov.policy import tabulation_checking
from openinnov.policy.tabulation import TabulationRule
from openinnov.standard import load

STANDARD = load()
BASE = policies.load(standard=STANDARD)
HEAD = 'policy = "openinnov-privacy/1"\nname = "Ministry"\nversion = "2026.2"\n'
TABLE = """
[tables.cost_by_district]
from = "feedback"
dimensions = ["subdivision", "district"]
apart = ["currency"]
values = ["cost"]
dominance = { largest = 2, percent = 85.0 }
p_percent = 10.0
"""
RULE = TabulationRule(
    source="feedback",
    dimensions=("subdivision", "district"),
    apart=("currency",),
    values=("cost",),
    threshold=5,
    largest=2,
    percent=85.0,
    p_percent=10.0,
)


@pytest.fixture
def lay(tmp_path):
    """Return a function that lays the text of a policy over the base."""

    def laid(text):
        path = tmp_path / "ministry.toml"
        path.write_text(HEAD + text, encoding="utf-8")
        return policies.load(path, standard=STANDARD)

    return laid


def test_a_policy_says_how_a_table_is_made_of_records(lay):
    own = lay(TABLE)

    assert own.tabulations == {"cost_by_district": RULE}
    assert own.counts.keys() == BASE.counts.keys()
    assert own.hash != BASE.hash


def test_whole_numbers_are_shares_as_well(lay):
    own = lay(TABLE.replace("85.0", "85").replace("10.0", "10"))

    assert own.tabulations == {"cost_by_district": RULE}


def test_what_a_table_does_not_say_is_as_in_all_tables(lay):
    own = lay('[tables]\nthreshold = 9\nzeros = "withhold"\n' + TABLE)

    assert own.tabulations["cost_by_district"] == replace(RULE, threshold=9, zeros="withhold")


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ("cost_by_district", "time_cost_visit", "tables.time_cost_visit: a table of the standard"),
        ('"feedback"', '"measurement"', "from: measurement is no table of records about persons"),
        ('"feedback"', '"nothing"', "from: nothing is no table of records about persons"),
        ('["currency"]', '["grievance"]', "apart: grievance is no field of feedback"),
        ('["currency"]', '["comment"]', "apart: comment is no field of feedback"),
        ('["currency"]', '["district"]', "apart: district is among the dimensions already"),
        ('"district"]', '"respondent_id"]', "dimensions: respondent_id is no field"),
        ('"subdivision", ', "", "dimensions: add subdivision, under which district stands"),
        ('["subdivision", "district"]', "[]", "dimensions: "),
        ('["cost"]', '["grievance"]', "values: grievance is no field of feedback of which amounts"),
        ('["cost"]', "[]", "dominance and p_percent are about values, and none are named"),
        ("85.0", "100.0", "dominance.percent: "),
        ("values", "threshold = 3\nvalues", "threshold: 3 is less than 5, the base's"),
        ("values", "method = 'round'\nvalues", "tables.cost_by_district.method: "),
    ],
)
def test_a_table_that_cannot_be_made_is_refused(lay, before, after, fault):
    with pytest.raises(PolicyError, match=fault):
        lay(TABLE.replace(before, after, 1))


@pytest.mark.parametrize(
    "line", ["p_percent = 10.0", "dominance = { largest = 1, percent = 50.0 }"]
)
def test_reported_numbers_do_not_say_who_stands_behind_them(lay, line):
    name = line.partition(" ")[0]

    with pytest.raises(PolicyError, match=f"tables.measurement: .*{name} is for tables that are"):
        lay(f"[tables.measurement]\n{line}\n")


def test_two_fields_under_the_same_one_are_refused(lay):
    steps = (
        '[microdata.feedback.hierarchies]\narea_type = { parents = ["subdivision"], size = 9 }\n'
    )
    own = '[tables.t]\nfrom = "feedback"\ndimensions = ["subdivision", "area_type"]\n'

    assert lay(steps + own).tabulations.keys() == {"t"}
    with pytest.raises(PolicyError, match="both stand under subdivision; keep one of them"):
        lay(steps + own + TABLE)


def test_who_agreed_to_totals_has_to_be_known():
    consent = replace(BASE.consent, scopes={})
    own = replace(BASE, consent=consent, tabulations={"t": RULE})

    assert [*tabulation_checking.faults(own, STANDARD)] == [
        "consent.scopes: add aggregate, to which persons agree whose records are counted"
    ]


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({}, None),
        ({"threshold": 6, "largest": 3, "percent": 80.0, "p_percent": 20.0}, None),
        ({"threshold": 4}, "t.threshold: 4 is less than 5"),
        ({"values": ("visits",)}, "t: the base policy makes it of other fields"),
        ({"largest": 1}, "t: dominance.largest: 1 is less than 2"),
        ({"percent": 90.0}, "t: dominance.percent: 90.0 is more than 85.0"),
        ({"percent": None, "largest": None}, "t: dominance.largest: None is less than 2"),
        ({"p_percent": None}, "t: p_percent: None is less than 10.0"),
    ],
)
def test_a_table_of_the_base_is_made_as_strictly(changes, fault):
    base = replace(BASE, tabulations={"t": RULE})
    own = replace(BASE, tabulations={"t": replace(RULE, **changes)})

    found = next(tabulation_checking.looser(own, base), None)

    assert found == fault if fault is None else found.startswith(f"tables.{fault}")


def test_zeros_are_told_of_no_more_than_the_base_lets():
    base = replace(BASE, tabulations={"t": replace(RULE, zeros="withhold")})
    own = replace(BASE, tabulations={"t": RULE})

    (fault,) = tabulation_checking.looser(own, base)

    assert fault == "tables.t.zeros: safe tells more than the base policy lets"
