"""Tables made of the records of persons tell what they may, and of no few persons."""

from dataclasses import replace
from decimal import Decimal

import pytest
from golden import KEY
from protection.tables.stranger import Stranger

import openinnov
from openinnov import policy as policies
from openinnov.exceptions import RefusedError
from openinnov.policy.tabulation import TabulationRule
from openinnov.protection.tabulation import tabulate

BASE = policies.load()
#: Five persons: nobody is withheld because of the number of records alone.
CROWD = 5


def _policy(*, leaves="drop", **rules):
    kind = BASE.kinds["microdata"]
    kinds = {**BASE.kinds, "microdata": replace(kind, leaves={**kind.leaves, "public": leaves})}
    return replace(BASE, kinds=kinds, tabulations=rules)


def _rule(*dimensions, threshold=5, **options):
    return TabulationRule("feedback", dimensions, threshold=threshold, **options)


def _answers(*groups):
    """Return answers: groups of a number of records that are alike."""
    rows = [row for n, row in groups for _ in range(n)]
    return {"feedback": [{"id": f"answer{i}", **row} for i, row in enumerate(rows)]}


def _told(tabulation, name="count"):
    return {
        tuple(cell.codes.values()): cell.count if name == "count" else cell.sums[name]
        for cell in tabulation.cells
    }


def test_a_table_counts_each_group_and_all(submit):
    answers = _answers((6, {"sex": "F"}), (7, {"sex": "M"}), (5, {}))

    (table,) = tabulate(submit(answers), policy=_policy(by_sex=_rule("sex")))

    assert (table.name, table.source, table.threshold) == ("by_sex", "feedback", 5)
    assert table.records == [
        {"sex": "_T", "count": 18},
        {"sex": "F", "count": 6},
        {"sex": "M", "count": 7},
        {"sex": "_U", "count": 5},
    ]


def test_a_small_group_goes_with_one_by_which_it_could_be_worked_out(submit):
    answers = _answers((6, {"sex": "F"}), (9, {"sex": "M"}), (2, {"sex": "X"}))

    (table,) = tabulate(submit(answers), policy=_policy(by_sex=_rule("sex")))

    assert _told(table) == {("_T",): 17, ("F",): None, ("M",): 9, ("X",): None}


def test_districts_of_one_name_stand_in_their_own_states(submit):
    states = [(s, d) for s in ("BD-C", "BD-F") for d in ("North", "South")]
    answers = _answers(*((5, {"subdivision": s, "district": d}) for s, d in states))

    (table,) = tabulate(
        submit(answers), policy=_policy(by_district=_rule("subdivision", "district"))
    )

    assert _told(table) == {
        ("_T", "_T"): 20,
        ("BD-C", "_T"): 10,
        ("BD-F", "_T"): 10,
        **dict.fromkeys(states, 5),
    }


def test_two_tables_of_the_same_records_are_protected_together(submit):
    places = {"subdivision": "BD-C", "district": "North"}, {"subdivision": "BD-C"}
    answers = _answers((9, places[0]), (8, places[1]), (2, {"subdivision": "BD-F"}), (9, {}))
    rules = {"states": _rule("subdivision"), "districts": _rule("subdivision", "district")}

    states, districts = tabulate(submit(answers), policy=_policy(**rules))

    told = _told(districts)
    assert _told(states) == {(code,): told[code, "_T"] for (code,) in _told(states)}
    assert _told(states)["BD-F",] is None


def test_a_person_who_answers_often_is_one(submit):
    rows = [{"id": f"often{i}", "respondent_id": "r-1", "sex": "X"} for i in range(9)]
    rows += [{"id": f"other{i}", "sex": "F"} for i in range(9)]
    rows += [{"id": f"third{i}", "sex": "M"} for i in range(9)]
    consent = {
        "consent_status": "given",
        "consented_on": "2026-01-01",
        "consent_scope": "aggregate",
    }
    tables = {"respondent": [{"id": "r-1", **consent}], "feedback": rows}

    (table,) = tabulate(submit(tables), policy=_policy(by_sex=_rule("sex")))

    assert _told(table)["X",] is None


@pytest.mark.parametrize(
    ("consent", "counted"),
    [
        pytest.param({"consent_scope": "aggregate"}, 6, id="to totals"),
        pytest.param({"consent_scope": "anonymized-microdata"}, 5, id="to records alone"),
        pytest.param(
            {"consent_scope": "aggregate", "consent_status": "withdrawn"}, 5, id="no more"
        ),
    ],
)
def test_only_those_are_counted_who_agreed_to_totals(submit, consent, counted):
    person = {"id": "r-1", "consent_status": "given", "consented_on": "2026-01-01", **consent}
    rows = [{"id": "of-one", "respondent_id": "r-1", "sex": "F"}]
    rows += [{"id": f"answer{i}", "sex": "F"} for i in range(5)]

    (table,) = tabulate(
        submit({"respondent": [person], "feedback": rows}), policy=_policy(t=_rule("sex"))
    )

    assert _told(table) == {("_T",): counted, ("F",): counted}


def _costs(**by_district):
    return _answers(
        *(
            (1, {"subdivision": "BD-C", "district": district, "cost": cost, "currency": "BDT"})
            for district, costs in by_district.items()
            for cost in costs
        )
    )


@pytest.mark.parametrize(
    "options",
    [
        pytest.param({"largest": 2, "percent": 85.0}, id="two gave more than 85 per cent"),
        pytest.param({"p_percent": 10.0}, id="one is known to within 10 per cent"),
    ],
)
def test_a_sum_to_which_few_gave_most_is_withheld_and_its_number_is_not(submit, options):
    answers = _costs(
        North=["900.50", "80", "5", "5", "5"], South=["10"] * 30, West=["20"] * 20, East=["40"] * 9
    )
    rule = _rule("subdivision", "district", values=("cost",), **options)

    (table,) = tabulate(submit(answers), policy=_policy(costs=rule))

    assert _told(table)["BD-C", "North"] == 5
    sums = _told(table, "cost")
    assert sums["BD-C", "North"] is None
    assert sums["_T", "_T"] == sums["BD-C", "_T"] == Decimal("2055.50")
    # What is left of the total cannot be less: another sum went, and only as many as were needed.
    stranger = _stranger(table)
    least, most = (end(["North"]) for end in (stranger.least, stranger.most))
    total = Decimal("995.50")
    needed = total * 5 / 1000 if "p_percent" in options else Decimal("980.50") / Decimal("0.85")
    assert least < total < most
    assert "p_percent" in options or most >= needed


def _stranger(table):
    """Return an attacker who knows the sums of districts that are told, and their total."""
    stranger = Stranger()
    sums = {cell.codes["district"]: cell.sums["cost"] for cell in table.cells}
    names = [name for name in sums if name != "_T"]
    for name in names:
        stranger.learn([name], None if sums[name] is None else float(sums[name]), 0)
    stranger.learn(names, float(sums["_T"]), 0)
    return stranger


def test_a_sum_goes_with_its_number(submit):
    answers = _costs(North=["10"] * 2, South=["10"] * 30, West=["20"] * 20)

    (table,) = tabulate(
        submit(answers), policy=_policy(t=_rule("subdivision", "district", values=("cost",)))
    )

    hidden = {place for place, count in _told(table).items() if count is None}
    assert hidden
    assert hidden <= {place for place, cost in _told(table, "cost").items() if cost is None}


def test_amounts_of_several_currencies_are_kept_apart_or_refused(submit):
    answers = _answers(
        (CROWD, {"sex": "F", "cost": "10", "currency": "BDT"}),
        (CROWD, {"sex": "F", "cost": "2.5", "currency": "USD"}),
    )
    rule = _rule("sex", values=("cost",))

    (table,) = tabulate(submit(answers), policy=_policy(t=replace(rule, apart=("currency",))))

    assert _told(table, "cost") == {
        (currency, sex): Decimal(amount)
        for currency, amount in (("BDT", 50), ("USD", "12.5"))
        for sex in ("_T", "F")
    }
    with pytest.raises(RefusedError, match=r"name currency under tables\.t\.apart"):
        tabulate(submit(answers), policy=_policy(t=rule))


def test_that_nobody_is_in_a_group_can_be_withheld(submit):
    answers = _answers(
        *((9, {"sex": sex, "area_type": area}) for sex in "FM" for area in ("urban", "rural"))
    )
    answers["feedback"] = [
        row for row in answers["feedback"] if (row["sex"], row["area_type"]) != ("F", "rural")
    ]

    (table,) = tabulate(
        submit(answers), policy=_policy(t=_rule("sex", "area_type", zeros="withhold"))
    )

    told = _told(table)
    assert (told["F", "rural"], told["_T", "_T"]) == (None, 27)
    assert [n for n in told.values() if n is None] == [None] * 4


def test_where_records_leave_those_are_counted_that_leave(submit):
    answers = _answers((40, {"sex": "F"}), (1, {"sex": "M"}))

    (table,) = tabulate(
        submit(answers), policy=_policy(leaves="anonymize", t=_rule("sex")), key=KEY
    )

    released = openinnov.protect(submit(answers), policy=_policy(leaves="anonymize"), key=KEY)
    assert released.submission.rows("feedback") == 40
    assert _told(table) == {("_T",): 40, ("F",): 40}


def test_the_internal_profile_withholds_nothing(submit):
    answers = _answers((1, {"sex": "F"}), (2, {"sex": "M"}))

    (table,) = tabulate(submit(answers), policy=_policy(t=_rule("sex")), profile="internal")

    assert (table.threshold, _told(table)) == (1, {("_T",): 3, ("F",): 1, ("M",): 2})


def test_fields_that_do_not_leave_are_not_counted_by(submit):
    own = _policy(t=_rule("sex", values=("cost",)))
    submission = submit(_answers((9, {"sex": "F", "cost": "1", "currency": "BDT"})))
    for name, what in (("sex", "counted by"), ("cost", "added up")):
        fields = {**BASE.fields, f"feedback.{name}": {"public": policies.DROP}}
        with pytest.raises(RefusedError, match=f"{name} does not leave .* {what}"):
            tabulate(submission, policy=replace(own, fields=fields))


def test_a_submission_without_records_has_no_tables(submit):
    assert (
        tabulate(submit({"need": [{"id": "bd-a2i-need-1"}]}), policy=_policy(t=_rule("sex"))) == ()
    )
    assert tabulate(submit(_answers((1, {"sex": "F"})))) == ()


def test_sums_are_judged_where_the_solver_gets_lost_on_its_way(submit):
    # From where it ended the time before, the solver finds no answer to the fourth program here.
    paid = [("F", "urban", "5"), ("M", "urban", "1"), ("X", "rural", "1"), ("X", "rural", "10")]
    rows = [{"sex": sex, "area_type": area, "cost": cost} for sex, area, cost in paid]
    rule = _rule("sex", "area_type", threshold=3, values=("cost",), largest=2, percent=80.0)

    (table,) = tabulate(submit(_answers(*((1, row) for row in rows))), policy=_policy(t=rule))

    assert {place: cost for place, cost in _told(table, "cost").items() if cost} == {}


def test_that_a_cell_stands_in_no_table_is_used_by_whoever_calculates(submit):
    # All in the countryside are of one sex, so that their number is told twice.
    answers = _answers(
        (1, {"sex": "F", "area_type": "urban", "income_quintile": "2"}),
        (1, {"sex": "X", "area_type": "rural", "income_quintile": "1"}),
        (2, {"sex": "X", "area_type": "rural", "income_quintile": "2"}),
    )
    rules = {
        "by_sex": _rule("sex", "area_type", threshold=3),
        "by_income": _rule("area_type", "income_quintile", threshold=3),
    }

    tables = tabulate(submit(answers), policy=_policy(**rules))

    # With 4 in all, or 3 in the countryside, it would be at most 2 of the lower income.
    assert {number for table in tables for number in _told(table).values()} == {None}
