"""Nobody works out what a withheld cell of tables made of records should not tell.

The attacker knows every number that is told, of all tables, and calculates with combinations of
codes, of which each is at least zero.
"""

from collections import defaultdict
from dataclasses import replace
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st
from protection.tables.stranger import Stranger
from submissions import make

from openinnov import policy as policies
from openinnov.policy.tabulation import TabulationRule
from openinnov.protection.tabulation import tabulate

BASE = policies.load()
FIELDS = {"sex": ["F", "M", "X"], "area_type": ["urban", "rural"], "income_quintile": ["1", "2"]}
#: Tables of the same records: one, or two that share a field.
VIEWS = [[("sex", "area_type")], [("sex", "area_type"), ("area_type", "income_quintile")]]
_RULES = [{"largest": 2, "percent": 80.0}, {"p_percent": 15.0}, {"largest": 1, "percent": 60.0}]


def _groups(codes):
    """Return each combination of the codes with some persons, who paid different amounts."""
    amounts = st.lists(st.sampled_from([1, 2, 5, 10, 200]), max_size=6)
    return st.fixed_dictionaries(dict.fromkeys(codes, amounts))


@st.composite
def _answers(draw):
    views = draw(st.sampled_from(VIEWS))
    names = [name for name in FIELDS if any(name in view for view in views)]
    codes = [()]
    for name in names:
        codes = [(*each, code) for each in codes for code in FIELDS[name]]
    groups = draw(_groups(codes).filter(lambda groups: any(groups.values())))
    rows = [
        {**dict(zip(names, each, strict=True)), "cost": str(amount), "currency": "BDT"}
        for each, amounts in groups.items()
        for amount in amounts
    ]
    return views, [{"id": f"answer{i}", **row} for i, row in enumerate(rows)]


def _members(cell, inner):
    asked = {name: code for name, code in cell.codes.items() if code != "_T"}
    return [each for each in inner if asked.items() <= dict(each).items()]


@settings(max_examples=10)
@given(_answers(), st.sampled_from(_RULES))
def test_nobody_works_out_how_few_there_are_or_what_one_paid(drawn, options):
    views, rows = drawn
    kind = BASE.kinds["microdata"]
    kinds = {**BASE.kinds, "microdata": replace(kind, leaves={**kind.leaves, "public": "drop"})}
    rules = {
        f"t{i}": TabulationRule("feedback", view, values=("cost",), threshold=3, **options)
        for i, view in enumerate(views)
    }

    made = tabulate(
        make({"feedback": rows}),
        policy=replace(BASE, kinds=kinds, tabulations=rules),
    )

    paid = defaultdict(list)
    for row in rows:
        inner = tuple((name, row[name]) for name in FIELDS if name in row)
        paid[inner].append(int(row["cost"]))
    counts, sums = Stranger(whole=True), Stranger()
    cells = [cell for table in made for cell in table.cells]
    for cell in cells:
        # That nobody is in a cell is known, as it stands in no table.
        members = _members(cell, _possible(rows))
        counts.learn(members, cell.count, 1)
        told = cell.sums["cost"]
        sums.learn(members, None if told is None else float(told), 0)
    for table in made:
        for codes in _empty(table, rows):
            counts.learn(codes, 0, 0)
            sums.learn(codes, 0, 0)
    for cell in cells:
        members = _members(cell, _possible(rows))
        amounts = sorted((n for each in members for n in paid.get(each, ())), reverse=True)
        if len(amounts) < 3:
            assert cell.count is None
            assert counts.most(members) >= 3
            assert counts.least(members) < counts.most(members)
        missing = _missing(amounts, options)
        if missing > 0 or len(amounts) < 3:
            assert cell.sums["cost"] is None
            assert sums.most(members) >= sum(amounts) + missing - 1e-3
            assert sums.least(members) <= sum(amounts) - min(missing, sum(amounts)) + 1e-3


def _possible(rows):
    """Return the combinations of all codes that occur."""
    combinations = [()]
    for name in FIELDS:
        codes = sorted({row[name] for row in rows if name in row})
        if codes:
            combinations = [(*each, (name, code)) for each in combinations for code in codes]
    return combinations


def _empty(table, rows):
    """Yield the combinations that a table would show if anybody were there."""
    shown = {tuple(cell.codes.values()) for cell in table.cells}
    for place in {tuple(dict(each)[n] for n in table.dimensions) for each in _possible(rows)}:
        asked = dict(zip(table.dimensions, place, strict=True))
        if place not in shown:
            yield [each for each in _possible(rows) if asked.items() <= dict(each).items()]


def _missing(amounts, options):
    """Return what the sum would have to be more, for its rule to let it leave."""
    if "p_percent" in options:
        largest = amounts[0] if amounts else 0
        return float(Fraction(options["p_percent"]) / 100 * largest - sum(amounts[2:]))
    few = sum(amounts[: options["largest"]])
    return float(few / (Fraction(options["percent"]) / 100) - sum(amounts))
